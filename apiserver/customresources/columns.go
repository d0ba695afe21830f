package customresources

import (
	"bytes"
	"fmt"
	"reflect"
	"time"

	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/client-go/util/jsonpath"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/table"
)

// columns make the table of a version: its name, and what the definition wants.
type columns struct {
	definitions []metav1.TableColumnDefinition
	paths       []*jsonpath.JSONPath // of all columns but the first
}

// age is the column of a version that wants none.
var age = apiextensionsv1.CustomResourceColumnDefinition{
	Name: "Age", Type: "date", Description: metav1.ObjectMeta{}.SwaggerDoc()["creationTimestamp"], JSONPath: ".metadata.creationTimestamp",
}

func newColumns(wanted []apiextensionsv1.CustomResourceColumnDefinition) *columns {
	c := &columns{definitions: []metav1.TableColumnDefinition{table.Name()}}
	if len(wanted) == 0 {
		wanted = []apiextensionsv1.CustomResourceColumnDefinition{age}
	}
	for _, w := range wanted {
		path := jsonpath.New(w.Name).AllowMissingKeys(true)
		if err := path.Parse("{" + w.JSONPath + "}"); err != nil {
			return c // what cannot be read ends the table
		}
		about := w.Description
		if about == "" {
			about = "Custom resource definition column (in JSONPath format): " + w.JSONPath
		}
		c.paths = append(c.paths, path)
		c.definitions = append(c.definitions, metav1.TableColumnDefinition{
			Name: w.Name, Type: w.Type, Format: w.Format, Description: about, Priority: w.Priority,
		})
	}
	return c
}

// row makes the row of an object. A cell is null where there is nothing of the
// column's type.
func (c *columns) row(o api.Object, now time.Time) []any {
	cells := make([]any, 1, 1+len(c.paths))
	cells[0] = o.GetName()
	content := o.(*unstructured.Unstructured).Object
	for i, path := range c.paths {
		cells = append(cells, cell(path, c.definitions[i+1].Type, content, now))
	}
	return cells
}

func cell(path *jsonpath.JSONPath, kind string, content map[string]any, now time.Time) any {
	found, err := path.FindResults(content)
	if err != nil || len(found) == 0 || len(found[0]) == 0 {
		return nil
	}
	value := found[0][0].Interface()
	if kind == "string" {
		var text bytes.Buffer
		if err := path.PrintResults(&text, []reflect.Value{reflect.ValueOf(value)}); err != nil {
			return nil
		}
		return text.String()
	}
	switch value := value.(type) {
	case int64:
		switch kind {
		case "integer":
			return value
		case "number":
			return float64(value)
		}
	case float64:
		switch kind {
		case "integer":
			return int64(value)
		case "number":
			return value
		}
	case bool:
		if kind == "boolean" {
			return value
		}
	case string:
		if kind == "date" {
			var t metav1.Time
			if err := t.UnmarshalQueryParameter(value); err != nil {
				return "<invalid>"
			}
			return table.Since(t, now)
		}
	}
	return nil
}

// selectable are the fields of a version that selectors may name.
type selectable struct {
	names []string
	paths []*jsonpath.JSONPath
}

func newSelectable(wanted []apiextensionsv1.SelectableField) *selectable {
	s := &selectable{}
	for _, w := range wanted {
		path := jsonpath.New("selectableField").AllowMissingKeys(true)
		if err := path.Parse("{" + w.JSONPath + "}"); err != nil {
			continue // validation has refused it
		}
		s.names, s.paths = append(s.names, w.JSONPath[1:]), append(s.paths, path)
	}
	return s
}

// of returns the values of an object; what is absent is empty.
func (s *selectable) of(o api.Object) fields.Set {
	out := make(fields.Set, len(s.names))
	content := o.(*unstructured.Unstructured).Object
	for i, path := range s.paths {
		out[s.names[i]] = ""
		found, err := path.FindResults(content)
		if err != nil || len(found) == 0 || len(found[0]) == 0 {
			continue
		}
		if value := found[0][0].Interface(); value != nil {
			out[s.names[i]] = fmt.Sprint(value)
		}
	}
	return out
}
