package aggregation

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	apidiscoveryv2 "k8s.io/api/apidiscovery/v2"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/version"
	apiregistrationv1 "k8s.io/kube-aggregator/pkg/apis/apiregistration/v1"
	"k8s.io/kube-aggregator/pkg/apis/apiregistration/v1/helper"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/apiserver/lookup"
	"github.com/skiff-k8s/skiff/client"
)

// Served returns what other servers answer for, as loops know resources: by group,
// and in a group the version that clients prefer first.
func (a *Aggregator) Served() []client.Remote {
	routes := a.routes.Load()
	if routes == nil {
		return nil
	}
	out := make([]client.Remote, 0, len(*routes))
	for gv, r := range *routes {
		served := client.Remote{GroupVersion: gv, Stale: true}
		if doc := r.document.Load(); doc != nil {
			served.Resources, served.Stale = doc.kinds, doc.stale
		}
		out = append(out, served)
	}
	slices.SortFunc(out, func(x, y client.Remote) int {
		return cmp.Or(
			strings.Compare(x.GroupVersion.Group, y.GroupVersion.Group),
			cmp.Compare(a.Priority(y.GroupVersion).Version, a.Priority(x.GroupVersion).Version),
			version.CompareKubeAwareVersionStrings(y.GroupVersion.Version, x.GroupVersion.Version),
		)
	})
	return out
}

// kinds describes the resources of another server.
func kinds(gv schema.GroupVersion, served []apidiscoveryv2.APIResourceDiscovery) []*api.Resource {
	var out []*api.Resource
	for _, d := range served {
		if len(d.Verbs) == 0 || d.ResponseKind == nil {
			continue // only its subresources are served
		}
		out = append(out, &api.Resource{
			Meta: api.Meta{
				Group: gv.Group, Version: gv.Version, Name: d.Resource, Singular: d.SingularResource, Kind: d.ResponseKind.Kind,
				Namespaced: d.Scope == apidiscoveryv2.ScopeNamespace, Verbs: slices.Clone(d.Verbs), Remote: true,
			},
			New:     func() api.Object { return new(metav1.PartialObjectMetadata) },
			NewList: func() runtime.Object { return new(metav1.PartialObjectMetadataList) },
		})
	}
	return out
}

// Unavailable emits for each APIService whether it cannot be used, for metrics.
func (a *Aggregator) Unavailable(emit func(labels string, value float64)) {
	lookup.Each(a.Objects, apiServices, "", func(s *apiregistrationv1.APIService) bool {
		value := 0.0
		if !helper.IsAPIServiceConditionTrue(s, apiregistrationv1.Available) {
			value = 1
		}
		emit(fmt.Sprintf("name=%q", s.Name), value)
		return true
	})
}
