package connect

import (
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	utilnet "k8s.io/apimachinery/pkg/util/net"
	"k8s.io/apimachinery/pkg/util/proxy"
	"k8s.io/streaming/pkg/httpstream"

	"github.com/skiff-k8s/skiff/apiserver/endpoints"
	"github.com/skiff-k8s/skiff/apiserver/lookup"
)

// Proxies serves the proxy subresources, by Kind.
type Proxies struct {
	Nodes *Nodes
	// Plain reaches pods and services.
	Plain *http.Transport
	// Kind is nodes, pods or services.
	Kind string
}

// Connect implements endpoints.Connector.
func (p Proxies) Connect(w http.ResponseWriter, r *http.Request, c endpoints.Connection) {
	var (
		u         *url.URL
		transport = p.Plain
		err       error
	)
	switch p.Kind {
	case "nodes":
		u, transport, err = p.node(c)
	case "pods":
		u, err = p.pod(c)
	default:
		u, err = p.service(c)
	}
	if err != nil {
		endpoints.WriteError(w, r, err)
		return
	}
	// What follows "proxy" in the path, with the slash at its end if it has one.
	if _, after, ok := strings.Cut(r.URL.Path, "/"+c.Name+"/proxy"); ok && after != "" {
		u.Path = after
	}
	h := proxy.NewUpgradeAwareHandler(u, transport, true, false, responder{})
	h.UpgradeTransport = proxy.NewUpgradeRequestRoundTripper(transport, proxy.MirrorRequest)
	h.UseLocationHost = p.Kind == "nodes"
	if httpstream.IsUpgradeRequest(r) {
		w = Original(w)
	}
	h.ServeHTTP(w, r)
}

func (p Proxies) node(c endpoints.Connection) (*url.URL, *http.Transport, error) {
	scheme, name, port, ok := utilnet.SplitSchemeNamePort(c.Name)
	if !ok {
		return nil, nil, apierrors.NewBadRequest(fmt.Sprintf("invalid node request %q", c.Name))
	}
	u, transport, err := p.Nodes.endpoint(name)
	if err != nil {
		return nil, nil, err
	}
	if scheme != "" {
		u.Scheme = scheme
	}
	if port != "" {
		u.Host = net.JoinHostPort(u.Hostname(), port)
	}
	return u, transport, nil
}

func (p Proxies) pod(c endpoints.Connection) (*url.URL, error) {
	scheme, name, port, ok := utilnet.SplitSchemeNamePort(c.Name)
	if !ok {
		return nil, apierrors.NewBadRequest(fmt.Sprintf("invalid pod request %q", c.Name))
	}
	pod, ok := lookup.Get[*corev1.Pod](p.Nodes.objects, lookup.Pods, c.Namespace, name)
	if !ok {
		return nil, apierrors.NewNotFound(lookup.Pods, name)
	}
	if port == "" {
		port = firstPort(pod)
	}
	if pod.Status.PodIP == "" {
		return nil, apierrors.NewBadRequest("address not allowed")
	}
	return location(scheme, pod.Status.PodIP, port), nil
}

func firstPort(pod *corev1.Pod) string {
	for i := range pod.Spec.Containers {
		if ports := pod.Spec.Containers[i].Ports; len(ports) > 0 {
			return strconv.Itoa(int(ports[0].ContainerPort))
		}
	}
	return ""
}

func location(scheme, host, port string) *url.URL {
	if scheme == "" {
		scheme = "http"
	}
	u := &url.URL{Scheme: scheme, Host: host}
	switch {
	case port != "":
		u.Host = net.JoinHostPort(host, port)
	case strings.Contains(host, ":"):
		u.Host = "[" + host + "]"
	}
	return u
}

// service finds a ready endpoint of a service.
func (p Proxies) service(c endpoints.Connection) (*url.URL, error) {
	scheme, name, port, ok := utilnet.SplitSchemeNamePort(c.Name)
	if !ok {
		return nil, apierrors.NewBadRequest(fmt.Sprintf("invalid service request %q", c.Name))
	}
	svc, ok := lookup.Get[*corev1.Service](p.Nodes.objects, lookup.Services, c.Namespace, name)
	if !ok {
		return nil, apierrors.NewNotFound(lookup.Services, name)
	}
	none := apierrors.NewServiceUnavailable(fmt.Sprintf("no endpoints available for service %q", name))
	portName, ok := servicePort(svc, port)
	if !ok {
		return nil, apierrors.NewServiceUnavailable(fmt.Sprintf("no service port %q found for service %q", port, name))
	}
	var hosts []string
	lookup.Each(p.Nodes.objects, lookup.EndpointSlices, c.Namespace, func(s *discoveryv1.EndpointSlice) bool {
		if s.Labels[discoveryv1.LabelServiceName] == name {
			hosts = append(hosts, readyHosts(s, portName)...)
		}
		return true
	})
	if len(hosts) == 0 {
		return nil, none
	}
	if scheme == "" {
		scheme = "http"
	}
	return &url.URL{Scheme: scheme, Host: hosts[rand.IntN(len(hosts))]}, nil
}

// servicePort returns the name of the port that is meant: by name, by number, or
// the only one.
func servicePort(svc *corev1.Service, port string) (name string, ok bool) {
	for _, p := range svc.Spec.Ports {
		if p.Name == port || strconv.Itoa(int(p.Port)) == port {
			return p.Name, true
		}
	}
	if port == "" && len(svc.Spec.Ports) > 0 {
		return svc.Spec.Ports[0].Name, len(svc.Spec.Ports) == 1
	}
	return "", false
}

func readyHosts(s *discoveryv1.EndpointSlice, portName string) []string {
	var out []string
	for _, p := range s.Ports {
		if p.Port == nil || p.Name != nil && *p.Name != portName || p.Name == nil && portName != "" {
			continue
		}
		for _, e := range s.Endpoints {
			if e.Conditions.Ready != nil && !*e.Conditions.Ready {
				continue
			}
			for _, address := range e.Addresses {
				out = append(out, net.JoinHostPort(address, strconv.Itoa(int(*p.Port))))
			}
		}
	}
	return out
}
