package connect

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net"
	"strconv"

	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/skiff-k8s/skiff/apiserver/lookup"
)

// Backend says where a connection to a port of a Service is to go now: to one of
// its ready endpoints, or, for a Service whose endpoints nobody lists, to its own
// address. It needs no service proxy on this machine.
func Backend(objects lookup.Objects, namespace, name string, port int32) (address string, err error) {
	svc, ok := lookup.Get[*corev1.Service](objects, lookup.Services, namespace, name)
	if !ok {
		return "", apierrors.NewNotFound(lookup.Services, name)
	}
	if svc.Spec.Type == corev1.ServiceTypeExternalName {
		return net.JoinHostPort(svc.Spec.ExternalName, strconv.Itoa(int(port))), nil
	}
	portName, ok := servicePort(svc, strconv.Itoa(int(port)))
	if !ok {
		return "", apierrors.NewServiceUnavailable(fmt.Sprintf("no service port %d found for service %q", port, name))
	}
	var hosts []string
	listed := false
	lookup.Each(objects, lookup.EndpointSlices, namespace, func(s *discoveryv1.EndpointSlice) bool {
		if s.Labels[discoveryv1.LabelServiceName] == name {
			listed = true
			hosts = append(hosts, readyHosts(s, portName)...)
		}
		return true
	})
	switch {
	case len(hosts) > 0:
		return hosts[rand.IntN(len(hosts))], nil
	case !listed && len(svc.Spec.Selector) == 0 && svc.Spec.ClusterIP != "" && svc.Spec.ClusterIP != corev1.ClusterIPNone:
		return net.JoinHostPort(svc.Spec.ClusterIP, strconv.Itoa(int(port))), nil
	}
	return "", apierrors.NewServiceUnavailable(fmt.Sprintf("no endpoints available for service %q", name))
}

// ServiceDial opens connections to a port of a Service, each to the endpoint that
// Backend chooses for it, whatever address it is asked for: so the address in a
// URL can be the Service's own. A nil dial is that of this process.
func ServiceDial(objects lookup.Objects, dial Dial, namespace, name string, port int32) Dial {
	if dial == nil {
		dial = (&net.Dialer{Timeout: dialTimeout}).DialContext
	}
	return func(ctx context.Context, network, _ string) (net.Conn, error) {
		address, err := Backend(objects, namespace, name, port)
		if err != nil {
			return nil, err
		}
		return dial(ctx, network, address)
	}
}
