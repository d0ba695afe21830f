package audit

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/types"
	auditv1 "k8s.io/apiserver/pkg/apis/audit/v1"
	"k8s.io/client-go/rest"
)

// receiver keeps the lists that it is sent, and fails as often as it is told.
type receiver struct {
	mu    sync.Mutex
	fail  int
	at    []time.Time // of every attempt
	lists []auditv1.EventList
}

func (r *receiver) send(_ context.Context, body []byte) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.at = append(r.at, time.Now())
	if r.fail > 0 {
		r.fail--
		return errors.New("not now")
	}
	var list auditv1.EventList
	if err := json.Unmarshal(body, &list); err != nil || list.Kind != "EventList" || list.APIVersion != "audit.k8s.io/v1" {
		return errors.Join(err, errors.New("no list of events"))
	}
	r.lists = append(r.lists, list)
	return nil
}

// ids are those of the events in each list.
func (r *receiver) ids() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	var lists []string
	for _, l := range r.lists {
		var ids []string
		for _, e := range l.Items {
			ids = append(ids, string(e.AuditID))
		}
		lists = append(lists, strings.Join(ids, " "))
	}
	return strings.Join(lists, "|")
}

func event(id string) *auditv1.Event {
	e := &auditv1.Event{Level: auditv1.LevelRequest, AuditID: types.UID(id), Stage: auditv1.StageResponseComplete}
	e.Kind, e.APIVersion = "Event", "audit.k8s.io/v1"
	return e
}

func putAll(w *Webhook, ids string) {
	for _, id := range strings.Fields(ids) {
		w.put(event(id))
	}
}

func usual(r *receiver) WebhookOptions {
	return WebhookOptions{Send: r.send, Buffer: 100, Batch: 3, Wait: 30 * time.Second, Backoff: 10 * time.Second}
}

func TestBatches(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := &receiver{}
		w := NewWebhook(usual(r))
		begin := time.Now()
		putAll(w, "a b c d")
		synctest.Wait()
		if got := r.ids(); got != "a b c" {
			t.Errorf("at once: %q", got)
		}
		time.Sleep(31 * time.Second)
		if got := r.ids(); got != "a b c|d" || r.at[1].Sub(begin) != 30*time.Second {
			t.Errorf("%v later: %q", r.at[1].Sub(begin), got)
		}
		if e := r.lists[0].Items[0]; e.Kind != "" || e.Level != auditv1.LevelRequest {
			t.Errorf("%+v", e)
		}
		putAll(w, "e f")
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if got := r.ids(); got != "a b c|d|e f" {
			t.Errorf("closed: %q", got)
		}
		w.put(event("late"))
		if lost := w.Lost(); lost["buffered"] != 1 || lost["webhook"] != 0 || lost["truncate"] != 0 {
			t.Error(lost)
		}
	})
}

func TestAnotherAttempt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := &receiver{fail: 3}
		w := NewWebhook(usual(r))
		putAll(w, "a b c")
		time.Sleep(2 * time.Minute)
		if got := r.ids(); got != "a b c" || len(r.at) != 4 {
			t.Fatalf("%q after %d attempts", got, len(r.at))
		}
		for i, least := range []time.Duration{10 * time.Second, 15 * time.Second, 22500 * time.Millisecond} {
			if pause := r.at[i+1].Sub(r.at[i]); pause < least || pause > least*12/10 {
				t.Errorf("pause %d: %v", i, pause)
			}
		}
		r.fail = 1000
		putAll(w, "d e f")
		time.Sleep(10 * time.Minute)
		if lost := w.Lost()["webhook"]; lost != 3 || len(r.at) != 9 {
			t.Errorf("%d lost after %d attempts", lost, len(r.at))
		}
		putAll(w, "g h i")
		synctest.Wait()
		begin := time.Now()
		if err := w.Close(); err != nil || time.Since(begin) > time.Second {
			t.Errorf("closing took %v, %v", time.Since(begin), err)
		}
		if lost := w.Lost()["webhook"]; lost != 6 {
			t.Errorf("%d lost", lost)
		}
	})
}

