package replay

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"sigs.k8s.io/yaml"
)

// odd are values that belong in few places.
var odd = []any{
	nil, true, -1, 0, 1.5, 1e300, json.Number("9223372036854775808"), "", "-", "a/b/c", "Ünïcode\u0000", "10Gi", "25%",
	strings.Repeat("x", 300), []any{}, map[string]any{}, []any{nil}, map[string]any{"": nil},
}

// Mutate returns the step's request with a body that is wrong somewhere: a value
// replaced by an odd one, a part left out or given twice, or the text damaged.
// ok is false for requests without a body that can be read.
func Mutate(step *Step, r *rand.Rand) (mutated *Step, ok bool) {
	body := []byte(step.Body)
	var err error
	if _, isYAML := step.Directive("yaml"); isYAML {
		if body, err = yaml.YAMLToJSON(body); err != nil {
			return nil, false
		}
	}
	doc, err := fromJSON(body)
	if err != nil || len(body) < 2 {
		return nil, false
	}
	m := *step
	m.Recorded, m.Directives = nil, nil
	for _, d := range step.Directives {
		if d.Word == "as" || d.Word == "fill" {
			m.Directives = append(m.Directives, d)
		}
	}
	if len(m.Header) == 0 {
		m.Header = []Field{{"Content-Type", "application/json"}}
	}
	switch r.IntN(8) {
	case 0: // cut off
		m.Body = string(body[:r.IntN(len(body))])
	case 1: // damaged
		i := r.IntN(len(body))
		m.Body = string(body[:i]) + string(rune(r.IntN(256))) + string(body[i+1:])
	default:
		for range 1 + r.IntN(3) {
			doc = distort(doc, r)
		}
		text, err := json.Marshal(doc)
		if err != nil {
			return nil, false
		}
		m.Body = string(text)
	}
	return &m, true
}

// distort changes one place of a document.
func distort(doc any, r *rand.Rand) any {
	switch v := doc.(type) {
	case map[string]any:
		keys := make([]string, 0, len(v))
		for k := range v {
			keys = append(keys, k)
		}
		if len(keys) == 0 {
			return odd[r.IntN(len(odd))]
		}
		slices.Sort(keys) // the same seed makes the same requests
		k := keys[r.IntN(len(keys))]
		switch r.IntN(12) {
		case 0:
			delete(v, k)
		case 1:
			v[fmt.Sprint(k, "x")] = v[k]
		case 2:
			v[k] = odd[r.IntN(len(odd))]
		default:
			v[k] = distort(v[k], r)
		}
		return v
	case []any:
		if len(v) == 0 {
			return odd[r.IntN(len(odd))]
		}
		i := r.IntN(len(v))
		switch r.IntN(8) {
		case 0:
			return append(v, v[i])
		case 1:
			v[i] = nil
		default:
			v[i] = distort(v[i], r)
		}
		return v
	}
	return odd[r.IntN(len(odd))]
}
