package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"syscall"

	"github.com/go-logr/logr"
	"github.com/spf13/pflag"
	"k8s.io/klog/v2"
)

// logFlags say what a service prints and how.
type logFlags struct{ level, format string }

func (f *logFlags) add(flags *pflag.FlagSet) {
	flags.StringVar(&f.level, "log-level", "info", "what to log: debug, info, warn or error")
	flags.StringVar(&f.format, "log-format", "text", "how to log: text or json")
}

// logger makes the logger that the flags ask for and the default one, for the
// libraries too.
func (f *logFlags) logger(out io.Writer) (*slog.Logger, error) {
	var level slog.Level
	if err := level.UnmarshalText([]byte(f.level)); err != nil {
		return nil, fmt.Errorf("--log-level %q: use debug, info, warn or error", f.level)
	}
	options := &slog.HandlerOptions{Level: level}
	var handler slog.Handler
	switch f.format {
	case "text":
		handler = slog.NewTextHandler(out, options)
	case "json":
		handler = slog.NewJSONHandler(out, options)
	default:
		return nil, fmt.Errorf("--log-format %q: use text or json", f.format)
	}
	log := slog.New(handler)
	slog.SetDefault(log)
	klog.SetLogger(logr.FromSlogHandler(hangups{handler}))
	return log, nil
}

// hangups demotes what libraries call an error when somebody just closes a
// connection, as every end of an exec or port-forward does.
type hangups struct{ slog.Handler }

func (h hangups) Handle(ctx context.Context, r slog.Record) error {
	if !isHangup(r) {
		return h.Handler.Handle(ctx, r)
	}
	if !h.Enabled(ctx, slog.LevelDebug) {
		return nil
	}
	r.Level = slog.LevelDebug
	return h.Handler.Handle(ctx, r)
}

func (h hangups) WithAttrs(attrs []slog.Attr) slog.Handler {
	return hangups{h.Handler.WithAttrs(attrs)}
}
func (h hangups) WithGroup(name string) slog.Handler { return hangups{h.Handler.WithGroup(name)} }

func isHangup(r slog.Record) (yes bool) {
	r.Attrs(func(a slog.Attr) bool {
		err, ok := a.Value.Any().(error)
		yes = ok && (errors.Is(err, net.ErrClosed) || errors.Is(err, syscall.EPIPE) || errors.Is(err, syscall.ECONNRESET))
		return !yes
	})
	return yes
}

// hostname is the default name of a node.
func hostname() string {
	name, err := os.Hostname()
	if err != nil {
		return "localhost"
	}
	return name
}
