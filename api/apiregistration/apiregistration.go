// Package apiregistration describes the kind of apiregistration.k8s.io/v1: which
// group-versions are served, and by whom.
package apiregistration

import (
	"fmt"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	apiregistrationv1 "k8s.io/kube-aggregator/pkg/apis/apiregistration/v1"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/names"
	"github.com/skiff-k8s/skiff/api/table"
)

// Resources lists the kinds of the group.
func Resources() []*api.Resource { return []*api.Resource{APIServices} }

// APIServices register group-versions.
var APIServices = api.Define(api.Meta{
	Group: apiregistrationv1.GroupName, Version: "v1",
	Name: "apiservices", Singular: "apiservice", Kind: "APIService", Categories: []string{"api-extensions"},
}, func() *apiregistrationv1.APIService { return &apiregistrationv1.APIService{} }, api.Rules[*apiregistrationv1.APIService]{
	NewList:      func() runtime.Object { return &apiregistrationv1.APIServiceList{} },
	AnyFinalizer: true,
	Default: func(s *apiregistrationv1.APIService) {
		if r := s.Spec.Service; r != nil && r.Port == nil {
			port := int32(443)
			r.Port = &port
		}
	},
	Prepare:      prepareAPIService,
	Validate:     validateAPIService,
	ValidateName: names.PathSegment,
	Update:       api.UpdatePolicy{NeedsVersion: true},
	Columns: table.Columns{
		table.Name(),
		table.Text("Service", "The service that answers for the group-version, Local for this server"),
		table.Text("Available", "Whether the service can be reached"),
		table.Age(),
	},
	Row: func(s *apiregistrationv1.APIService, now time.Time) []any {
		service := "Local"
		if r := s.Spec.Service; r != nil {
			service = r.Namespace + "/" + r.Name
		}
		return []any{s.Name, service, availability(s), table.AgeOf(s, now)}
	},
	Subresources: []api.Subresource{
		api.PartOnly("status", func(s, body *apiregistrationv1.APIService) { s.Status = body.Status }, nil),
	},
})

func prepareAPIService(s, old *apiregistrationv1.APIService) {
	if old != nil {
		s.Status = old.Status
		return
	}
	s.Status = apiregistrationv1.APIServiceStatus{}
	if s.Spec.Service == nil {
		// What this server answers itself is there as soon as it is registered.
		s.Status.Conditions = []apiregistrationv1.APIServiceCondition{{
			Type:               apiregistrationv1.Available,
			Status:             apiregistrationv1.ConditionTrue,
			LastTransitionTime: metav1.Now(), // what is being made has no time yet
			Reason:             "Local",
			Message:            "Local APIServices are always available",
		}}
	}
}

func availability(s *apiregistrationv1.APIService) string {
	for _, c := range s.Status.Conditions {
		if c.Type != apiregistrationv1.Available {
			continue
		}
		if c.Status == apiregistrationv1.ConditionTrue {
			return "True"
		}
		return fmt.Sprintf("%s (%s)", c.Status, c.Reason)
	}
	return "Unknown"
}