func TestBoundsOfTheBuffer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := &receiver{}
		o := usual(r)
		o.Buffer, o.QPS, o.Burst = 4, 1, 1
		w := NewWebhook(o)
		putAll(w, "a b c")
		synctest.Wait()
		// The next batch waits for its turn; behind it there is room for four.
		for _, id := range strings.Fields("d e f g h i j k l m") {
			w.put(event(id))
			synctest.Wait()
		}
		if got, lost := r.ids(), w.Lost()["buffered"]; got != "a b c" || lost != 3 {
			t.Errorf("%q, %d lost", got, lost)
		}
		time.Sleep(1100 * time.Millisecond)
		if got := r.ids(); got != "a b c|d e f" {
			t.Errorf("a second later: %q", got)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if got := r.ids(); !strings.HasPrefix(got, "a b c|d e f|g h i|") && !strings.Contains(got, "j") {
			t.Errorf("closed: %q", got)
		}
	})
}

func TestBlocking(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := &receiver{fail: 1}
		o := usual(r)
		o.Blocking = true
		w := NewWebhook(o)
		begin := time.Now()
		w.put(event("a"))
		if got := r.ids(); got != "a" || time.Since(begin) < 10*time.Second {
			t.Errorf("%q after %v", got, time.Since(begin))
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	})
}

func TestTruncation(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := &receiver{}
		o := usual(r)
		o.Batch, o.Truncate = 10, &Truncate{MaxEvent: 600, MaxBatch: 700}
		w := NewWebhook(o)
		body := func(id string, n int) *auditv1.Event {
			e := event(id)
			e.RequestObject = &runtime.Unknown{Raw: []byte(`"` + strings.Repeat("x", n) + `"`), ContentType: runtime.ContentTypeJSON}
			return e
		}
		large := body("large", 1000)
		hopeless := event("hopeless")
		hopeless.UserAgent = strings.Repeat("x", 1000)
		for _, e := range []*auditv1.Event{body("small", 10), large, hopeless, body("full", 300)} {
			w.put(e)
		}
		time.Sleep(time.Minute)
		if got := r.ids(); got != "small large|full" {
			t.Fatalf("%q", got)
		}
		small, cut := r.lists[0].Items[0], r.lists[0].Items[1]
		if small.RequestObject == nil || small.Annotations != nil || cut.RequestObject != nil || cut.Annotations[truncated] != "true" {
			t.Errorf("%+v\n%+v", small, cut)
		}
		if large.RequestObject == nil || large.Annotations != nil {
			t.Error("the event of other sinks changed")
		}
		if lost := w.Lost()["truncate"]; lost != 1 {
			t.Errorf("%d lost", lost)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	})
}

func TestPost(t *testing.T) {
	var got *http.Request
	var body []byte
	code := http.StatusOK
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got = r
		body, _ = io.ReadAll(r.Body)
		http.Error(w, "as you wish", code)
	}))
	defer s.Close()
	send, err := Post(&rest.Config{Host: s.URL + "/events", BearerToken: "secret"})
	if err != nil {
		t.Fatal(err)
	}
	if err := send(t.Context(), []byte("{}")); err != nil {
		t.Fatal(err)
	}
	if got.Method != "POST" || got.URL.String() != "/events?timeout=30s" || got.Header.Get("Authorization") != "Bearer secret" || string(body) != "{}" ||
		got.Header.Get("Content-Type") != "application/json" {
		t.Errorf("%+v %s", got, body)
	}
	code = http.StatusServiceUnavailable
	if err := send(t.Context(), []byte("{}")); err == nil || !strings.Contains(err.Error(), "503") || !strings.Contains(err.Error(), "as you wish") {
		t.Error(err)
	}
}
