package server

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"

	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/kubelet/logs"
)

// containerLogs sends a container's log, and goes on when asked to follow.
func (s *Server) containerLogs(w http.ResponseWriter, r *http.Request) {
	pod, ok := s.podOf(w, r)
	if !ok {
		return
	}
	opts, err := logOptions(r.URL.Query())
	if err != nil {
		http.Error(w, err.Error(), http.StatusUnprocessableEntity)
		return
	}
	container := r.PathValue("container")
	path, err := s.Node.Log(r.Context(), pod, container, opts.Previous)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	running := func() bool {
		if opts.Previous {
			return false
		}
		_, running, err := s.Node.Container(r.Context(), pod, container)
		return err == nil && running
	}
	w.Header().Set("Content-Type", "text/plain")
	out := &started{w: w}
	flush := func() { _ = http.NewResponseController(w).Flush() }
	err = logs.Read(r.Context(), path, opts, time.Now(), running, out, flush)
	if err != nil && !out.yes {
		fail(w, err)
	} else if err != nil {
		s.Log.Debug("reading a log", "file", path, "error", err)
	}
}

// started notes whether anything was written, after which the answer's code is
// decided.
type started struct {
	w   io.Writer
	yes bool
}

func (s *started) Write(p []byte) (int, error) {
	s.yes = true
	return s.w.Write(p)
}

// logOptions reads the query of a log request.
func logOptions(query url.Values) (*v1.PodLogOptions, error) {
	opts := new(v1.PodLogOptions)
	for key, into := range map[string]*bool{
		"follow": &opts.Follow, "previous": &opts.Previous, "timestamps": &opts.Timestamps,
	} {
		if value := query.Get(key); value != "" {
			b, err := strconv.ParseBool(value)
			if err != nil {
				return nil, fmt.Errorf("%s: %q is neither true nor false", key, value)
			}
			*into = b
		}
	}
	for key, into := range map[string]**int64{
		"tailLines": &opts.TailLines, "limitBytes": &opts.LimitBytes, "sinceSeconds": &opts.SinceSeconds,
	} {
		if value := query.Get(key); value != "" {
			n, err := strconv.ParseInt(value, 10, 64)
			if err != nil || n < 0 {
				return nil, fmt.Errorf("%s: %q is not a number from 0 up", key, value)
			}
			*into = &n
		}
	}
	if value := query.Get("sinceTime"); value != "" {
		at, err := time.Parse(time.RFC3339, value)
		if err != nil {
			return nil, fmt.Errorf("sinceTime: %w", err)
		}
		opts.SinceTime = &metav1.Time{Time: at}
	}
	if value := query.Get("stream"); value != "" {
		opts.Stream = &value
	}
	return opts, nil
}
