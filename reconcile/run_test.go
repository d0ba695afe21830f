package reconcile

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/trace"
)

// runs records what a reconciler was called with.
type runs struct {
	mu   sync.Mutex
	list []run
}

type run struct {
	key    string
	causes []int64
	at     time.Time
}

func (r *runs) note(ctx context.Context, req Request) int {
	c, _ := trace.From(ctx)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.list = append(r.list, run{req.Name, c.Parents, time.Now()})
	return len(r.list)
}

func (r *runs) all() []run {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.list)
}

// start runs a loop over config maps in the test's bubble and returns its
// metrics and what stops it.
func start(t *testing.T, m *memory, l Loop) (*Metrics, func()) {
	t.Helper()
	l.Name = "test loop"
	l.Sources = append(l.Sources, Source{Resource: configMaps})
	ctx, cancel := context.WithCancel(t.Context())
	metrics := new(Metrics)
	var wg sync.WaitGroup
	wg.Go(func() {
		err := Run(ctx, m, Options{
			Log:     slog.New(slog.DiscardHandler),
			Jitter:  func() float64 { return 0 },
			Metrics: metrics,
		}, l)
		if err != nil {
			t.Errorf("Run: %v", err)
		}
	})
	synctest.Wait()
	return metrics, func() { cancel(); wg.Wait() }
}

func TestRunCarriesTheRevisionsThatWoke(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m, seen := newMemory(), &runs{}
		hold := make(chan struct{})
		_, stop := start(t, m, Loop{Workers: 4, Reconciler: Func(func(ctx context.Context, req Request) (Result, error) {
			if seen.note(ctx, req) == 1 {
				<-hold
			}
			return Result{}, nil
		})})
		defer stop()

		m.touch("a")
		synctest.Wait()
		m.touch("a")
		m.touch("a")
		m.touch("b")
		synctest.Wait()
		if got := seen.all(); len(got) != 2 || got[1].key != "b" {
			t.Fatalf("while a runs: %v, want a then b only: one key never runs twice at a time", got)
		}
		close(hold)
		synctest.Wait()
		got := seen.all()
		if len(got) != 3 || got[2].key != "a" || !slices.Equal(got[2].causes, []int64{2, 3}) {
			t.Fatalf("runs %v, want a third one of a because of revisions 2 and 3", got)
		}
		if !slices.Equal(got[0].causes, []int64{1}) || !slices.Equal(got[1].causes, []int64{4}) {
			t.Errorf("runs %v, want causes 1 and 4 for the first two", got)
		}
	})
}

func TestFailedRunsBackOffAndKeepTheirCauses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m, seen := newMemory(), &runs{}
		metrics, stop := start(t, m, Loop{Reconciler: Func(func(ctx context.Context, req Request) (Result, error) {
			switch seen.note(ctx, req) {
			case 1:
				return Result{}, errors.New("no")
			case 2:
				panic("at the disco")
			default:
				return Result{}, nil
			}
		})})
		defer stop()

		begin := time.Now()
		m.touch("a")
		time.Sleep(time.Minute)
		got := seen.all()
		if len(got) != 3 {
			t.Fatalf("%d runs, want 3", len(got))
		}
		for i, want := range []time.Duration{0, 5 * time.Millisecond, 15 * time.Millisecond} {
			if d := got[i].at.Sub(begin); d != want {
				t.Errorf("run %d after %v, want %v", i, d, want)
			}
			if !slices.Equal(got[i].causes, []int64{1}) {
				t.Errorf("run %d because of %v, want 1", i, got[i].causes)
			}
		}
		if s := metrics.Stats()[0]; s.Runs != 3 || s.Errors != 2 || s.Panics != 1 {
			t.Errorf("metrics %+v, want 3 runs, 2 errors, 1 panic", s)
		}
	})
}

func TestAnEventEndsABackOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m, seen := newMemory(), &runs{}
		_, stop := start(t, m, Loop{Reconciler: Func(func(ctx context.Context, req Request) (Result, error) {
			seen.note(ctx, req)
			return Result{}, errors.New("no")
		})})
		defer stop()
		m.touch("a")
		time.Sleep(time.Hour) // by now retries are 1000 s apart
		before := len(seen.all())
		m.touch("a")
		synctest.Wait()
		got := seen.all()
		if len(got) != before+1 {
			t.Fatalf("%d runs after the event, want 1", len(got)-before)
		}
		if last := got[len(got)-1]; !slices.Equal(last.causes, []int64{1, 2}) {
			t.Errorf("causes %v, want those of the failed runs and the new one", last.causes)
		}
	})
}

func TestRequeueAfterRunsWithTheCausesOfTheLastRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m, seen := newMemory(), &runs{}
		_, stop := start(t, m, Loop{Reconciler: Func(func(ctx context.Context, req Request) (Result, error) {
			if seen.note(ctx, req) == 3 {
				return Result{}, nil
			}
			return Result{RequeueAfter: 10 * time.Second}, nil
		})})
		defer stop()
		begin := time.Now()
		m.touch("a")
		time.Sleep(4 * time.Second)
		m.touch("a") // earlier than the timer, which starts anew
		time.Sleep(time.Hour)
		got := seen.all()
		if len(got) != 3 {
			t.Fatalf("%d runs, want 3", len(got))
		}
		for i, want := range []struct {
			at     time.Duration
			causes []int64
		}{{0, []int64{1}}, {4 * time.Second, []int64{2}}, {14 * time.Second, []int64{2}}} {
			if got[i].at.Sub(begin) != want.at || !slices.Equal(got[i].causes, want.causes) {
				t.Errorf("run %d after %v because of %v, want %v %v", i, got[i].at.Sub(begin), got[i].causes, want.at, want.causes)
			}
		}
	})
}

func TestAKeyRunsOnlyWhenItsWritesAreSeen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m, seen := newMemory(), &runs{}
		tracked := Tracked(m)
		metrics, stop := start(t, m, Loop{Workers: 1, Reconciler: Func(func(ctx context.Context, req Request) (Result, error) {
			if seen.note(ctx, req) == 1 {
				m.lag(true)
				if _, err := tracked.Create(ctx, configMaps, &corev1.ConfigMap{ObjectMeta: metav1.ObjectMeta{Name: "child"}}, client.CreateOptions{}); err != nil {
					t.Error(err)
				}
				return Result{RequeueAfter: time.Millisecond}, nil
			}
			return Result{}, nil
		})})
		defer stop()

		m.touch("a")
		time.Sleep(time.Minute)
		if got := seen.all(); len(got) != 1 {
			t.Fatalf("%d runs while the write is not to be seen, want 1", len(got))
		}
		m.lag(false)
		time.Sleep(time.Minute)
		got := seen.all()
		if len(got) < 2 || !slices.ContainsFunc(got[1:], func(r run) bool { return r.key == "a" }) {
			t.Fatalf("runs %v after the write is to be seen, want a again", got)
		}
		if metrics.Stats()[0].Unseen == 0 {
			t.Error("the wait was not counted")
		}
		c, _ := trace.From(m.writes[1].ctx)
		if c.Actor != "test loop" || !slices.Equal(c.Parents, []int64{1}) || c.Started.IsZero() {
			t.Errorf("cause of the write %+v, want the loop because of revision 1", c)
		}
	})
}

func TestAKeyRunsOnlyWhenItsDeletionsAreSeen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m, seen := newMemory(), &runs{}
		m.touch("child")
		tracked := Tracked(m)
		begin := time.Now()
		_, stop := start(t, m, Loop{Reconciler: Func(func(ctx context.Context, req Request) (Result, error) {
			if req.Name != "a" {
				return Result{}, nil
			}
			if seen.note(ctx, req) == 1 {
				m.lag(true)
				time.AfterFunc(time.Second, func() { m.lag(false) })
				return Result{RequeueAfter: time.Millisecond}, tracked.Delete(ctx, configMaps, "ns", "child", metav1.DeleteOptions{})
			}
			return Result{}, nil
		})})
		defer stop()
		m.touch("a")
		time.Sleep(time.Minute)
		got := seen.all()
		if len(got) != 2 || got[1].at.Sub(begin) < time.Second {
			t.Fatalf("runs %v, want the second when the deletion is to be seen", got)
		}
	})
}

