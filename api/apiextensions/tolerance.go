package apiextensions

import (
	"reflect"

	internal "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	structural "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/defaulting"
	"k8s.io/apimachinery/pkg/api/equality"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

// tolerance is how strictly a definition is judged: what its old self was let
// pass with, it may keep.
type tolerance struct {
	schemas, structural, types       bool // are required
	prunedDefaults, atomicSets, keys bool // are required
	knownReviews                     bool // at least one version of the review must be
	badCABundle                      bool // is let pass
	manySelectable                   map[string]bool
	expressions                      expressions
	// same are the versions whose schemas have not changed; cheap says that the
	// version in hand is one, whose rules may cost what they cost.
	same  map[string]bool
	cheap bool
}

// newDefinition is the tolerance for what is new: none, but for certificates,
// which may follow before the definition is established.
func newDefinition() tolerance {
	return tolerance{
		schemas: true, structural: true, types: true, prunedDefaults: true, atomicSets: true, keys: true,
		knownReviews: true, badCABundle: true,
	}
}

// toleranceFor is the tolerance for the successor of an old definition.
func toleranceFor(d, old *internal.CustomResourceDefinition) tolerance {
	s := &old.Spec
	t := tolerance{
		schemas:        allHaveSchemas(s),
		structural:     !someRoot(s, func(p *internal.JSONSchemaProps) bool { return !isStructural(p) }),
		types:          !someSchema(s, func(p *internal.JSONSchemaProps) bool { return p.Type != "" && !knownType(p.Type) }),
		prunedDefaults: !someRoot(s, hasUnprunedDefaults),
		atomicSets:     !someSchema(s, hasSharedSet),
		keys:           !someSchema(s, func(p *internal.JSONSchemaProps) bool { return len(validateMapKeys(p, nil)) > 0 }),
		knownReviews:   s.Conversion == nil || len(s.Conversion.ConversionReviewVersions) == 0 || knowsReview(s.Conversion.ConversionReviewVersions),
		badCABundle:    !internal.IsCRDConditionTrue(old, internal.Established),
		manySelectable: map[string]bool{},
		expressions:    expressionsOf(s),
		same:           map[string]bool{},
	}
	if c := s.Conversion; c != nil && c.WebhookClientConfig != nil && CheckCABundle(c.WebhookClientConfig.CABundle) != nil {
		t.badCABundle = true
	}
	if len(s.SelectableFields) > maxSelectable && equality.Semantic.DeepEqual(d.Spec.SelectableFields, s.SelectableFields) {
		t.manySelectable[""] = true
	}
	for i := range d.Spec.Versions {
		v := &d.Spec.Versions[i]
		now, errNow := internal.GetSchemaForVersion(d, v.Name)
		before, errBefore := internal.GetSchemaForVersion(old, v.Name)
		if errNow == nil && errBefore == nil && equality.Semantic.DeepEqual(now, before) {
			t.same[v.Name] = true
		}
		for j := range s.Versions {
			if o := &s.Versions[j]; o.Name == v.Name && len(o.SelectableFields) > maxSelectable &&
				equality.Semantic.DeepEqual(v.SelectableFields, o.SelectableFields) {
				t.manySelectable[v.Name] = true
			}
		}
	}
	return t
}

// forVersion is the validator for a version of that name.
func (v *validator) forVersion(name string) *validator {
	of := *v
	of.cheap = v.same[name]
	return &of
}

func allHaveSchemas(s *internal.CustomResourceDefinitionSpec) bool {
	if s.Validation != nil && s.Validation.OpenAPIV3Schema != nil {
		return true
	}
	for _, v := range s.Versions {
		if v.Schema == nil || v.Schema.OpenAPIV3Schema == nil {
			return false
		}
	}
	return true
}

// someRoot says whether the root of any schema is so.
func someRoot(s *internal.CustomResourceDefinitionSpec, is func(*internal.JSONSchemaProps) bool) bool {
	if s.Validation != nil && s.Validation.OpenAPIV3Schema != nil && is(s.Validation.OpenAPIV3Schema) {
		return true
	}
	for _, v := range s.Versions {
		if v.Schema != nil && v.Schema.OpenAPIV3Schema != nil && is(v.Schema.OpenAPIV3Schema) {
			return true
		}
	}
	return false
}

// someSchema says whether any part of any schema is so.
func someSchema(s *internal.CustomResourceDefinitionSpec, is func(*internal.JSONSchemaProps) bool) bool {
	return someRoot(s, func(p *internal.JSONSchemaProps) bool { return somePart(p, is) })
}

// somePart says whether p or any part of it is so.
func somePart(p *internal.JSONSchemaProps, is func(*internal.JSONSchemaProps) bool) bool {
	if p == nil {
		return false
	}
	if is(p) {
		return true
	}
	list := func(of []internal.JSONSchemaProps) bool {
		for i := range of {
			if somePart(&of[i], is) {
				return true
			}
		}
		return false
	}
	named := func(of map[string]internal.JSONSchemaProps) bool {
		for _, sub := range of {
			if somePart(&sub, is) {
				return true
			}
		}
		return false
	}
	if p.Items != nil && (somePart(p.Items.Schema, is) || list(p.Items.JSONSchemas)) ||
		p.AdditionalProperties != nil && somePart(p.AdditionalProperties.Schema, is) ||
		p.AdditionalItems != nil && somePart(p.AdditionalItems.Schema, is) {
		return true
	}
	for _, d := range p.Dependencies {
		if somePart(d.Schema, is) {
			return true
		}
	}
	return list(p.AllOf) || list(p.AnyOf) || list(p.OneOf) || somePart(p.Not, is) ||
		named(p.Properties) || named(p.PatternProperties) || named(p.Definitions)
}

// hasExtensions says whether a schema uses what only structural schemas may.
func hasExtensions(p *internal.JSONSchemaProps) bool {
	return p.XEmbeddedResource || p.XPreserveUnknownFields != nil || p.XIntOrString ||
		len(p.XListMapKeys) > 0 || p.XListType != nil || len(p.XValidations) > 0
}

func isStructural(p *internal.JSONSchemaProps) bool {
	s, err := structural.NewStructural(p)
	return err == nil && len(structural.ValidateStructural(nil, s)) == 0
}

func hasUnprunedDefaults(p *internal.JSONSchemaProps) bool {
	s, err := structural.NewStructural(p)
	if err != nil || len(structural.ValidateStructural(nil, s)) > 0 {
		return false
	}
	pruned := s.DeepCopy()
	return defaulting.PruneDefaults(pruned) == nil && !reflect.DeepEqual(s, pruned)
}

// hasSharedSet says whether a list that is a set has items that several may own.
func hasSharedSet(p *internal.JSONSchemaProps) bool {
	return len(validateSetItems(p, field.NewPath("x"))) > 0
}
