package apply

import (
	"bytes"

	kjson "sigs.k8s.io/json"
)

// plainJSON reads a body that is JSON and that means the same read as YAML, as
// the bodies that programs send are: it saves reading YAML twice, which costs more
// than all else. ok is false for what YAML may see otherwise (escapes, fractions,
// tabs, letters beyond ASCII) or complain of, such as a key that stands twice.
func plainJSON(data []byte) (object map[string]any, ok bool) {
	if len(data) == 0 || data[0] != '{' || bytes.Contains(data, []byte("<<")) {
		return nil, false
	}
	for i := 0; i < len(data); i++ {
		switch c := data[i]; {
		case c == '\\':
			if i++; i >= len(data) || bytes.IndexByte([]byte(`"\nrt`), data[i]) < 0 {
				return nil, false
			}
		case c >= 0x7f || c < ' ' && c != '\n':
			return nil, false
		}
	}
	complaints, err := kjson.UnmarshalStrict(data, &object)
	if err != nil || len(complaints) > 0 || object == nil || fractions(object) {
		return nil, false
	}
	return object, true
}

// fractions reports whether there is a number that is not an integer.
func fractions(v any) bool {
	switch v := v.(type) {
	case float64:
		return true
	case map[string]any:
		for _, item := range v {
			if fractions(item) {
				return true
			}
		}
	case []any:
		for _, item := range v {
			if fractions(item) {
				return true
			}
		}
	}
	return false
}
