package openapi

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/kube-openapi/pkg/validation/spec"

	"github.com/skiff-k8s/skiff/api/openapi"
)

// Schema returns the schema of a kind with all references in it resolved, as the
// documents of version 3 have it now.
func (h *Handler) Schema(ctx context.Context, gvk schema.GroupVersionKind) (*spec.Schema, error) {
	path := openapi.Path(gvk.Group, gvk.Version)
	source, hash := h.find(path)
	if hash == "" {
		return nil, fmt.Errorf("no OpenAPI document of %s", path)
	}
	var data []byte
	var err error
	if source != nil {
		data, err = source.DocumentV3(ctx, path)
	} else {
		data, err = openapi.V3(path)
	}
	if err != nil {
		return nil, err
	}
	var document struct {
		Components struct {
			Schemas map[string]*spec.Schema `json:"schemas"`
		} `json:"components"`
	}
	if err := json.Unmarshal(data, &document); err != nil {
		return nil, fmt.Errorf("OpenAPI document of %s: %w", path, err)
	}
	for name, s := range document.Components.Schemas {
		var kinds []schema.GroupVersionKind
		if err := s.Extensions.GetObject("x-kubernetes-group-version-kind", &kinds); err == nil && slices.Contains(kinds, gvk) {
			r := resolver{schemas: document.Components.Schemas, open: map[string]bool{name: true}}
			return r.resolve(s)
		}
	}
	return nil, fmt.Errorf("no schema of %s in the OpenAPI document of %s", gvk, path)
}

// resolver puts what references point to in their place. A schema that contains
// itself (that of JSON schemas) ends in an object of which nothing is known.
type resolver struct {
	schemas map[string]*spec.Schema
	open    map[string]bool // the references that are being resolved
}

// resolve returns a schema without references. s is not changed.
func (r *resolver) resolve(s *spec.Schema) (*spec.Schema, error) {
	if name := reference(s); name != "" {
		if r.open[name] {
			return &spec.Schema{SchemaProps: spec.SchemaProps{Type: []string{"object"}}}, nil
		}
		target, ok := r.schemas[name]
		if !ok {
			return nil, fmt.Errorf("no schema %s", name)
		}
		r.open[name] = true
		defer delete(r.open, name)
		s = target
	}
	out := *s
	if len(s.Properties) > 0 {
		out.Properties = make(map[string]spec.Schema, len(s.Properties))
		for name, property := range s.Properties {
			resolved, err := r.resolve(&property)
			if err != nil {
				return nil, err
			}
			out.Properties[name] = *resolved
		}
	}
	if a := s.AdditionalProperties; a != nil && a.Schema != nil {
		resolved, err := r.resolve(a.Schema)
		if err != nil {
			return nil, err
		}
		out.AdditionalProperties = &spec.SchemaOrBool{Allows: a.Allows, Schema: resolved}
	}
	if i := s.Items; i != nil && i.Schema != nil {
		resolved, err := r.resolve(i.Schema)
		if err != nil {
			return nil, err
		}
		out.Items = &spec.SchemaOrArray{Schema: resolved}
	}
	return &out, nil
}

// reference returns the name that a schema refers to, which may stand in an
// allOf so that it can have a description beside it; empty when it refers to none.
func reference(s *spec.Schema) string {
	if s.Ref.GetURL() != nil {
		return strings.TrimPrefix(s.Ref.String(), "#/components/schemas/")
	}
	for i := range s.AllOf {
		if name := reference(&s.AllOf[i]); name != "" {
			return name
		}
	}
	return ""
}
