package controllers_test

import (
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	policyv1 "k8s.io/api/policy/v1"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/intstr"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/apiextensions"
	"github.com/skiff-k8s/skiff/api/apps"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/api/policy"
	"github.com/skiff-k8s/skiff/client"
)

func budget(name, app string, spec policyv1.PodDisruptionBudgetSpec) *policyv1.PodDisruptionBudget {
	spec.Selector = &metav1.LabelSelector{MatchLabels: map[string]string{"app": app}}
	return &policyv1.PodDisruptionBudget{ObjectMeta: metav1.ObjectMeta{Namespace: "default", Name: name}, Spec: spec}
}

// allows waits until a budget shows these numbers.
func (w *world) allows(name string, expected, desired, allowed int32) {
	w.Helper()
	var s policyv1.PodDisruptionBudgetStatus
	defer func() { w.Logf("budget %s: %+v", name, s) }()
	w.eventually("the budget "+name+" is up to date", func() bool {
		b, err := client.Get[*policyv1.PodDisruptionBudget](w.Context(), w.client, policy.PodDisruptionBudgets, "default", name)
		if err != nil {
			w.Fatal(err)
		}
		s = b.Status
		return s.ObservedGeneration == b.Generation && s.ExpectedPods == expected && s.DesiredHealthy == desired && s.DisruptionsAllowed == allowed
	})
}

func (w *world) evict(pod string) error {
	_, err := w.client.Act(w.Context(), core.Pods, "default", pod, "eviction", &policyv1.Eviction{ObjectMeta: metav1.ObjectMeta{Namespace: "default", Name: pod}})
	return err
}

func TestABudgetGrantsEvictions(t *testing.T) {
	w := newWorld(t)
	w.create(apps.Deployments, deployment("web", 3))
	w.create(policy.PodDisruptionBudgets, budget("web", "web", policyv1.PodDisruptionBudgetSpec{MaxUnavailable: ptrInt(1)}))
	w.rolledOut("web")
	w.allows("web", 3, 2, 1)
	w.hold.Store(true)
	pods := list[*corev1.Pod](w, core.Pods, "default")
	if err := w.evict(pods[0].Name); err != nil {
		t.Fatalf("the first eviction: %v", err)
	}
	if err := w.evict(pods[1].Name); !apierrors.IsTooManyRequests(err) {
		t.Errorf("the second eviction: %v, want too many requests", err)
	}
	w.allows("web", 3, 2, 0)
	w.hold.Store(false)
	w.rolledOut("web")
	w.allows("web", 3, 2, 1)
}

// TestABudgetKnowsCustomScales: pods that a custom resource controls count by its
// scale.
func TestABudgetKnowsCustomScales(t *testing.T) {
	w := newWorld(t)
	w.create(apiextensions.CustomResourceDefinitions, &apiextensionsv1.CustomResourceDefinition{
		ObjectMeta: metav1.ObjectMeta{Name: "farms.example.com"},
		Spec: apiextensionsv1.CustomResourceDefinitionSpec{
			Group: "example.com", Scope: apiextensionsv1.NamespaceScoped,
			Names: apiextensionsv1.CustomResourceDefinitionNames{Plural: "farms", Singular: "farm", Kind: "Farm", ListKind: "FarmList"},
			Versions: []apiextensionsv1.CustomResourceDefinitionVersion{{
				Name: "v1", Served: true, Storage: true,
				Schema: &apiextensionsv1.CustomResourceValidation{OpenAPIV3Schema: &apiextensionsv1.JSONSchemaProps{Type: "object", XPreserveUnknownFields: new(true)}},
				Subresources: &apiextensionsv1.CustomResourceSubresources{Scale: &apiextensionsv1.CustomResourceSubresourceScale{
					SpecReplicasPath: ".spec.replicas", StatusReplicasPath: ".status.replicas",
				}},
			}},
		},
	})
	resources, ok := w.client.(client.Resources)
	if !ok {
		t.Fatal("the client does not tell resources")
	}
	var farms *api.Resource
	w.eventually("the custom kind is served", func() bool {
		farms = resources.ResourceFor(schema.GroupVersionKind{Group: "example.com", Version: "v1", Kind: "Farm"})
		return farms != nil
	})
	farm := w.create(farms, &unstructured.Unstructured{Object: map[string]any{
		"apiVersion": "example.com/v1", "kind": "Farm", "metadata": map[string]any{"namespace": "default", "name": "farm"},
		"spec": map[string]any{"replicas": int64(4)},
	}})
	for _, name := range []string{"a", "b", "c"} {
		w.create(core.Pods, &corev1.Pod{
			ObjectMeta: metav1.ObjectMeta{Namespace: "default", Name: name, Labels: map[string]string{"app": "farm"},
				OwnerReferences: []metav1.OwnerReference{*metav1.NewControllerRef(farm, schema.GroupVersionKind{Group: "example.com", Version: "v1", Kind: "Farm"})}},
			Spec: corev1.PodSpec{Containers: []corev1.Container{{Name: "c", Image: "v1"}}},
		})
	}
	w.create(policy.PodDisruptionBudgets, budget("farm", "farm", policyv1.PodDisruptionBudgetSpec{MinAvailable: &intstr.IntOrString{Type: intstr.String, StrVal: "50%"}}))
	w.allows("farm", 4, 2, 1)
}

func TestAPodThatWasNotDisruptedIsTold(t *testing.T) {
	w := newWorld(t)
	w.create(core.Pods, &corev1.Pod{
		ObjectMeta: metav1.ObjectMeta{Namespace: "default", Name: "a"},
		Spec:       corev1.PodSpec{Containers: []corev1.Container{{Name: "c", Image: "v1"}}},
	})
	w.eventually("it runs", func() bool { return w.pod("a").Status.Phase == corev1.PodRunning })
	next := w.pod("a").DeepCopy()
	next.Status.Conditions = append(next.Status.Conditions, corev1.PodCondition{
		Type: corev1.DisruptionTarget, Status: corev1.ConditionTrue, Reason: "EvictionByEvictionAPI", LastTransitionTime: metav1.NewTime(time.Now().Add(-time.Hour)),
	})
	if _, err := w.client.Update(t.Context(), core.Pods, next, "status"); err != nil {
		t.Fatal(err)
	}
	w.eventually("the condition is taken back", func() bool {
		for _, c := range w.pod("a").Status.Conditions {
			if c.Type == corev1.DisruptionTarget {
				return c.Status == corev1.ConditionFalse && c.Reason == ""
			}
		}
		return false
	})
}
