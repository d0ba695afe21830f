package core

import (
	"sort"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/table"
)

// ResourceQuotas bound what a namespace may use altogether.
var ResourceQuotas = api.Define(api.Meta{
	Version: "v1", Name: "resourcequotas", Singular: "resourcequota", Kind: "ResourceQuota",
	ShortNames: []string{"quota"}, Namespaced: true,
}, func() *corev1.ResourceQuota { return &corev1.ResourceQuota{} }, api.Rules[*corev1.ResourceQuota]{
	NewList:        func() runtime.Object { return &corev1.ResourceQuotaList{} },
	ReturnsDeleted: true,
	AnswersDeleted: true,
	Default: func(q *corev1.ResourceQuota) {
		roundResources(q.Spec.Hard)
		roundResources(q.Status.Hard)
		roundResources(q.Status.Used)
	},
	Prepare: func(q, old *corev1.ResourceQuota) {
		if old == nil {
			q.Status = corev1.ResourceQuotaStatus{}
		} else {
			q.Status = old.Status
		}
	},
	Validate: validateResourceQuota,
	Columns: table.Columns{
		table.Name(),
		table.Text("Request", "What of the quota is used and what it grants, for requests and counts of objects"),
		table.Text("Limit", "What of the quota is used and what it grants, for limits"),
		table.Age(),
	},
	Row: resourceQuotaRow,
	Subresources: []api.Subresource{
		api.Part("status", func(q, body *corev1.ResourceQuota) { q.Status = body.Status }, validateResourceQuotaStatus),
	},
})

func resourceQuotaRow(q *corev1.ResourceQuota, now time.Time) []any {
	names := make([]string, 0, len(q.Status.Hard))
	for name := range q.Status.Hard {
		names = append(names, string(name))
	}
	sort.Strings(names)
	var requests, limits []string
	for _, name := range names {
		used, hard := q.Status.Used[corev1.ResourceName(name)], q.Status.Hard[corev1.ResourceName(name)]
		text := name + ": " + used.String() + "/" + hard.String()
		if strings.HasPrefix(name, "limits.") {
			limits = append(limits, text)
		} else {
			requests = append(requests, text)
		}
	}
	return []any{q.Name, strings.Join(requests, ", "), strings.Join(limits, ", "), table.AgeOf(q, now)}
}
