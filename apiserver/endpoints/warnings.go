package endpoints

import (
	"net/http"
	"sync"

	utilnet "k8s.io/apimachinery/pkg/util/net"
)

// maxWarningBytes bounds the warnings of one answer; what is over it is left out.
const maxWarningBytes = 4 << 10

// warner puts warnings into the header of an answer that has not begun.
type warner struct {
	header http.Header

	mu    sync.Mutex
	seen  map[string]bool
	bytes int
}

// warn adds a warning; each text is sent once.
func (w *warner) warn(text string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.seen[text] || w.bytes+len(text) > maxWarningBytes {
		return
	}
	header, err := utilnet.NewWarningHeader(299, "-", text)
	if err != nil {
		return // it cannot be said in a header
	}
	if w.seen == nil {
		w.seen = map[string]bool{}
	}
	w.seen[text] = true
	w.bytes += len(text)
	w.header.Add("Warning", header)
}
