package apiextensions

import (
	"slices"

	internal "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

// validatePart refuses what JSON schemas may have and definitions may not.
func (v *validator) validatePart(p *internal.JSONSchemaProps, at *field.Path, here place) field.ErrorList {
	var errs field.ErrorList
	forbid := func(is bool, name, why string) {
		if is {
			errs = append(errs, field.Forbidden(at.Child(name), why))
		}
	}
	if v.types && p.Type != "" && !knownType(p.Type) {
		errs = append(errs, field.NotSupported(at.Child("type"), p.Type, schemaTypes))
	}
	why := "must not be set"
	if here.because != "" {
		why += " " + here.because
	}
	forbid(p.Default != nil && !here.defaults, "default", why)
	forbid(p.ID != "", "id", "id is not supported")
	forbid(p.AdditionalItems != nil, "additionalItems", "additionalItems is not supported")
	forbid(len(p.PatternProperties) > 0, "patternProperties", "patternProperties is not supported")
	forbid(len(p.Definitions) > 0, "definitions", "definitions is not supported")
	forbid(p.Dependencies != nil, "dependencies", "dependencies is not supported")
	forbid(p.Ref != nil, "$ref", "$ref is not supported")
	forbid(p.Type == "null", "type", "type cannot be set to null, use nullable as an alternative")
	forbid(p.Items != nil && len(p.Items.JSONSchemas) > 0, "items", "items must be a schema object and not an array")
	forbid(here.meta && p.XEmbeddedResource, "x-kubernetes-embedded-resource", "must not be used inside of resource meta")
	return errs
}

// validateExtensions checks the x-kubernetes fields but for rules.
func (v *validator) validateExtensions(p *internal.JSONSchemaProps, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	if keep := p.XPreserveUnknownFields; keep != nil && !*keep {
		errs = append(errs, field.Invalid(at.Child("x-kubernetes-preserve-unknown-fields"), *keep, "must be true or undefined"))
	}
	errs = append(errs, validateTypeOf(p.XMapType, "x-kubernetes-map-type", p.Type, "object", at)...)
	if t := p.XMapType; t != nil && *t != "atomic" && *t != "granular" {
		errs = append(errs, field.NotSupported(at.Child("x-kubernetes-map-type"), *t, []string{"atomic", "granular"}))
	}
	if wrong := validateTypeOf(p.XListType, "x-kubernetes-list-type", p.Type, "array", at); len(wrong) > 0 {
		errs = append(errs, wrong...)
	} else if v.atomicSets {
		errs = append(errs, validateSetItems(p, at)...)
	}
	if t := p.XListType; t != nil && *t != "atomic" && *t != "set" && *t != "map" {
		errs = append(errs, field.NotSupported(at.Child("x-kubernetes-list-type"), *t, []string{"atomic", "set", "map"}))
	}
	errs = append(errs, validateListMap(p, at)...)
	if v.keys {
		errs = append(errs, validateMapKeys(p, at)...)
	}
	return errs
}

// validateTypeOf: an extension is for one type of schema.
func validateTypeOf(extension *string, name, got, want string, at *field.Path) field.ErrorList {
	why := "must be " + want + " if " + name + " is specified"
	switch {
	case extension == nil || got == want:
		return nil
	case got == "":
		return field.ErrorList{field.Required(at.Child("type"), why)}
	}
	return field.ErrorList{field.Invalid(at.Child("type"), got, why)}
}

// validateSetItems: an item of a set belongs to one owner whole.
func validateSetItems(p *internal.JSONSchemaProps, at *field.Path) field.ErrorList {
	if p.XListType == nil || *p.XListType != "set" || p.Items == nil || p.Items.Schema == nil {
		return nil
	}
	const why = "must be atomic as item of a list with x-kubernetes-list-type=set"
	item := p.Items.Schema
	switch {
	case item.Type == "array" && item.XListType != nil && *item.XListType != "atomic":
		return field.ErrorList{field.Invalid(at.Child("items", "x-kubernetes-list-type"), item.XListType, why)}
	case item.Type == "object" && (item.XMapType == nil || *item.XMapType != "atomic"):
		return field.ErrorList{field.Invalid(at.Child("items", "x-kubernetes-map-type"), item.XListType, why)}
	}
	return nil
}

// validateListMap checks the keys of a list whose items are told apart by some of
// their fields.
func validateListMap(p *internal.JSONSchemaProps, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	list, keys, items := at.Child("x-kubernetes-list-type"), at.Child("x-kubernetes-list-map-keys"), at.Child("items")
	if len(p.XListMapKeys) > 0 {
		const why = "must be map if x-kubernetes-list-map-keys is non-empty"
		if p.XListType == nil {
			errs = append(errs, field.Required(list, why))
		} else if *p.XListType != "map" {
			errs = append(errs, field.Invalid(list, *p.XListType, why))
		}
	}
	if p.XListType == nil || *p.XListType != "map" {
		return errs
	}
	if len(p.XListMapKeys) == 0 {
		errs = append(errs, field.Required(keys, "must not be empty if x-kubernetes-list-type is map"))
	}
	switch {
	case p.Items == nil:
		return append(errs, field.Required(items, "must have a schema if x-kubernetes-list-type is map"))
	case p.Items.Schema == nil:
		return append(errs, field.Invalid(items, p.Items, "must only have a single schema if x-kubernetes-list-type is map"))
	case p.Items.Schema.Type != "object":
		return append(errs, field.Invalid(items.Child("type"), p.Items.Schema.Type, "must be object if parent array's x-kubernetes-list-type is map"))
	}
	for i, key := range p.XListMapKeys {
		if of, ok := p.Items.Schema.Properties[key]; !ok {
			errs = append(errs, field.Invalid(keys, p.XListMapKeys, "entries must all be names of item properties"))
		} else if of.Type == "array" || of.Type == "object" {
			errs = append(errs, field.Invalid(items.Child("properties").Key(key).Child("type"), p.Items.Schema.Type,
				"must be a scalar type if parent array's x-kubernetes-list-type is map"))
		}
		if slices.Contains(p.XListMapKeys[:i], key) {
			errs = append(errs, field.Invalid(keys, p.XListMapKeys, "must not contain duplicate entries"))
		}
	}
	return errs
}

// validateMapKeys: what tells items apart is always there, and never null.
func validateMapKeys(p *internal.JSONSchemaProps, at *field.Path) field.ErrorList {
	if p.Items == nil || p.Items.Schema == nil || p.XListType == nil || *p.XListType != "set" && *p.XListType != "map" {
		return nil
	}
	var errs field.ErrorList
	item, items := p.Items.Schema, at.Child("items")
	if item.Nullable {
		errs = append(errs, field.Forbidden(items.Child("nullable"), "cannot be nullable when x-kubernetes-list-type is "+*p.XListType))
	}
	if *p.XListType != "map" {
		return errs
	}
	for _, key := range p.XListMapKeys {
		of, ok := item.Properties[key]
		if !ok {
			continue // told of by validateListMap
		}
		at := items.Child("properties").Key(key)
		if !slices.Contains(item.Required, key) && of.Default == nil {
			errs = append(errs, field.Required(at.Child("default"), "this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property"))
		}
		if of.Nullable {
			errs = append(errs, field.Forbidden(at.Child("nullable"), "this property is in x-kubernetes-list-map-keys, so it cannot be nullable"))
		}
	}
	return errs
}
