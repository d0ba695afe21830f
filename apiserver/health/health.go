// Package health answers /healthz, /livez and /readyz: a list of named checks,
// each of which can be asked for by itself, with ?verbose and ?exclude as in
// kube-apiserver.
package health

import (
	"bytes"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"sync"
)

// Check is one named check.
type Check struct {
	Name string
	// Run returns nil when all is well; nil Run always is.
	Run func(r *http.Request) error
}

// Ping is the check that only says that the server answers.
var Ping = Check{Name: "ping"}

// Handler answers one of the health paths and the paths of its checks.
type Handler struct {
	// Name of the path without its slash: "readyz".
	Name string
	Log  *slog.Logger

	mu     sync.RWMutex
	checks []Check
}

// New makes a handler with checks.
func New(name string, log *slog.Logger, checks ...Check) *Handler {
	return &Handler{Name: name, Log: log, checks: checks}
}

// Add adds a check.
func (h *Handler) Add(c Check) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.checks = append(h.checks, c)
}

// ServeHTTP implements http.Handler.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h.mu.RLock()
	checks := slices.Clone(h.checks)
	h.mu.RUnlock()
	header := w.Header()
	header.Set("Content-Type", "text/plain; charset=utf-8")
	header.Set("X-Content-Type-Options", "nosniff")
	if name, ok := strings.CutPrefix(r.URL.Path, "/"+h.Name+"/"); ok {
		h.one(w, r, checks, name)
		return
	}
	h.all(w, r, checks)
}

func (h *Handler) one(w http.ResponseWriter, r *http.Request, checks []Check, name string) {
	i := slices.IndexFunc(checks, func(c Check) bool { return c.Name == name })
	if i < 0 {
		http.Error(w, "404 page not found", http.StatusNotFound)
		return
	}
	if err := run(checks[i], r); err != nil {
		http.Error(w, fmt.Sprintf("internal server error: %v", err), http.StatusInternalServerError)
		return
	}
	_, _ = w.Write([]byte("ok"))
}

func (h *Handler) all(w http.ResponseWriter, r *http.Request, checks []Check) {
	query := r.URL.Query()
	excluded := map[string]bool{}
	for _, line := range query["exclude"] {
		for _, name := range strings.Split(line, ",") {
			excluded[strings.TrimSpace(name)] = true
		}
	}
	var report bytes.Buffer
	var failed []string
	for _, c := range checks {
		if excluded[c.Name] {
			delete(excluded, c.Name)
			fmt.Fprintf(&report, "[+]%s excluded: ok\n", c.Name)
			continue
		}
		if err := run(c, r); err != nil {
			failed = append(failed, fmt.Sprintf("%s: %v", c.Name, err))
			// Why it failed may be nobody's business: it goes to the log.
			fmt.Fprintf(&report, "[-]%s failed: reason withheld\n", c.Name)
			continue
		}
		fmt.Fprintf(&report, "[+]%s ok\n", c.Name)
	}
	if len(excluded) > 0 {
		names := make([]string, 0, len(excluded))
		for name := range excluded {
			names = append(names, fmt.Sprintf("%q", name))
		}
		slices.Sort(names)
		fmt.Fprintf(&report, "warn: some health checks cannot be excluded: no matches for %s\n", strings.Join(names, ", "))
	}
	if len(failed) > 0 {
		if h.Log != nil {
			h.Log.Info("health check failed", "path", h.Name, "failed", strings.Join(failed, "; "))
		}
		http.Error(w, fmt.Sprintf("%s%s check failed", report.String(), h.Name), http.StatusInternalServerError)
		return
	}
	if !query.Has("verbose") {
		_, _ = w.Write([]byte("ok"))
		return
	}
	fmt.Fprintf(&report, "%s check passed\n", h.Name)
	_, _ = w.Write(report.Bytes())
}

func run(c Check, r *http.Request) error {
	if c.Run == nil {
		return nil
	}
	return c.Run(r)
}
