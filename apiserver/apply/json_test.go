package apply

import (
	"reflect"
	"testing"

	kjson "sigs.k8s.io/json"
	"sigs.k8s.io/yaml"
)

func TestPlainJSONIsYAML(t *testing.T) {
	for text, want := range map[string]bool{
		`{"a":1,"b":["x",true,null],"y":{"on":"off","1":"\"q\"\\ \n"}}`: true,
		"{\n  \"a\": -5\n}": true, `{"a":1.5}`: false, `{"a":1e3}`: false, `{"a":[{"b":1.0}]}`: false,
		`{"a":1,"a":2}`: false, `a: 1`: false, `{a: 1}`: false, `{"a":"\u0041"}`: false, `{"a":"\/"}`: false,
		"{\t\"a\":1}": false, `{"a":"é"}`: false, `{"<<":{"a":1}}`: false, `[]`: false, ``: false, `{"a":1}x`: false,
		`{"a":12345678901234567890}`: false, `{"a":"`: false, `{"a":"\`: false,
	} {
		got, ok := plainJSON([]byte(text))
		if ok != want {
			t.Errorf("%s: %v", text, ok)
		}
		if !ok {
			continue
		}
		asJSON, err := yaml.YAMLToJSON([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		var other map[string]any
		if err := kjson.UnmarshalCaseSensitivePreserveInts(asJSON, &other); err != nil || !reflect.DeepEqual(got, other) {
			t.Errorf("%s: %v by JSON, %v by YAML (%v)", text, got, other, err)
		}
	}
}

func FuzzPlainJSON(f *testing.F) {
	f.Add([]byte(`{"a":1,"b":["x",true,null],"c":{"d":"\"q\"\\"}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		got, ok := plainJSON(data)
		if !ok {
			return
		}
		asJSON, err := yaml.YAMLToJSON(data)
		if err != nil {
			return // YAML has limits of its own, on the length of keys for example
		}
		var other map[string]any
		if err := kjson.UnmarshalCaseSensitivePreserveInts(asJSON, &other); err != nil || !reflect.DeepEqual(got, other) {
			t.Errorf("%q: %v by JSON, %v by YAML (%v)", data, got, other, err)
		}
	})
}
