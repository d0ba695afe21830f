// Package coordination describes the kind of coordination.k8s.io/v1: leases.
package coordination

import (
	"time"

	coordinationv1 "k8s.io/api/coordination/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/names"
	"github.com/skiff-k8s/skiff/api/table"
)

// Resources lists the kinds of the group.
func Resources() []*api.Resource { return []*api.Resource{Leases} }

// Leases are heartbeats of nodes and votes of leaders.
var Leases = api.Define(api.Meta{
	Group: coordinationv1.GroupName, Version: "v1",
	Name: "leases", Singular: "lease", Kind: "Lease", Namespaced: true,
}, func() *coordinationv1.Lease { return &coordinationv1.Lease{} }, api.Rules[*coordinationv1.Lease]{
	Untraced:     true,
	NewList:      func() runtime.Object { return &coordinationv1.LeaseList{} },
	AnyFinalizer: true,
	Default:      dropElection,
	Validate:     validateLease,
	ValidateName: names.Subdomain,
	Update:       api.UpdatePolicy{CreatesMissing: true, NeedsVersion: true},
	Columns: table.Columns{
		table.Name(),
		table.Text("Holder", coordinationv1.LeaseSpec{}.SwaggerDoc()["holderIdentity"]),
		table.Age(),
	},
	Row: func(l *coordinationv1.Lease, now time.Time) []any {
		return []any{l.Name, table.Deref(l.Spec.HolderIdentity, ""), table.AgeOf(l, now)}
	},
})

func validateLease(l, _ *coordinationv1.Lease) field.ErrorList {
	var errs field.ErrorList
	spec := field.NewPath("spec")
	if d := l.Spec.LeaseDurationSeconds; d != nil && *d <= 0 {
		errs = append(errs, field.Invalid(spec.Child("leaseDurationSeconds"), *d, "must be greater than 0"))
	}
	if t := l.Spec.LeaseTransitions; t != nil && *t < 0 {
		errs = append(errs, field.Invalid(spec.Child("leaseTransitions"), *t, "must be greater than or equal to 0"))
	}
	return errs
}

// dropElection leaves out the fields of coordinated leader election, which 1.36
// does not serve by default.
func dropElection(l *coordinationv1.Lease) {
	l.Spec.Strategy, l.Spec.PreferredHolder = nil, nil
}
