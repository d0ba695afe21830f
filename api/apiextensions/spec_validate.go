package apiextensions

import (
	"slices"
	"strings"

	internal "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	structural "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apimachinery/pkg/api/equality"
	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

// validator checks one definition.
type validator struct {
	tolerance
}

// joined makes one error of all that is wrong with a value.
func joined(at *field.Path, value any, prefix string, wrong []string) field.ErrorList {
	if len(wrong) == 0 {
		return nil
	}
	return field.ErrorList{field.Invalid(at, value, prefix+strings.Join(wrong, ","))}
}

// preserves says whether a definition keeps unknown fields in all versions.
func preserves(s *internal.CustomResourceDefinitionSpec) bool {
	return s.PreserveUnknownFields != nil && *s.PreserveUnknownFields
}

func (v *validator) validateSpec(s *internal.CustomResourceDefinitionSpec, at *field.Path) field.ErrorList {
	errs := validateGroup(s.Group, at.Child("group"))
	errs = append(errs, validateChoice(at.Child("scope"), string(s.Scope), string(internal.ClusterScoped), string(internal.NamespaceScoped))...)
	// From here on this definition may be judged more strictly than its old self
	// was: whoever uses what needs structural schemas has to have them.
	strict := *v
	strict.structural = v.structural || !preserves(s)
	errs = append(errs, v.validateSchemasPresent(s, at)...)
	if someSchema(s, func(p *internal.JSONSchemaProps) bool { return p.Default != nil }) {
		strict.structural = true
		if s.PreserveUnknownFields == nil || *s.PreserveUnknownFields {
			errs = append(errs, field.Invalid(at.Child("preserveUnknownFields"), true, "must be false in order to use defaults in the schema"))
		}
	}
	strict.structural = strict.structural || someSchema(s, hasExtensions)
	errs = append(errs, strict.validateVersions(s, at)...)
	errs = append(errs, validateVersionNames(s, at)...)
	for _, n := range []struct{ name, value string }{
		{"plural", s.Names.Plural}, {"singular", s.Names.Singular}, {"kind", s.Names.Kind}, {"listKind", s.Names.ListKind},
	} {
		if n.value == "" {
			errs = append(errs, field.Required(at.Child("names", n.name), ""))
		}
	}
	errs = append(errs, validateNames(&s.Names, at.Child("names"))...)
	errs = append(errs, strict.forVersion(s.Version).validateSchema(s.Validation, anyStatus(s), at.Child("validation"))...)
	errs = append(errs, validateSubresources(s.Subresources, at.Child("subresources"))...)
	for i := range s.AdditionalPrinterColumns {
		errs = append(errs, validateColumn(&s.AdditionalPrinterColumns[i], at.Child("additionalPrinterColumns").Index(i))...)
	}
	if len(s.SelectableFields) > 0 {
		errs = append(errs, v.validateTopSelectable(s, at)...)
	}
	if c := s.Conversion; c != nil && c.Strategy != internal.NoneConverter && (s.PreserveUnknownFields == nil || *s.PreserveUnknownFields) {
		errs = append(errs, field.Invalid(at.Child("conversion", "strategy"), c.Strategy, "must be None if spec.preserveUnknownFields is true"))
	}
	return append(errs, v.validateConversion(s.Conversion, at.Child("conversion"))...)
}

func validateGroup(group string, at *field.Path) field.ErrorList {
	if group == "" {
		return field.ErrorList{field.Required(at, "")}
	}
	if wrong := validation.IsDNS1123Subdomain(group); len(wrong) > 0 {
		return joined(at, group, "", wrong)
	}
	if !strings.Contains(group, ".") {
		return field.ErrorList{field.Invalid(at, group, "should be a domain with at least one dot")}
	}
	return nil
}

func validateChoice(at *field.Path, value string, choices ...string) field.ErrorList {
	switch {
	case value == "":
		return field.ErrorList{field.Required(at, "")}
	case !slices.Contains(choices, value):
		return field.ErrorList{field.NotSupported(at, value, choices)}
	}
	return nil
}

// validateSchemasPresent: every version has a schema or, where an old definition
// did without, every version that is served and pruned.
func (v *validator) validateSchemasPresent(s *internal.CustomResourceDefinitionSpec, at *field.Path) field.ErrorList {
	if s.Validation != nil && s.Validation.OpenAPIV3Schema != nil || !v.schemas && preserves(s) {
		return nil
	}
	var errs field.ErrorList
	for i, version := range s.Versions {
		if version.Schema != nil && version.Schema.OpenAPIV3Schema != nil {
			continue
		}
		at := at.Child("versions").Index(i).Child("schema", "openAPIV3Schema")
		switch {
		case v.schemas:
			errs = append(errs, field.Required(at, ""))
		case version.Served:
			errs = append(errs, field.Required(at, "because otherwise all fields are pruned"))
		}
	}
	return errs
}

func (v *validator) validateVersions(s *internal.CustomResourceDefinitionSpec, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	for i := range s.Versions {
		version, at := &s.Versions[i], at.Child("versions").Index(i)
		errs = append(errs, joined(at.Child("name"), version.Name, "", validation.IsDNS1035Label(version.Name))...)
		subresources := s.Subresources
		if version.Subresources != nil || slices.ContainsFunc(s.Versions, func(o internal.CustomResourceDefinitionVersion) bool { return o.Subresources != nil }) {
			subresources = version.Subresources
		}
		errs = append(errs, v.forVersion(version.Name).validateVersion(version, subresources != nil && subresources.Status != nil, at)...)
	}
	return errs
}

func (v *validator) validateVersion(version *internal.CustomResourceDefinitionVersion, status bool, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	for _, wrong := range checkDeprecation(version.Deprecated, version.DeprecationWarning) {
		errs = append(errs, field.Invalid(at.Child("deprecationWarning"), version.DeprecationWarning, wrong))
	}
	errs = append(errs, v.validateSchema(version.Schema, status, at.Child("schema"))...)
	errs = append(errs, validateSubresources(version.Subresources, at.Child("subresources"))...)
	for i := range version.AdditionalPrinterColumns {
		errs = append(errs, validateColumn(&version.AdditionalPrinterColumns[i], at.Child("additionalPrinterColumns").Index(i))...)
	}
	if len(version.SelectableFields) == 0 {
		return errs
	}
	if version.Schema == nil || version.Schema.OpenAPIV3Schema == nil {
		return append(errs, field.Invalid(at.Child("selectableFields"), "", "may only be set when `version.schema.openAPIV3Schema` is not included"))
	}
	s, err := structural.NewStructural(version.Schema.OpenAPIV3Schema)
	if err != nil { // there is no schema for the paths to point into
		return append(errs, field.Invalid(at.Child("schema.openAPIV3Schema"), "", err.Error()))
	}
	return append(errs, v.validateSelectable(version.SelectableFields, s, version.Name, at.Child("selectableFields"))...)
}

func (v *validator) validateTopSelectable(s *internal.CustomResourceDefinitionSpec, at *field.Path) field.ErrorList {
	if s.Validation == nil || s.Validation.OpenAPIV3Schema == nil {
		return field.ErrorList{field.Invalid(at.Child("selectableFields"), "", "may only be set when validations.schema is included")}
	}
	of, err := structural.NewStructural(s.Validation.OpenAPIV3Schema)
	if err != nil {
		return field.ErrorList{field.Invalid(at.Child("schema.openAPIV3Schema"), "", err.Error())}
	}
	return v.validateSelectable(s.SelectableFields, of, "", at.Child("selectableFields"))
}

// validateVersionNames checks what the versions must have and must not have in
// common.
func validateVersionNames(s *internal.CustomResourceDefinitionSpec, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	versions := at.Child("versions")
	var schemas, subresources, columns []any
	stored, seen, twice := 0, map[string]bool{}, false
	for i := range s.Versions {
		v := &s.Versions[i]
		if v.Storage {
			stored++
		}
		twice = twice || seen[v.Name]
		seen[v.Name] = true
		if v.Schema != nil {
			schemas = append(schemas, v.Schema)
		}
		if v.Subresources != nil {
			subresources = append(subresources, v.Subresources)
		}
		if len(v.AdditionalPrinterColumns) > 0 {
			columns = append(columns, v.AdditionalPrinterColumns)
		}
	}
	for _, both := range []struct {
		name, what string
		top        bool
		each       []any
	}{
		{"validation", "schemas", s.Validation != nil, schemas},
		{"subresources", "subresources", s.Subresources != nil, subresources},
		{"additionalPrinterColumns", "additionalPrinterColumns", len(s.AdditionalPrinterColumns) > 0, columns},
	} {
		if both.top && len(both.each) > 0 {
			errs = append(errs, field.Forbidden(at.Child(both.name), "top-level and per-version "+both.what+" are mutually exclusive"))
		}
	}
	for _, each := range []struct {
		what, instead string
		values        []any
	}{
		{"schemas", "validation", schemas}, {"subresources", "subresources", subresources},
		{"additionalPrinterColumns", "additionalPrinterColumns", columns},
	} {
		if len(s.Versions) > 0 && len(each.values) == len(s.Versions) && allSame(each.values) {
			errs = append(errs, field.Invalid(versions, s.Versions,
				"per-version "+each.what+" may not all be set to identical values (top-level "+each.instead+" should be used instead)"))
		}
	}
	if twice {
		errs = append(errs, field.Invalid(versions, s.Versions, "must contain unique version names"))
	}
	if stored != 1 {
		errs = append(errs, field.Invalid(versions, s.Versions, "must have exactly one version marked as storage version"))
	}
	if s.Version == "" {
		return errs
	}
	errs = append(errs, joined(at.Child("version"), s.Version, "", validation.IsDNS1035Label(s.Version))...)
	if len(s.Versions) > 0 && s.Versions[0].Name != s.Version {
		errs = append(errs, field.Invalid(at.Child("version"), s.Version, "must match the first version in spec.versions"))
	}
	return errs
}

func allSame(values []any) bool {
	for _, v := range values[1:] {
		if !equality.Semantic.DeepEqual(v, values[0]) {
			return false
		}
	}
	return true
}

func anyStatus(s *internal.CustomResourceDefinitionSpec) bool {
	has := func(r *internal.CustomResourceSubresources) bool { return r != nil && r.Status != nil }
	return has(s.Subresources) || slices.ContainsFunc(s.Versions, func(v internal.CustomResourceDefinitionVersion) bool { return has(v.Subresources) })
}

func validateNames(n *internal.CustomResourceDefinitionNames, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	label := func(at *field.Path, text, tested, prefix string) {
		if text != "" {
			errs = append(errs, joined(at, text, prefix, validation.IsDNS1035Label(tested))...)
		}
	}
	const mixed = "may have mixed case, but should otherwise match: "
	label(at.Child("plural"), n.Plural, n.Plural, "")
	label(at.Child("singular"), n.Singular, n.Singular, "")
	label(at.Child("kind"), n.Kind, strings.ToLower(n.Kind), mixed)
	label(at.Child("listKind"), n.ListKind, strings.ToLower(n.ListKind), mixed)
	for i, short := range n.ShortNames {
		errs = append(errs, joined(at.Child("shortNames").Index(i), short, "", validation.IsDNS1035Label(short))...)
	}
	if n.Kind != "" && n.Kind == n.ListKind {
		errs = append(errs, field.Invalid(at.Child("listKind"), n.ListKind, "kind and listKind may not be the same"))
	}
	for i, category := range n.Categories {
		errs = append(errs, joined(at.Child("categories").Index(i), category, "", validation.IsDNS1035Label(category))...)
	}
	return errs
}
