//go:build openapi

package main

import "k8s.io/kube-openapi/pkg/validation/spec"

// withoutDefaults returns a schema that tells no default values, as those of
// version 2 do: they are older than defaults. The schema itself is not changed.
func withoutDefaults(s spec.Schema) spec.Schema {
	s.Default = nil
	properties := make(map[string]spec.Schema, len(s.Properties))
	for name, p := range s.Properties {
		properties[name] = withoutDefaults(p)
	}
	if s.Properties != nil {
		s.Properties = properties
	}
	if s.Items != nil && s.Items.Schema != nil {
		items := withoutDefaults(*s.Items.Schema)
		s.Items = &spec.SchemaOrArray{Schema: &items}
	}
	if a := s.AdditionalProperties; a != nil && a.Schema != nil {
		values := withoutDefaults(*a.Schema)
		s.AdditionalProperties = &spec.SchemaOrBool{Allows: a.Allows, Schema: &values}
	}
	all := make([]spec.Schema, 0, len(s.AllOf))
	for _, part := range s.AllOf {
		all = append(all, withoutDefaults(part))
	}
	if s.AllOf != nil {
		s.AllOf = all
	}
	return s
}
