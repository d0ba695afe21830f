package quota

import (
	"slices"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/skiff-k8s/skiff/api"
)

// Meter measures the objects of one resource. It has no state.
type Meter struct {
	// covers says whether the resource of a quota is measured here.
	covers func(name corev1.ResourceName) bool
	// charges says whether an update can cost something; nil where none can.
	charges func(subresource string, o, old api.Object) bool
	usage   func(o api.Object, now time.Time) corev1.ResourceList
	// inScope is nil where objects are in no scope.
	inScope func(s corev1.ScopedResourceSelectorRequirement, o api.Object) bool
	// complete reports what the object has to say when those resources are
	// limited; nil where nothing is asked of it.
	complete func(required []corev1.ResourceName, o api.Object) error
}

// ignored are not counted: they were free before counting by kind came up.
var ignored = map[schema.GroupResource]bool{
	{Resource: "events"}:                         true,
	{Group: "events.k8s.io", Resource: "events"}: true,
}

// plainNames are the resources by which some kinds are counted since before all
// could be.
var plainNames = map[schema.GroupResource]corev1.ResourceName{
	{Resource: "configmaps"}:             corev1.ResourceConfigMaps,
	{Resource: "replicationcontrollers"}: corev1.ResourceReplicationControllers,
	{Resource: "resourcequotas"}:         corev1.ResourceQuotas,
	{Resource: "secrets"}:                corev1.ResourceSecrets,
}

// For returns the meter of a stored resource, nil where objects are free.
func For(gr schema.GroupResource) *Meter {
	switch gr {
	case schema.GroupResource{Resource: "pods"}:
		return &pods
	case schema.GroupResource{Resource: "services"}:
		return &services
	case schema.GroupResource{Resource: "persistentvolumeclaims"}:
		return &volumeClaims
	case schema.GroupResource{Group: "resource.k8s.io", Resource: "resourceclaims"}:
		return &deviceClaims
	}
	if ignored[gr] {
		return nil
	}
	names := []corev1.ResourceName{Count(gr)}
	if plain, ok := plainNames[gr]; ok {
		names = append(names, plain)
	}
	return &Meter{
		covers: func(name corev1.ResourceName) bool { return slices.Contains(names, name) },
		usage: func(api.Object, time.Time) corev1.ResourceList {
			out := corev1.ResourceList{}
			for _, name := range names {
				out[name] = units(1)
			}
			return out
		},
	}
}

// Count is the resource that counts the objects of a kind.
func Count(gr schema.GroupResource) corev1.ResourceName {
	name := "count/" + gr.Resource
	if gr.Group != "" {
		name += "." + gr.Group
	}
	return corev1.ResourceName(name)
}

func units(n int64) resource.Quantity { return *resource.NewQuantity(n, resource.DecimalSI) }

// Charges says whether a write can cost something: any create of an object (old
// is nil), and some updates.
func (m *Meter) Charges(subresource string, o, old api.Object) bool {
	if old == nil {
		return subresource == ""
	}
	return m.charges != nil && m.charges(subresource, o, old)
}

// Covered returns which of the resources are measured by m, in their order.
func (m *Meter) Covered(names []corev1.ResourceName) []corev1.ResourceName {
	var out []corev1.ResourceName
	for _, name := range names {
		if m.covers(name) {
			out = append(out, name)
		}
	}
	return out
}

// Usage is what an object uses now.
func (m *Meter) Usage(o api.Object, now time.Time) corev1.ResourceList { return m.usage(o, now) }

// InScopes says whether the object is in all scopes of the quota.
func (m *Meter) InScopes(q *corev1.ResourceQuota, o api.Object) bool {
	for _, s := range Scopes(q) {
		if m.inScope == nil || !m.inScope(s, o) {
			return false
		}
	}
	return true
}

// Complete reports what an object leaves open that it must say when those
// resources are limited.
func (m *Meter) Complete(required []corev1.ResourceName, o api.Object) error {
	if m.complete == nil {
		return nil
	}
	return m.complete(required, o)
}

// Scopes are the scopes that a quota is narrowed to, whichever way it says so.
func Scopes(q *corev1.ResourceQuota) []corev1.ScopedResourceSelectorRequirement {
	var out []corev1.ScopedResourceSelectorRequirement
	for _, s := range q.Spec.Scopes {
		out = append(out, corev1.ScopedResourceSelectorRequirement{ScopeName: s, Operator: corev1.ScopeSelectorOpExists})
	}
	if q.Spec.ScopeSelector != nil {
		out = append(out, q.Spec.ScopeSelector.MatchExpressions...)
	}
	return out
}
