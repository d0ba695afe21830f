// Package policy describes the kind of policy/v1: pod disruption budgets.
package policy

import (
	"strconv"
	"time"

	policyv1 "k8s.io/api/policy/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/intstr"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/names"
	"github.com/skiff-k8s/skiff/api/table"
)

// Resources lists the kinds of the group.
func Resources() []*api.Resource { return []*api.Resource{PodDisruptionBudgets} }

// PodDisruptionBudgets bound how many pods may be evicted at a time.
var PodDisruptionBudgets = api.Define(api.Meta{
	Group: policyv1.GroupName, Version: "v1",
	Name: "poddisruptionbudgets", Singular: "poddisruptionbudget", Kind: "PodDisruptionBudget",
	ShortNames: []string{"pdb"}, Namespaced: true,
}, func() *policyv1.PodDisruptionBudget { return &policyv1.PodDisruptionBudget{} }, api.Rules[*policyv1.PodDisruptionBudget]{
	NewList:      func() runtime.Object { return &policyv1.PodDisruptionBudgetList{} },
	AnyFinalizer: true,
	Prepare:      prepareBudget,
	Validate:     validateBudget,
	ValidateName: names.PathSegment,
	Update:       api.UpdatePolicy{NeedsVersion: true},
	Columns: table.Columns{
		table.Name(),
		table.Text("Min Available", policyv1.PodDisruptionBudgetSpec{}.SwaggerDoc()["minAvailable"]),
		table.Text("Max Unavailable", policyv1.PodDisruptionBudgetSpec{}.SwaggerDoc()["maxUnavailable"]),
		table.Number("Allowed Disruptions", policyv1.PodDisruptionBudgetStatus{}.SwaggerDoc()["disruptionsAllowed"]),
		table.Age(),
	},
	Row: func(b *policyv1.PodDisruptionBudget, now time.Time) []any {
		return []any{
			b.Name, amount(b.Spec.MinAvailable), amount(b.Spec.MaxUnavailable),
			int64(b.Status.DisruptionsAllowed), table.AgeOf(b, now),
		}
	},
	Subresources: []api.Subresource{
		api.Part("status", func(b, body *policyv1.PodDisruptionBudget) { b.Status = body.Status }, validateBudgetStatus),
	},
})

func prepareBudget(b, old *policyv1.PodDisruptionBudget) {
	if old == nil {
		b.Status = policyv1.PodDisruptionBudgetStatus{}
	} else {
		b.Status = old.Status
	}
	api.Generation(b, old, old != nil && !equality.Semantic.DeepEqual(b.Spec, old.Spec))
}

func amount(v *intstr.IntOrString) string {
	switch {
	case v == nil:
		return "N/A"
	case v.Type == intstr.Int:
		return strconv.Itoa(int(v.IntVal))
	}
	return v.StrVal
}
