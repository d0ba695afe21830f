package customresources

import (
	"fmt"

	autoscalingv1 "k8s.io/api/autoscaling/v1"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/apiserver/customresources/schema"
)

// unset stands for the replicas of an object that has none while they are being
// changed: a patch that does not set them leaves it.
const unset = -1 << 31

// newScale is the scale subresource: a Scale made of three fields of the object,
// of which the replicas can be changed.
func newScale(s *apiextensionsv1.CustomResourceSubresourceScale) api.Subresource {
	replicas, actual := schema.Steps(s.SpecReplicasPath), schema.Steps(s.StatusReplicasPath)
	// view shows an object as Scale; has tells whether it names its replicas.
	view := func(o api.Object) (scale *autoscalingv1.Scale, has bool, err error) {
		content := o.(*unstructured.Unstructured).Object
		desired, has, err := unstructured.NestedInt64(content, replicas...)
		if err != nil {
			return nil, false, err
		}
		present, _, err := unstructured.NestedInt64(content, actual...)
		if err != nil {
			return nil, false, err
		}
		selector := ""
		if s.LabelSelectorPath != nil && *s.LabelSelectorPath != "" {
			if selector, _, err = unstructured.NestedString(content, schema.Steps(*s.LabelSelectorPath)...); err != nil {
				return nil, false, err
			}
		}
		scale = &autoscalingv1.Scale{
			Spec:   autoscalingv1.ScaleSpec{Replicas: int32(desired)},
			Status: autoscalingv1.ScaleStatus{Replicas: int32(present), Selector: selector},
		}
		scale.Name, scale.Namespace, scale.UID = o.GetName(), o.GetNamespace(), o.GetUID()
		scale.ResourceVersion, scale.CreationTimestamp = o.GetResourceVersion(), o.GetCreationTimestamp()
		return scale, has, nil
	}
	return api.Subresource{
		Name: "scale", Kind: autoscalingv1.SchemeGroupVersion.WithKind("Scale"), Verbs: []string{"get", "patch", "update"},
		View: func(parent api.Object) (api.Object, error) {
			scale, has, err := view(parent)
			if err == nil && !has {
				err = fmt.Errorf("the spec replicas field %q does not exist", s.SpecReplicasPath)
			}
			return scale, err
		},
		Draft: func(parent api.Object) (api.Object, error) {
			scale, has, err := view(parent)
			if err == nil && !has {
				scale.Spec.Replicas = unset
			}
			return scale, err
		},
		Merge: func(parent, body api.Object) error {
			wanted := body.(*autoscalingv1.Scale).Spec.Replicas
			if wanted == unset {
				return apierrors.NewBadRequest(fmt.Sprintf("the spec replicas field %q cannot be empty", s.SpecReplicasPath))
			}
			content := parent.(*unstructured.Unstructured).Object
			had, ok, _ := unstructured.NestedInt64(content, replicas...)
			if ok && had == int64(wanted) {
				return nil
			}
			if err := unstructured.SetNestedField(content, int64(wanted), replicas...); err != nil {
				return apierrors.NewInternalError(err)
			}
			parent.SetGeneration(parent.GetGeneration() + 1)
			return nil
		},
	}
}
