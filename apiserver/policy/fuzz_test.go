package policy

import (
	"testing"

	"github.com/google/cel-go/common/types/ref"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api/all"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/api/expression"
	"github.com/skiff-k8s/skiff/apiserver/apply"
)

// FuzzMutations evaluates expressions to patches of a pod and applies them: a pod
// comes out, or an error.
func FuzzMutations(f *testing.F) {
	for _, seed := range []string{
		`Object{metadata: Object.metadata{labels: {'a': 'b'}}}`,
		`Object{spec: Object.spec{containers: [Object.spec.containers{name: 'c', image: 'x'}], priority: 1}}`,
		`Object{spec: Object.spec{tolerations: [Object.spec.tolerations{}]}}`,
		`[JSONPatch{op: 'add', path: '/metadata/labels', value: {'a': 'b'}}, JSONPatch{op: 'remove', path: '/spec/containers/0'}]`,
		`[JSONPatch{op: 'copy', from: '/spec', path: '/metadata/x'}, JSONPatch{op: 'test', path: '', value: null}]`,
		`[JSONPatch{op: 'replace', path: ''}]`,
		`[JSONPatch{op: 'add', path: '/spec/containers/-', value: Object.spec.containers{name: 'd'}}]`,
	} {
		f.Add(seed)
	}
	books := &apply.Books{Find: all.Catalog().ByKind}
	converter := books.Converter(core.Pods, core.Pods.GVK())
	scope := expression.Scope{Patches: true}
	f.Fuzz(func(t *testing.T, text string) {
		pod := &corev1.Pod{
			ObjectMeta: metav1.ObjectMeta{Name: "a", Namespace: "b"},
			Spec:       corev1.PodSpec{Containers: []corev1.Container{{Name: "c", Image: "i"}}},
		}
		in, err := expression.NewInput(&expression.Request{Object: pod, Kind: core.Pods.GVK()})
		if err != nil {
			t.Fatal(err)
		}
		for _, kind := range []struct {
			p     *expression.Program
			patch func(map[string]any, ref.Val) (map[string]any, error)
		}{
			{expression.Compile(text, scope, expression.Stored, expression.Object), func(content map[string]any, v ref.Val) (map[string]any, error) {
				return applyConfiguration(converter, content, v)
			}},
			{expression.Compile(text, scope, expression.Stored, expression.Patch), applyOperations},
		} {
			if kind.p.Err != nil {
				continue
			}
			value, err, fatal := expression.NewEvaluation(t.Context(), nil, in, expression.Budget).Eval(kind.p)
			if err != nil || fatal != nil {
				continue
			}
			content, err := contentOf(pod, core.Pods.GVK())
			if err != nil {
				t.Fatal(err)
			}
			next, err := kind.patch(content, value)
			if err != nil || next == nil {
				continue
			}
			o, err := objectOf(next, pod, true)
			if err == nil {
				core.Pods.Default(o)
			}
		}
		if pod.Labels != nil || len(pod.Spec.Containers) != 1 {
			t.Error("the pod itself was changed")
		}
	})
}
