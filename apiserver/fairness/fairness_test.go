package fairness

import (
	"context"
	"math"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	flowcontrolv1 "k8s.io/api/flowcontrol/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apiserver/pkg/authentication/user"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/apiserver/authz"
)

type groupResource = schema.GroupResource

func clock() time.Time { return time.Now() }

// nothing is a cluster without objects.
type nothing struct{}

func (nothing) Get(groupResource, string, string) api.Object                     { return nil }
func (nothing) Each(groupResource, string, func(api.Object) bool)                {}
func (nothing) EachByField(groupResource, string, string, func(api.Object) bool) {}

// install puts objects in force.
func (f *Fairness) install(list []Default) {
	levels := map[string]*flowcontrolv1.PriorityLevelConfiguration{}
	var schemas []*flowcontrolv1.FlowSchema
	for _, d := range list {
		switch o := d.Object.(type) {
		case *flowcontrolv1.FlowSchema:
			schemas = append(schemas, o)
		case *flowcontrolv1.PriorityLevelConfiguration:
			levels[o.Name] = o
		}
	}
	sortSchemas(schemas)
	f.mu.Lock()
	defer f.mu.Unlock()
	f.setLevels(levels)
	f.setRules(schemas, levels)
}

func TestDivide(t *testing.T) {
	all := map[string]shares{}
	for _, d := range Defaults() {
		if p, ok := d.Object.(*flowcontrolv1.PriorityLevelConfiguration); ok {
			all[p.Name] = sharesOf(&p.Spec)
		}
	}
	got := divide(600, all)
	// What kube-apiserver shows in its metrics.
	for name, want := range map[string]limits{
		"catch-all": {13, 13, 600}, "exempt": {0, 0, 600}, "global-default": {49, 24, 600}, "leader-election": {25, 25, 600},
		"node-high": {98, 73, 600}, "system": {74, 50, 600}, "workload-high": {98, 49, 600}, "workload-low": {245, 24, 600},
	} {
		if got[name] != want {
			t.Errorf("%s: %+v, not %+v", name, got[name], want)
		}
	}
}

func TestAllot(t *testing.T) {
	for _, c := range []struct {
		name   string
		total  float64
		claims []claim
		want   []float64
	}{
		{"each as it wants", 30, []claim{{10, 5, 100}, {20, 5, 100}}, []float64{10, 20}},
		{"what is left over, by target", 60, []claim{{10, 5, 100}, {20, 5, 100}}, []float64{20, 40}},
		{"bound from above", 60, []claim{{10, 5, 12}, {20, 5, 100}}, []float64{12, 48}},
		{"bound from below", 30, []claim{{100, 5, 100}, {20, 20, 100}}, []float64{10, 20}},
		{"too little", 10, []claim{{100, 8, 100}, {20, 8, 100}}, []float64{8, 8}},
		{"more than all may have", 100, []claim{{1, 1, 10}, {1, 1, 20}}, []float64{10, 20}},
	} {
		got, _ := allot(c.total, c.claims)
		for i := range got {
			if math.Abs(got[i]-c.want[i]) > 1e-6 {
				t.Errorf("%s: %v, not %v", c.name, got, c.want)
			}
		}
	}
}

func TestDemand(t *testing.T) {
	var d demand
	start := time.Unix(1000, 0)
	d.set(start, 0)
	d.set(start.Add(time.Second), 10)
	d.set(start.Add(2*time.Second), 0)
	s := d.take(start.Add(4 * time.Second))
	if s.average != 2.5 || s.high != 10 || math.Abs(s.deviation-math.Sqrt(25-6.25)) > 1e-9 {
		t.Error(s)
	}
	if s = d.take(start.Add(5 * time.Second)); s != (demandStats{}) {
		t.Error(s)
	}
}

// newLevel has a few seats and queues.
func newLevel(seats, queues, hand, length int) *level {
	l := &level{name: "test"}
	l.set.configure(false, queues, hand, length)
	l.set.limit, l.nominal = seats, seats
	return l
}

func TestDealIsAHandWithoutDoubles(t *testing.T) {
	l := newLevel(1, 16, 6, 10)
	seen := map[int]int{}
	for hash := range uint64(5000) {
		// All but one queue of the hand are made longer, one after the other: the
		// answers are the whole hand.
		hand := map[int]bool{}
		for range 6 {
			q := l.set.deal(hash * 0x9E3779B97F4A7C15)
			if hand[q] || q < 0 || q > 15 {
				t.Fatal("a queue twice in a hand", hash, q)
			}
			hand[q] = true
			seen[q]++
			l.set.queues[q].seats = 1
		}
		for q := range hand {
			l.set.queues[q].seats = 0
		}
	}
	for q := range 16 {
		if n := seen[q]; n < 1500 || n > 2300 {
			t.Errorf("queue %d is dealt %d times", q, n)
		}
	}
}

