//go:build openapi

package main

import (
	"reflect"
	"strings"

	"k8s.io/kube-openapi/pkg/common"
)

// param is one parameter of a route.
type param struct {
	name, description, kind string
	in                      common.ParameterKind
	required, many          bool
}

func (p *param) Name() string               { return p.name }
func (p *param) Description() string        { return p.description }
func (p *param) Required() bool             { return p.required }
func (p *param) Kind() common.ParameterKind { return p.in }
func (p *param) DataType() string           { return p.kind }
func (p *param) AllowMultiple() bool        { return p.many }

func body(required bool) common.Parameter {
	return &param{name: "body", kind: "string", in: common.BodyParameterKind, required: required}
}

func query(name, description, kind string) common.Parameter {
	return &param{name: name, description: description, kind: kind, in: common.QueryParameterKind}
}

func inPath(name, description string) common.Parameter {
	return &param{name: name, description: description, kind: "string", in: common.PathParameterKind, required: true}
}

func pretty() common.Parameter {
	return query("pretty", "Whether to indent the answer, true or false. Unless given, answers to browsers and to command line tools such as curl are indented.", "string")
}

func namespaceParam() common.Parameter {
	return inPath("namespace", "The namespace of the object, such as that of a team or a project")
}

func nameParam(kind string) common.Parameter { return inPath("name", "name of the "+kind) }

// documented is implemented by the options types.
type documented interface{ SwaggerDoc() map[string]string }

// options makes query parameters of the fields of an options type, without those
// that are not in skip.
func options(o documented, skip ...string) []common.Parameter {
	var out []common.Parameter
	doc := o.SwaggerDoc()
	t := reflect.TypeOf(o)
fields:
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		kind := dataType(f.Type)
		if name == "" || kind == "" {
			continue
		}
		for _, s := range skip {
			if s == name {
				continue fields
			}
		}
		out = append(out, query(name, doc[name], kind))
	}
	return out
}

// dataType names the type of a parameter, "" for types that documents leave out
// (times).
func dataType(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice:
		return dataType(t.Elem())
	case reflect.String:
		return "string"
	case reflect.Bool:
		return "boolean"
	case reflect.Int, reflect.Int32, reflect.Int64:
		return "integer"
	}
	return ""
}