func TestStopLetsARunFinishWithinTheGrace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := newMemory()
		var quick, slow error
		_, stop := start(t, m, Loop{Reconciler: Func(func(ctx context.Context, req Request) (Result, error) {
			if req.Name == "quick" {
				time.Sleep(time.Second)
				quick = ctx.Err()
				return Result{}, nil
			}
			<-ctx.Done()
			slow = ctx.Err()
			return Result{}, nil
		})})
		m.touch("quick")
		m.touch("slow")
		synctest.Wait()
		begin := time.Now()
		stop()
		if quick != nil || !errors.Is(slow, context.Canceled) {
			t.Errorf("quick run's context: %v, want none; slow run's: %v, want canceled", quick, slow)
		}
		if d := time.Since(begin); d != stopGrace {
			t.Errorf("stopped after %v, want %v", d, stopGrace)
		}
	})
}

func TestStartKeysRunWithoutEvents(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m, seen := newMemory(), &runs{}
		_, stop := start(t, m, Loop{Start: []Request{Key("", "tick")}, Reconciler: Func(func(ctx context.Context, req Request) (Result, error) {
			seen.note(ctx, req)
			return Result{RequeueAfter: 20 * time.Second}, nil
		})})
		defer stop()
		time.Sleep(50 * time.Second)
		if got := seen.all(); len(got) != 3 {
			t.Errorf("%d runs in 50 s, want 3", len(got))
		}
	})
}

func TestAFeedWakesKeys(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m, seen := newMemory(), &runs{}
		_, stop := start(t, m, Loop{
			Feed: func(ctx context.Context, wake func(Request, int64), synced func()) {
				wake(Key("", "fed"), 7)
				time.Sleep(time.Second)
				synced()
				<-ctx.Done()
			},
			Reconciler: Func(func(ctx context.Context, req Request) (Result, error) {
				seen.note(ctx, req)
				return Result{}, nil
			}),
		})
		defer stop()
		if got := seen.all(); len(got) != 0 {
			t.Errorf("runs %v before the feed has told what exists", got)
		}
		time.Sleep(2 * time.Second)
		if got := seen.all(); len(got) != 1 || got[0].key != "fed" || !slices.Equal(got[0].causes, []int64{7}) {
			t.Errorf("runs %v, want one of what was fed", got)
		}
	})
}

func TestARestGathersEvents(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m, seen := newMemory(), &runs{}
		_, stop := start(t, m, Loop{Reconciler: Func(func(ctx context.Context, req Request) (Result, error) {
			if seen.note(ctx, req) < 3 {
				return Result{Rest: time.Second, RequeueAfter: time.Minute}, nil
			}
			return Result{Rest: time.Second}, nil
		})})
		defer stop()
		begin := time.Now()
		m.touch("a")
		time.Sleep(100 * time.Millisecond)
		m.touch("a")
		m.touch("a")
		time.Sleep(time.Hour)
		got := seen.all()
		if len(got) != 3 {
			t.Fatalf("%d runs, want 3", len(got))
		}
		for i, want := range []struct {
			at     time.Duration
			causes []int64
		}{{0, []int64{1}}, {time.Second, []int64{2, 3}}, {61 * time.Second, []int64{2, 3}}} {
			if got[i].at.Sub(begin) != want.at || !slices.Equal(got[i].causes, want.causes) {
				t.Errorf("run %d after %v because of %v, want %v %v", i, got[i].at.Sub(begin), got[i].causes, want.at, want.causes)
			}
		}
		m.touch("a")
		synctest.Wait()
		if len(seen.all()) != 4 {
			t.Error("a key that has rested does not run at once")
		}
	})
}
