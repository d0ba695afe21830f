package openapi

import (
	"reflect"
	"strings"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// Media types of bodies.
var (
	bodies  = []string{"application/json", "application/yaml"}
	patches = []string{"application/json-patch+json", "application/merge-patch+json", "application/apply-patch+yaml"}
)

// operation is what one method of a path does.
type operation struct {
	method, action, id, about string
	options                   documented // the query parameters, nil for none
	in                        string     // name of the schema of the body, empty for none
	optional                  bool       // the body may be left out
	out                       string     // name of the schema of answers
	more                      []int      // codes of answers beside 200
}

// path is one path with what can be done there.
type path struct {
	path       string
	namespaced bool
	named      bool
	operations []operation
}

// documented is implemented by the types of options.
type documented interface{ SwaggerDoc() map[string]string }

var codeTexts = map[int]string{200: "OK", 201: "Created", 202: "Accepted", 401: "Unauthorized"}

// paths returns all paths of a version.
func (v *Version) paths() []path {
	r := v.Resource
	root := "/apis/" + r.Group + "/" + r.Version + "/"
	title, _ := groupName(r.Group)
	title += titled(r.Version)
	o, list := v.name(), v.listName()
	status := metaPrefix + "Status"
	scoped := r.Kind
	var out []path
	collection := path{path: root + r.Name}
	if r.Namespaced {
		scoped = "Namespaced" + r.Kind
		out = append(out, path{path: root + r.Name, operations: []operation{
			{method: "get", action: "list", id: "list" + title + r.Kind + "ForAllNamespaces", about: "list objects of kind " + r.Kind, options: metav1.ListOptions{}, out: list},
		}})
		collection = path{path: root + "namespaces/{namespace}/" + r.Name, namespaced: true}
	}
	collection.operations = []operation{
		{method: "get", action: "list", id: "list" + title + scoped, about: "list objects of kind " + r.Kind, options: metav1.ListOptions{}, out: list},
		{method: "post", action: "post", id: "create" + title + scoped, about: "create" + article(r.Kind) + r.Kind, options: metav1.CreateOptions{}, in: o, out: o, more: []int{201, 202}},
		{method: "delete", action: "deletecollection", id: "delete" + title + "Collection" + scoped, about: "delete collection of " + r.Kind, options: metav1.ListOptions{}, out: status},
	}
	item := path{path: collection.path + "/{name}", namespaced: r.Namespaced, named: true, operations: []operation{
		{method: "get", action: "get", id: "read" + title + scoped, about: "read the specified " + r.Kind, options: metav1.GetOptions{}, out: o},
		{method: "put", action: "put", id: "replace" + title + scoped, about: "replace the specified " + r.Kind, options: metav1.UpdateOptions{}, in: o, out: o, more: []int{201}},
		{method: "delete", action: "delete", id: "delete" + title + scoped, about: "delete" + article(r.Kind) + r.Kind, options: metav1.DeleteOptions{}, in: metaPrefix + "DeleteOptions", optional: true, out: status, more: []int{202}},
		{method: "patch", action: "patch", id: "patch" + title + scoped, about: "partially update the specified " + r.Kind, options: metav1.PatchOptions{}, in: metaPrefix + "Patch", out: o},
	}}
	out = append(out, collection, item)
	for _, s := range r.Subresources {
		body := o
		if !s.Kind.Empty() {
			body = scales
		}
		name := title + scoped + titled(s.Name)
		out = append(out, path{path: item.path + "/" + s.Name, namespaced: r.Namespaced, named: true, operations: []operation{
			{method: "get", action: "get", id: "read" + name, about: "read " + s.Name + " of the specified " + r.Kind, options: metav1.GetOptions{}, out: body},
			{method: "put", action: "put", id: "replace" + name, about: "replace " + s.Name + " of the specified " + r.Kind, options: metav1.UpdateOptions{}, in: body, out: body, more: []int{201}},
			{method: "patch", action: "patch", id: "patch" + name, about: "partially update " + s.Name + " of the specified " + r.Kind, options: metav1.PatchOptions{}, in: metaPrefix + "Patch", out: body},
		}})
	}
	return out
}

// pathItem returns a path as a document of the form says it.
func (v *Version) pathItem(p *path, f form) map[string]any {
	r := v.Resource
	var common []any
	if p.namespaced {
		common = append(common, parameter(f, "namespace", "path", "object name and auth scope, such as for teams and projects", "string"))
	}
	if p.named {
		common = append(common, parameter(f, "name", "path", "name of the "+r.Kind, "string"))
	}
	common = append(common, parameter(f, "pretty", "query",
		"Whether to indent the answer, true or false. Unless given, answers to browsers and to command line tools such as curl are indented.", "string"))
	out := map[string]any{"parameters": common}
	_, tag := groupName(r.Group)
	for i := range p.operations {
		o := &p.operations[i]
		op := map[string]any{
			"tags": []string{tag + "_" + r.Version}, "description": o.about, "operationId": o.id, "x-kubernetes-action": o.action,
			gvkName:     map[string]any{"group": r.Group, "version": r.Version, "kind": r.Kind},
			"responses": o.responses(f),
		}
		switch parameters := o.parameters(f); {
		case len(p.operations) == 1:
			out["parameters"] = append(common, parameters...)
		case len(parameters) > 0:
			op["parameters"] = parameters
		}
		consumes := bodies
		if o.method == "patch" {
			consumes = patches
		}
		if f == form2 {
			op["consumes"], op["produces"], op["schemes"] = consumes, bodies, []string{"https"}
		} else if o.in != "" {
			op["requestBody"] = requestBody(o, consumes)
		}
		out[o.method] = op
	}
	return out
}

func requestBody(o *operation, consumes []string) map[string]any {
	content := map[string]any{}
	for _, media := range consumes {
		content[media] = map[string]any{"schema": map[string]any{"$ref": form3.ref(o.in)}}
	}
	body := map[string]any{"content": content}
	if !o.optional {
		body["required"] = true
	}
	return body
}

func (o *operation) responses(f form) map[string]any {
	out := map[string]any{"401": map[string]any{"description": codeTexts[401]}}
	schema := map[string]any{"$ref": f.ref(o.out)}
	for _, code := range append([]int{200}, o.more...) {
		response := map[string]any{"description": codeTexts[code]}
		if f == form2 {
			response["schema"] = schema
		} else {
			content := map[string]any{}
			for _, media := range bodies {
				content[media] = map[string]any{"schema": schema}
			}
			response["content"] = content
		}
		out[itoa(code)] = response
	}
	return out
}

// parameters are those of the query and, in version 2, the body.
func (o *operation) parameters(f form) []any {
	var out []any
	if f == form2 && o.in != "" {
		body := map[string]any{"name": "body", "in": "body", "schema": map[string]any{"$ref": f.ref(o.in)}}
		if !o.optional {
			body["required"] = true
		}
		out = append(out, body)
	}
	if o.options == nil {
		return out
	}
	about := o.options.SwaggerDoc()
	t := reflect.TypeOf(o.options)
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		if kind := dataType(t.Field(i).Type); name != "" && kind != "" {
			out = append(out, parameter(f, name, "query", about[name], kind))
		}
	}
	return out
}

func parameter(f form, name, in, about, kind string) map[string]any {
	p := map[string]any{"name": name, "in": in, "description": about}
	if in == "path" {
		p["required"] = true
	}
	if f == form2 {
		p["type"], p["uniqueItems"] = kind, true
	} else {
		p["schema"] = map[string]any{"type": kind, "uniqueItems": true}
	}
	return p
}

// dataType names the type of a parameter, "" for types that documents leave out.
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

func article(word string) string {
	if strings.ContainsAny(word[:1], "AEIOUaeiou") {
		return " an "
	}
	return " a "
}

// groupName is the group in the names of operations, and as a tag: ExampleCom and
// exampleCom.
func groupName(group string) (title, tag string) {
	for i, part := range strings.Split(strings.TrimSuffix(group, ".k8s.io"), ".") {
		words := ""
		for _, word := range strings.Split(part, "-") {
			words += titled(word)
		}
		title += words
		if i == 0 {
			tag = strings.ToLower(words[:min(1, len(words))]) + words[min(1, len(words)):]
		} else {
			tag += words
		}
	}
	return title, tag
}

func titled(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
