package core

import (
	"sort"
	"strconv"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/names"
	"github.com/skiff-k8s/skiff/api/table"
)

// Services give a set of pods one address.
var Services = api.Define(api.Meta{
	Version: "v1", Name: "services", Singular: "service", Kind: "Service",
	ShortNames: []string{"svc"}, Categories: []string{"all"}, Namespaced: true,
}, func() *corev1.Service { return &corev1.Service{} }, api.Rules[*corev1.Service]{
	NewList:        func() runtime.Object { return &corev1.ServiceList{} },
	ReturnsDeleted: true,
	AnswersDeleted: true,
	Default:        defaultService,
	Prepare:        prepareService,
	Validate:       validateService,
	ValidateName:   names.Label,
	Warn:           warnService,
	Update:         api.UpdatePolicy{CreatesMissing: true},
	Columns:        serviceColumns(),
	Row:            serviceRow,
	FieldNames:     []string{"spec.clusterIP", "spec.type"},
	Fields: func(s *corev1.Service) fields.Set {
		return fields.Set{"spec.clusterIP": s.Spec.ClusterIP, "spec.type": string(s.Spec.Type)}
	},
	Subresources: []api.Subresource{
		api.Proxy(gv.WithKind("ServiceProxyOptions")),
		api.Part("status", func(s, body *corev1.Service) { s.Status = body.Status }, validateServiceStatus),
	},
})

func serviceColumns() table.Columns {
	doc := corev1.ServiceSpec{}.SwaggerDoc()
	return table.Columns{
		table.Name(),
		table.Text("Type", doc["type"]),
		table.Text("Cluster-IP", doc["clusterIP"]),
		table.Text("External-IP", doc["externalIPs"]),
		table.Text("Port(s)", doc["ports"]),
		table.Age(),
		table.Wide(table.Text("Selector", doc["selector"])),
	}
}

func serviceRow(s *corev1.Service, now time.Time) []any {
	address := table.None
	if len(s.Spec.ClusterIPs) > 0 {
		address = s.Spec.ClusterIPs[0]
	}
	return []any{
		s.Name, string(s.Spec.Type), address, serviceExternal(s), servicePorts(s.Spec.Ports),
		table.AgeOf(s, now), table.Map(s.Spec.Selector),
	}
}

// serviceExternal lists the addresses at which the service is reached from
// outside.
func serviceExternal(s *corev1.Service) string {
	switch s.Spec.Type {
	case corev1.ServiceTypeClusterIP, corev1.ServiceTypeNodePort:
		return table.Or(strings.Join(s.Spec.ExternalIPs, ","), table.None)
	case corev1.ServiceTypeLoadBalancer:
		all := append(balancerAddresses(s), s.Spec.ExternalIPs...)
		return table.Or(strings.Join(all, ","), "<pending>")
	case corev1.ServiceTypeExternalName:
		return s.Spec.ExternalName
	}
	return table.Unknown
}

func balancerAddresses(s *corev1.Service) []string {
	set := map[string]bool{}
	for _, i := range s.Status.LoadBalancer.Ingress {
		if a := table.Or(i.IP, i.Hostname); a != "" {
			set[a] = true
		}
	}
	out := make([]string, 0, len(set))
	for a := range set {
		out = append(out, a)
	}
	sort.Strings(out)
	return out
}

func servicePorts(ports []corev1.ServicePort) string {
	out := make([]string, len(ports))
	for i, p := range ports {
		out[i] = strconv.Itoa(int(p.Port))
		if p.NodePort > 0 {
			out[i] += ":" + strconv.Itoa(int(p.NodePort))
		}
		out[i] += "/" + string(p.Protocol)
	}
	return table.Or(strings.Join(out, ","), table.None)
}