func TestRefusals(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx := context.Background()
		reject := newLevel(1, 0, 0, 0)
		r, why := reject.enter(ctx, clock, 0, 1, time.Second)
		if why != accepted {
			t.Fatal(why)
		}
		if _, why := reject.enter(ctx, clock, 0, 1, time.Second); why != concurrencyLimit {
			t.Error(why)
		}
		reject.exit(clock(), r)
		if _, why := reject.enter(ctx, clock, 0, 5, time.Second); why != accepted {
			t.Error("a wide request into an empty level", why)
		}

		l := newLevel(1, 1, 1, 1)
		first, _ := l.enter(ctx, clock, 0, 1, time.Second)
		waited := make(chan reason)
		go func() { _, why := l.enter(ctx, clock, 0, 1, time.Minute); waited <- why }()
		synctest.Wait()
		if _, why := l.enter(ctx, clock, 0, 1, time.Second); why != queueFull {
			t.Error(why)
		}
		l.exit(clock(), first)
		if why := <-waited; why != accepted {
			t.Error(why)
		}
		if _, why := l.enter(ctx, clock, 0, 1, time.Second); why != timeOut {
			t.Error(why)
		}
		gone, cancel := context.WithTimeout(ctx, time.Millisecond)
		defer cancel()
		if _, why := l.enter(gone, clock, 0, 1, time.Minute); why != cancelled {
			t.Error(why)
		}
		if l.set.waiting != 0 || l.set.waitingSeats != 0 || l.set.active != 1 {
			t.Errorf("%+v", l.set)
		}
	})
}

// A noisy client keeps hundreds of requests in flight; a quiet one comes with one
// now and then, and does not wait behind all of them.
func TestNoisyNeighbour(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const seats, work = 4, 10 * time.Millisecond
		l := newLevel(seats, 64, 6, 50)
		ctx, cancel := context.WithCancel(context.Background())
		var clients sync.WaitGroup
		var served atomic.Int64
		for range 250 {
			clients.Go(func() {
				for ctx.Err() == nil {
					r, why := l.enter(ctx, clock, 42, 1, 15*time.Second)
					if why != accepted {
						time.Sleep(work)
						continue
					}
					time.Sleep(work)
					l.exit(clock(), r)
					served.Add(1)
				}
			})
		}
		time.Sleep(time.Second)
		var worst time.Duration
		for range 100 {
			start := clock()
			r, why := l.enter(ctx, clock, 7777777777, 1, 15*time.Second)
			if why != accepted {
				t.Fatal(why)
			}
			worst = max(worst, clock().Sub(start))
			time.Sleep(work)
			l.exit(clock(), r)
			time.Sleep(5 * work)
		}
		took := served.Load()
		cancel()
		clients.Wait()
		// A fair turn comes with the next seat that gets free.
		if worst > 2*work {
			t.Errorf("the quiet client waited %v", worst)
		}
		if took < 2000 {
			t.Errorf("the noisy client had %d requests served: seats stand idle", took)
		}
		if s := &l.set; s.inUse != 0 || s.waiting != 0 || s.active != 0 || s.running != 0 {
			t.Errorf("left over: %+v", s)
		}
	})
}

// Two flows that both want everything get the same, although the requests of one
// take three times as long.
func TestEqualShares(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLevel(4, 64, 1, 50)
		ctx, cancel := context.WithCancel(context.Background())
		var clients sync.WaitGroup
		var used [2]atomic.Int64
		for flow, work := range []time.Duration{10 * time.Millisecond, 30 * time.Millisecond} {
			for range 40 {
				clients.Go(func() {
					for ctx.Err() == nil {
						r, why := l.enter(ctx, clock, uint64(flow), 1, 15*time.Second)
						if why != accepted {
							continue
						}
						time.Sleep(work)
						l.exit(clock(), r)
						used[flow].Add(int64(work))
					}
				})
			}
		}
		time.Sleep(20 * time.Second)
		a, b := float64(used[0].Load()), float64(used[1].Load())
		cancel()
		clients.Wait()
		if a/b < 0.9 || a/b > 1.1 || a+b < float64(79*time.Second) {
			t.Errorf("%v and %v seconds", a/1e9, b/1e9)
		}
	})
}

