package webhooks

import (
	"testing"

	admissionv1 "k8s.io/api/admission/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	kjson "sigs.k8s.io/json"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/apiserver/matching"
)

// FuzzAnswers reads what webhooks answer, and makes the patches that they bring: a
// pod comes out, or an error, and the pod that was sent stays as it was.
func FuzzAnswers(f *testing.F) {
	for _, seed := range [][2]string{
		{`{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","response":{"uid":"u","allowed":true,"patchType":"JSONPatch","patch":"W10="}}`,
			`[{"op":"add","path":"/metadata/labels","value":{"a":"b"}}]`},
		{`{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1beta1","response":{"uid":"","allowed":true,"patch":"bm90IGEgcGF0Y2g="}}`,
			`[{"op":"copy","from":"","path":"/metadata/annotations"},{"op":"move","from":"/spec","path":"/x"}]`},
		{`{"response":null}`, `{"op":"add"}`},
		{`{}`, `[{"op":"replace","path":""}]`},
		{`[]`, `[{"op":"replace","path":"/kind","value":"Secret"},null]`},
	} {
		f.Add([]byte(seed[0]), []byte(seed[1]))
	}
	f.Fuzz(func(t *testing.T, answer, patch []byte) {
		pod := &corev1.Pod{
			ObjectMeta: metav1.ObjectMeta{Name: "a", Namespace: "b"},
			Spec:       corev1.PodSpec{Containers: []corev1.Container{{Name: "c", Image: "i"}}},
		}
		v := &matching.Version{Resource: core.Pods, Kind: core.Pods.GVK(), Object: pod, Body: pod}
		patchOf := func(r *admissionv1.AdmissionResponse) {
			if r.PatchType == nil {
				return
			}
			if o, err := patched(&hook{name: "h"}, v, r); err == nil && o != nil {
				if _, ok := o.(*corev1.Pod); !ok {
					t.Errorf("a pod became a %T", o)
				}
			}
		}
		for _, version := range []string{"v1", "v1beta1"} {
			q, err := newReview(version, &admissionv1.AdmissionRequest{UID: "u"})
			if err != nil {
				t.Fatal(err)
			}
			if kjson.UnmarshalCaseSensitivePreserveInts(answer, q.answer) != nil {
				continue
			}
			for _, mutating := range []bool{false, true} {
				if r, err := q.response(mutating); err == nil {
					patchOf(r)
				}
			}
		}
		kind := admissionv1.PatchTypeJSONPatch
		patchOf(&admissionv1.AdmissionResponse{Patch: patch, PatchType: &kind})
		if pod.Labels != nil || len(pod.Spec.Containers) != 1 {
			t.Error("the pod that was sent has changed")
		}
	})
}
