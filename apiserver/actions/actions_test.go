package actions

import (
	"strings"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	policyv1 "k8s.io/api/policy/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/apiserver/lookup"
	"github.com/skiff-k8s/skiff/apiserver/lookup/lookuptest"
)

var now = metav1.NewTime(time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC))

func TestAssign(t *testing.T) {
	binding := &corev1.Binding{
		ObjectMeta: metav1.ObjectMeta{Labels: map[string]string{"zone": "z"}, Annotations: map[string]string{"a": "b"}},
		Target:     corev1.ObjectReference{Name: "n1"},
	}
	pod := &corev1.Pod{ObjectMeta: metav1.ObjectMeta{Name: "p", UID: "u", ResourceVersion: "5"}}
	pod.Status.NominatedNodeName = "n0"
	pod.Status.Conditions = []corev1.PodCondition{{Type: corev1.PodScheduled, Status: corev1.ConditionFalse, Reason: "Unschedulable"}}
	bound := pod.DeepCopy()
	if err := assign(bound, binding, now); err != nil {
		t.Fatal(err)
	}
	c := bound.Status.Conditions
	if bound.Spec.NodeName != "n1" || bound.Labels["zone"] != "z" || bound.Annotations["a"] != "b" || bound.Status.NominatedNodeName != "" ||
		len(c) != 1 || c[0].Status != corev1.ConditionTrue || c[0].Reason != "" || !c[0].LastTransitionTime.Equal(&now) {
		t.Errorf("%+v", bound)
	}
	for name, c := range map[string]struct {
		change func(*corev1.Pod, *corev1.Binding)
		want   string
	}{
		"bound": {func(p *corev1.Pod, _ *corev1.Binding) { p.Spec.NodeName = "n2" }, `pod p is already assigned to node "n2"`},
		"going": {func(p *corev1.Pod, _ *corev1.Binding) { p.DeletionTimestamp = &now }, "pod p is being deleted"},
		"gated": {func(p *corev1.Pod, _ *corev1.Binding) {
			p.Spec.SchedulingGates = []corev1.PodSchedulingGate{{Name: "g"}}
		}, "non-empty .spec.schedulingGates"},
		"another UID":   {func(_ *corev1.Pod, b *corev1.Binding) { b.UID = "x" }, "UID in precondition: x"},
		"older version": {func(_ *corev1.Pod, b *corev1.Binding) { b.ResourceVersion = "4" }, "ResourceVersion in precondition: 4"},
	} {
		p, b := pod.DeepCopy(), binding.DeepCopy()
		c.change(p, b)
		if err := assign(p, b, now); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestSpend(t *testing.T) {
	budget := func(change func(*policyv1.PodDisruptionBudget)) *policyv1.PodDisruptionBudget {
		b := &policyv1.PodDisruptionBudget{ObjectMeta: metav1.ObjectMeta{Name: "b", Generation: 1}, Status: policyv1.PodDisruptionBudgetStatus{ObservedGeneration: 1, DisruptionsAllowed: 1}}
		change(b)
		return b
	}
	ok := budget(func(*policyv1.PodDisruptionBudget) {})
	if err := spend(ok, "p", now); err != nil || ok.Status.DisruptionsAllowed != 0 || ok.Status.DisruptedPods["p"] != now || ok.Status.Conditions[0].Status != metav1.ConditionFalse {
		t.Errorf("%+v %v", ok.Status, err)
	}
	for name, c := range map[string]struct {
		change func(*policyv1.PodDisruptionBudget)
		want   string
	}{
		"not seen yet":   {func(b *policyv1.PodDisruptionBudget) { b.Generation = 2 }, "violate the pod's disruption budget"},
		"nothing left":   {func(b *policyv1.PodDisruptionBudget) { b.Status.DisruptionsAllowed = 0 }, "violate the pod's disruption budget"},
		"less than that": {func(b *policyv1.PodDisruptionBudget) { b.Status.DisruptionsAllowed = -1 }, "pdb disruptions allowed is negative"},
	} {
		if err := spend(budget(c.change), "p", now); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestBudget(t *testing.T) {
	selects := func(name, app string, change func(*policyv1.PodDisruptionBudget)) *policyv1.PodDisruptionBudget {
		b := &policyv1.PodDisruptionBudget{ObjectMeta: metav1.ObjectMeta{Namespace: "ns", Name: name}, Spec: policyv1.PodDisruptionBudgetSpec{
			Selector: &metav1.LabelSelector{MatchLabels: map[string]string{"app": app}}}}
		change(b)
		return b
	}
	same := func(*policyv1.PodDisruptionBudget) {}
	always := policyv1.AlwaysAllow
	state := lookuptest.Fixed{}.With(lookup.DisruptionBudgets,
		selects("one", "one", same),
		selects("two-a", "two", same), selects("two-b", "two", same),
		selects("lenient", "lenient", func(b *policyv1.PodDisruptionBudget) { b.Spec.UnhealthyPodEvictionPolicy = &always }),
		selects("healthy", "healthy", func(b *policyv1.PodDisruptionBudget) { b.Status.CurrentHealthy, b.Status.DesiredHealthy = 3, 3 }),
	)
	a := &Actions{Objects: state}
	for app, want := range map[string]struct {
		found, free, many bool
	}{
		"none": {}, "one": {found: true}, "two": {found: true, many: true}, "lenient": {found: true, free: true}, "healthy": {found: true, free: true},
	} {
		pod := &corev1.Pod{ObjectMeta: metav1.ObjectMeta{Namespace: "ns", Labels: map[string]string{"app": app}}}
		b, free, many := a.budget(pod)
		if (b != nil) != want.found || free != want.free || many != want.many {
			t.Errorf("%s: %v %v %v", app, b != nil, free, many)
		}
		pod.Status.Conditions = []corev1.PodCondition{{Type: corev1.PodReady, Status: corev1.ConditionTrue}}
		if _, free, _ := a.budget(pod); free {
			t.Errorf("%s: a healthy pod goes past its budget", app)
		}
	}
}
