package apiextensions

import (
	"fmt"
	"strings"

	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	apivalidation "k8s.io/apimachinery/pkg/api/validation"
	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

func each(at *field.Path, value any, messages []string) field.ErrorList {
	var errs field.ErrorList
	for _, m := range messages {
		errs = append(errs, field.Invalid(at, value, m))
	}
	return errs
}

// validateDefinition checks names and versions. The schemas are checked where
// they are compiled.
func validateDefinition(d, old *apiextensionsv1.CustomResourceDefinition) field.ErrorList {
	var errs field.ErrorList
	at := field.NewPath("spec")
	s := &d.Spec
	if want := s.Names.Plural + "." + s.Group; d.Name != want && d.Name != "" {
		errs = append(errs, field.Invalid(field.NewPath("metadata", "name"), d.Name, "must be spec.names.plural+\".\"+spec.group"))
	}
	switch {
	case s.Group == "":
		errs = append(errs, field.Required(at.Child("group"), ""))
	default:
		errs = append(errs, each(at.Child("group"), s.Group, validation.IsDNS1123Subdomain(s.Group))...)
		if len(strings.Split(s.Group, ".")) < 2 {
			errs = append(errs, field.Invalid(at.Child("group"), s.Group, "should be a domain with at least one dot"))
		}
	}
	switch s.Scope {
	case "":
		errs = append(errs, field.Required(at.Child("scope"), ""))
	case apiextensionsv1.ClusterScoped, apiextensionsv1.NamespaceScoped:
	default:
		errs = append(errs, field.NotSupported(at.Child("scope"), s.Scope,
			[]apiextensionsv1.ResourceScope{apiextensionsv1.ClusterScoped, apiextensionsv1.NamespaceScoped}))
	}
	errs = append(errs, validateVersions(s, at.Child("versions"))...)
	errs = append(errs, validateNames(&s.Names, at.Child("names"))...)
	errs = append(errs, validateConversion(s.Conversion, at.Child("conversion"))...)
	if old != nil {
		errs = append(errs, validateUpdate(d, old, at)...)
	}
	return errs
}

func validateVersions(s *apiextensionsv1.CustomResourceDefinitionSpec, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	if len(s.Versions) == 0 {
		return append(errs, field.Required(at, ""))
	}
	stored, twice := 0, false
	seen := map[string]bool{}
	for i := range s.Versions {
		v, at := &s.Versions[i], at.Index(i)
		if v.Storage {
			stored++
		}
		twice = twice || seen[v.Name]
		seen[v.Name] = true
		errs = append(errs, each(at.Child("name"), v.Name, validation.IsDNS1035Label(v.Name))...)
		if v.Schema == nil || v.Schema.OpenAPIV3Schema == nil {
			errs = append(errs, field.Required(at.Child("schema", "openAPIV3Schema"), ""))
		} else if v.Schema.OpenAPIV3Schema.Type != "object" {
			errs = append(errs, validateRoot(v.Schema.OpenAPIV3Schema, at.Child("schema", "openAPIV3Schema", "type"))...)
		}
	}
	if twice {
		errs = append(errs, field.Invalid(at, s.Versions, "must contain unique version names"))
	}
	if stored != 1 {
		errs = append(errs, field.Invalid(at, s.Versions, "must have exactly one version marked as storage version"))
	}
	return errs
}

func validateRoot(p *apiextensionsv1.JSONSchemaProps, at *field.Path) field.ErrorList {
	if p.Type == "" {
		return field.ErrorList{field.Required(at, "must not be empty at the root")}
	}
	return field.ErrorList{field.Invalid(at, p.Type, "must be object at the root")}
}

func validateNames(n *apiextensionsv1.CustomResourceDefinitionNames, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	label := func(name, text string) {
		if text == "" {
			errs = append(errs, field.Required(at.Child(name), ""))
			return
		}
		errs = append(errs, each(at.Child(name), text, validation.IsDNS1035Label(strings.ToLower(text)))...)
	}
	label("plural", n.Plural)
	label("singular", n.Singular)
	label("kind", n.Kind)
	label("listKind", n.ListKind)
	if n.Kind != "" && n.Kind == n.ListKind {
		errs = append(errs, field.Invalid(at.Child("listKind"), n.ListKind, "kind and listKind may not be the same"))
	}
	for i, s := range n.ShortNames {
		errs = append(errs, each(at.Child("shortNames").Index(i), s, validation.IsDNS1035Label(s))...)
	}
	for i, c := range n.Categories {
		errs = append(errs, each(at.Child("categories").Index(i), c, validation.IsDNS1035Label(c))...)
	}
	return errs
}

func validateConversion(c *apiextensionsv1.CustomResourceConversion, at *field.Path) field.ErrorList {
	if c == nil {
		return nil
	}
	switch c.Strategy {
	case apiextensionsv1.NoneConverter:
		if c.Webhook != nil {
			return field.ErrorList{field.Forbidden(at.Child("webhook"), "should not be set when strategy is not set to Webhook")}
		}
	case apiextensionsv1.WebhookConverter:
		if c.Webhook == nil || c.Webhook.ClientConfig == nil {
			return field.ErrorList{field.Required(at.Child("webhookClientConfig"), "required when strategy is set to Webhook")}
		}
		if len(c.Webhook.ConversionReviewVersions) == 0 {
			return field.ErrorList{field.Required(at.Child("conversionReviewVersions"), "")}
		}
	case "":
		return field.ErrorList{field.Required(at.Child("strategy"), "")}
	default:
		return field.ErrorList{field.NotSupported(at.Child("strategy"), c.Strategy,
			[]apiextensionsv1.ConversionStrategyType{apiextensionsv1.NoneConverter, apiextensionsv1.WebhookConverter})}
	}
	return nil
}

// validateUpdate: once a definition is established its objects exist, and cannot
// move to another place. Versions that objects are stored in have to stay.
func validateUpdate(d, old *apiextensionsv1.CustomResourceDefinition, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	for _, c := range old.Status.Conditions {
		if c.Type != apiextensionsv1.Established || c.Status != apiextensionsv1.ConditionTrue {
			continue
		}
		errs = append(errs, apivalidation.ValidateImmutableField(d.Spec.Scope, old.Spec.Scope, at.Child("scope"))...)
		errs = append(errs, apivalidation.ValidateImmutableField(d.Spec.Names.Kind, old.Spec.Names.Kind, at.Child("names", "kind"))...)
	}
	errs = append(errs, apivalidation.ValidateImmutableField(d.Spec.Group, old.Spec.Group, at.Child("group"))...)
	errs = append(errs, apivalidation.ValidateImmutableField(d.Spec.Names.Plural, old.Spec.Names.Plural, at.Child("names", "plural"))...)
	for i, stored := range old.Status.StoredVersions {
		found := false
		for _, v := range d.Spec.Versions {
			found = found || v.Name == stored
		}
		if !found {
			errs = append(errs, field.Invalid(field.NewPath("status", "storedVersions").Index(i), stored,
				fmt.Sprintf("missing from spec.versions; %s was previously a storage version, and must remain in spec.versions until a storage migration ensures no data remains persisted in %s and removes %s from status.storedVersions", stored, stored, stored)))
		}
	}
	return errs
}
