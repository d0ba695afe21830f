package cri

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	v1 "k8s.io/api/core/v1"
	cri "k8s.io/cri-api/pkg/apis/runtime/v1"
)

// Bounds of a pod's resolver configuration.
const (
	maxNameservers = 3
	maxSearches    = 32
)

// Resolv is a resolver configuration.
type Resolv struct {
	Servers, Searches, Options []string
}

// ParseResolv reads a resolv.conf.
func ParseResolv(r io.Reader) (Resolv, error) {
	var out Resolv
	scan := bufio.NewScanner(r)
	for scan.Scan() {
		words := strings.Fields(scan.Text())
		if len(words) < 2 || strings.HasPrefix(words[0], "#") || strings.HasPrefix(words[0], ";") {
			continue
		}
		switch words[0] {
		case "nameserver":
			out.Servers = append(out.Servers, words[1])
		case "search":
			out.Searches = words[1:]
		case "options":
			out.Options = append(out.Options, words[1:]...)
		}
	}
	return out, scan.Err()
}

// DNS makes the resolver configuration of a pod by its policy. Where the cluster
// has no DNS servers, ClusterFirst is the node's own configuration.
func DNS(pod *v1.Pod, node Node) *cri.DNSConfig {
	r := node.Resolv
	policy := pod.Spec.DNSPolicy
	switch {
	case policy == v1.DNSNone:
		r = Resolv{}
	case policy == v1.DNSDefault, len(node.ClusterDNS) == 0,
		policy != v1.DNSClusterFirstWithHostNet && pod.Spec.HostNetwork:
	default:
		d := node.ClusterDomain
		r = Resolv{
			Servers:  node.ClusterDNS,
			Searches: slices.Concat([]string{pod.Namespace + ".svc." + d, "svc." + d, d}, r.Searches),
			Options:  []string{"ndots:5"},
		}
	}
	if c := pod.Spec.DNSConfig; c != nil {
		r.Servers = union(r.Servers, c.Nameservers)
		r.Searches = union(r.Searches, c.Searches)
		r.Options = mergeOptions(r.Options, c.Options)
	}
	return &cri.DNSConfig{
		Servers:  r.Servers[:min(len(r.Servers), maxNameservers)],
		Searches: r.Searches[:min(len(r.Searches), maxSearches)],
		Options:  r.Options,
	}
}

func union(a, b []string) []string {
	out := slices.Clone(a)
	for _, s := range b {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// mergeOptions adds options; one of the same name replaces the old one.
func mergeOptions(old []string, more []v1.PodDNSConfigOption) []string {
	out := slices.Clone(old)
	for _, o := range more {
		word := o.Name
		if o.Value != nil && *o.Value != "" {
			word = fmt.Sprintf("%s:%s", o.Name, *o.Value)
		}
		out = slices.DeleteFunc(out, func(s string) bool {
			name, _, _ := strings.Cut(s, ":")
			return name == o.Name
		})
		out = append(out, word)
	}
	return out
}
