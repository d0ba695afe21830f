package apiextensions

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	internal "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	structural "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

const (
	// maxSelectable bounds the selectable fields of a version, and maxDeprecation
	// the bytes of its warning.
	maxSelectable  = 8
	maxDeprecation = 256
)

var (
	columnTypes   = []string{"boolean", "date", "integer", "number", "string"}
	columnFormats = []string{"byte", "date", "date-time", "double", "float", "int32", "int64", "password"}
)

// checkDeprecation says what is wrong with the warning of a deprecated version.
func checkDeprecation(deprecated bool, warning *string) []string {
	switch {
	case warning == nil:
		return nil
	case !deprecated:
		return []string{"can only be set for deprecated versions"}
	}
	var wrong []string
	text := *warning
	if len(text) > maxDeprecation {
		wrong = append(wrong, fmt.Sprintf("must be <= %d characters long", maxDeprecation))
	}
	if text == "" {
		wrong = append(wrong, "must not be an empty string")
	}
	const printable = "must only contain printable UTF-8 characters"
	for i, r := range text {
		if !unicode.IsPrint(r) {
			wrong = append(wrong, fmt.Sprintf("%s; non-printable character found at index %d", printable, i))
			break
		}
	}
	if !utf8.ValidString(text) {
		wrong = append(wrong, printable)
	}
	return wrong
}

func validateColumn(c *internal.CustomResourceColumnDefinition, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	if c.Name == "" {
		errs = append(errs, field.Required(at.Child("name"), ""))
	}
	oneOf := func(list []string) string { return "must be one of " + strings.Join(list, ",") }
	switch {
	case c.Type == "":
		errs = append(errs, field.Required(at.Child("type"), oneOf(columnTypes)))
	case !slices.Contains(columnTypes, c.Type):
		errs = append(errs, field.Invalid(at.Child("type"), c.Type, oneOf(columnTypes)))
	}
	if c.Format != "" && !slices.Contains(columnFormats, c.Format) {
		errs = append(errs, field.Invalid(at.Child("format"), c.Format, oneOf(columnFormats)))
	}
	if c.JSONPath == "" {
		return append(errs, field.Required(at.Child("JSONPath"), ""))
	}
	return append(errs, validatePath(c.JSONPath, at.Child("JSONPath"))...)
}

// validatePath checks a path that is not empty.
func validatePath(path string, at *field.Path) field.ErrorList {
	if path[0] != '.' {
		return field.ErrorList{field.Invalid(at, path, "must be a simple json path starting with .")}
	}
	return nil
}

func validateSubresources(s *internal.CustomResourceSubresources, at *field.Path) field.ErrorList {
	if s == nil || s.Scale == nil {
		return nil
	}
	var errs field.ErrorList
	below := func(name, path string, value any, required bool, where string, roots ...string) {
		at := at.Child(name)
		if path == "" {
			if required {
				errs = append(errs, field.Required(at, ""))
			}
			return
		}
		if wrong := validatePath(path, at); len(wrong) > 0 {
			errs = append(errs, wrong...)
			return
		}
		if !slices.ContainsFunc(roots, func(root string) bool { return strings.HasPrefix(path, root) }) {
			errs = append(errs, field.Invalid(at, value, "should be a json path under "+where))
		}
	}
	scale := s.Scale
	below("scale.specReplicasPath", scale.SpecReplicasPath, scale.SpecReplicasPath, true, ".spec", ".spec.")
	below("scale.statusReplicasPath", scale.StatusReplicasPath, scale.StatusReplicasPath, true, ".status", ".status.")
	if p := scale.LabelSelectorPath; p != nil {
		below("scale.labelSelectorPath", *p, p, false, "either .spec or .status", ".spec.", ".status.")
	}
	return errs
}

func (v *validator) validateSelectable(fields []internal.SelectableField, s *structural.Structural, version string, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	seen := map[string]bool{}
	for i, f := range fields {
		at := at.Index(i).Child("jsonPath")
		if f.JSONPath == "" {
			errs = append(errs, field.Required(at, ""))
			continue
		}
		path, of, err := cel.ValidFieldPath(f.JSONPath, s, cel.WithFieldPathAllowArrayNotation(false))
		if err != nil {
			errs = append(errs, field.Invalid(at, f.JSONPath, fmt.Sprintf("is an invalid path: %v", err)))
			continue
		}
		if path.Root().String() == "metadata" {
			errs = append(errs, field.Invalid(at, f.JSONPath, "must not point to fields in metadata"))
		}
		if of == nil || of.Type != "string" && of.Type != "boolean" && of.Type != "integer" {
			errs = append(errs, field.Invalid(at, f.JSONPath, "must point to a field of type string, boolean or integer. Enum string fields and strings with formats are allowed."))
		}
		if seen[path.String()] {
			errs = append(errs, field.Duplicate(at, f.JSONPath))
		}
		seen[path.String()] = true
	}
	if len(seen) > maxSelectable && !v.manySelectable[version] {
		errs = append(errs, field.TooMany(at, len(seen), maxSelectable))
	}
	return errs
}
