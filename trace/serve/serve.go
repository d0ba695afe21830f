// Package serve answers GET /skiff/v1/trace: the causal tree of one object, read
// from the records that the store keeps beside its revisions.
//
// The query names the object: group, resource, namespace, name, and uid where
// several objects had the name. With watch=true the answer is a stream of JSON
// trees, one whenever the tree has changed, at most one every 200 ms.
package serve

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/skiff-k8s/skiff/store"
	"github.com/skiff-k8s/skiff/trace"
	"github.com/skiff-k8s/skiff/trace/tree"
)

// Path is where the handler is served.
const Path = "/skiff/v1/trace"

// watchInterval is the shortest time between two trees of one watch.
const watchInterval = 200 * time.Millisecond

// Records is the part of the store that traces are read from.
type Records interface {
	Notes(ctx context.Context, after int64, yield func(store.Note) bool) error
	Watch(ctx context.Context, after int64, handle func(store.Commit)) error
}

// Handler serves trees.
type Handler struct {
	Records Records
	// Allow says whether the requester may see the object; its error is sent as
	// a Status. A tree is as secret as the names and verbs in it, so who may get
	// the object may see how it came about.
	Allow func(r *http.Request, target tree.Target) error
}

func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet {
		fail(w, errors.NewMethodNotSupported(trees, r.Method))
		return
	}
	query := r.URL.Query()
	target := tree.Target{
		Group: query.Get("group"), Resource: query.Get("resource"),
		Namespace: query.Get("namespace"), Name: query.Get("name"), UID: query.Get("uid"),
	}
	if target.Resource == "" || target.Name == "" {
		fail(w, errors.NewBadRequest("the query must name a resource and a name"))
		return
	}
	if err := h.Allow(r, target); err != nil {
		fail(w, err)
		return
	}
	records, err := h.read(r.Context())
	if err != nil {
		fail(w, errors.NewInternalError(err))
		return
	}
	t := tree.Build(target, records)
	if query.Get("watch") == "true" {
		h.watch(w, r, t, records)
		return
	}
	if len(t.Roots) == 0 {
		fail(w, errors.NewNotFound(trees, target.Resource+"/"+target.Name))
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(t) // the client went away
}

// read decodes everything that is kept; what cannot be decoded was written by a
// newer version and is passed over.
func (h *Handler) read(ctx context.Context) ([]trace.Record, error) {
	var records []trace.Record
	err := h.Records.Notes(ctx, 0, func(n store.Note) bool {
		if r, err := trace.DecodeRecord(n.Revision, n.Data); err == nil {
			records = append(records, r)
		}
		return true
	})
	return records, err
}

// watch streams the tree, first as it is and then whenever it has changed.
func (h *Handler) watch(w http.ResponseWriter, r *http.Request, t *tree.Tree, records []trace.Record) {
	ctx, cancel := context.WithCancel(r.Context())
	defer cancel()
	last := int64(0)
	if len(records) > 0 {
		last = records[len(records)-1].Revision
	}
	fresh := make(chan trace.Record, 256)
	go func() {
		defer close(fresh)
		// It ends with the request, or when the store has forgotten the revision;
		// then the stream ends and the client asks anew.
		_ = h.Records.Watch(ctx, last, func(c store.Commit) {
			if record, err := trace.DecodeRecord(c.Revision, c.Note); err == nil {
				select {
				case fresh <- record:
				case <-ctx.Done():
				}
			}
		})
	}()
	w.Header().Set("Content-Type", "application/json;stream=watch")
	encoder, flusher := json.NewEncoder(w), http.NewResponseController(w)
	sent := -1
	for {
		if n := size(t); n != sent {
			sent = n
			if encoder.Encode(t) != nil || flusher.Flush() != nil {
				return
			}
		}
		record, ok := <-fresh
		if !ok {
			return
		}
		records = append(records, record)
		records = drain(ctx, fresh, records)
		t = tree.Build(t.Target, records)
	}
}

// drain collects what comes within the interval.
func drain(ctx context.Context, fresh <-chan trace.Record, records []trace.Record) []trace.Record {
	timer := time.NewTimer(watchInterval)
	defer timer.Stop()
	for {
		select {
		case record, ok := <-fresh:
			if !ok {
				return records
			}
			records = append(records, record)
		case <-timer.C:
			return records
		case <-ctx.Done():
			return records
		}
	}
}

// size counts the nodes: a tree only ever grows.
func size(t *tree.Tree) int {
	count := 0
	for pending := t.Roots; len(pending) > 0; {
		count += len(pending)
		var next []*tree.Node
		for _, n := range pending {
			next = append(next, n.Children...)
		}
		pending = next
	}
	return count
}

// trees is how errors name what was asked for.
var trees = schema.GroupResource{Group: "skiff", Resource: "traces"}

func fail(w http.ResponseWriter, err error) {
	status, ok := err.(errors.APIStatus)
	if !ok {
		status = errors.NewInternalError(err)
	}
	s := status.Status()
	s.TypeMeta = metav1.TypeMeta{Kind: "Status", APIVersion: "v1"}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(int(s.Code))
	_ = json.NewEncoder(w).Encode(s) // the client went away
}
