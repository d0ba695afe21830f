package aggregation

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"time"

	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/transport"
	apiregistrationv1 "k8s.io/kube-aggregator/pkg/apis/apiregistration/v1"
	"k8s.io/kube-aggregator/pkg/apis/apiregistration/v1/helper"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/apiserver/lookup"
	"github.com/skiff-k8s/skiff/trace"
)

const (
	// probeTimeout bounds each question to the other server.
	probeTimeout = 5 * time.Second
	// probeAttempts is how often it is asked at most, each time perhaps at another
	// endpoint, before it counts as gone.
	probeAttempts = 5
)

// verdict is what Available should say.
type verdict struct {
	status          apiregistrationv1.ConditionStatus
	reason, message string
}

func unavailable(reason, format string, args ...any) verdict {
	return verdict{apiregistrationv1.ConditionFalse, reason, fmt.Sprintf(format, args...)}
}

var (
	passed = verdict{apiregistrationv1.ConditionTrue, "Passed", "all checks passed"}
	// own is what is said of the group-versions of this server.
	own = verdict{apiregistrationv1.ConditionTrue, "Local", "Local APIServices are always available"}
)

// look judges a Service by what is known of it without asking it; passed says
// that it is worth asking.
func look(ref *apiregistrationv1.ServiceReference, svc *corev1.Service, slices []*discoveryv1.EndpointSlice) verdict {
	if svc == nil {
		return unavailable("ServiceNotFound", "service/%s in %q is not present", ref.Name, ref.Namespace)
	}
	if svc.Spec.Type != corev1.ServiceTypeClusterIP {
		return passed
	}
	portName, found := "", false
	for _, p := range svc.Spec.Ports {
		if p.Port == port(ref) {
			portName, found = p.Name, true
			break
		}
	}
	switch {
	case !found:
		return unavailable("ServicePortError", "service/%s in %q is not listening on port %d", ref.Name, ref.Namespace, port(ref))
	case len(slices) == 0:
		return unavailable("EndpointsNotFound", "cannot find endpointslices for service/%s in %q", ref.Name, ref.Namespace)
	case !anyReady(portName, slices):
		return unavailable("MissingEndpoints", "endpointslices for service/%s in %q have no addresses with port name %q", ref.Name, ref.Namespace, portName)
	}
	return passed
}

func anyReady(portName string, slices []*discoveryv1.EndpointSlice) bool {
	for _, s := range slices {
		ready := false
		for _, e := range s.Endpoints {
			ready = ready || e.Conditions.Ready == nil || *e.Conditions.Ready
		}
		for _, p := range s.Ports {
			if ready && p.Name != nil && *p.Name == portName && p.Port != nil {
				return true
			}
		}
	}
	return false
}

// port is that of the Service.
func port(ref *apiregistrationv1.ServiceReference) int32 {
	if ref.Port == nil {
		return 443
	}
	return *ref.Port
}

// serviceOf is the name of the Service that a Service or a slice is about.
func serviceOf(o api.Object) string {
	if s, ok := o.(*discoveryv1.EndpointSlice); ok {
		return s.Labels[discoveryv1.LabelServiceName]
	}
	return o.GetName()
}

// check finds out how the other server is.
func (r *remote) check(ctx context.Context) verdict {
	objects := r.aggregator.Objects
	svc, _ := lookup.Get[*corev1.Service](objects, lookup.Services, r.namespace, r.name)
	var slices []*discoveryv1.EndpointSlice
	lookup.Each(objects, lookup.EndpointSlices, r.namespace, func(s *discoveryv1.EndpointSlice) bool {
		if serviceOf(s) == r.name {
			slices = append(slices, s)
		}
		return true
	})
	if v := look(r.service.Load().Spec.Service, svc, slices); v != passed {
		return v
	}
	if err := r.probe(ctx); err != nil {
		return unavailable("FailedDiscoveryCheck", "%v", err)
	}
	return passed
}

// probe asks for the group-version's own document, which every server has. One
// good answer is enough: where the first does not come, more are asked at once.
func (r *remote) probe(ctx context.Context) error {
	if r.broken != nil {
		return r.broken
	}
	if r.probeOnce(ctx) == nil {
		return nil
	}
	results := make(chan error, probeAttempts-1)
	for range cap(results) {
		go func() { results <- r.probeOnce(ctx) }()
	}
	var err error
	for range cap(results) {
		if err = <-results; err == nil {
			return nil
		}
	}
	return err
}

func (r *remote) probeOnce(ctx context.Context) error {
	url := r.url(r.path())
	resp, err := r.get(ctx, url, "", "")
	if err == nil {
		_, _ = io.Copy(io.Discard, io.LimitReader(resp.Body, maxDocument))
		resp.Body.Close()
		if resp.StatusCode < http.StatusOK || resp.StatusCode >= http.StatusMultipleChoices {
			err = fmt.Errorf("bad status from %v: %d", url, resp.StatusCode)
		}
	}
	if err != nil {
		r.transport.CloseIdleConnections()
		return fmt.Errorf("failing or missing response from %v: %w", url, err)
	}
	return nil
}

// aggregatorUser is who asks the other servers on our own account.
const aggregatorUser = "system:kube-aggregator"

// get asks the other server as an administrator. The body must be closed.
func (r *remote) get(ctx context.Context, url, accept, etag string) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(ctx, probeTimeout)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		cancel()
		return nil, err
	}
	transport.SetAuthProxyHeaders(req, aggregatorUser, "", []string{"system:masters"}, nil)
	if accept != "" {
		req.Header.Set("Accept", accept)
	}
	if etag != "" {
		req.Header.Set("If-None-Match", etag)
	}
	client := http.Client{Transport: r.transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := client.Do(req)
	if err != nil {
		cancel()
		return nil, err
	}
	resp.Body = bounded{resp.Body, cancel}
	return resp, nil
}

// bounded ends the time of a request when its answer has been read.
type bounded struct {
	io.ReadCloser
	cancel func()
}

func (b bounded) Close() error {
	defer b.cancel()
	return b.ReadCloser.Close()
}

// report writes the verdict into the status, when it says something new; false
// says that somebody else wrote at the same time.
func (r *remote) report(ctx context.Context, v verdict) bool {
	old := r.service.Load()
	s := old.DeepCopy()
	setAvailable(s, v, r.aggregator.Now())
	if equality.Semantic.DeepEqual(old.Status, s.Status) {
		return true
	}
	ctx = trace.With(ctx, trace.Cause{Actor: actor, Reason: v.message})
	stored, err := r.aggregator.Client.Update(ctx, r.aggregator.apiServices, s, "status")
	if err != nil {
		return false
	}
	if stored, ok := stored.(*apiregistrationv1.APIService); ok {
		r.service.CompareAndSwap(old, stored)
	}
	return true
}

func setAvailable(s *apiregistrationv1.APIService, v verdict, now time.Time) {
	helper.SetAPIServiceCondition(s, apiregistrationv1.APIServiceCondition{
		Type: apiregistrationv1.Available, Status: v.status, Reason: v.reason, Message: v.message,
		LastTransitionTime: metav1.Time{Time: now.Truncate(time.Second)},
	})
}
