// Package schema makes the schema of one version of a custom kind ready for use:
// it drops what the schema does not know, fills in defaults, and validates.
//
// The algorithms are those of Kubernetes' structural schemas
// (k8s.io/apiextensions-apiserver/pkg/apiserver/schema); this package puts them
// in the order in which kube-apiserver runs them. Everything is prepared at first
// use: a definition that nobody has objects of costs nothing, and the rules'
// language is not set up before an object is validated that has rules.
package schema

import (
	"fmt"
	"sync"

	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	structural "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/defaulting"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/objectmeta"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/pruning"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/validation"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	celconfig "k8s.io/apiserver/pkg/apis/cel"
)

// Version is the schema of one version of a kind. It is safe for concurrent use.
type Version struct {
	Kind schema.GroupVersionKind
	// Status says that the version has the status subresource.
	Status bool
	// Scale is nil when the version does not have the scale subresource.
	Scale *apiextensionsv1.CustomResourceSubresourceScale
	// PreserveUnknown says that nothing is dropped in any version, as definitions
	// from before structural schemas may want.
	PreserveUnknown bool

	parts func() (*parts, error)
}

// parts are what the schema is turned into.
type parts struct {
	// structural is nil for a version without a schema.
	structural *structural.Structural
	// embeds says that objects may hold other objects whole.
	embeds    bool
	validator func() (validation.SchemaValidator, error)
	status    func() (validation.SchemaValidator, error) // nil validator without a schema of the status
	rules     func() *cel.Validator                      // nil without rules
}

// New prepares the schema of a version of a definition, which must not change.
func New(gvk schema.GroupVersionKind, v *apiextensionsv1.CustomResourceDefinitionVersion, preserveUnknown bool) *Version {
	out := &Version{Kind: gvk, PreserveUnknown: preserveUnknown}
	if v.Subresources != nil {
		out.Status, out.Scale = v.Subresources.Status != nil, v.Subresources.Scale
	}
	out.parts = sync.OnceValues(func() (*parts, error) { return out.prepare(v) })
	return out
}

func (v *Version) prepare(version *apiextensionsv1.CustomResourceDefinitionVersion) (*parts, error) {
	p := &parts{}
	internal := &apiextensions.CustomResourceValidation{}
	if version.Schema != nil {
		if err := apiextensionsv1.Convert_v1_CustomResourceValidation_To_apiextensions_CustomResourceValidation(version.Schema, internal, nil); err != nil {
			return nil, fmt.Errorf("schema of %s: %w", v.Kind, err)
		}
		s, err := structural.NewStructural(internal.OpenAPIV3Schema)
		if err != nil && !v.PreserveUnknown {
			return nil, fmt.Errorf("schema of %s: %w", v.Kind, err)
		}
		if !v.PreserveUnknown {
			s = s.DeepCopy() // its defaults are the definition's
			if err := defaulting.PruneDefaults(s); err != nil {
				return nil, fmt.Errorf("defaults of %s: %w", v.Kind, err)
			}
		}
		p.structural = s
		p.embeds = s != nil && embeds(s)
	}
	props := internal.OpenAPIV3Schema
	p.validator = sync.OnceValues(func() (validation.SchemaValidator, error) {
		validator, _, err := validation.NewSchemaValidator(props)
		return validator, err
	})
	p.status = sync.OnceValues(func() (validation.SchemaValidator, error) {
		if props == nil {
			return nil, nil
		}
		of, ok := props.Properties["status"]
		if !ok {
			return nil, nil
		}
		validator, _, err := validation.NewSchemaValidator(&of)
		return validator, err
	})
	p.rules = sync.OnceValue(func() *cel.Validator {
		return cel.NewValidator(p.structural, true, celconfig.PerCallLimit)
	})
	return p, nil
}

// embeds says whether there is an embedded resource anywhere below s.
func embeds(s *structural.Structural) bool {
	found := false
	visitor := structural.Visitor{Structural: func(s *structural.Structural) bool {
		found = found || s.XEmbeddedResource
		return false
	}}
	visitor.Visit(s)
	return found
}

// Structural returns the structural schema, nil when there is none.
func (v *Version) Structural() *structural.Structural {
	p, err := v.parts()
	if err != nil {
		return nil
	}
	return p.structural
}

// Coerce makes a body that a client sent fit the schema. It drops unknown fields
// and nulls that mean nothing, and returns the paths of what it dropped when
// named is set. The error says what is wrong with the metadata of the object or
// of one embedded in it.
func (v *Version) Coerce(u *unstructured.Unstructured, named bool) (unknown []string, err error) {
	p, err := v.parts()
	if err != nil {
		return nil, err
	}
	kind, hasKind, err := unstructured.NestedString(u.Object, "kind")
	if err != nil {
		return nil, err
	}
	apiVersion, hasVersion, err := unstructured.NestedString(u.Object, "apiVersion")
	if err != nil {
		return nil, err
	}
	meta, hasMeta, unknown, err := objectmeta.GetObjectMetaWithOptions(u.Object, objectmeta.ObjectMetaOptions{ReturnUnknownFieldPaths: named})
	if err != nil {
		return nil, err
	}
	unknown = append(unknown, v.prune(p, u, named)...)
	fieldErr, more := objectmeta.CoerceWithOptions(nil, u.Object, p.structural, false, objectmeta.CoerceOptions{ReturnUnknownFieldPaths: named})
	if fieldErr != nil {
		return nil, fieldErr
	}
	unknown = append(unknown, more...)
	// Whatever the schema says of these, they are as they are everywhere.
	if hasKind {
		u.SetKind(kind)
	}
	if hasVersion {
		u.SetAPIVersion(apiVersion)
	}
	if hasMeta {
		if err := objectmeta.SetObjectMeta(u.Object, meta); err != nil {
			return nil, err
		}
	}
	return unknown, nil
}

// prune drops unknown fields and nulls that mean nothing. Metadata and kind stay.
func (v *Version) prune(p *parts, u *unstructured.Unstructured, named bool) []string {
	if v.PreserveUnknown {
		return nil
	}
	dropped := pruning.PruneWithOptions(u.Object, p.structural, true, structural.UnknownFieldPathOptions{TrackUnknownFieldPaths: named})
	defaulting.PruneNonNullableNullsWithoutDefaults(u.Object, p.structural)
	return dropped
}

// Default drops what the schema does not know and fills in defaults. It is
// idempotent.
func (v *Version) Default(u *unstructured.Unstructured) {
	p, err := v.parts()
	if err != nil {
		return
	}
	v.prune(p, u, false)
	defaulting.Default(u.Object, p.structural)
}

// Read makes an object that was stored under an older form of the schema what it
// is under this one, and tells whether that changed it.
func (v *Version) Read(u *unstructured.Unstructured) (changed bool) {
	p, err := v.parts()
	if err != nil {
		return false
	}
	before := fingerprint(u.Object)
	v.prune(p, u, false)
	if p.embeds {
		_, _ = objectmeta.CoerceWithOptions(nil, u.Object, p.structural, false, objectmeta.CoerceOptions{DropInvalidFields: true})
	}
	defaulting.Default(u.Object, p.structural)
	return fingerprint(u.Object) != before
}

// Prune drops what the schema does not know, for an object that was converted to
// this version.
func (v *Version) Prune(u *unstructured.Unstructured) error {
	_, err := v.Coerce(u, false)
	return err
}
