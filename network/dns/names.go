package dns

import (
	"net/netip"
	"slices"
	"strings"
	"sync"

	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
	"k8s.io/apimachinery/pkg/types"
)

// Names is what the cluster's names stand for. Its methods may be called from
// several goroutines.
type Names struct {
	domain string // fully qualified, "cluster.local."

	mu         sync.RWMutex
	services   map[types.NamespacedName]*corev1.Service
	slices     map[types.NamespacedName]map[string]*discoveryv1.EndpointSlice // by Service, then name
	namespaces map[string]int                                                 // Services of each
	// owners are the Services that an address stands for, or is an endpoint of.
	owners map[netip.Addr]map[types.NamespacedName]int
}

// NewNames returns no names yet, below a domain such as "cluster.local".
func NewNames(domain string) *Names {
	return &Names{
		domain:     strings.ToLower(strings.TrimSuffix(domain, ".")) + ".",
		services:   map[types.NamespacedName]*corev1.Service{},
		slices:     map[types.NamespacedName]map[string]*discoveryv1.EndpointSlice{},
		namespaces: map[string]int{},
		owners:     map[netip.Addr]map[types.NamespacedName]int{},
	}
}

// SetService adds or replaces a Service.
func (n *Names) SetService(s *corev1.Service) {
	key := types.NamespacedName{Namespace: s.Namespace, Name: s.Name}
	n.mu.Lock()
	defer n.mu.Unlock()
	n.dropService(key)
	n.services[key] = s
	n.namespaces[s.Namespace]++
	for _, address := range addresses(s) {
		n.own(address, key, 1)
	}
}

// DeleteService removes a Service; its slices stay until they are deleted.
func (n *Names) DeleteService(namespace, name string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.dropService(types.NamespacedName{Namespace: namespace, Name: name})
}

func (n *Names) dropService(key types.NamespacedName) {
	old, ok := n.services[key]
	if !ok {
		return
	}
	delete(n.services, key)
	if n.namespaces[key.Namespace]--; n.namespaces[key.Namespace] == 0 {
		delete(n.namespaces, key.Namespace)
	}
	for _, address := range addresses(old) {
		n.own(address, key, -1)
	}
}

// SetSlice adds an EndpointSlice, or replaces old.
func (n *Names) SetSlice(old, s *discoveryv1.EndpointSlice) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if old != nil {
		n.dropSlice(old) // its Service may have been another
	}
	n.dropSlice(s)
	key := serviceOf(s)
	if n.slices[key] == nil {
		n.slices[key] = map[string]*discoveryv1.EndpointSlice{}
	}
	n.slices[key][s.Name] = s
	for _, e := range s.Endpoints {
		for _, address := range parse(e.Addresses) {
			n.own(address, key, 1)
		}
	}
}

// DeleteSlice removes an EndpointSlice.
func (n *Names) DeleteSlice(s *discoveryv1.EndpointSlice) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.dropSlice(s)
}

func (n *Names) dropSlice(s *discoveryv1.EndpointSlice) {
	key := serviceOf(s)
	old, ok := n.slices[key][s.Name]
	if !ok {
		return
	}
	delete(n.slices[key], s.Name)
	if len(n.slices[key]) == 0 {
		delete(n.slices, key)
	}
	for _, e := range old.Endpoints {
		for _, address := range parse(e.Addresses) {
			n.own(address, key, -1)
		}
	}
}

// own counts what an address is used for.
func (n *Names) own(address netip.Addr, key types.NamespacedName, count int) {
	of := n.owners[address]
	if of == nil {
		of = map[types.NamespacedName]int{}
		n.owners[address] = of
	}
	if of[key] += count; of[key] <= 0 {
		delete(of, key)
	}
	if len(of) == 0 {
		delete(n.owners, address)
	}
}

// endpoint is one endpoint of a Service.
type endpoint struct {
	address  netip.Addr
	hostname string // its name below the Service's
	ports    []discoveryv1.EndpointPort
}

// endpoints returns the ready endpoints of a Service, sorted by address.
func (n *Names) endpoints(key types.NamespacedName) []endpoint {
	var out []endpoint
	for _, slice := range n.slices[key] {
		for _, e := range slice.Endpoints {
			if e.Conditions.Ready != nil && !*e.Conditions.Ready {
				continue
			}
			for _, address := range parse(e.Addresses) {
				hostname := dashed(address)
				if e.Hostname != nil && *e.Hostname != "" {
					hostname = *e.Hostname
				}
				out = append(out, endpoint{address, hostname, slice.Ports})
			}
		}
	}
	slices.SortFunc(out, func(a, b endpoint) int { return a.address.Compare(b.address) })
	return out
}

func headless(s *corev1.Service) bool { return s.Spec.ClusterIP == corev1.ClusterIPNone }

// addresses returns a Service's own addresses.
func addresses(s *corev1.Service) []netip.Addr {
	if s.Spec.Type == corev1.ServiceTypeExternalName {
		return nil
	}
	if len(s.Spec.ClusterIPs) > 0 {
		return parse(s.Spec.ClusterIPs)
	}
	return parse([]string{s.Spec.ClusterIP})
}

// parse leaves out what is no address: slices may also hold names.
func parse(texts []string) []netip.Addr {
	var out []netip.Addr
	for _, text := range texts {
		if address, err := netip.ParseAddr(text); err == nil {
			out = append(out, address)
		}
	}
	return out
}

// dashed is an address as a label of a name.
func dashed(address netip.Addr) string {
	return strings.NewReplacer(".", "-", ":", "-").Replace(address.String())
}

func serviceOf(s *discoveryv1.EndpointSlice) types.NamespacedName {
	return types.NamespacedName{Namespace: s.Namespace, Name: s.Labels[discoveryv1.LabelServiceName]}
}
