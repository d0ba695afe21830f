// Package openapi makes the OpenAPI documents of custom kinds: in version 3 one
// for each group-version, in version 2 what is added to the one document of the
// server. They are made when somebody asks, out of the structural schemas, and
// not kept; what identifies their content is worked out without making them.
package openapi

import (
	"fmt"
	"slices"
	"strings"

	structural "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/kube-openapi/pkg/validation/spec"

	"github.com/skiff-k8s/skiff/api"
)

// Version is one served version of a custom kind.
type Version struct {
	Resource *api.Resource
	// Structural returns the schema, nil when there is none.
	Structural func() *structural.Structural
	// PreserveUnknown says that the whole kind keeps unknown fields.
	PreserveUnknown bool
}

// form is the version of OpenAPI that a schema is made for.
type form bool

const (
	form2 form = false
	form3 form = true
)

const (
	metaPrefix  = "io.k8s.apimachinery.pkg.apis.meta.v1."
	gvkName     = "x-kubernetes-group-version-kind"
	fieldsName  = "x-kubernetes-selectable-fields"
	conventions = "https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md"
)

// ref is where a named schema stands in a document.
func (f form) ref(name string) string {
	if f == form3 {
		return "#/components/schemas/" + name
	}
	return "#/definitions/" + name
}

// modelName is the name of a schema: the group backwards, version, kind.
func modelName(group, version, kind string) string {
	parts := strings.Split(group, ".")
	slices.Reverse(parts)
	return strings.Join(append(parts, version, kind), ".")
}

func (v *Version) name() string {
	return modelName(v.Resource.Group, v.Resource.Version, v.Resource.Kind)
}

func (v *Version) listName() string {
	return modelName(v.Resource.Group, v.Resource.Version, v.Resource.ListGVK().Kind)
}

// schemas returns the schemas of the kind and of its lists.
func (v *Version) schemas(f form) map[string]*spec.Schema {
	return map[string]*spec.Schema{v.name(): v.kind(f), v.listName(): v.list(f)}
}

// kind returns the schema of the kind.
func (v *Version) kind(f form) *spec.Schema {
	s := v.Structural()
	if s != nil && len(structural.ValidateStructural(nil, s)) > 0 {
		s = nil
	}
	var out *spec.Schema
	switch {
	case s == nil, f == form2 && (s.XPreserveUnknownFields || v.PreserveUnknown):
		// To name any field would tell clients of version 2 that there are no others.
		out = &spec.Schema{SchemaProps: spec.SchemaProps{Type: []string{"object"}}}
	default:
		s = s.Unfold()
		if f == form2 {
			s = simplify(s)
		}
		out = s.ToKubeOpenAPI()
		out.SetProperty("metadata", metadata(f))
		setTypeMeta(out, metav1.TypeMeta{}.SwaggerDoc())
		embed(out, f)
	}
	r := v.Resource
	out.AddExtension(gvkName, []any{map[string]any{"group": r.Group, "version": r.Version, "kind": r.Kind}})
	v.addFields(out)
	return out
}

// addFields names the selectable fields.
func (v *Version) addFields(s *spec.Schema) {
	if len(v.Resource.FieldNames) == 0 {
		return
	}
	var list []any
	for _, name := range v.Resource.FieldNames {
		list = append(list, map[string]any{"fieldPath": name})
	}
	s.AddExtension(fieldsName, list)
}

func metadata(f form) spec.Schema {
	return f.described(metaPrefix+"ObjectMeta", metav1.PartialObjectMetadata{}.SwaggerDoc()["metadata"])
}

// described refers to a named schema and says more of it, which version 3 does not
// allow in one place.
func (f form) described(name, about string) spec.Schema {
	ref := spec.RefSchema(f.ref(name))
	if f == form3 {
		ref = &spec.Schema{SchemaProps: spec.SchemaProps{AllOf: []spec.Schema{*ref}}}
	}
	return *ref.WithDescription(about)
}

func setTypeMeta(s *spec.Schema, about map[string]string) {
	for _, name := range []string{"apiVersion", "kind"} {
		s.SetProperty(name, *spec.StringProperty().WithDescription(about[name]))
	}
}

