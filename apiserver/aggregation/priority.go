package aggregation

import (
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	apiregistrationv1 "k8s.io/kube-aggregator/pkg/apis/apiregistration/v1"
)

// The label of APIServices that the server keeps itself, and its values: made
// once at the start, or kept as the definitions of custom resources want it.
const (
	Automanaged        = "kube-aggregator.kubernetes.io/automanaged"
	automanagedOnStart = "onstart"
	automanagedAlways  = "true"
)

// Priority orders groups and the versions in a group, the highest first.
type Priority struct{ Group, Version int32 }

// groupPriorities are those of kube-apiserver, by which clients prefer one group
// to another when two have a resource of the same name.
var groupPriorities = map[string]int32{
	"":                             18000,
	"apps":                         17800,
	"events.k8s.io":                17750,
	"authentication.k8s.io":        17700,
	"authorization.k8s.io":         17600,
	"autoscaling":                  17500,
	"batch":                        17400,
	"certificates.k8s.io":          17300,
	"networking.k8s.io":            17200,
	"policy":                       17100,
	"rbac.authorization.k8s.io":    17000,
	"storage.k8s.io":               16800,
	"apiextensions.k8s.io":         16700,
	"admissionregistration.k8s.io": 16700,
	"scheduling.k8s.io":            16600,
	"coordination.k8s.io":          16500,
	"node.k8s.io":                  16300,
	"discovery.k8s.io":             16200,
	"resource.k8s.io":              16200,
	"flowcontrol.apiserver.k8s.io": 16100,
	// Nobody else may come before the group that says who comes first; it has no
	// APIService of its own.
	apiregistrationv1.GroupName: 20001,
}

// versionPriorities are those that differ from usualVersion.
var versionPriorities = map[schema.GroupVersion]int32{
	{Version: "v1"}:                                        1,
	{Group: "autoscaling", Version: "v2"}:                  30,
	{Group: "flowcontrol.apiserver.k8s.io", Version: "v1"}: 21,
	{Group: "resource.k8s.io", Version: "v1"}:              21,
}

const usualVersion = 15

// custom is the priority of every group-version of custom resources.
var custom = Priority{Group: 1000, Version: 100}

// DefaultPriority is the priority of a group-version that this server serves
// itself.
func DefaultPriority(gv schema.GroupVersion) Priority {
	group, ok := groupPriorities[gv.Group]
	if !ok {
		return custom
	}
	if version, ok := versionPriorities[gv]; ok {
		return Priority{group, version}
	}
	return Priority{group, usualVersion}
}

// Local returns the APIServices of the built-in group-versions among those given.
func Local(served []schema.GroupVersion) []*apiregistrationv1.APIService {
	var out []*apiregistrationv1.APIService
	for _, gv := range served {
		if _, ok := groupPriorities[gv.Group]; ok && gv.Group != apiregistrationv1.GroupName {
			out = append(out, local(gv, automanagedOnStart))
		}
	}
	return out
}

// local returns the APIService of a group-version that this server serves.
func local(gv schema.GroupVersion, managed string) *apiregistrationv1.APIService {
	p := DefaultPriority(gv)
	return &apiregistrationv1.APIService{
		ObjectMeta: metav1.ObjectMeta{Name: name(gv), Labels: map[string]string{Automanaged: managed}},
		Spec: apiregistrationv1.APIServiceSpec{
			Group: gv.Group, Version: gv.Version, GroupPriorityMinimum: p.Group, VersionPriority: p.Version,
		},
	}
}

// name is that of the APIService of a group-version.
func name(gv schema.GroupVersion) string { return gv.Version + "." + gv.Group }
