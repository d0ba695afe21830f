// Package apiextensions describes the kind of apiextensions.k8s.io/v1: custom
// resource definitions. What they define is served elsewhere.
package apiextensions

import (
	"slices"
	"time"

	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
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
	Retire:       retireDefinition,
	Validate:     validateDefinition,
	ValidateName: names.Subdomain,
	Warn:         warnFormats,

	Update: api.UpdatePolicy{NeedsVersion: true},

	Columns: table.Default(),
	Row: func(d *apiextensionsv1.CustomResourceDefinition, _ time.Time) []any {
		return table.DefaultRow(d)
	},
	Subresources: []api.Subresource{
		api.Part("status", func(d, body *apiextensionsv1.CustomResourceDefinition) { d.Status = body.Status }, validateStatus),
	},
})

func prepareDefinition(d, old *apiextensionsv1.CustomResourceDefinition) {
	if old != nil {
		d.Status = old.Status
		api.Generation(d, old, !equality.Semantic.DeepEqual(d.Spec, old.Spec))
		noteStorage(d)
		return
	}
	d.Generation = 1
	d.Status = apiextensionsv1.CustomResourceDefinitionStatus{}
	noteStorage(d)
}

// noteStorage adds the storage version to those that objects may be stored in.
func noteStorage(d *apiextensionsv1.CustomResourceDefinition) {
	for _, v := range d.Spec.Versions {
		if v.Storage && !slices.Contains(d.Status.StoredVersions, v.Name) {
			d.Status.StoredVersions = append(slices.Clone(d.Status.StoredVersions), v.Name)
		}
		if v.Storage {
			return
		}
	}
}

// retireDefinition keeps a deleted definition until its objects are gone.
func retireDefinition(d *apiextensionsv1.CustomResourceDefinition, now metav1.Time) {
	d.DeletionTimestamp = &now
	if !slices.Contains(d.Finalizers, apiextensionsv1.CustomResourceCleanupFinalizer) {
		d.Finalizers = append(d.Finalizers, apiextensionsv1.CustomResourceCleanupFinalizer)
	}
	ending := apiextensionsv1.CustomResourceDefinitionCondition{
		Type: apiextensionsv1.Terminating, Status: apiextensionsv1.ConditionTrue, Reason: "InstanceDeletionPending",
		Message:            "CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon",
		LastTransitionTime: now,
	}
	d.Status.Conditions = append(slices.DeleteFunc(d.Status.Conditions, func(c apiextensionsv1.CustomResourceDefinitionCondition) bool {
		return c.Type == apiextensionsv1.Terminating
	}), ending)
}