// embed completes the schemas of resources inside of others.
func embed(s *spec.Schema, f form) {
	if s == nil {
		return
	}
	for name, sub := range s.Properties {
		embed(&sub, f)
		s.Properties[name] = sub
	}
	if s.Items != nil {
		embed(s.Items.Schema, f)
	}
	if s.AdditionalProperties != nil {
		embed(s.AdditionalProperties.Schema, f)
	}
	if keeps, _ := s.Extensions.GetBool("x-kubernetes-preserve-unknown-fields"); keeps && f == form2 {
		return // as with the kind itself
	}
	if is, _ := s.Extensions.GetBool("x-kubernetes-embedded-resource"); !is {
		return
	}
	setTypeMeta(s, map[string]string{
		"apiVersion": "apiVersion defines the versioned schema of this representation of an object. More info: " + conventions + "#resources",
		"kind":       "kind is a string value representing the type of this object. In CamelCase. More info: " + conventions + "#types-kinds",
	})
	s.SetProperty("metadata", metadata(f))
	for _, name := range []string{"kind", "apiVersion"} {
		if !slices.Contains(s.Required, name) {
			s.Required = append(s.Required, name)
		}
	}
}

// list returns the schema of lists of the kind.
func (v *Version) list(f form) *spec.Schema {
	r := v.Resource
	kind := r.ListGVK().Kind
	s := new(spec.Schema).Typed("object", "").
		WithDescription(fmt.Sprintf("%s is a list of %s", kind, r.Kind)).
		WithRequired("items").
		SetProperty("items", *spec.ArrayProperty(spec.RefSchema(f.ref(v.name()))).
			WithDescription(fmt.Sprintf("List of %s. More info: %s", r.Name, conventions))).
		SetProperty("metadata", f.described(metaPrefix+"ListMeta", metav1.PartialObjectMetadataList{}.SwaggerDoc()["metadata"]))
	setTypeMeta(s, metav1.TypeMeta{}.SwaggerDoc())
	s.AddExtension(gvkName, []any{map[string]any{"group": r.Group, "version": r.Version, "kind": kind}})
	v.addFields(s)
	return s
}

// simplify takes from a schema what version 2 cannot say, or what kubectl makes
// wrong conclusions of.
func simplify(s *structural.Structural) *structural.Structural {
	out := s.DeepCopy()
	visitor := structural.Visitor{Structural: func(s *structural.Structural) bool {
		changed := simplifyOne(s)
		return changed
	}}
	visitor.Visit(out)
	return out
}

func simplifyOne(s *structural.Structural) (changed bool) {
	if s.Default.Object != nil { // documents of version 2 name no defaults
		s.Default.Object, changed = nil, true
	}
	if v := s.ValueValidation; v != nil && (v.AllOf != nil || v.OneOf != nil || v.AnyOf != nil || v.Not != nil) {
		v.AllOf, v.OneOf, v.AnyOf, v.Not = nil, nil, nil, nil
		changed = true
	}
	if s.Nullable { // a value of any type, since null is none of them
		s.Nullable, s.Type, s.Items, s.Properties = false, "", nil, nil
		changed = true
	}
	if s.XPreserveUnknownFields {
		s.Items, s.Properties = nil, nil
		if s.Type == "object" {
			s.Type = ""
		}
		changed = true
	}
	if s.Items == nil && s.Type == "array" {
		s.Type = ""
		changed = true
	}
	if s.ValueValidation == nil {
		return changed
	}
	for name, sub := range s.Properties {
		if sub.Nullable && slices.Contains(s.ValueValidation.Required, name) {
			s.ValueValidation.Required = slices.DeleteFunc(s.ValueValidation.Required, func(r string) bool { return r == name })
			changed = true
		}
	}
	if len(s.ValueValidation.Required) == 0 {
		s.ValueValidation.Required = nil
	}
	if more := s.AdditionalProperties; more != nil && more.Structural != nil && more.Structural.Nullable {
		s.ValueValidation.Required = nil
		changed = true
	}
	return changed
}
