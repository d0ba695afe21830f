package bootstrap

import (
	"k8s.io/apimachinery/pkg/api/equality"
	"k8s.io/apimachinery/pkg/runtime/schema"
	apiregistrationv1 "k8s.io/kube-aggregator/pkg/apis/apiregistration/v1"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/apiserver/aggregation"
)

// apiServices register what this server serves. One that an administrator took
// over, by taking the label off, is left alone.
func (c Config) apiServices() []wanted {
	gr := schema.GroupResource{Group: apiregistrationv1.GroupName, Resource: "apiservices"}
	out := make([]wanted, len(c.APIServices))
	for i, want := range c.APIServices {
		out[i] = wanted{gr: gr, o: want, repair: func(present api.Object) bool {
			s := present.(*apiregistrationv1.APIService)
			if s.Labels[aggregation.Automanaged] == "" || equality.Semantic.DeepEqual(s.Spec, want.Spec) {
				return false
			}
			s.Spec = want.Spec
			return true
		}}
	}
	return out
}
