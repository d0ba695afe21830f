package endpoints

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"slices"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apiserver/pkg/authentication/user"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/apiserver/audit"
	"github.com/skiff-k8s/skiff/apiserver/authn"
	"github.com/skiff-k8s/skiff/apiserver/authz"
	"github.com/skiff-k8s/skiff/apiserver/rest"
)

// requestTimeout bounds every request that is not meant to last.
const requestTimeout = time.Minute

// Service is the REST code behind the endpoints: *rest.Service.
type Service interface {
	rest.Verbs
	Action(gr schema.GroupResource, subresource string) (rest.Action, bool)
	Admit(ctx context.Context, a *rest.Attributes) (api.Object, error)
}

// Resources are the resources that are served now. All methods are safe for
// concurrent use.
type Resources interface {
	// Find returns the resource served under that path, nil when there is none.
	Find(group, version, name string) *api.Resource
	// HasGroup says whether any built-in resource is of the group: what is not found
	// there is answered otherwise than elsewhere.
	HasGroup(group string) bool
}

// Connector serves a subresource whose connection is handed on: exec, log,
// portforward, proxy. It answers errors itself, with WriteError.
type Connector interface {
	Connect(w http.ResponseWriter, r *http.Request, c Connection)
}

// Connection is what a Connector is asked for.
type Connection struct {
	*rest.Request
	// Path is what follows the subresource in the path, without its first slash.
	Path string
}

// ConnectKey names a connecting subresource.
type ConnectKey struct {
	Resource    schema.GroupResource
	Subresource string
}

// Observer is told of every request that is done.
type Observer interface {
	Done(r *http.Request, seen Seen)
	// Lasts is told of a request that may last, as it begins; end is called when it
	// is over.
	Lasts(seen Seen) (end func())
}

// Fairness shares the server between its clients.
type Fairness interface {
	// Admit waits until the request may run and returns what is to be called, once,
	// when it is done. nil says that it was refused, and answered.
	Admit(w http.ResponseWriter, r *http.Request, a *authz.Attributes) (done func())
}

// Seen is what an observer learns of a request.
type Seen struct {
	Verb, Group, Version, Resource, Subresource, Scope string
	User                                               user.Info
	Code                                               int
	Took                                               time.Duration
	// Written are the bytes of the answer's body, before they are compressed by
	// HTTP itself.
	Written     int64
	LongRunning bool
}

// Config puts a Handler together.
type Config struct {
	Resources     Resources
	Service       Service
	Authenticator *authn.Authenticator
	Authorizer    authz.Authorizer
	Connectors    map[ConnectKey]Connector
	// Computed are resources whose objects are made when somebody asks, for get
	// and list.
	Computed map[schema.GroupResource]func(context.Context) []api.Object
	// Paths serves what is not a resource: discovery, health, metrics.
	Paths http.Handler
	// Delegate returns what answers for a group-version instead of this server,
	// nil for its own; it may be nil. UserFrom tells who asks.
	Delegate func(group, version string) http.Handler
	// Fairness lets requests in; nil lets in all at once.
	Fairness Fairness
	// Audit records requests; nil records none.
	Audit *audit.Auditor
	// Observer may be nil.
	Observer Observer
	Log      *slog.Logger
	Now      func() time.Time
	// NewID makes audit IDs.
	NewID func() string
	// Stopping ends watches when it is closed.
	Stopping <-chan struct{}
}

// Handler serves the API.
type Handler struct {
	config  Config
	wearers wearers
}

// New makes a handler.
func New(config Config) *Handler {
	if config.Log == nil {
		config.Log = slog.New(slog.DiscardHandler)
	}
	return &Handler{config: config}
}

// ServeHTTP implements http.Handler.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	start := h.config.Now()
	header := w.Header()
	id := r.Header.Get("Audit-Id")
	if id == "" || len(id) > 64 {
		id = h.config.NewID()
	}
	header["Audit-Id"] = []string{id}
	header["Cache-Control"] = headerNoCache
	rec := &recorder{ResponseWriter: w}
	i := parseInfo(r)
	var u user.Info
	defer func() {
		if p := recover(); p != nil {
			rec.audit.Panicked(http.StatusInternalServerError)
			h.panicked(rec, r, p)
		}
		rec.audit.Complete(rec.code)
		if h.config.Observer != nil {
			h.config.Observer.Done(r, seen(&i, u, rec, h.config.Now().Sub(start)))
		}
	}()
	u, err := h.serve(rec, r, &i, start)
	if err != nil {
		WriteError(rec, r, err)
	}
}

var headerNoCache = []string{"no-cache, private"}

