// Package conversion turns custom objects from one version of their kind into
// another: by renaming the version, which is all that strategy None does, or by
// asking a webhook.
package conversion

import (
	"context"

	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/skiff-k8s/skiff/api"
)

// Converter turns objects into a version ("example.com/v1"). The objects given
// are not changed; those that are of that version already are returned as they
// are. Results stand in the order of what was given.
type Converter interface {
	Convert(ctx context.Context, objects []api.Object, version string) ([]api.Object, error)
}

// New returns the converter that a definition asks for.
func New(d *apiextensionsv1.CustomResourceDefinition, reviews Reviewer) Converter {
	if c := d.Spec.Conversion; c != nil && c.Strategy == apiextensionsv1.WebhookConverter && c.Webhook != nil {
		return newWebhook(d, reviews)
	}
	return rename{}
}

// rename is the strategy None.
type rename struct{}

// Convert implements Converter.
func (rename) Convert(_ context.Context, objects []api.Object, version string) ([]api.Object, error) {
	out := make([]api.Object, len(objects))
	for i, o := range objects {
		if out[i] = o; versionOf(o) != version {
			copied := o.DeepCopyObject().(*unstructured.Unstructured)
			copied.SetAPIVersion(version)
			out[i] = copied
		}
	}
	return out, nil
}

func versionOf(o api.Object) string {
	return o.GetObjectKind().GroupVersionKind().GroupVersion().String()
}
