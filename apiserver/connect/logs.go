package connect

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/validation/field"
	"k8s.io/streaming/pkg/httpstream/wsstream"

	"github.com/skiff-k8s/skiff/api/scheme"
	"github.com/skiff-k8s/skiff/apiserver/endpoints"
	"github.com/skiff-k8s/skiff/apiserver/lookup"
)

// Logs serves pods/log.
type Logs struct{ Nodes *Nodes }

// maxErrorText bounds what is read of a node agent's error.
const maxErrorText = 50 << 10

// Connect implements endpoints.Connector.
func (l Logs) Connect(w http.ResponseWriter, r *http.Request, c endpoints.Connection) {
	if err := l.serve(w, r, c); err != nil {
		endpoints.WriteError(w, r, err)
	}
}

func (l Logs) serve(w http.ResponseWriter, r *http.Request, c endpoints.Connection) error {
	opts := &corev1.PodLogOptions{}
	query := r.URL.Query()
	if err := scheme.ParameterCodec().DecodeParameters(query, corev1.SchemeGroupVersion, opts); err != nil {
		return apierrors.NewBadRequest(err.Error())
	}
	if errs := validateLogOptions(opts); len(errs) > 0 {
		return apierrors.NewInvalid(schema.GroupKind{Kind: "PodLogOptions"}, c.Name, errs)
	}
	pod, err := l.Nodes.pod(c)
	if err != nil {
		return err
	}
	name, err := container(pod, opts.Container)
	if err != nil {
		return err
	}
	if pod.Spec.NodeName == "" {
		w.WriteHeader(http.StatusNoContent) // nowhere yet: nothing said
		return nil
	}
	u, err := l.Nodes.streamTarget(pod, "containerLogs", name, logQuery(opts))
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(r.Context(), http.MethodGet, u.String(), nil)
	if err != nil {
		return apierrors.NewInternalError(err)
	}
	resp, err := u.transport.RoundTrip(req)
	if err != nil {
		return apierrors.NewInternalError(fmt.Errorf("Get %q: %w", u.URL, err))
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return agentError(resp, lookup.Pods, c.Name)
	}
	if wsstream.IsWebSocketRequest(r) {
		// The handshake has answered, and a client that is gone needs no answer.
		_ = wsstream.NewReader(&endLater{Reader: resp.Body}, true, wsstream.NewDefaultReaderProtocols()).Copy(Original(w), r)
		return nil
	}
	w.Header().Set("Content-Type", "text/plain")
	w.WriteHeader(http.StatusOK)
	copyFlushing(w, resp.Body, opts.Follow)
	return nil
}

// endLater tells of the end after the last piece, not with it: the WebSocket
// library takes no piece that an error comes with.
type endLater struct {
	io.Reader
	err error
}

func (r *endLater) Read(p []byte) (int, error) {
	if r.err != nil {
		return 0, r.err
	}
	n, err := r.Reader.Read(p)
	if n > 0 {
		r.err, err = err, nil
	}
	return n, err
}

// copyFlushing copies until either end is gone; when flush is set, every piece is
// sent on at once.
func copyFlushing(w http.ResponseWriter, from io.Reader, flush bool) {
	if !flush {
		_, _ = io.Copy(w, from)
		return
	}
	flusher := http.NewResponseController(w)
	_ = flusher.Flush()
	buf := make([]byte, 16<<10)
	for {
		n, err := from.Read(buf)
		if n > 0 {
			if _, err := w.Write(buf[:n]); err != nil {
				return
			}
			_ = flusher.Flush()
		}
		if err != nil {
			return
		}
	}
}

// agentError makes a Status of what a node agent answered.
func agentError(resp *http.Response, gr schema.GroupResource, name string) error {
	text, _ := io.ReadAll(io.LimitReader(resp.Body, maxErrorText))
	body := string(text)
	switch resp.StatusCode {
	case http.StatusInternalServerError:
		return apierrors.NewInternalError(fmt.Errorf("%s", body))
	case http.StatusBadRequest:
		return apierrors.NewBadRequest(body)
	case http.StatusNotFound:
		return apierrors.NewGenericServerResponse(resp.StatusCode, "", gr, name, body, 0, true)
	}
	return apierrors.NewGenericServerResponse(resp.StatusCode, "", gr, name, body, 0, false)
}

func logQuery(o *corev1.PodLogOptions) url.Values {
	q := url.Values{}
	flag := func(name string, on bool) {
		if on {
			q.Set(name, "true")
		}
	}
	flag("follow", o.Follow)
	flag("previous", o.Previous)
	flag("timestamps", o.Timestamps)
	if o.SinceSeconds != nil {
		q.Set("sinceSeconds", strconv.FormatInt(*o.SinceSeconds, 10))
	}
	if o.SinceTime != nil {
		q.Set("sinceTime", o.SinceTime.UTC().Format("2006-01-02T15:04:05Z07:00"))
	}
	if o.TailLines != nil {
		q.Set("tailLines", strconv.FormatInt(*o.TailLines, 10))
	}
	if o.LimitBytes != nil {
		q.Set("limitBytes", strconv.FormatInt(*o.LimitBytes, 10))
	}
	if o.Stream != nil && *o.Stream != corev1.LogStreamAll {
		q.Set("stream", *o.Stream)
	}
	return q
}

func validateLogOptions(o *corev1.PodLogOptions) field.ErrorList {
	var errs field.ErrorList
	if o.TailLines != nil && *o.TailLines < 0 {
		errs = append(errs, field.Invalid(field.NewPath("tailLines"), *o.TailLines, "must be greater than or equal to 0"))
	}
	if o.LimitBytes != nil && *o.LimitBytes < 1 {
		errs = append(errs, field.Invalid(field.NewPath("limitBytes"), *o.LimitBytes, "must be greater than 0"))
	}
	switch {
	case o.SinceSeconds != nil && o.SinceTime != nil:
		errs = append(errs, field.Forbidden(field.NewPath(""), "at most one of `sinceTime` or `sinceSeconds` may be specified"))
	case o.SinceSeconds != nil && *o.SinceSeconds < 1:
		errs = append(errs, field.Invalid(field.NewPath("sinceSeconds"), *o.SinceSeconds, "must be greater than 0"))
	}
	if o.Stream != nil {
		switch *o.Stream {
		case corev1.LogStreamAll, corev1.LogStreamStdout, corev1.LogStreamStderr:
		default:
			errs = append(errs, field.NotSupported(field.NewPath("stream"), *o.Stream, []string{corev1.LogStreamAll, corev1.LogStreamStderr, corev1.LogStreamStdout}))
		}
		if *o.Stream != corev1.LogStreamAll && o.TailLines != nil {
			errs = append(errs, field.Forbidden(field.NewPath(""), "`tailLines` and specific `stream` are mutually exclusive for now"))
		}
	}
	return errs
}
