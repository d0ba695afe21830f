package endpoints

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"sigs.k8s.io/yaml"
)

// toYAML turns JSON into YAML, which may hold fewer characters as they are: those
// it may not are escaped first, as both allow within strings.
func toYAML(doc []byte) ([]byte, error) {
	return yaml.JSONToYAML(escaped(doc))
}

// escaped returns JSON in which the characters that YAML does not allow are
// escaped; doc itself when it has none.
func escaped(doc []byte) []byte {
	var out bytes.Buffer
	kept := 0 // of doc, in out
	for i := 0; i < len(doc); {
		if doc[i] < 0x7f { // JSON has escaped what is wrong with these
			i++
			continue
		}
		r, size := utf8.DecodeRune(doc[i:])
		if r >= 0x7f && r <= 0x9f && r != 0x85 || r == 0xfeff || r == 0xfffe || r == 0xffff {
			out.Write(doc[kept:i])
			fmt.Fprintf(&out, `\u%04x`, r)
			kept = i + size
		}
		i += size
	}
	if kept == 0 {
		return doc
	}
	out.Write(doc[kept:])
	return out.Bytes()
}
