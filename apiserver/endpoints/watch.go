package endpoints

import (
	"context"
	"errors"
	"math/rand/v2"
	"net/http"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/skiff-k8s/skiff/apiserver/rest"
)

const (
	// minWatch is the shortest time that a watch without a timeout of its own
	// lasts; the longest is twice that. The spread keeps clients from coming back
	// all at once.
	minWatch = 30 * time.Minute
	// bookmarkEvery is how often a quiet watch tells how far it is.
	bookmarkEvery = time.Minute
	// lastBookmark is how long before the end of a watch a bookmark is sent, so
	// that the next one starts from there.
	lastBookmark = 2 * time.Second
	// watchBatch bounds the events that are taken at once, watchChunk the bytes
	// that are put together before they are sent.
	watchBatch = 128
	watchChunk = 64 << 10
)

func (c *call) watch() error {
	opts, err := readListOptions(c.i, c.res)
	if err != nil {
		return err
	}
	frames, err := c.frames()
	if err != nil {
		return err
	}
	timeout := time.Duration(float64(minWatch) * (1 + rand.Float64()))
	if opts.TimeoutSeconds != nil && *opts.TimeoutSeconds > 0 {
		timeout = time.Duration(*opts.TimeoutSeconds) * time.Second
	}
	ctx, cancel := context.WithTimeout(c.r.Context(), timeout)
	defer cancel()
	w, err := c.config.Service.Watch(ctx, &c.req, rest.WatchOptions{
		Labels: opts.labels, Fields: opts.fields,
		ResourceVersion: opts.ResourceVersion, ResourceVersionMatch: opts.ResourceVersionMatch,
		AllowBookmarks: opts.AllowWatchBookmarks, SendInitialEvents: opts.SendInitialEvents,
	})
	if err != nil && !apierrors.IsResourceExpired(err) && !apierrors.IsGone(err) {
		return err
	}
	s := &eventStream{w: c.w, frames: frames}
	if isWebSocket(c.r) {
		socket, end, upgradeErr := openSocket(c.w.ResponseWriter, c.r, c.out.format, cancel)
		if upgradeErr != nil {
			if err == nil {
				w.Stop()
			}
			return nil // the upgrade has answered
		}
		defer end()
		c.w.code = http.StatusSwitchingProtocols
		c.w.begin()
		s.w, s.single = socket, true
	} else {
		s.begin(c.w)
	}
	if err != nil { // a watch that cannot begin where it should says so as an event
		s.fail(err)
		return nil
	}
	defer w.Stop()
	s.run(ctx, w, opts.AllowWatchBookmarks, timeout, c.config.Stopping)
	return nil
}

// eventStream sends the events of one watch.
type eventStream struct {
	w      sink
	frames *frames
	out    []byte
	// single says that each event is to be written by itself.
	single bool
}

// sink is what events are written to.
type sink interface {
	Write(data []byte) (int, error)
	Flush()
}

func (s *eventStream) begin(w *recorder) {
	w.Header()["Content-Type"] = []string{s.frames.contentType()}
	w.WriteHeader(http.StatusOK)
	w.Flush()
}

// run sends events until the watch, its time or its client is gone.
func (s *eventStream) run(ctx context.Context, w rest.Watch, bookmarks bool, timeout time.Duration, stopping <-chan struct{}) {
	var tick, last <-chan time.Time
	if bookmarks {
		ticker := time.NewTicker(bookmarkEvery)
		defer ticker.Stop()
		tick = ticker.C
		if timeout > 2*lastBookmark {
			end := time.NewTimer(timeout - lastBookmark)
			defer end.Stop()
			last = end.C
		}
	}
	events := make([]rest.WatchEvent, 0, watchBatch)
	for {
		select {
		case <-ctx.Done():
			return
		case <-stopping:
			return
		case <-tick:
			s.bookmark(w)
			continue
		case <-last:
			s.bookmark(w)
			continue
		case <-w.Ready():
		}
		var err error
		events, err = w.Take(events[:0])
		for n := range events {
			if !s.send(&events[n]) {
				return
			}
			events[n] = rest.WatchEvent{} // hold no object longer than needed
		}
		if !s.flush() {
			return
		}
		if errors.Is(err, rest.ErrWatchEnded) {
			return
		}
		if err != nil {
			s.fail(err)
			return
		}
	}
}

func (s *eventStream) bookmark(w rest.Watch) {
	s.send(&rest.WatchEvent{Type: eventBookmark, Revision: w.Revision()})
	s.flush()
}

// send adds one event; false says that the client is gone.
func (s *eventStream) send(e *rest.WatchEvent) bool {
	out, err := s.frames.append(s.out, e)
	if err != nil {
		s.fail(apierrors.NewInternalError(err))
		return false
	}
	s.out = out
	if len(s.out) < watchChunk && !s.single {
		return true
	}
	_, err = s.w.Write(s.out)
	s.out = s.out[:0]
	return err == nil
}

func (s *eventStream) flush() bool {
	if len(s.out) == 0 {
		return true
	}
	_, err := s.w.Write(s.out)
	if cap(s.out) > 2*watchChunk {
		s.out = nil // an idle watch holds no large buffer
	}
	s.out = s.out[:0]
	s.w.Flush()
	return err == nil
}

// fail ends the watch with an ERROR event.
func (s *eventStream) fail(err error) {
	if out, encodeErr := s.frames.appendError(s.out, statusOf(err)); encodeErr == nil {
		s.out = out
	}
	s.flush()
}
