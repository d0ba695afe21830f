package events

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/trace"
)

// sink keeps the Events that a recorder writes, in order of creation.
type sink struct {
	client.Client // what a recorder does not use

	mu     sync.Mutex
	events []*corev1.Event
	actors []string
	block  chan struct{} // when not nil, creates wait for it
}

func (s *sink) Create(ctx context.Context, r *api.Resource, o api.Object, _ client.CreateOptions) (api.Object, error) {
	if s.block != nil {
		<-s.block
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	cause, _ := trace.From(ctx)
	s.actors = append(s.actors, cause.Actor)
	s.events = append(s.events, o.(*corev1.Event))
	return o, nil
}

func (s *sink) Patch(_ context.Context, r *api.Resource, namespace, name string, _ types.PatchType, patch []byte, _ string) (api.Object, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, e := range s.events {
		if e.Namespace == namespace && e.Name == name {
			return e, json.Unmarshal(patch, e)
		}
	}
	return nil, apierrors.NewNotFound(r.GR(), name)
}

func testPod() *corev1.Pod {
	return &corev1.Pod{ObjectMeta: metav1.ObjectMeta{Namespace: "ns", Name: "web", UID: "1"}}
}

func TestEventsSayWhatTheyAreAbout(t *testing.T) {
	s := &sink{}
	now := time.Unix(1000, 0)
	r := New(s, "replicaset-controller", "", func() time.Time { return now })
	ctx, cancel := context.WithCancel(trace.With(t.Context(), trace.Cause{Actor: "replicaset controller"}))
	r.Eventf(ctx, testPod(), corev1.EventTypeNormal, "SuccessfulCreate", "Created pod: %s", "web")
	cancel() // the note outlives what it is about
	r.Event(t.Context(), &corev1.Node{ObjectMeta: metav1.ObjectMeta{Name: "n"}}, corev1.EventTypeWarning, "Gone", "bye")
	r.Flush()

	if len(s.events) != 2 {
		t.Fatalf("%d events, want 2", len(s.events))
	}
	e := s.events[0]
	if e.InvolvedObject.Kind != "Pod" || e.InvolvedObject.APIVersion != "v1" || e.InvolvedObject.UID != "1" || e.Namespace != "ns" {
		t.Errorf("event in %q about %+v, want the pod", e.Namespace, e.InvolvedObject)
	}
	if e.Message != "Created pod: web" || e.Count != 1 || !e.FirstTimestamp.Time.Equal(now) || e.Source.Component != "replicaset-controller" {
		t.Errorf("event %+v", e)
	}
	if s.actors[0] != "replicaset controller" {
		t.Errorf("the write's cause names %q, want the caller's", s.actors[0])
	}
	if s.events[1].Namespace != "default" {
		t.Errorf("event about a node in namespace %q, want default", s.events[1].Namespace)
	}
}

func TestRepeatsRaiseTheCount(t *testing.T) {
	s := &sink{}
	now := time.Unix(1000, 0)
	r := New(s, "kubelet", "n", func() time.Time { return now })
	for range 4 {
		r.Event(t.Context(), testPod(), corev1.EventTypeWarning, "BackOff", "restarting")
		now = now.Add(time.Second)
	}
	r.Flush()
	if len(s.events) != 1 || s.events[0].Count != 4 || !s.events[0].LastTimestamp.Time.Equal(time.Unix(1003, 0)) {
		t.Fatalf("events %v, want one with count 4, last at 1003", s.events)
	}

	s.events = nil // expired
	r.Event(t.Context(), testPod(), corev1.EventTypeWarning, "BackOff", "restarting")
	r.Flush()
	if len(s.events) != 1 || s.events[0].Count != 1 {
		t.Errorf("events %v, want a new one after the old is gone", s.events)
	}
}

func TestSimilarNotesAreCombined(t *testing.T) {
	s := &sink{}
	r := New(s, "c", "", func() time.Time { return time.Unix(1000, 0) })
	for i := range 15 {
		r.Eventf(t.Context(), testPod(), corev1.EventTypeWarning, "FailedMount", "message %d", i)
	}
	r.Flush()
	if len(s.events) != groupSize {
		t.Fatalf("%d events, want %d", len(s.events), groupSize)
	}
	last := s.events[groupSize-1]
	if last.Count != 6 || last.Message != combined+"message 14" {
		t.Errorf("combined event %q ×%d, want the newest message ×6", last.Message, last.Count)
	}
}

func TestAnObjectWithTooManyNotesIsCutOff(t *testing.T) {
	s := &sink{}
	now := time.Unix(1000, 0)
	r := New(s, "c", "", func() time.Time { return now })
	note := func(i int) {
		r.Event(t.Context(), testPod(), corev1.EventTypeNormal, fmt.Sprintf("Reason%d", i), "m")
		r.Flush()
	}
	for i := range 40 {
		note(i)
	}
	if len(s.events) != burst {
		t.Fatalf("%d events, want the burst of %d", len(s.events), burst)
	}
	now = now.Add(refill)
	note(100)
	note(101)
	if len(s.events) != burst+1 {
		t.Errorf("%d more events after %v, want 1", len(s.events)-burst, refill)
	}
}

func TestTheQueueIsBounded(t *testing.T) {
	s := &sink{block: make(chan struct{})}
	r := New(s, "c", "", nil)
	for i := range maxQueued + 100 {
		p := testPod()
		p.Name = fmt.Sprint("p", i)
		r.Event(t.Context(), p, corev1.EventTypeNormal, "R", "m")
	}
	if d := r.Dropped(); d < 99 || d > 100 { // one may be with the writer
		t.Errorf("%d dropped, want 99 or 100", d)
	}
	close(s.block)
	r.Flush()
}

func TestLongTextsAreCut(t *testing.T) {
	if m := cut(strings.Repeat("é", 2000)); len(m) > maxMessage || !strings.HasSuffix(m, "é…") {
		t.Errorf("message of %d bytes ends with %q", len(m), m[len(m)-8:])
	}
	if n := eventName(strings.Repeat("a", 253), 1<<60); len(n) > 253 {
		t.Errorf("name of %d bytes, want at most 253", len(n))
	}
}

func TestLRUForgetsTheOldest(t *testing.T) {
	var l lru[int, int]
	for i := range maxEntries {
		l.put(i, i)
	}
	l.get(0)
	l.put(-1, 0)
	if _, ok := l.get(0); !ok {
		t.Error("what was just used is forgotten")
	}
	if _, ok := l.get(1); ok || len(l.items) != maxEntries {
		t.Errorf("%d entries, 1 kept: %v; want %d without it", len(l.items), ok, maxEntries)
	}
}
