package connect

import (
	"context"
	"net/http"
	"net/url"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/util/proxy"
	"k8s.io/streaming/pkg/httpstream/wsstream"

	"github.com/skiff-k8s/skiff/api/scheme"
	"github.com/skiff-k8s/skiff/apiserver/authz"
	"github.com/skiff-k8s/skiff/apiserver/endpoints"
)

// Streams serves pods/exec, pods/attach and pods/portforward, by Kind.
type Streams struct {
	Nodes      *Nodes
	Authorizer authz.Authorizer
	// Kind is exec, attach or portforward.
	Kind string
}

// Connect implements endpoints.Connector.
func (s Streams) Connect(w http.ResponseWriter, r *http.Request, c endpoints.Connection) {
	if err := s.serve(w, r, c); err != nil {
		endpoints.WriteError(w, r, err)
	}
}

func (s Streams) serve(w http.ResponseWriter, r *http.Request, c endpoints.Connection) error {
	if err := s.mayCreate(r.Context(), c); err != nil {
		return err
	}
	pod, err := s.Nodes.pod(c)
	if err != nil {
		return err
	}
	t, streams, err := s.target(r, pod)
	if err != nil {
		return err
	}
	switch {
	case wsstream.IsWebSocketRequestWithTunnelingProtocol(r):
		return tunnel(w, r, t)
	case wsstream.IsWebSocketRequest(r) && s.Kind != "portforward":
		return translate(w, r, t, streams)
	}
	h := proxy.NewUpgradeAwareHandler(t.URL, t.transport, false, true, responder{})
	h.UseLocationHost = true
	h.UpgradeTransport = proxy.NewUpgradeRequestRoundTripper(t.transport, proxy.MirrorRequest)
	h.ServeHTTP(Original(w), r)
	return nil
}

// mayCreate holds WebSocket requests, which are GETs, to the verb that the same
// thing needs over SPDY.
func (s Streams) mayCreate(ctx context.Context, c endpoints.Connection) error {
	if c.Verb != "get" {
		return nil
	}
	a := &authz.Attributes{
		User: c.User, Verb: "create", Group: c.Resource.Group, Version: c.Resource.Version,
		Resource: c.Resource.Name, Subresource: c.Subresource, Namespace: c.Namespace, Name: c.Name,
	}
	d, reason, err := s.Authorizer.Authorize(ctx, a)
	if d == authz.Allow {
		return nil
	}
	if err != nil && reason == "" {
		reason = err.Error()
	}
	return endpoints.Forbidden(a, reason)
}

// channels are the streams of an exec or attach.
type channels struct{ stdin, stdout, stderr, tty bool }

// target returns where the stream is served, and what it is made of.
func (s Streams) target(r *http.Request, pod *corev1.Pod) (target, channels, error) {
	query := r.URL.Query()
	bad := func(err error) (target, channels, error) {
		return target{}, channels{}, apierrors.NewBadRequest(err.Error())
	}
	switch s.Kind {
	case "exec":
		o := &corev1.PodExecOptions{}
		if err := scheme.ParameterCodec().DecodeParameters(query, corev1.SchemeGroupVersion, o); err != nil {
			return bad(err)
		}
		ch := channels{o.Stdin, o.Stdout, o.Stderr, o.TTY}
		name, err := container(pod, o.Container)
		if err != nil {
			return target{}, ch, err
		}
		q := ch.query()
		q["command"] = o.Command
		u, err := s.Nodes.streamTarget(pod, "exec", name, q)
		return u, ch, err
	case "attach":
		o := &corev1.PodAttachOptions{}
		if err := scheme.ParameterCodec().DecodeParameters(query, corev1.SchemeGroupVersion, o); err != nil {
			return bad(err)
		}
		ch := channels{o.Stdin, o.Stdout, o.Stderr, o.TTY}
		name, err := container(pod, o.Container)
		if err != nil {
			return target{}, ch, err
		}
		u, err := s.Nodes.streamTarget(pod, "attach", name, ch.query())
		return u, ch, err
	}
	q := url.Values{}
	if ports := query["ports"]; len(ports) > 0 {
		q["port"] = ports
	}
	u, err := s.Nodes.streamTarget(pod, "portForward", "", q)
	return u, channels{}, err
}

// query is how node agents are told of the streams.
func (c channels) query() url.Values {
	q := url.Values{}
	for name, on := range map[string]bool{"input": c.stdin, "output": c.stdout, "error": c.stderr, "tty": c.tty} {
		if on {
			q.Set(name, "1")
		}
	}
	return q
}

// responder answers what goes wrong before a connection is handed on.
type responder struct{}

// Error implements proxy.ErrorResponder.
func (responder) Error(w http.ResponseWriter, r *http.Request, err error) {
	if _, ok := err.(apierrors.APIStatus); !ok {
		err = apierrors.NewGenericServerResponse(http.StatusServiceUnavailable, "", schemaNone, "", "error trying to reach service: "+err.Error(), 0, true)
	}
	endpoints.WriteError(w, r, err)
}
