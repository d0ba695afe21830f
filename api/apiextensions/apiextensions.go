// Package apiextensions describes the kind of apiextensions.k8s.io/v1: custom
// resource definitions. What they define is served elsewhere.
package apiextensions

import (
	"time"

	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/names"
	"github.com/skiff-k8s/skiff/api/table"
)

// Resources lists the kinds of the group.
func Resources() []*api.Resource { return []*api.Resource{CustomResourceDefinitions} }

// CustomResourceDefinitions add kinds to the API.
var CustomResourceDefinitions = api.Define(api.Meta{
	Group: apiextensionsv1.GroupName, Version: "v1",
	Name: "customresourcedefinitions", Singular: "customresourcedefinition", Kind: "CustomResourceDefinition",
	ShortNames: []string{"crd", "crds"}, Categories: []string{"api-extensions"},
}, func() *apiextensionsv1.CustomResourceDefinition { return &apiextensionsv1.CustomResourceDefinition{} }, api.Rules[*apiextensionsv1.CustomResourceDefinition]{
	NewList:      func() runtime.Object { return &apiextensionsv1.CustomResourceDefinitionList{} },
	AnyFinalizer: true,
	Default: func(d *apiextensionsv1.CustomResourceDefinition) {
		apiextensionsv1.SetDefaults_CustomResourceDefinition(d)
		apiextensionsv1.SetDefaults_CustomResourceDefinitionSpec(&d.Spec)
		if c := d.Spec.Conversion; c != nil && c.Webhook != nil && c.Webhook.ClientConfig != nil && c.Webhook.ClientConfig.Service != nil {
			apiextensionsv1.SetDefaults_ServiceReference(c.Webhook.ClientConfig.Service)
		}
	},
	Prepare:      prepareDefinition,
	Validate:     validateDefinition,
	ValidateName: names.Subdomain,
	Update:       api.UpdatePolicy{NeedsVersion: true},
	Columns:      table.Default(),
	Row: func(d *apiextensionsv1.CustomResourceDefinition, _ time.Time) []any {
		return table.DefaultRow(d)
	},
	Subresources: []api.Subresource{
		api.Part("status", func(d, body *apiextensionsv1.CustomResourceDefinition) { d.Status = body.Status }, nil),
	},
})

func prepareDefinition(d, old *apiextensionsv1.CustomResourceDefinition) {
	if old != nil {
		d.Status = old.Status
		api.Generation(d, old, !equality.Semantic.DeepEqual(d.Spec, old.Spec))
		return
	}
	d.Generation = 1
	d.Status = apiextensionsv1.CustomResourceDefinitionStatus{}
	for _, v := range d.Spec.Versions {
		if v.Storage {
			d.Status.StoredVersions = []string{v.Name}
			break
		}
	}
}
