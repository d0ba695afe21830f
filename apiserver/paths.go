package apiserver

import (
	"net/http"
	"net/http/pprof"
	"runtime"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/version"

	"github.com/skiff-k8s/skiff/apiserver/discovery"
	"github.com/skiff-k8s/skiff/apiserver/endpoints"
)

// paths serves what is not a resource.
type paths struct {
	exact  map[string]http.Handler
	below  map[string]http.Handler // by prefix with its slash
	groups *discovery.Documents
}

func (p *paths) handle(pattern string, h http.Handler) {
	if strings.HasSuffix(pattern, "/") && pattern != "/" {
		p.below[pattern] = h
		return
	}
	p.exact[pattern] = h
}

// find returns the handler of a path, or of the longest prefix of it; nil when
// there is none.
func (p *paths) find(path string) http.Handler {
	if h := p.exact[path]; h != nil {
		return h
	}
	for at := strings.LastIndexByte(path, '/'); at > 0; at = strings.LastIndexByte(path[:at], '/') {
		if h := p.below[path[:at+1]]; h != nil {
			return h
		}
	}
	return nil
}

// ServeHTTP implements http.Handler.
func (p *paths) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	path := r.URL.Path
	if h := p.find(path); h != nil {
		h.ServeHTTP(w, r)
		return
	}
	switch {
	case path == "/":
		p.index(w, r)
	case path == "/api" || path == "/apis" || strings.HasPrefix(path, "/api/") || strings.HasPrefix(path, "/apis/"):
		p.discovery(w, r)
	default:
		endpoints.NotFound(w)
	}
}

// index lists the paths.
func (p *paths) index(w http.ResponseWriter, r *http.Request) {
	list := p.groups.Paths()
	for path := range p.exact {
		list = append(list, path)
	}
	for path := range p.below {
		list = append(list, strings.TrimSuffix(path, "/"))
	}
	slices.Sort(list)
	endpoints.WriteJSON(w, r, http.StatusOK, struct {
		Paths []string `json:"paths"`
	}{slices.Compact(list)})
}

func (p *paths) discovery(w http.ResponseWriter, r *http.Request) {
	path := strings.TrimSuffix(r.URL.Path, "/")
	if (path == "/api" || path == "/apis") && discovery.WantsAggregated(r) {
		if doc, ok := p.groups.Aggregated(path); ok {
			discovery.ServeAggregated(w, r, doc)
			return
		}
	}
	doc, ok := p.groups.Legacy(path)
	switch {
	case ok && r.Method != http.MethodGet && r.Method != http.MethodHead && !strings.HasPrefix(path, "/apis"):
		endpoints.WriteError(w, r, endpoints.MethodNotAllowed())
	case ok && r.Method != http.MethodGet && r.Method != http.MethodHead && strings.Count(path, "/") == 3:
		endpoints.WriteError(w, r, endpoints.MethodNotAllowed())
	case ok:
		gvk := doc.GetObjectKind().GroupVersionKind()
		if gvk.Version == "" { // the oldest documents do not say
			gvk = schema.GroupVersionKind{Version: "v1", Kind: gvk.Kind}
		}
		endpoints.Write(w, r, http.StatusOK, gvk, doc)
	case p.known(path):
		endpoints.WriteError(w, r, endpoints.NoResource())
	default:
		endpoints.NotFound(w)
	}
}

// known says whether the path is below the core API or a group that is served.
func (p *paths) known(path string) bool {
	if strings.HasPrefix(path, "/api/") {
		return true
	}
	group, _, deeper := strings.Cut(strings.TrimPrefix(path, "/apis/"), "/")
	_, ok := p.groups.Legacy("/apis/" + group)
	return ok && deeper
}

// debug adds Go's profiles.
func (p *paths) debug() {
	p.handle("/debug/pprof/", http.HandlerFunc(pprof.Index))
	p.handle("/debug/pprof", http.RedirectHandler("/debug/pprof/", http.StatusFound))
	p.handle("/debug/pprof/cmdline", http.HandlerFunc(pprof.Cmdline))
	p.handle("/debug/pprof/profile", http.HandlerFunc(pprof.Profile))
	p.handle("/debug/pprof/symbol", http.HandlerFunc(pprof.Symbol))
	p.handle("/debug/pprof/trace", http.HandlerFunc(pprof.Trace))
}

func versionHandler(c *Config) http.Handler {
	info := version.Info{
		Major: "1", Minor: "36", EmulationMajor: "1", EmulationMinor: "36", MinCompatibilityMajor: "1", MinCompatibilityMinor: "35",
		GitVersion: c.GitVersion, GitCommit: c.GitCommit, GitTreeState: "clean", BuildDate: c.BuildDate,
		GoVersion: runtime.Version(), Compiler: runtime.Compiler, Platform: runtime.GOOS + "/" + runtime.GOARCH,
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			endpoints.WriteError(w, r, endpoints.MethodNotAllowed())
			return
		}
		endpoints.WriteJSON(w, r, http.StatusOK, info)
	})
}
