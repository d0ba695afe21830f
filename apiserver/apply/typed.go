package apply

import (
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/apiserver/apply/ownership"
	"github.com/skiff-k8s/skiff/apiserver/rest"
)

// kubectl is the manager that takes over what it applied from the client's side before.
const kubectl = "kubectl"

// applyTyped merges by the Go types, which costs a small part of what the library's
// schemas do. ErrUnsure leaves an apply to the library: where the types do not tell, at
// the first apply to what has no books, where kubectl takes over from its client's side,
// and where the client is to hear what is wrong.
func (b *Books) applyTyped(req *rest.Request, old api.Object, asked *unstructured.Unstructured, force bool) (api.Object, error) {
	r := req.Resource
	live := old
	if live == nil {
		live = r.New()
	}
	if _, custom := live.(runtime.Unstructured); custom {
		return nil, ownership.ErrUnsure
	}
	meta, _ := asked.Object["metadata"].(map[string]any)
	_, booked := meta["managedFields"]
	if booked || len(meta) == 0 || asked.GroupVersionKind() != r.GVK() || old != nil && len(old.GetManagedFields()) == 0 {
		return nil, ownership.ErrUnsure
	}
	except, below := notOwned(r, req.Subresource)
	o, err := ownership.Apply(live, ownership.Application{
		Fields: asked.Object, Writer: b.writer(req, req.FieldManager, metav1.ManagedFieldsOperationApply),
		Force: force, Except: except, Below: below,
	})
	if err != nil {
		return nil, err
	}
	if req.FieldManager == kubectl && o.GetAnnotations()[corev1.LastAppliedConfigAnnotation] != "" {
		return nil, ownership.ErrUnsure
	}
	return o, nil
}
