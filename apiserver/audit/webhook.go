package audit

import (
	"context"
	"log/slog"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	auditv1 "k8s.io/apiserver/pkg/apis/audit/v1"
	"k8s.io/client-go/util/flowcontrol"
)

const (
	// attempts is how often a list of events is sent at most; the pauses between
	// them grow by retryFactor, and by up to retryJitter more.
	attempts    = 5
	retryFactor = 1.5
	retryJitter = 0.2
	// maxSending bounds the lists that are on their way at once. While it is
	// reached events wait in the buffer.
	maxSending = 32
	// closeTimeout bounds the sending of what waits when the webhook is closed.
	closeTimeout = 10 * time.Second
)

// Send delivers an EventList as JSON.
type Send func(ctx context.Context, body []byte) error

// WebhookOptions say how events are sent. All but Truncate and Log are required.
type WebhookOptions struct {
	Send Send
	// Blocking sends each event by itself while its request waits; the options of
	// batches mean nothing then.
	Blocking bool
	// Buffer is how many events wait at most, Batch how many are sent at once, and
	// Wait how long the first of a batch waits for more.
	Buffer, Batch int
	Wait          time.Duration
	// QPS is how many batches are sent in a second after the first Burst; 0 for no
	// bound.
	QPS   float32
	Burst int
	// Backoff is the pause before the second attempt.
	Backoff time.Duration
	// Truncate bounds events; nil for no bound.
	Truncate *Truncate
	Log      *slog.Logger
}

// Webhook sends events to another server. It is safe for concurrent use.
type Webhook struct {
	WebhookOptions
	throttle flowcontrol.RateLimiter // nil for none

	events  chan *auditv1.Event
	bytes   atomic.Int64
	sending chan struct{} // a place for each list on its way
	ctx     context.Context
	cancel  context.CancelFunc
	hurry   chan struct{} // closed, by end, when nothing is to be tried again
	end     sync.Once

	blocked, failed, tooLarge atomic.Int64

	closing sync.RWMutex // held for reading while an event is put
	closed  bool
	done    chan struct{}
	senders sync.WaitGroup
}

// NewWebhook begins to send; Close ends it.
func NewWebhook(o WebhookOptions) *Webhook {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Blocking {
		o.Buffer = 0
	}
	w := &Webhook{
		WebhookOptions: o, events: make(chan *auditv1.Event, o.Buffer), sending: make(chan struct{}, maxSending),
		hurry: make(chan struct{}), done: make(chan struct{}),
	}
	if o.QPS > 0 {
		w.throttle = flowcontrol.NewTokenBucketRateLimiter(o.QPS, o.Burst)
	}
	w.ctx, w.cancel = context.WithCancel(context.Background())
	go w.run()
	return w
}

// Lost implements Sink.
func (w *Webhook) Lost() map[string]int64 {
	return map[string]int64{"buffered": w.blocked.Load(), "truncate": w.tooLarge.Load(), "webhook": w.failed.Load()}
}

func (w *Webhook) put(e *auditv1.Event) {
	w.closing.RLock()
	defer w.closing.RUnlock()
	if w.closed {
		w.blocked.Add(1)
		return
	}
	if w.Blocking {
		w.deliver([]*auditv1.Event{e})
		return
	}
	size := sizeOf(e)
	if waiting := w.bytes.Add(size); size == 0 || waiting <= maxWaitingBytes {
		select {
		case w.events <- e:
			return
		default:
		}
	}
	w.bytes.Add(-size)
	w.blocked.Add(1)
}

// run collects events and sends them until the buffer is closed and empty.
func (w *Webhook) run() {
	defer close(w.done)
	for first := range w.events {
		batch := w.collect(first)
		if w.throttle != nil && !w.hurried() {
			_ = w.throttle.Wait(w.ctx) // it only fails when all is over
		}
		w.sending <- struct{}{}
		w.senders.Go(func() {
			defer func() { <-w.sending }()
			w.deliver(batch)
		})
	}
	w.senders.Wait()
}

// collect waits for what belongs to the batch that an event begins.
func (w *Webhook) collect(first *auditv1.Event) []*auditv1.Event {
	batch := []*auditv1.Event{first}
	enough := time.NewTimer(w.Wait)
	defer enough.Stop()
	for len(batch) < w.Batch {
		select {
		case e, ok := <-w.events:
			if !ok {
				return batch
			}
			batch = append(batch, e)
		case <-enough.C:
			return batch
		}
	}
	return batch
}

func (w *Webhook) hurried() bool {
	select {
	case <-w.hurry:
		return true
	default:
		return false
	}
}

const (
	listHead = `{"kind":"EventList","apiVersion":"audit.k8s.io/v1","metadata":{},"items":[`
	listTail = "]}\n"
)

// deliver sends events, in several lists where one would be too large.
func (w *Webhook) deliver(events []*auditv1.Event) {
	body, n := []byte(listHead), int64(0)
	flush := func() {
		if n == 0 {
			return
		}
		if err := w.try(append(body, listTail...)); err != nil {
			w.failed.Add(n)
			w.Log.Error("sending audit events", "events", n, "error", err)
		}
		body, n = []byte(listHead), 0
	}
	for _, e := range events {
		if !w.Blocking {
			w.bytes.Add(-sizeOf(e))
		}
		item := *e
		item.TypeMeta = metav1.TypeMeta{} // the list says it
		data, err := w.Truncate.encode(&item)
		if err != nil {
			w.tooLarge.Add(1)
			w.Log.Error("an audit event is not sent", "error", err)
			continue
		}
		if most := w.Truncate.maxBatch(); most > 0 && n > 0 && len(body)-len(listHead)+len(data) > most {
			flush()
		}
		if n > 0 {
			body = append(body, ',')
		}
		body = append(body, data...)
		n++
	}
	flush()
}

// try sends a list until that succeeds, a bounded number of times.
func (w *Webhook) try(body []byte) (err error) {
	pause := w.Backoff
	for attempt := 1; ; attempt++ {
		if err = w.Send(w.ctx, body); err == nil || attempt == attempts {
			return err
		}
		wait := time.NewTimer(pause + time.Duration(retryJitter*rand.Float64()*float64(pause)))
		select {
		case <-wait.C:
		case <-w.hurry:
			wait.Stop()
			return err
		}
		pause = time.Duration(retryFactor * float64(pause))
	}
}

// Close sends what waits, each list once more at most, for up to ten seconds.
func (w *Webhook) Close() error {
	w.end.Do(func() { close(w.hurry) })
	late := time.AfterFunc(closeTimeout, w.cancel)
	defer late.Stop()
	w.closing.Lock()
	if !w.closed {
		w.closed = true
		close(w.events)
	}
	w.closing.Unlock()
	<-w.done
	w.cancel()
	return nil
}
