package conformance

import (
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"
)

// maxProgress bounds an update of the suite in bytes: it repeats the names of all
// failed tests.
const maxProgress = 1 << 20

// progress shows each test as it ends. The suite posts what happened to an
// address on loopback.
type progress struct {
	out   io.Writer
	begin time.Time
	close func() error
	url   string

	mu                    sync.Mutex
	total, passed, failed int
}

// watchProgress listens until close.
func watchProgress(out io.Writer) (*progress, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	p := &progress{out: out, begin: time.Now(), url: "http://" + l.Addr().String()}
	server := &http.Server{Handler: p, ReadHeaderTimeout: 10 * time.Second}
	go server.Serve(l)
	p.close = server.Close
	return p, nil
}

// update is what the suite posts; each of several parallel processes counts for
// itself, so that we count by the messages.
type update struct {
	Message string `json:"msg"`
	Total   int    `json:"total"`
}

func (p *progress) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var u update
	if err := json.NewDecoder(io.LimitReader(r.Body, maxProgress)).Decode(&u); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.total = max(p.total, u.Total)
	if line, ok := p.line(u.Message); ok {
		fmt.Fprintln(p.out, line)
	}
}

// line counts a test that ended, and returns how to say it.
func (p *progress) line(message string) (string, bool) {
	how, name, _ := strings.Cut(message, " ")
	if !strings.HasPrefix(name, "[sig-") {
		return "", false // a step of the suite itself
	}
	switch how {
	case "PASSED":
		p.passed++
		how = "✓"
	case "FAILED":
		p.failed++
		how = "✗"
	default:
		return "", false
	}
	count := fmt.Sprint(p.passed + p.failed)
	if p.total > 0 {
		count += fmt.Sprintf("/%d", p.total)
	}
	if p.failed > 0 {
		count += fmt.Sprintf(", %d failed", p.failed)
	}
	return fmt.Sprintf(" %s %s  (%s, %s)", how, name, count, time.Since(p.begin).Round(time.Second)), true
}
