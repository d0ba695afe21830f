package apiextensions

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"sort"

	internal "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	structural "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/defaulting"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

// schemaTypes are the types that a schema may have.
var schemaTypes = []string{"array", "boolean", "integer", "number", "object", "string"}

func knownType(name string) bool { return slices.Contains(schemaTypes, name) }

// besideStatus are the fields that may stand at the root of a schema whose status
// is written by itself: its part is checked alone then, and nothing may be lost.
var besideStatus = []string{
	"Description", "Type", "Format", "Title", "Maximum", "ExclusiveMaximum", "Minimum", "ExclusiveMinimum", "MaxLength",
	"MinLength", "Pattern", "MaxItems", "MinItems", "UniqueItems", "MultipleOf", "Required", "Items", "Properties",
	"ExternalDocs", "Example", "XPreserveUnknownFields", "XValidations",
}

// validateSchema checks the schema of a version, or that of all. status says that
// the status is written by itself.
func (v *validator) validateSchema(s *internal.CustomResourceValidation, status bool, at *field.Path) field.ErrorList {
	if s == nil {
		return nil
	}
	var errs field.ErrorList
	if root := s.OpenAPIV3Schema; root != nil {
		errs = v.validateRoot(root, status, at)
	}
	if len(errs) > 0 {
		return errs
	}
	if _, _, err := validation.NewSchemaValidator(s.OpenAPIV3Schema); err != nil {
		return field.ErrorList{field.Invalid(at, "", fmt.Sprintf("error building validator: %v", err))}
	}
	return nil
}

func (v *validator) validateRoot(root *internal.JSONSchemaProps, status bool, parent *field.Path) field.ErrorList {
	at := parent.Child("openAPIV3Schema")
	var errs field.ErrorList
	if status {
		errs = validateBesideStatus(root, parent)
	}
	if root.Nullable {
		errs = append(errs, field.Forbidden(parent.Child("openAPIV3Schema.nullable"), "nullable cannot be true at the root"))
	}
	var rules *ruleContext // nil as long as rules cannot be compiled
	var unreadable field.ErrorList
	if v.structural {
		s, err := structural.NewStructural(root)
		if err != nil {
			// The walk below says the same in better words, if it finds it.
			unreadable = field.ErrorList{field.Invalid(at, "", err.Error())}
		} else if wrong := structural.ValidateStructural(at, s); len(wrong) > 0 {
			errs = append(errs, wrong...)
		} else if wrong, err := defaulting.ValidateDefaults(context.Background(), at, s, true, v.prunedDefaults); err != nil {
			errs = append(errs, field.Invalid(at, "", err.Error()))
		} else if len(wrong) > 0 {
			errs = append(errs, wrong...)
		} else {
			rules = newRuleContext(root)
		}
	}
	w := walk{validator: v}
	found := w.visit(root, at, place{root: true, defaults: true}, rules)
	errs = append(errs, found.schema...)
	errs = append(errs, found.rules...)
	if len(errs) == 0 {
		errs = unreadable
	}
	return append(errs, rules.validateTotal(at)...)
}

// validateBesideStatus names the first field at the root that may not be there.
func validateBesideStatus(root *internal.JSONSchemaProps, at *field.Path) field.ErrorList {
	value := reflect.ValueOf(root).Elem()
	for i := range value.NumField() {
		name := value.Type().Field(i).Name
		switch {
		case value.Field(i).IsZero():
		case name == "Type" && root.Type != "object":
			return field.ErrorList{field.Invalid(at.Child("openAPIV3Schema.type"), root.Type,
				`only "object" is allowed as the type at the root of the schema if the status subresource is enabled`)}
		case !slices.Contains(besideStatus, name):
			return field.ErrorList{field.Invalid(at.Child("openAPIV3Schema"), *root,
				fmt.Sprintf("only %v fields are allowed at the root of the schema if the status subresource is enabled", besideStatus))}
		}
	}
	return nil
}

// found is what a walk has found: rules can be wrong because schemas are, so the
// two are kept apart.
type found struct{ schema, rules field.ErrorList }

func (f *found) add(more found) {
	f.schema, f.rules = append(f.schema, more.schema...), append(f.rules, more.rules...)
}

// place is where a walk is.
type place struct {
	root     bool
	meta     bool   // inside of metadata
	defaults bool   // may be set here
	because  string // why not, when they may not
	// unrelated is the outermost schema around that has no old value for a new
	// one, nil when there is none.
	unrelated *field.Path
}

