package apiextensions

import (
	"fmt"

	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"

	internal "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/validation"
	"k8s.io/apiserver/pkg/cel/environment"
	"k8s.io/kube-openapi/pkg/validation/spec"
)

// warnFormats warns of formats in new schemas that nobody checks.
func warnFormats(d, old *apiextensionsv1.CustomResourceDefinition) []string {
	had := map[string]bool{}
	for _, format := range unknownFormats(old) {
		had[format] = true
	}
	var out []string
	for _, format := range unknownFormats(d) {
		if !had[format] {
			out = append(out, fmt.Sprintf("unrecognized format %q", format))
		}
	}
	return out
}

func unknownFormats(d *apiextensionsv1.CustomResourceDefinition) []string {
	if d == nil {
		return nil
	}
	of, err := internalOf(d)
	if err != nil {
		return nil
	}
	version := environment.DefaultCompatibilityVersion()
	var out []string
	someSchema(&of.Spec, func(p *internal.JSONSchemaProps) bool {
		if p.Format != "" {
			s := &spec.Schema{SchemaProps: spec.SchemaProps{Type: []string{p.Type}, Format: p.Format}}
			out = append(out, validation.GetUnrecognizedFormats(s, version)...)
		}
		return false
	})
	return out
}
