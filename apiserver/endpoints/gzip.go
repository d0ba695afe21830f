package endpoints

import (
	"io"
	"net/http"
	"strings"
	"sync"

	"github.com/klauspost/compress/gzip"
)

// gzipFrom is the size in bytes from which a body is worth compressing; the same
// as kube-apiserver's.
const gzipFrom = 128 << 10

var gzipWriters = sync.Pool{New: func() any {
	w, _ := gzip.NewWriterLevel(io.Discard, gzip.BestSpeed)
	return w
}}

// acceptsGzip says whether the client can read a compressed body.
func acceptsGzip(r *http.Request) bool {
	for _, line := range r.Header["Accept-Encoding"] {
		for _, part := range strings.Split(line, ",") {
			name, params, _ := strings.Cut(part, ";")
			if strings.TrimSpace(name) == "gzip" && strings.ReplaceAll(params, " ", "") != "q=0" {
				return true
			}
		}
	}
	return false
}

func writeGzip(w http.ResponseWriter, code int, data []byte) {
	startGzip(w, code)
	z := gzipWriters.Get().(*gzip.Writer)
	z.Reset(w)
	_, _ = z.Write(data)
	_ = z.Close()
	gzipWriters.Put(z)
}

// startGzip sends the header of a compressed body.
func startGzip(w http.ResponseWriter, code int) {
	h := w.Header()
	h.Del("Content-Length")
	h.Set("Content-Encoding", "gzip")
	h.Add("Vary", "Accept-Encoding")
	w.WriteHeader(code)
}
