// Package events records core/v1 Events: short notes for people about what a
// part did to an object, as kubectl describe shows them.
//
// A Recorder never holds its caller up and never fails it: notes go into a
// bounded queue and are written in the background; at the bound they are dropped
// and counted. Repeats of a note raise the count of one Event, many similar notes
// become one combined Event, and an object that causes too many is cut off for a
// while, so that a loop that fails in a circle cannot fill the store.
package events

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/trace"
)

const (
	// maxQueued bounds the notes that wait to be written; more are dropped.
	maxQueued = 1000
	// writeTimeout bounds one write of an Event.
	writeTimeout = 10 * time.Second
	// maxMessage is the bound of a message in bytes that the API sets.
	maxMessage = 1024
)

// Recorder writes Events of one component. It is safe for concurrent use and
// needs no starting; a goroutine runs only while notes wait to be written.
type Recorder struct {
	client    client.Client
	component string
	host      string
	clock     func() time.Time

	mu      sync.Mutex
	queue   []note
	writing bool
	idle    sync.Cond

	correlate correlator // only touched by the goroutine that writes
	lastName  int64      // so that names never repeat
	dropped   atomic.Int64
}

type note struct {
	ctx     context.Context
	ref     corev1.ObjectReference
	kind    string // corev1.EventTypeNormal or Warning
	reason  string
	message string
	at      time.Time
}

// New returns a recorder that writes through c as component ("replicaset-controller",
// "kubelet") on host, the node's name where there is one. clock may be nil for
// the time of day.
func New(c client.Client, component, host string, clock func() time.Time) *Recorder {
	if clock == nil {
		clock = time.Now
	}
	r := &Recorder{client: c, component: component, host: host, clock: clock}
	r.idle.L = &r.mu
	return r
}

// Event notes that something happened to obj. kind is corev1.EventTypeNormal or
// corev1.EventTypeWarning, reason one word in CamelCase, message a sentence. The
// write carries the cause of ctx and outlives it.
func (r *Recorder) Event(ctx context.Context, obj api.Object, kind, reason, message string) {
	r.EventFor(ctx, Reference(obj), kind, reason, message)
}

// Eventf is Event with a message made by fmt.Sprintf.
func (r *Recorder) Eventf(ctx context.Context, obj api.Object, kind, reason, format string, args ...any) {
	r.EventFor(ctx, Reference(obj), kind, reason, fmt.Sprintf(format, args...))
}

// EventFor is Event about a part of an object (FieldPath "spec.containers{nginx}")
// or one that is known by reference only.
func (r *Recorder) EventFor(ctx context.Context, ref corev1.ObjectReference, kind, reason, message string) {
	// Of the caller's context only the cause goes along: neither its end nor
	// what else it carries is the note's.
	own := context.Background()
	if cause, ok := trace.From(ctx); ok {
		own = trace.With(own, cause)
	}
	n := note{ctx: own, ref: ref, kind: kind, reason: reason, message: cut(message), at: r.clock()}
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.queue) >= maxQueued {
		r.dropped.Add(1)
		return
	}
	r.queue = append(r.queue, n)
	if !r.writing {
		r.writing = true
		go r.write()
	}
}

// Dropped returns how many notes were dropped at the bound of the queue.
func (r *Recorder) Dropped() int64 { return r.dropped.Load() }

// Flush waits until everything noted so far has been written or given up.
func (r *Recorder) Flush() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for r.writing {
		r.idle.Wait()
	}
}

func (r *Recorder) write() {
	for {
		r.mu.Lock()
		if len(r.queue) == 0 {
			r.queue, r.writing = nil, false
			r.idle.Broadcast()
			r.mu.Unlock()
			return
		}
		n := r.queue[0]
		r.queue = r.queue[1:]
		r.mu.Unlock()

		if err := r.record(n); err != nil && !unwanted(err) {
			slog.Debug("event not written", "component", r.component, "reason", n.reason, "object", n.ref.Kind+"/"+n.ref.Name, "error", err)
		}
	}
}

// unwanted errors come with the end of the object's namespace.
func unwanted(err error) bool {
	return apierrors.IsNotFound(err) || apierrors.HasStatusCause(err, corev1.NamespaceTerminatingCause)
}

// record writes one note: as a new Event, or by raising the count of one that
// says the same.
func (r *Recorder) record(n note) error {
	entry, message, ok := r.correlate.observe(n)
	if !ok {
		return nil
	}
	ctx, cancel := context.WithTimeout(n.ctx, writeTimeout)
	defer cancel()
	if entry.name != "" {
		patch, err := json.Marshal(map[string]any{
			"count":         entry.count + 1,
			"lastTimestamp": metav1.NewTime(n.at),
			"message":       message,
		})
		if err != nil {
			return err
		}
		_, err = r.client.Patch(ctx, core.Events, entry.namespace, entry.name, types.MergePatchType, patch, "")
		if err == nil {
			entry.count++
			return nil
		}
		if !apierrors.IsNotFound(err) {
			return err
		}
		// It has expired or was deleted; begin a new one.
	}
	ev := r.event(n, message)
	if _, err := r.client.Create(ctx, core.Events, ev, client.CreateOptions{}); err != nil {
		return err
	}
	entry.namespace, entry.name, entry.count = ev.Namespace, ev.Name, 1
	return nil
}

func (r *Recorder) event(n note, message string) *corev1.Event {
	namespace := n.ref.Namespace
	if namespace == "" {
		namespace = metav1.NamespaceDefault
	}
	r.lastName = max(r.lastName+1, n.at.UnixNano())
	at := metav1.NewTime(n.at)
	return &corev1.Event{
		ObjectMeta: metav1.ObjectMeta{
			Namespace: namespace,
			Name:      eventName(n.ref.Name, r.lastName),
		},
		InvolvedObject:      n.ref,
		Type:                n.kind,
		Reason:              n.reason,
		Message:             message,
		Count:               1,
		FirstTimestamp:      at,
		LastTimestamp:       at,
		Source:              corev1.EventSource{Component: r.component, Host: r.host},
		ReportingController: r.component,
		ReportingInstance:   r.host,
	}
}

// eventName makes a name of at most 253 bytes, the bound of a DNS subdomain.
func eventName(object string, unique int64) string {
	suffix := "." + strconv.FormatInt(unique, 16)
	if over := len(object) + len(suffix) - 253; over > 0 {
		object = strings.TrimRight(object[:len(object)-over], ".-")
	}
	return object + suffix
}

func cut(message string) string {
	if len(message) <= maxMessage {
		return message
	}
	const dots = "…"
	end := maxMessage - len(dots)
	for end > 0 && message[end]&0xC0 == 0x80 { // not inside a rune
		end--
	}
	return message[:end] + dots
}
