package networking

import (
	"strings"
	"time"

	networkingv1 "k8s.io/api/networking/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/names"
	"github.com/skiff-k8s/skiff/api/table"
)

// Ingresses route HTTP from outside to services.
var Ingresses = api.Define(api.Meta{
	Group: group, Version: "v1", Name: "ingresses", Singular: "ingress", Kind: "Ingress",
	ShortNames: []string{"ing"}, Namespaced: true,
}, func() *networkingv1.Ingress { return &networkingv1.Ingress{} }, api.Rules[*networkingv1.Ingress]{
	NewList: func() runtime.Object { return &networkingv1.IngressList{} },
	Prepare: func(i, old *networkingv1.Ingress) {
		if old == nil {
			i.Status = networkingv1.IngressStatus{}
		} else {
			i.Status = old.Status
		}
		api.Generation(i, old, old != nil && !equality.Semantic.DeepEqual(i.Spec, old.Spec))
	},
	Validate:     validateIngress,
	ValidateName: names.Subdomain,
	Warn:         warnIngress,
	Columns: table.Columns{
		table.Name(),
		table.Text("Class", "The class whose controller implements the ingress"),
		table.Text("Hosts", "The hosts that incoming requests are matched with"),
		table.Text("Address", "The addresses at which the load balancer is reached"),
		table.Text("Ports", "The ports of the TLS configuration and of HTTP"),
		table.Age(),
	},
	Row: func(i *networkingv1.Ingress, now time.Time) []any {
		ports := "80"
		if len(i.Spec.TLS) > 0 {
			ports = "80, 443"
		}
		return []any{
			i.Name, ingressClassOf(i), ingressHosts(i.Spec.Rules), ingressAddresses(&i.Status), ports, table.AgeOf(i, now),
		}
	},
	Subresources: []api.Subresource{
		api.Part("status", func(i, body *networkingv1.Ingress) { i.Status = body.Status }, validateIngressStatus),
	},
})

// annotationIngressClass named the class before there was a field for it.
const annotationIngressClass = "kubernetes.io/ingress.class"

func ingressClassOf(i *networkingv1.Ingress) string {
	if i.Spec.IngressClassName != nil {
		return *i.Spec.IngressClassName
	}
	return table.Or(i.Annotations[annotationIngressClass], table.None)
}

func ingressHosts(rules []networkingv1.IngressRule) string {
	var hosts []string
	for _, r := range rules {
		if r.Host != "" {
			hosts = append(hosts, r.Host)
		}
	}
	if len(hosts) == 0 {
		return "*"
	}
	return table.Some(hosts, 3)
}

func ingressAddresses(s *networkingv1.IngressStatus) string {
	set := map[string]string{}
	for _, in := range s.LoadBalancer.Ingress {
		if a := table.Or(in.IP, in.Hostname); a != "" {
			set[a] = a
		}
	}
	return strings.Join(table.SortedKeys(set), ",")
}