func TestBorrowing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := New(Config{Objects: nothing{}, Now: clock, Count: func(groupResource) int { return 0 }})
		f.install(Defaults())
		low := f.levels["global-default"]
		if low.set.limit != 49 {
			t.Fatal(low.set.limit)
		}
		var running []*request
		for range 49 {
			r, _ := low.enter(context.Background(), clock, 1, 1, time.Second)
			running = append(running, r)
		}
		for n := range 100 {
			go func() { _, _ = low.enter(context.Background(), clock, uint64(n), 1, time.Hour) }()
		}
		synctest.Wait()
		time.Sleep(10 * time.Second)
		f.adjust()
		if low.set.limit <= 100 || low.set.inUse <= 100 {
			t.Errorf("it borrowed nothing: %d", low.set.limit)
		}
		sum := 0
		for name, l := range f.levels {
			sum += l.set.limit
			if l.set.limit < l.lower {
				t.Errorf("%s has %d, which is below %d", name, l.set.limit, l.lower)
			}
		}
		if sum < 590 || sum > 615 {
			t.Errorf("%d seats in all", sum)
		}
		for _, r := range running {
			low.exit(clock(), r)
		}
	})
}

func TestShapeChangesWhileRequestsWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLevel(1, 2, 1, 50)
		first, _ := l.enter(context.Background(), clock, 0, 1, time.Minute)
		var done sync.WaitGroup
		for n := range 20 {
			done.Go(func() {
				r, why := l.enter(context.Background(), clock, uint64(n), 1, time.Minute)
				if why != accepted {
					t.Error(why)
					return
				}
				time.Sleep(time.Millisecond)
				l.exit(clock(), r)
			})
		}
		synctest.Wait()
		q := flowcontrolv1.QueuingConfiguration{Queues: 8, HandSize: 2, QueueLengthLimit: 5}
		l.configure(&flowcontrolv1.PriorityLevelConfiguration{Spec: flowcontrolv1.PriorityLevelConfigurationSpec{
			Type:    flowcontrolv1.PriorityLevelEnablementLimited,
			Limited: &flowcontrolv1.LimitedPriorityLevelConfiguration{LimitResponse: flowcontrolv1.LimitResponse{Type: flowcontrolv1.LimitResponseTypeQueue, Queuing: &q}},
		}})
		l.exit(clock(), first)
		done.Wait()
		if s := &l.set; s.inUse != 0 || s.waiting != 0 || s.active != 0 || len(s.queues) != 8 {
			t.Errorf("%+v", s)
		}
	})
}

func TestAdmit(t *testing.T) {
	f := New(Config{Objects: nothing{}, Now: clock, Count: func(groupResource) int { return 100_000 }, Seats: 20})
	list := Defaults()
	for i := range list {
		list[i].Object.SetUID(types.UID("uid-of-" + list[i].Object.GetName()))
	}
	f.install(list)
	a := &authz.Attributes{User: &user.DefaultInfo{Name: "odd"}, Verb: "get", Path: "/x"}
	r := httptest.NewRequest("GET", "/x", nil)
	w := httptest.NewRecorder()
	done := f.Admit(w, r, a)
	if done == nil || w.Header().Get("X-Kubernetes-PF-FlowSchema-UID") != "uid-of-catch-all" || w.Header().Get("X-Kubernetes-PF-PriorityLevel-UID") != "uid-of-catch-all" {
		t.Fatal(w.Header())
	}
	w = httptest.NewRecorder() // the level has one seat of the 20, and no queue
	if f.Admit(w, r, a) != nil || w.Code != http.StatusTooManyRequests || w.Header().Get("Retry-After") != "1" ||
		w.Body.String() != "Too many requests, please try again later.\n" {
		t.Error(w.Code, w.Header(), w.Body)
	}
	done()
	if done = f.Admit(httptest.NewRecorder(), r, a); done == nil {
		t.Error("the seat is not free again")
	}
	list2 := &authz.Attributes{User: &user.DefaultInfo{Name: "jane", Groups: []string{user.AllAuthenticated}}, Verb: "list", Resource: "pods"}
	s := f.classify(list2)
	s.level.nominal = 100
	for query, want := range map[string]int{"": 10, "?limit=500": 5, "?limit=20": 1, "?limit=x": 10} {
		if n := f.seats(s, httptest.NewRequest("GET", "/api/v1/pods"+query, nil), list2); n != want {
			t.Errorf("%q: %d seats", query, n)
		}
	}
}

