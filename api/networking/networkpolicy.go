package networking

import (
	"time"

	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/names"
	"github.com/skiff-k8s/skiff/api/table"
)

// NetworkPolicies say who may talk to whom.
var NetworkPolicies = api.Define(api.Meta{
	Group: group, Version: "v1", Name: "networkpolicies", Singular: "networkpolicy", Kind: "NetworkPolicy",
	ShortNames: []string{"netpol"}, Namespaced: true,
}, func() *networkingv1.NetworkPolicy { return &networkingv1.NetworkPolicy{} }, api.Rules[*networkingv1.NetworkPolicy]{
	NewList: func() runtime.Object { return &networkingv1.NetworkPolicyList{} },
	Default: defaultNetworkPolicy,
	Prepare: func(p, old *networkingv1.NetworkPolicy) {
		api.Generation(p, old, old != nil && !equality.Semantic.DeepEqual(p.Spec, old.Spec))
	},
	Validate:     validateNetworkPolicy,
	ValidateName: names.Subdomain,
	Columns: table.Columns{
		table.Name(),
		table.Text("Pod-Selector", networkingv1.NetworkPolicySpec{}.SwaggerDoc()["podSelector"]),
		table.Age(),
	},
	Row: func(p *networkingv1.NetworkPolicy, now time.Time) []any {
		return []any{p.Name, table.Selector(&p.Spec.PodSelector), table.AgeOf(p, now)}
	},
})

func defaultNetworkPolicy(p *networkingv1.NetworkPolicy) {
	for i := range p.Spec.Ingress {
		defaultPolicyPorts(p.Spec.Ingress[i].Ports)
	}
	for i := range p.Spec.Egress {
		defaultPolicyPorts(p.Spec.Egress[i].Ports)
	}
	if len(p.Spec.PolicyTypes) > 0 {
		return
	}
	// Every policy is about ingress; about egress only one with such rules.
	p.Spec.PolicyTypes = []networkingv1.PolicyType{networkingv1.PolicyTypeIngress}
	if len(p.Spec.Egress) > 0 {
		p.Spec.PolicyTypes = append(p.Spec.PolicyTypes, networkingv1.PolicyTypeEgress)
	}
}

func defaultPolicyPorts(ports []networkingv1.NetworkPolicyPort) {
	for i := range ports {
		if ports[i].Protocol == nil {
			tcp := corev1.ProtocolTCP
			ports[i].Protocol = &tcp
		}
	}
}
