package logs

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/fsnotify/fsnotify"
	v1 "k8s.io/api/core/v1"
)

// pollEvery is how often a followed file is looked at when nothing is heard of it:
// whether its container still runs, and in case a notice was lost.
const pollEvery = time.Second

// errLimit ends a read that reached limitBytes.
var errLimit = errors.New("limit reached")

// Read writes the log at path to out (and errOut, for the stream stderr when it
// is not nil) as opts ask. When following it goes on until running says that the
// container ended, through rotations, or until ctx ends. flush is called when
// there is nothing more to write for now.
func Read(ctx context.Context, path string, opts *v1.PodLogOptions, now time.Time, running func() bool, out io.Writer, flush func()) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("failed to open log file %q: %w", path, err)
	}
	defer func() { f.Close() }()
	w := newWriter(out, opts, now)
	// With a time to begin at, the last lines are counted among all of them, as
	// the whole file has to be read anyhow when there is no tail.
	start := int64(0)
	if opts.TailLines != nil {
		if start, err = seekTail(f, *opts.TailLines); err != nil {
			return err
		}
	}
	if _, err := f.Seek(start, io.SeekStart); err != nil {
		return err
	}
	var notices *fsnotify.Watcher
	if opts.Follow {
		if notices, err = fsnotify.NewWatcher(); err != nil {
			return err
		}
		defer notices.Close()
		if err := notices.Add(filepath.Dir(path)); err != nil {
			return err
		}
	}
	r := bufio.NewReaderSize(f, maxLine)
	var partial []byte
	for {
		raw, err := r.ReadSlice('\n')
		if err == nil || errors.Is(err, bufio.ErrBufferFull) {
			if len(partial) > 0 {
				raw = append(partial, raw...)
				partial = nil
			}
			if len(raw) > 0 && raw[len(raw)-1] != '\n' && len(raw) < maxLine {
				partial = append([]byte(nil), raw...)
				continue
			}
			if err := w.line(raw); err != nil {
				return ignoreLimit(err)
			}
			continue
		}
		if !errors.Is(err, io.EOF) {
			return err
		}
		partial = append(partial, raw...)
		flush()
		if !opts.Follow {
			return ignoreLimit(w.rest(partial))
		}
		next, done := await(ctx, path, f, notices, running)
		if next != nil {
			f.Close()
			f, partial = next, nil
			r.Reset(f)
		}
		if done {
			// What was written between the last read and the end.
			opts = opts.DeepCopy()
			opts.Follow = false
		}
		if ctx.Err() != nil {
			return nil
		}
	}
}

func ignoreLimit(err error) error {
	if errors.Is(err, errLimit) {
		return nil
	}
	return err
}

// await waits until f has grown, or a new file has taken its place (next), or the
// container has ended (done).
func await(ctx context.Context, path string, f *os.File, notices *fsnotify.Watcher, running func() bool) (next *os.File, done bool) {
	for {
		if next := replaced(path, f); next != nil {
			return next, false
		}
		if !running() {
			return nil, true
		}
		timer := time.NewTimer(pollEvery)
		select {
		case <-ctx.Done():
			timer.Stop()
			return nil, true
		case e := <-notices.Events:
			timer.Stop()
			if e.Name == path && e.Has(fsnotify.Write) {
				return nil, false
			}
		case <-notices.Errors:
			timer.Stop()
			return nil, false
		case <-timer.C:
			if st, err := f.Stat(); err == nil {
				if at, err := f.Seek(0, io.SeekCurrent); err == nil && st.Size() > at {
					return nil, false
				}
			}
		}
	}
}

// replaced opens the file that a rotation has put in the place of f, once f has
// been read to its end; nil when f is still the one.
func replaced(path string, f *os.File) *os.File {
	now, err := os.Stat(path)
	if err != nil {
		return nil
	}
	st, err := f.Stat()
	if err != nil || os.SameFile(st, now) {
		return nil
	}
	if at, err := f.Seek(0, io.SeekCurrent); err != nil || st.Size() > at {
		return nil
	}
	next, err := os.Open(path)
	if err != nil {
		return nil
	}
	return next
}

// writer writes the lines that the options ask for.
type writer struct {
	out    io.Writer
	since  time.Time
	stamps bool
	stream string
	left   int64 // bytes that may still be written, -1 without limit
	whole  bool  // the last line written was ended
}

func newWriter(out io.Writer, o *v1.PodLogOptions, now time.Time) *writer {
	w := &writer{out: out, stamps: o.Timestamps, left: -1, whole: true}
	if o.SinceTime != nil {
		w.since = o.SinceTime.Time
	}
	if o.SinceSeconds != nil {
		w.since = now.Add(-time.Duration(*o.SinceSeconds) * time.Second)
	}
	if o.LimitBytes != nil {
		w.left = *o.LimitBytes
	}
	if o.Stream != nil {
		switch *o.Stream {
		case v1.LogStreamStdout:
			w.stream = "stdout"
		case v1.LogStreamStderr:
			w.stream = "stderr"
		}
	}
	return w
}

// line writes one line of the file. What is no line is left out.
func (w *writer) line(raw []byte) error {
	l, err := Parse(raw)
	if err != nil || l.Time.Before(w.since) || w.stream != "" && l.Stream != w.stream {
		return nil
	}
	text := l.Text
	if w.stamps && w.whole {
		text = append(append(append(make([]byte, 0, len(l.Stamp)+1+len(l.Text)), l.Stamp...), ' '), l.Text...)
	}
	w.whole = len(l.Text) > 0 && l.Text[len(l.Text)-1] == '\n'
	if w.left >= 0 && int64(len(text)) >= w.left {
		if _, err := w.out.Write(text[:w.left]); err != nil {
			return err
		}
		return errLimit
	}
	if w.left >= 0 {
		w.left -= int64(len(text))
	}
	_, err = w.out.Write(text)
	return err
}

// rest writes a last line that has no newline (yet).
func (w *writer) rest(raw []byte) error {
	if len(raw) == 0 {
		return nil
	}
	return w.line(raw)
}
