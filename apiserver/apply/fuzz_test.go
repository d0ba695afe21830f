package apply_test

import (
	"strings"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"

	"github.com/skiff-k8s/skiff/api/all"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/apiserver/apply"
	"github.com/skiff-k8s/skiff/apiserver/rest"
)

// FuzzApply applies whatever comes to a pod that has an owner of its fields, twice:
// a patch that was accepted is accepted again and changes nothing more. Mistakes
// are the client's.
func FuzzApply(f *testing.F) {
	for _, seed := range []string{
		"apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: b, labels: {x: 'y'}}\n",
		"apiVersion: v1\nkind: Pod\nmetadata: {name: a, managedFields: [{manager: x, operation: Apply, fieldsType: FieldsV1, fieldsV1: {f:a: {}}}]}\n",
		"apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: c, ports: [{containerPort: 1}, {containerPort: 1}]}]}\n",
		`{"apiVersion":"v1","kind":"Pod","metadata":null,"spec":{"containers":null,"x":1}}`,
		"&a [*a, *a]", "kind: Pod\nkind: Pod\n",
	} {
		f.Add([]byte(seed), false)
	}
	catalog := all.Catalog()
	books := &apply.Books{Find: catalog.ByKind, Now: func() time.Time { return time.Unix(0, 0) }}
	f.Fuzz(func(t *testing.T, data []byte, force bool) {
		req := &rest.Request{Verb: "patch", Resource: core.Pods, Namespace: "b", Name: "a", FieldManager: "fuzz"}
		pod := &corev1.Pod{
			ObjectMeta: metav1.ObjectMeta{Name: "a", Namespace: "b", Labels: map[string]string{"x": "z"}, ManagedFields: []metav1.ManagedFieldsEntry{{
				Manager: "owner", Operation: metav1.ManagedFieldsOperationUpdate, APIVersion: "v1", FieldsType: "FieldsV1",
				FieldsV1: &metav1.FieldsV1{Raw: []byte(`{"f:metadata":{"f:labels":{"f:x":{}}}}`)},
			}}},
			Spec: corev1.PodSpec{Containers: []corev1.Container{{Name: "c", Image: "i"}}},
		}
		patch := rest.Patch{Type: types.ApplyPatchType, Data: data, Force: force}
		once, err := books.Apply(t.Context(), req, pod, patch)
		if err != nil {
			// That what was applied does not fit the schema is an internal error with
			// kube-apiserver too.
			if apierrors.IsInternalError(err) && !strings.Contains(err.Error(), "failed to create typed patch object") {
				t.Errorf("a mistake of ours: %v", err)
			}
			return
		}
		twice, err := books.Apply(t.Context(), req, once, patch)
		if err != nil {
			t.Fatalf("accepted once, then: %v", err)
		}
		if a, b := len(once.GetManagedFields()), len(twice.GetManagedFields()); a != b {
			t.Errorf("%d owners, then %d", a, b)
		}
	})
}
