// Package diff says in words in which fields two objects differ.
package diff

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"

	"github.com/skiff-k8s/skiff/api/table"
)

// maxLines bounds an answer; the reader has got the point by then.
const maxLines = 40

// Text lists the fields that differ, each with its old and its new value as JSON:
//
//	spec.nodeName: "a" -> "b"
//
// It is empty when nothing differs, and for values that have no JSON form.
func Text(was, is any) string {
	d := &differ{}
	d.compare("", plain(was), plain(is))
	if d.more > 0 {
		d.lines = append(d.lines, fmt.Sprintf("and %d more", d.more))
	}
	return strings.Join(d.lines, "\n")
}

// plain is the JSON form of v in maps and lists.
func plain(v any) any {
	data, err := json.Marshal(v)
	if err != nil {
		return nil
	}
	var out any
	if err := json.Unmarshal(data, &out); err != nil {
		return nil
	}
	return out
}

type differ struct {
	lines []string
	more  int
}

func (d *differ) compare(path string, was, is any) {
	if reflect.DeepEqual(was, is) {
		return
	}
	a, aok := was.(map[string]any)
	b, bok := is.(map[string]any)
	if aok && bok {
		keys := map[string]bool{}
		for k := range a {
			keys[k] = true
		}
		for k := range b {
			keys[k] = true
		}
		for _, k := range table.SortedKeys(keys) {
			d.compare(strings.TrimPrefix(path+"."+k, "."), a[k], b[k])
		}
		return
	}
	la, aok := was.([]any)
	lb, bok := is.([]any)
	if aok && bok && len(la) == len(lb) {
		for i := range la {
			d.compare(fmt.Sprintf("%s[%d]", path, i), la[i], lb[i])
		}
		return
	}
	if len(d.lines) == maxLines {
		d.more++
		return
	}
	d.lines = append(d.lines, fmt.Sprintf("%s: %s -> %s", path, text(was), text(is)))
}

func text(v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		return "?"
	}
	return string(data)
}
