package openapi

import (
	"encoding/json"
	"testing"
)

// FuzzMerge merges documents of other servers with a small one of ours: the result
// is a document, and what we have stays as it is.
func FuzzMerge(f *testing.F) {
	const base = `{"swagger":"2.0","paths":{"/a":{"get":{"x":1}}},"definitions":{"A":{"type":"object"},"B":{"$ref":"#/definitions/A"}}}`
	f.Add([]byte(`{"paths":{"/a":{},"/b":{"get":{"schema":{"$ref":"#/definitions/A"}}}},"definitions":{"A":{"type":"string"},"C":{"$ref":"#/definitions/A"}}}`))
	f.Add([]byte(`{"paths":[],"definitions":{"A":null,"":{}}}`))
	f.Add([]byte(`{"definitions":{"A":{"maximum":1e999,"minimum":-0}}}`))
	f.Fuzz(func(t *testing.T, part []byte) {
		m, err := newMerger([]byte(base))
		if err != nil {
			t.Fatal(err)
		}
		if m.add(part) != nil {
			return
		}
		data, err := m.document()
		if err != nil {
			t.Fatalf("cannot be written: %v", err)
		}
		var document struct {
			Paths, Definitions map[string]json.RawMessage
		}
		if err := json.Unmarshal(data, &document); err != nil {
			t.Fatalf("no document: %v", err)
		}
		if string(document.Paths["/a"]) != `{"get":{"x":1}}` || string(document.Definitions["A"]) != `{"type":"object"}` {
			t.Errorf("what is ours has changed: %s", data)
		}
		_, _ = m.binary()
	})
}
