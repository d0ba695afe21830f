package endpoints

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/skiff-k8s/skiff/cache"
)

// maxPooledBuffer bounds the buffers that are kept for reuse.
const maxPooledBuffer = 256 << 10

var buffers = sync.Pool{New: func() any { b := make([]byte, 0, 8<<10); return &b }}

func putBuffer(b *[]byte) {
	if cap(*b) <= maxPooledBuffer {
		*b = (*b)[:0]
		buffers.Put(b)
	}
}

// encodeEntry appends a stored object.
func encodeEntry(dst []byte, out output, e *cache.Entry) ([]byte, error) {
	if out.format == formatProtobuf {
		return e.AppendProtobuf(dst)
	}
	start := len(dst)
	dst, err := e.AppendJSON(dst)
	if err != nil {
		return nil, err
	}
	return finishJSON(dst, start, out)
}

// encodeObject appends an object that is not stored. Its TypeMeta may be empty:
// the kind is gvk.
func encodeObject(dst []byte, out output, gvk schema.GroupVersionKind, o runtime.Object) ([]byte, error) {
	if out.format == formatProtobuf {
		return appendProtobuf(dst, gvk, o)
	}
	start := len(dst)
	dst, err := appendJSON(dst, gvk, o)
	if err != nil {
		return nil, err
	}
	return finishJSON(dst, start, out)
}

// finishJSON makes what follows start in dst, JSON on one line, what was asked
// for.
func finishJSON(dst []byte, start int, out output) ([]byte, error) {
	switch {
	case out.format == formatYAML:
		y, err := toYAML(dst[start:])
		return append(dst[:start], y...), err
	case out.pretty:
		var b bytes.Buffer
		if err := json.Indent(&b, dst[start:], "", "  "); err != nil {
			return nil, err
		}
		return append(dst[:start], b.Bytes()...), nil
	}
	return append(dst, '\n'), nil
}

// appendJSON appends an object with its kind and apiVersion, which stand first.
func appendJSON(dst []byte, gvk schema.GroupVersionKind, o runtime.Object) ([]byte, error) {
	data, err := json.Marshal(o)
	if err != nil {
		return nil, err
	}
	if !o.GetObjectKind().GroupVersionKind().Empty() {
		return append(dst, data...), nil
	}
	version, kind := gvk.ToAPIVersionAndKind()
	dst = fmt.Appendf(dst, `{"kind":%q,"apiVersion":%q`, kind, version)
	if len(data) > 2 {
		dst = append(dst, ',')
	}
	return append(dst, data[1:]...), nil
}

var protobufMagic = []byte("k8s\x00")

// appendProtobuf appends an object in the envelope that names its kind.
func appendProtobuf(dst []byte, gvk schema.GroupVersionKind, o runtime.Object) ([]byte, error) {
	p, ok := o.(interface{ Marshal() ([]byte, error) })
	if !ok {
		return nil, fmt.Errorf("%T has no protobuf form", o)
	}
	raw, err := p.Marshal()
	if err != nil {
		return nil, err
	}
	u := runtime.Unknown{Raw: raw}
	u.APIVersion, u.Kind = gvk.ToAPIVersionAndKind()
	wrapped, err := u.Marshal()
	if err != nil {
		return nil, err
	}
	return append(append(dst, protobufMagic...), wrapped...), nil
}

// writeBody sends a whole body.
func writeBody(w http.ResponseWriter, r *http.Request, code int, contentType string, data []byte) {
	h := w.Header()
	h["Content-Type"] = contentTypes(contentType)
	if len(data) >= gzipFrom && acceptsGzip(r) {
		writeGzip(w, code, data)
		return
	}
	h["Content-Length"] = []string{strconv.Itoa(len(data))}
	w.WriteHeader(code)
	if r.Method != http.MethodHead {
		_, _ = w.Write(data) // a client that is gone needs no answer
	}
}

var (
	headerJSON     = []string{mediaJSON}
	headerProtobuf = []string{mediaProtobuf}
)

// contentTypes spares an allocation for what is sent most.
func contentTypes(t string) []string {
	switch t {
	case mediaJSON:
		return headerJSON
	case mediaProtobuf:
		return headerProtobuf
	}
	return []string{t}
}

// Write answers with an object that is not stored, in the form that the client
// accepts.
func Write(w http.ResponseWriter, r *http.Request, code int, gvk schema.GroupVersionKind, o runtime.Object) {
	out, err := negotiate(r, acceptsPlain)
	if err != nil {
		WriteError(w, r, notAcceptable("only the following media types are accepted: "+strings.Join(acceptsPlain.types(), ", ")))
		return
	}
	data, err := encodeObject(nil, out, gvk, o)
	if err != nil {
		WriteError(w, r, err)
		return
	}
	writeBody(w, r, code, out.contentType(), data)
}

// WriteJSON answers with any value as JSON, indented for people.
func WriteJSON(w http.ResponseWriter, r *http.Request, code int, v any) {
	data, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		WriteError(w, r, err)
		return
	}
	writeBody(w, r, code, mediaJSON, data)
}

// NotFound answers a path that is not served.
func NotFound(w http.ResponseWriter) { writeNoPage(w) }

// MethodNotAllowed is the error of a method that a path does not have.
func MethodNotAllowed() error { return noVerb() }

// NoResource is the error of a path below /api or /apis that is not served.
func NoResource() error { return noPath() }
