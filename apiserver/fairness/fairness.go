package fairness

import (
	"context"
	"hash/maphash"
	"log/slog"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/apiserver/authz"
	"github.com/skiff-k8s/skiff/apiserver/lookup"
	"github.com/skiff-k8s/skiff/client"
)

const (
	// DefaultSeats is how many requests run at a time in all levels together: as
	// many as kube-apiserver lets run, reads and writes together.
	DefaultSeats = 600
	// waitLimit is how long a request may wait in a queue.
	waitLimit = 15 * time.Second
	// objectsPerSeat is how many objects of a list take one seat.
	objectsPerSeat = 100
	// maxCounters bounds the schemas whose numbers are kept after they are gone.
	maxCounters = 1000
)

// Config puts a Fairness together. All fields but Seats and Log are required.
type Config struct {
	// Find returns the descriptor of a resource, nil when it is not served.
	Find    func(gr schema.GroupResource) *api.Resource
	Objects lookup.Objects
	// Client acts as the API server itself.
	Client client.Client
	// Count tells how many objects of a resource there are.
	Count func(gr schema.GroupResource) int
	// Seats of the server; 0 means DefaultSeats.
	Seats int
	Now   func() time.Time
	Log   *slog.Logger
}

// Fairness lets requests in. It is safe for concurrent use.
type Fairness struct {
	Config
	seed maphash.Seed
	// rules are what requests are sorted by: never changed, only replaced.
	rules atomic.Pointer[[]*flowSchema]
	wake  chan struct{}
	// running are the requests that run now: those that read, those that write.
	running [2]atomic.Int64

	mu       sync.Mutex
	levels   map[string]*level
	counters map[string]*counters
	fraction float64 // of their targets that the levels got last
}

// New makes a Fairness that follows the objects of the cache once Run works, and
// knows what is there already.
func New(c Config) *Fairness {
	if c.Seats == 0 {
		c.Seats = DefaultSeats
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	f := &Fairness{Config: c, seed: maphash.MakeSeed(), wake: make(chan struct{}, 1), levels: map[string]*level{}, counters: map[string]*counters{}}
	f.digest()
	return f
}

// Headers by which a client learns how its request was sorted.
const (
	HeaderSchema = "X-Kubernetes-Pf-Flowschema-Uid"
	HeaderLevel  = "X-Kubernetes-Pf-Prioritylevel-Uid"
)

// Admit implements endpoints.Fairness.
func (f *Fairness) Admit(w http.ResponseWriter, r *http.Request, a *authz.Attributes) (done func()) {
	s := f.classify(a)
	header := w.Header()
	header[HeaderSchema] = []string{s.uid}
	header[HeaderLevel] = []string{s.levelUID}
	var hash uint64
	if s.queuing {
		hash = f.hash(s, a)
	}
	req, why := s.level.enter(r.Context(), f.Now, hash, f.seats(s, r, a), waitLimit)
	if why != accepted {
		s.counters.rejected[why].Add(1)
		header["Retry-After"] = []string{"1"}
		http.Error(w, "Too many requests, please try again later.", http.StatusTooManyRequests)
		return nil
	}
	s.counters.dispatched.Add(1)
	s.counters.executing.Add(1)
	running := &f.running[kindOf(a)]
	running.Add(1)
	return func() {
		running.Add(-1)
		s.counters.executing.Add(-1)
		s.level.exit(f.Now(), req)
	}
}

// kindOf is 0 for requests that read and 1 for those that write.
func kindOf(a *authz.Attributes) int {
	switch a.Verb {
	case "get", "list", "watch":
		return 0
	}
	return 1
}

// classify finds the schema of a request. There is always one: the last, for
// everybody, cannot be taken away.
func (f *Fairness) classify(a *authz.Attributes) *flowSchema {
	rules := *f.rules.Load()
	for _, s := range rules[:len(rules)-1] {
		if matches(s.spec, a) {
			return s
		}
	}
	return rules[len(rules)-1]
}

func (f *Fairness) hash(s *flowSchema, a *authz.Attributes) uint64 {
	var h maphash.Hash
	h.SetSeed(f.seed)
	_, _ = h.WriteString(s.name)
	_ = h.WriteByte(0)
	_, _ = h.WriteString(s.flow(a))
	return h.Sum64()
}

// seats is how much of the server a request takes: one seat, or for a list as many
// as it has hundreds of objects.
func (f *Fairness) seats(s *flowSchema, r *http.Request, a *authz.Attributes) int {
	if a.Verb != "list" || a.Name != "" || s.exempt {
		return 1
	}
	n := f.Count(schema.GroupResource{Group: a.Group, Resource: a.Resource})
	if n <= objectsPerSeat {
		return 1
	}
	if limit := limitOf(r); limit > 0 {
		n = min(n, limit)
	}
	return s.level.seatsFor((n + objectsPerSeat - 1) / objectsPerSeat)
}

func limitOf(r *http.Request) int {
	n, err := strconv.Atoi(r.URL.Query().Get("limit"))
	if err != nil {
		return 0
	}
	return n
}

// Run follows the objects, keeps the default ones, and moves seats between levels
// by what these need, until ctx ends.
func (f *Fairness) Run(ctx context.Context) error {
	schemas, levels := f.Find(flowSchemas), f.Find(priorityLevels)
	if schemas == nil || levels == nil {
		return nil // the built-in rules are in force
	}
	for _, r := range []*api.Resource{schemas, levels} {
		err := f.Client.Watch(ctx, r, client.ListOptions{}, func(e client.Event) {
			if e.Type != client.Synced && !sameSpec(e) {
				f.wakeUp()
			}
		})
		if err != nil {
			return err
		}
	}
	adjust, ensure := time.NewTicker(adjustEvery), time.NewTicker(ensureEvery)
	defer adjust.Stop()
	defer ensure.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-f.wake:
			f.digest()
			f.report(ctx, schemas)
		case <-adjust.C:
			f.adjust()
		case <-ensure.C:
			f.ensure(ctx, schemas, levels)
		}
	}
}

func (f *Fairness) wakeUp() {
	select {
	case f.wake <- struct{}{}:
	default: // it will look anyway
	}
}

// sameSpec says whether a change is one of the status or metadata alone.
func sameSpec(e client.Event) bool {
	if e.Type != client.Modified || e.Old == nil {
		return false
	}
	return e.Old.GetGeneration() == e.Object.GetGeneration() && e.Old.GetUID() == e.Object.GetUID()
}
