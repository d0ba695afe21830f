package aggregation

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"sync/atomic"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/transport"
	apiregistrationv1 "k8s.io/kube-aggregator/pkg/apis/apiregistration/v1"
	"k8s.io/kube-aggregator/pkg/apis/apiregistration/v1/helper"

	"github.com/skiff-k8s/skiff/apiserver/connect"
	"github.com/skiff-k8s/skiff/apiserver/lookup"
)

// How often a remote looks at its server: when all is well, and, at first and at
// last, when the server does not answer.
const (
	lookEvery  = 30 * time.Second
	firstRetry = 5 * time.Millisecond
	lastRetry  = 30 * time.Second
)

// remote is one group-version that another server answers for.
type remote struct {
	aggregator      *Aggregator
	gv              schema.GroupVersion
	namespace, name string
	port            int32
	stop            context.CancelFunc
	wake            chan struct{}

	// service is the APIService as it is now.
	service atomic.Pointer[apiregistrationv1.APIService]
	// document is what the other server serves; nil until it has said so.
	document atomic.Pointer[document]
	openapi  descriptions

	// transport makes all requests but those that take their connection over,
	// which need one of HTTP/1.1 to themselves.
	transport, upgrades *http.Transport
	// broken says why there can be no transport.
	broken error
}

func newRemote(a *Aggregator, s *apiregistrationv1.APIService, stop context.CancelFunc) *remote {
	ref := s.Spec.Service
	r := &remote{
		aggregator: a, gv: schema.GroupVersion{Group: s.Spec.Group, Version: s.Spec.Version},
		namespace: ref.Namespace, name: ref.Name, port: port(ref),
		stop: stop, wake: make(chan struct{}, 1),
	}
	r.service.Store(s)
	config, err := transport.TLSConfigFor(&transport.Config{TLS: transport.TLSConfig{
		Insecure:   s.Spec.InsecureSkipTLSVerify,
		ServerName: ref.Name + "." + ref.Namespace + ".svc",
		CertData:   a.Certificate.CertPEM, KeyData: a.Certificate.KeyPEM,
		CAData: s.Spec.CABundle,
	}})
	if err != nil {
		r.broken = err
		config = &tls.Config{MinVersion: tls.VersionTLS12}
	}
	r.transport = r.newTransport(config.Clone(), true)
	config.NextProtos = []string{"http/1.1"}
	r.upgrades = r.newTransport(config, false)
	return r
}

func (r *remote) newTransport(config *tls.Config, http2 bool) *http.Transport {
	return &http.Transport{
		DialContext:         connect.ServiceDial(r.aggregator.Objects, r.aggregator.Dial, r.namespace, r.name, r.port),
		TLSClientConfig:     config,
		TLSHandshakeTimeout: 10 * time.Second,
		ForceAttemptHTTP2:   http2,
		DisableCompression:  true, // bodies pass as they are
		MaxIdleConnsPerHost: 25,
		IdleConnTimeout:     90 * time.Second,
	}
}

// sameConnection says whether the server is still to be reached as before.
func (r *remote) sameConnection(s *apiregistrationv1.APIService) bool {
	old := &r.service.Load().Spec
	return r.service.Load().UID == s.UID && equality.Semantic.DeepEqual(old.Service, s.Spec.Service) &&
		string(old.CABundle) == string(s.Spec.CABundle) && old.InsecureSkipTLSVerify == s.Spec.InsecureSkipTLSVerify
}

// path is that of the group-version.
func (r *remote) path() string {
	if r.gv.Group == "" {
		return "/api/" + r.gv.Version
	}
	return "/apis/" + r.gv.Group + "/" + r.gv.Version
}

// host is the Service's own address, by which errors and logs name it, and which
// the dialer need not be able to reach.
func (r *remote) host() string {
	host := r.name + "." + r.namespace + ".svc"
	if svc, ok := lookup.Get[*corev1.Service](r.aggregator.Objects, lookup.Services, r.namespace, r.name); ok {
		switch {
		case svc.Spec.Type == corev1.ServiceTypeExternalName:
			host = svc.Spec.ExternalName
		case svc.Spec.ClusterIP != "" && svc.Spec.ClusterIP != corev1.ClusterIPNone:
			host = svc.Spec.ClusterIP
		}
	}
	return net.JoinHostPort(host, strconv.Itoa(int(r.port)))
}

func (r *remote) url(path string) string { return "https://" + r.host() + path }

// available is what the status of the APIService says, whoever wrote it.
func (r *remote) available() bool {
	return helper.IsAPIServiceConditionTrue(r.service.Load(), apiregistrationv1.Available)
}

func (r *remote) wakeUp() {
	select {
	case r.wake <- struct{}{}:
	default: // it will look anyway
	}
}

// run keeps the status and the documents current until ctx ends.
func (r *remote) run(ctx context.Context) {
	defer func() {
		r.transport.CloseIdleConnections()
		r.upgrades.CloseIdleConnections()
		r.aggregator.Changed()
	}()
	failures := 0
	for {
		v := r.check(ctx)
		if v == passed {
			// Before others are told that it can be used: who waits for that looks
			// for its resources next.
			r.discover(ctx)
		} else {
			r.stale()
		}
		if r.report(ctx, v) && (v == passed || v.reason != "FailedDiscoveryCheck") {
			failures = 0
		} else {
			failures++
		}
		if v == passed {
			r.describe(ctx)
		}
		timer := time.NewTimer(pause(failures))
		select {
		case <-ctx.Done():
			timer.Stop()
			return
		case <-r.wake:
			timer.Stop()
		case <-timer.C:
		}
	}
}

// pause is how long to wait after so many failures in a row.
func pause(failures int) time.Duration {
	if failures == 0 {
		return lookEvery
	}
	d := lastRetry
	if failures < 14 { // 5 ms << 13 is over 30 s
		d = min(d, firstRetry<<(failures-1))
	}
	return d
}

func (r *remote) String() string { return fmt.Sprintf("%s/%s:%d", r.namespace, r.name, r.port) }