// serve runs the steps up to the resource or path. An error is still to be
// answered.
func (h *Handler) serve(w *recorder, r *http.Request, i *info, start time.Time) (user.Info, error) {
	u, err := h.config.Authenticator.Authenticate(r)
	if err != nil {
		h.auditUnauthorized(w, r, i, start)
		return nil, unauthorized()
	}
	long := i.longRunning()
	h.beginAudit(w, r, i, u, start, long)
	if long && h.config.Observer != nil {
		defer h.config.Observer.Lasts(seen(i, u, w, 0))()
	}
	self := u
	if u, err = h.impersonate(r, i, u); err != nil {
		return u, err
	}
	if u != self {
		w.audit.Impersonated(u)
	}
	if !long {
		timeout, err := deadline(r)
		if err != nil {
			return u, err
		}
		ctx, cancel := context.WithTimeout(r.Context(), timeout)
		defer cancel()
		r = r.WithContext(ctx)
		if r.ContentLength != 0 {
			// A body that comes in drops holds a place no longer than the request
			// may take. Not every connection can do that, and then it may.
			_ = http.NewResponseController(w.ResponseWriter).SetReadDeadline(time.Now().Add(timeout))
		}
	}
	a := attributes(i, u)
	if h.config.Fairness != nil && (!long || i.verb == "watch") {
		done := h.config.Fairness.Admit(w, r, a)
		if done == nil {
			return u, nil
		}
		if long {
			// A watch takes part only until it has begun.
			w.begun = done
			defer w.begin()
		} else {
			defer done()
		}
	}
	decision, reason, err := h.config.Authorizer.Authorize(r.Context(), a)
	if decision != authz.Allow {
		if err != nil && reason == "" {
			reason = err.Error()
		}
		w.audit.Annotate(auditDecision, "forbid")
		w.audit.Annotate(auditReason, reason)
		return u, Forbidden(a, reason)
	}
	w.audit.Annotate(auditDecision, "allow")
	w.audit.Annotate(auditReason, reason)
	if h.config.Delegate != nil && i.version != "" {
		if other := h.config.Delegate(i.group, i.version); other != nil {
			other.ServeHTTP(w, r.WithContext(WithUser(r.Context(), u)))
			return u, nil
		}
	}
	r = withCause(r, u)
	if !i.resource {
		h.config.Paths.ServeHTTP(w, r.WithContext(WithUser(r.Context(), u)))
		return u, nil
	}
	return u, h.dispatch(w, r, i, u)
}

// deadline is how long the request may take.
func deadline(r *http.Request) (time.Duration, error) {
	if r.URL.RawQuery == "" {
		return requestTimeout, nil
	}
	text := r.URL.Query().Get("timeout")
	if text == "" {
		return requestTimeout, nil
	}
	d, err := time.ParseDuration(text)
	if err != nil {
		return 0, apierrors.NewBadRequest(fmt.Sprintf("invalid timeout specified in the request URL - %v", err))
	}
	if d <= 0 || d > requestTimeout {
		d = requestTimeout
	}
	return d, nil
}

// longRunning says whether the request may last: it does not count against the
// bound of requests and has no deadline of its own.
func (i *info) longRunning() bool {
	if !i.resource {
		return i.path == "/debug/pprof/profile" || i.path == "/debug/pprof/trace"
	}
	return i.verb == "watch" || slices.Contains(longSubresources, i.subresource)
}

var longSubresources = []string{"attach", "exec", "log", "portforward", "proxy"}

// panicked answers a request whose handling broke, and keeps the server up.
func (h *Handler) panicked(w *recorder, r *http.Request, p any) {
	if p == http.ErrAbortHandler {
		panic(p)
	}
	h.config.Log.Error("request panicked", "method", r.Method, "path", r.URL.Path, "panic", p, "stack", string(debug.Stack()))
	if w.code == 0 {
		WriteError(w, r, apierrors.NewInternalError(fmt.Errorf("panic: %v", p)))
		return
	}
	panic(http.ErrAbortHandler) // the answer has begun: break it off
}

// recorder remembers the code of the answer.
type recorder struct {
	http.ResponseWriter
	code int
	// begun is called once, when the answer begins; may be nil.
	begun func()
	// audit is the record of the request; nil for none.
	audit   *audit.Record
	long    bool
	written int64
}

func (w *recorder) WriteHeader(code int) {
	if w.code == 0 {
		w.code = code
		if w.long {
			w.audit.Started(code)
		}
	}
	w.begin()
	w.ResponseWriter.WriteHeader(code)
}

func (w *recorder) begin() {
	if w.begun != nil {
		w.begun()
		w.begun = nil
	}
}

func (w *recorder) Write(b []byte) (int, error) {
	if w.code == 0 {
		w.WriteHeader(http.StatusOK)
	}
	n, err := w.ResponseWriter.Write(b)
	w.written += int64(n)
	return n, err
}

// Flush implements http.Flusher.
func (w *recorder) Flush() {
	if f, ok := w.ResponseWriter.(http.Flusher); ok {
		f.Flush()
	}
}

// Unwrap is for http.ResponseController.
func (w *recorder) Unwrap() http.ResponseWriter { return w.ResponseWriter }

func seen(i *info, u user.Info, w *recorder, took time.Duration) Seen {
	s := Seen{Verb: i.verb, User: u, Code: w.code, Took: took, Written: w.written, LongRunning: i.longRunning()}
	if !i.resource {
		return s
	}
	s.Group, s.Version, s.Resource, s.Subresource = i.group, i.version, i.resourceName, i.subresource
	switch {
	case i.name != "":
		s.Scope = "resource"
	case i.namespace != "":
		s.Scope = "namespace"
	default:
		s.Scope = "cluster"
	}
	return s
}
