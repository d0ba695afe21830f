package aggregation

import (
	"net/http"
	"net/url"

	utilnet "k8s.io/apimachinery/pkg/util/net"
	"k8s.io/apimachinery/pkg/util/proxy"
	"k8s.io/client-go/transport"
	"k8s.io/streaming/pkg/httpstream"

	"github.com/skiff-k8s/skiff/apiserver/connect"
	"github.com/skiff-k8s/skiff/apiserver/endpoints"
)

// ServeHTTP passes a request on, in the name of its user.
func (r *remote) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	if !r.available() {
		http.Error(w, "service unavailable", http.StatusServiceUnavailable)
		return
	}
	if r.broken != nil {
		http.Error(w, r.broken.Error(), http.StatusInternalServerError)
		return
	}
	r.forward(w, req)
}

// forward passes a request on, whatever is known of the other server.
func (r *remote) forward(w http.ResponseWriter, req *http.Request) {
	u := endpoints.UserFrom(req.Context())
	if u == nil {
		http.Error(w, "missing user", http.StatusInternalServerError)
		return
	}
	location := &url.URL{Scheme: "https", Host: r.host(), Path: req.URL.Path, RawPath: req.URL.RawPath, RawQuery: req.URL.Query().Encode()}
	upgrade := httpstream.IsUpgradeRequest(req)
	out := utilnet.CloneRequest(req)
	out.Host = location.Host
	out.Header.Del("Authorization") // what it proved, the headers below say
	if id := w.Header().Get("Audit-Id"); id != "" {
		out.Header.Set("Audit-Id", id)
	}
	transport.SetAuthProxyHeaders(out, u.GetName(), u.GetUID(), u.GetGroups(), u.GetExtra())
	h := proxy.NewUpgradeAwareHandler(location, answered{r.transport, w.Header()}, true, upgrade, responder{})
	h.UpgradeTransport = proxy.NewUpgradeRequestRoundTripper(r.upgrades, proxy.MirrorRequest)
	h.UseLocationHost = true
	h.RejectForwardingRedirects = true
	if upgrade {
		w = connect.Original(w)
	}
	h.ServeHTTP(w, out)
}

// answered lets the other server's headers replace those that every answer of
// this one has.
type answered struct {
	*http.Transport
	header http.Header
}

// RoundTrip implements http.RoundTripper.
func (a answered) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := a.Transport.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	for name := range resp.Header {
		a.header.Del(name)
	}
	return resp, nil
}

// responder answers when nothing came back.
type responder struct{}

// Error implements proxy.ErrorResponder.
func (responder) Error(w http.ResponseWriter, r *http.Request, err error) {
	if ended := r.Context().Err(); ended != nil {
		endpoints.WriteError(w, r, ended) // it is our own deadline that passed
		return
	}
	http.Error(w, err.Error(), http.StatusServiceUnavailable)
}