func TestRevise(t *testing.T) {
	find := func(name string) Default {
		for _, d := range Defaults() {
			if s, ok := d.Object.(*flowcontrolv1.FlowSchema); ok && s.Name == name {
				return d
			}
		}
		t.Fatal(name)
		return Default{}
	}
	for _, c := range []struct {
		name    string
		schema  string
		change  func(*flowcontrolv1.FlowSchema)
		changed bool
		value   string
		reset   bool
	}{
		{"as it is", "global-default", func(*flowcontrolv1.FlowSchema) {}, false, "true", true},
		{"a spec that is the server's", "global-default", func(s *flowcontrolv1.FlowSchema) { s.Spec.MatchingPrecedence = 7 }, true, "true", true},
		{"a spec that is the administrator's", "global-default", func(s *flowcontrolv1.FlowSchema) {
			s.Spec.MatchingPrecedence = 7
			s.Annotations[flowcontrolv1.AutoUpdateAnnotationKey] = "false"
		}, false, "false", false},
		{"no annotation, never changed", "global-default", func(s *flowcontrolv1.FlowSchema) {
			s.Spec.MatchingPrecedence, s.Annotations, s.Generation = 7, nil, 1
		}, true, "true", true},
		{"no annotation, changed", "global-default", func(s *flowcontrolv1.FlowSchema) {
			s.Spec.MatchingPrecedence, s.Annotations, s.Generation = 7, nil, 2
		}, true, "false", false},
		{"mandatory", "exempt", func(s *flowcontrolv1.FlowSchema) {
			s.Spec.MatchingPrecedence = 7
			s.Annotations[flowcontrolv1.AutoUpdateAnnotationKey] = "false"
		}, true, "true", true},
	} {
		d := find(c.schema)
		s := d.Object.DeepCopyObject().(*flowcontrolv1.FlowSchema)
		c.change(s)
		changed := d.Revise(s)
		if changed != c.changed || s.Annotations[flowcontrolv1.AutoUpdateAnnotationKey] != c.value || (s.Spec.MatchingPrecedence != 7) != c.reset {
			t.Errorf("%s: %v %v %d", c.name, changed, s.Annotations, s.Spec.MatchingPrecedence)
		}
	}
	old := &flowcontrolv1.FlowSchema{ObjectMeta: metav1.ObjectMeta{Name: "workload-low", Annotations: map[string]string{flowcontrolv1.AutoUpdateAnnotationKey: "true"}}}
	if !unwanted(old, Defaults()) {
		t.Error("a schema with the name of a level is none of ours")
	}
}

func TestSetDangling(t *testing.T) {
	s := &flowcontrolv1.FlowSchema{Spec: flowcontrolv1.FlowSchemaSpec{PriorityLevelConfiguration: flowcontrolv1.PriorityLevelConfigurationReference{Name: "x"}}}
	first := time.Unix(100, 0)
	if !SetDangling(s, false, first) || SetDangling(s, false, first.Add(time.Hour)) {
		t.Error(s.Status)
	}
	if c := s.Status.Conditions[0]; c.Status != "True" || c.Reason != "NotFound" || c.Message != `This FlowSchema references the PriorityLevelConfiguration object named "x" but there is no such object` {
		t.Error(c)
	}
	if !SetDangling(s, true, first.Add(time.Hour)) || s.Status.Conditions[0].Reason != "Found" || !s.Status.Conditions[0].LastTransitionTime.Time.Equal(first.Add(time.Hour)) {
		t.Error(s.Status)
	}
}

func BenchmarkAdmit(b *testing.B) {
	f := New(Config{Objects: nothing{}, Now: clock, Count: func(groupResource) int { return 0 }})
	f.install(Defaults())
	r := httptest.NewRequest("GET", "/", nil)
	for _, c := range []struct {
		name string
		u    user.Info
	}{
		{"administrator", &user.DefaultInfo{Name: "root", Groups: []string{"system:masters", user.AllAuthenticated}}},
		{"account", &user.DefaultInfo{Name: "system:serviceaccount:a:b", Groups: []string{"system:serviceaccounts", "system:serviceaccounts:a", user.AllAuthenticated}}},
		{"person", &user.DefaultInfo{Name: "jane", Groups: []string{user.AllAuthenticated}}},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			a := &authz.Attributes{User: c.u, Verb: "get", Resource: "pods", Namespace: "a", Name: "b"}
			w := httptest.NewRecorder()
			for b.Loop() {
				f.Admit(w, r, a)()
			}
		})
	}
}
