package ownership

import (
	_ "embed"
	"reflect"
	"strings"
	"sync"
)

// structureText has a line for every list and map that is not merged in the default
// way (lists replaced as a whole, maps and structs merged by their members): the
// definition, the field ("." for the definition itself), and "set", "map" with the
// keys, "atomic" for what is replaced as a whole, "granular" where a field is merged
// although its definition is atomic, or "default" with the value of a key that items
// may leave out.
//
//go:embed structure.txt
var structureText string

// relation is how a field is merged.
type relation struct {
	how  string // "", "set", "map", "atomic", "granular" or "default"
	keys []string
}

// relations reads the table at its first use: by definition, then by field.
var relations = sync.OnceValue(func() map[string]map[string]relation {
	table := map[string]map[string]relation{}
	for line := range strings.Lines(structureText) {
		words := strings.Fields(line)
		r := relation{how: words[2]}
		if len(words) > 3 {
			r.keys = strings.Split(words[3], ",")
		}
		if table[words[0]] == nil {
			table[words[0]] = map[string]relation{}
		}
		table[words[0]][words[1]] = r
	}
	return table
})

// definition is the name of a Go type in the OpenAPI documents:
// io.k8s.api.core.v1.Pod for k8s.io/api/core/v1.Pod.
func definition(t reflect.Type) string {
	host, rest, _ := strings.Cut(t.PkgPath(), "/")
	parts := strings.Split(host, ".")
	for i, j := 0, len(parts)-1; i < j; i, j = i+1, j-1 {
		parts[i], parts[j] = parts[j], parts[i]
	}
	return strings.Join(parts, ".") + "." + strings.ReplaceAll(rest, "/", ".") + "." + t.Name()
}