func (p place) below() place {
	p.root = false
	return p
}

func (p place) without(because string) place {
	p.defaults, p.because = false, because
	return p
}

func (p place) unrelatedFrom(at *field.Path) place {
	if p.unrelated == nil {
		p.unrelated = at
	}
	return p
}

// walk visits every part of a schema.
type walk struct{ *validator }

// visit checks a part and all below it. rules is nil where rules cannot be.
func (w walk) visit(p *internal.JSONSchemaProps, at *field.Path, here place, rules *ruleContext) found {
	var out found
	if p == nil {
		return out
	}
	out.schema = append(out.schema, w.validatePart(p, at, here)...)
	if p.UniqueItems {
		out.schema = append(out.schema, field.Forbidden(at.Child("uniqueItems"), "uniqueItems cannot be set to true since the runtime complexity becomes quadratic"))
	}
	below := here.below()
	if more := p.AdditionalProperties; more != nil {
		if len(p.Properties) > 0 && (!more.Allows || more.Schema != nil) {
			out.schema = append(out.schema, field.Forbidden(at.Child("additionalProperties"), "additionalProperties and properties are mutual exclusive"))
		}
		inside := below
		if here.meta {
			inside = below.without("inside additionalProperties applying to object metadata")
		}
		out.add(w.visit(more.Schema, at.Child("additionalProperties"), inside, rules.values(more.Schema)))
	}
	out.add(w.visitProperties(p, at, here, rules))
	out.add(w.visitJunctors(p, at, below))
	if p.Items != nil {
		inside := below
		// Only the items of maps have keys by which old and new ones are told to be
		// the same.
		if p.XListType == nil || *p.XListType != "map" {
			inside = inside.unrelatedFrom(at)
		}
		out.add(w.visit(p.Items.Schema, at.Child("items"), inside, rules.items(p.Items.Schema)))
		for i := range p.Items.JSONSchemas {
			item := &p.Items.JSONSchemas[i]
			out.add(w.visit(item, at.Child("items").Index(i), inside, rules.items(item)))
		}
	}
	for _, name := range sortedKeys(p.Dependencies) {
		out.add(w.visit(p.Dependencies[name].Schema, at.Child("dependencies").Key(name), below, nil))
	}
	out.schema = append(out.schema, w.validateExtensions(p, at)...)
	if len(p.XValidations) > 0 {
		out.schema = append(out.schema, validateRuleTexts(p, at.Child("x-kubernetes-validations"))...)
		// What is wrong with a schema makes errors of rules that help nobody.
		if len(out.schema) == 0 && rules != nil {
			out.rules = append(out.rules, w.validateRules(p, at.Child("x-kubernetes-validations"), here, rules)...)
		}
	}
	return out
}

func (w walk) visitProperties(p *internal.JSONSchemaProps, at *field.Path, here place, rules *ruleContext) found {
	var out found
	for _, name := range sortedKeys(p.Properties) {
		sub := p.Properties[name]
		inside := here.below()
		if !cel.MapIsCorrelatable(p.XMapType) {
			inside = inside.unrelatedFrom(at)
		}
		if (here.root || p.XEmbeddedResource) && (name == "metadata" || name == "kind" || name == "apiVersion") {
			inside.meta = true
			if here.root {
				inside = inside.without("in top-level " + name)
			}
		}
		out.add(w.visit(&sub, at.Child("properties").Key(name), inside, rules.property(&sub, name)))
	}
	return out
}

// visitJunctors visits the schemas that only restrict: they have no rules.
func (w walk) visitJunctors(p *internal.JSONSchemaProps, at *field.Path, below place) found {
	out := w.visit(p.Not, at.Child("not"), below, nil)
	for _, j := range []struct {
		name string
		list []internal.JSONSchemaProps
	}{{"allOf", p.AllOf}, {"oneOf", p.OneOf}, {"anyOf", p.AnyOf}} {
		for i := range j.list {
			out.add(w.visit(&j.list[i], at.Child(j.name).Index(i), below, nil))
		}
	}
	for _, name := range sortedKeys(p.Definitions) {
		sub := p.Definitions[name]
		out.add(w.visit(&sub, at.Child("definitions").Key(name), below, nil))
	}
	return out
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}
