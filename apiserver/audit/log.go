package audit

import (
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"

	"gopkg.in/natefinch/lumberjack.v2"
	auditv1 "k8s.io/apiserver/pkg/apis/audit/v1"
)

// Bounds of what waits to be written: events, and bytes of the bodies in them. What
// comes while a bound is reached is dropped.
const (
	maxWaiting      = 10_000
	maxWaitingBytes = 64 << 20
)

// LogOptions say where events go.
type LogOptions struct {
	// Path is a file, or "-" for the standard output.
	Path string
	// MaxSize is that of a file in MiB before a new one is begun, 0 for never;
	// MaxBackups is how many old ones are kept and MaxAge for how many days, 0 for
	// no bound; Compress says that they are compressed.
	MaxSize, MaxBackups, MaxAge int
	Compress                    bool
	// Truncate bounds events; nil for no bound.
	Truncate *Truncate
	Log      *slog.Logger
}

// Log writes events. It is safe for concurrent use.
type Log struct {
	out      io.Writer
	close    func() error
	slog     *slog.Logger
	truncate *Truncate

	events  chan *auditv1.Event
	bytes   atomic.Int64
	written atomic.Int64
	dropped atomic.Int64

	closing sync.RWMutex // held for reading while an event is put
	closed  bool
	done    chan struct{}
}

// OpenLog opens a log; Close ends it.
func OpenLog(o LogOptions) (*Log, error) {
	if o.Path == "-" {
		l := newLog(os.Stdout, o.Log)
		l.truncate = o.Truncate
		go l.run()
		return l, nil
	}
	if err := os.MkdirAll(filepath.Dir(o.Path), 0o700); err != nil {
		return nil, fmt.Errorf("audit log: %w", err)
	}
	// The file is opened by its first event: what cannot be written is to be known
	// before that.
	f, err := os.OpenFile(o.Path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, fmt.Errorf("audit log: %w", err)
	}
	var out io.WriteCloser = f
	if o.MaxSize > 0 {
		if err := f.Close(); err != nil {
			return nil, fmt.Errorf("audit log: %w", err)
		}
		out = &lumberjack.Logger{Filename: o.Path, MaxSize: o.MaxSize, MaxBackups: o.MaxBackups, MaxAge: o.MaxAge, Compress: o.Compress}
	}
	l := newLog(out, o.Log)
	l.close, l.truncate = out.Close, o.Truncate
	go l.run()
	return l, nil
}

// NewLog writes to out.
func NewLog(out io.Writer, log *slog.Logger) *Log {
	l := newLog(out, log)
	go l.run()
	return l
}

func newLog(out io.Writer, log *slog.Logger) *Log {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	return &Log{out: out, slog: log, close: func() error { return nil }, events: make(chan *auditv1.Event, maxWaiting), done: make(chan struct{})}
}

// Stats are the numbers of events written, and dropped for want of room or because
// they could not be written.
func (l *Log) Stats() (written, dropped int64) { return l.written.Load(), l.dropped.Load() }

// Lost implements Sink.
func (l *Log) Lost() map[string]int64 { return map[string]int64{"log": l.dropped.Load()} }

// put hands over an event, which is not changed afterwards.
func (l *Log) put(e *auditv1.Event) {
	l.closing.RLock()
	defer l.closing.RUnlock()
	size := sizeOf(e)
	if waiting := l.bytes.Add(size); !l.closed && (size == 0 || waiting <= maxWaitingBytes) {
		select {
		case l.events <- e:
			return
		default:
		}
	}
	l.bytes.Add(-size)
	l.dropped.Add(1)
}

func sizeOf(e *auditv1.Event) int64 {
	n := 0
	if e.RequestObject != nil {
		n += len(e.RequestObject.Raw)
	}
	if e.ResponseObject != nil {
		n += len(e.ResponseObject.Raw)
	}
	return int64(n)
}

// run writes what there is at once.
func (l *Log) run() {
	defer close(l.done)
	var buf []byte
	for e := range l.events {
		buf = l.append(buf[:0], e)
		n := int64(1)
		for len(l.events) > 0 && len(buf) < writeBytes {
			buf = l.append(buf, <-l.events)
			n++
		}
		if len(buf) == 0 {
			continue
		}
		if _, err := l.out.Write(buf); err != nil {
			l.dropped.Add(n)
			l.slog.Error("writing the audit log", "events", n, "error", err)
			continue
		}
		l.written.Add(n)
	}
}

// writeBytes is how much is put together for one write.
const writeBytes = 256 << 10

func (l *Log) append(dst []byte, e *auditv1.Event) []byte {
	l.bytes.Add(-sizeOf(e))
	data, err := l.truncate.encode(e)
	if err != nil {
		l.dropped.Add(1)
		l.slog.Error("encoding an audit event", "error", err)
		return dst
	}
	return append(append(dst, data...), '\n')
}

// Close writes what waits and closes the file.
func (l *Log) Close() error {
	l.closing.Lock()
	if !l.closed {
		l.closed = true
		close(l.events)
	}
	l.closing.Unlock()
	<-l.done
	return l.close()
}
