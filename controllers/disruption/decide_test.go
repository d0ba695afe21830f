package disruption

import (
	"errors"
	"fmt"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	policyv1 "k8s.io/api/policy/v1"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
)

var now = time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC)

func minAvailable(text string) *policyv1.PodDisruptionBudget {
	v := intstr.Parse(text)
	return &policyv1.PodDisruptionBudget{ObjectMeta: metav1.ObjectMeta{Generation: 2}, Spec: policyv1.PodDisruptionBudgetSpec{MinAvailable: &v}}
}

func maxUnavailable(text string) *policyv1.PodDisruptionBudget {
	v := intstr.Parse(text)
	return &policyv1.PodDisruptionBudget{ObjectMeta: metav1.ObjectMeta{Generation: 2}, Spec: policyv1.PodDisruptionBudgetSpec{MaxUnavailable: &v}}
}

// pods makes ready pods and others.
func pods(ready, unready, deleting int) (out []*corev1.Pod) {
	for i := range ready + unready + deleting {
		p := &corev1.Pod{ObjectMeta: metav1.ObjectMeta{Name: fmt.Sprint("p", i)}, Status: corev1.PodStatus{Phase: corev1.PodRunning, Conditions: []corev1.PodCondition{{
			Type: corev1.PodReady, Status: corev1.ConditionTrue,
		}}}}
		if i >= ready && i < ready+unready {
			p.Status.Conditions[0].Status = corev1.ConditionFalse
		}
		if i >= ready+unready {
			p.DeletionTimestamp = &metav1.Time{Time: now}
		}
		out = append(out, p)
	}
	return out
}

func TestHowManyMayBeDisrupted(t *testing.T) {
	for _, c := range []struct {
		name                     string
		budget                   *policyv1.PodDisruptionBudget
		pods                     []*corev1.Pod
		scale                    int32
		expected, desired, allow int32
		reason                   string
	}{
		{"a number", minAvailable("2"), pods(3, 0, 0), 0, 3, 2, 1, policyv1.SufficientPodsReason},
		{"not when some are not ready", minAvailable("2"), pods(2, 5, 0), 0, 7, 2, 0, policyv1.InsufficientPodsReason},
		{"not when some are being deleted", minAvailable("2"), pods(2, 0, 2), 0, 4, 2, 0, policyv1.InsufficientPodsReason},
		{"a part", minAvailable("50%"), pods(5, 0, 0), 5, 5, 3, 2, policyv1.SufficientPodsReason},
		{"a part of what should be there", minAvailable("50%"), pods(5, 0, 0), 10, 10, 5, 0, policyv1.InsufficientPodsReason},
		{"so many may be away", maxUnavailable("1"), pods(5, 0, 0), 5, 5, 4, 1, policyv1.SufficientPodsReason},
		{"one is away", maxUnavailable("1"), pods(4, 1, 0), 5, 5, 4, 0, policyv1.InsufficientPodsReason},
		{"a part may be away", maxUnavailable("30%"), pods(5, 0, 0), 5, 5, 3, 2, policyv1.SufficientPodsReason},
		{"all may be away", maxUnavailable("100"), pods(2, 0, 0), 2, 2, 0, 2, policyv1.SufficientPodsReason},
		{"none is there", minAvailable("0"), nil, 0, 0, 0, 0, policyv1.InsufficientPodsReason},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := decide(view{budget: c.budget, pods: c.pods, expected: c.scale, now: now})
			s := p.status
			if s.ExpectedPods != c.expected || s.DesiredHealthy != c.desired || s.DisruptionsAllowed != c.allow || s.ObservedGeneration != 2 {
				t.Errorf("status %+v, want %d expected, %d desired, %d allowed", s, c.expected, c.desired, c.allow)
			}
			d := meta.FindStatusCondition(s.Conditions, policyv1.DisruptionAllowedCondition)
			if d.Reason != c.reason || (d.Status == metav1.ConditionTrue) != (c.allow > 0) || d.ObservedGeneration != 2 {
				t.Errorf("condition %+v, want %s", d, c.reason)
			}
		})
	}
}

func TestEvictionsCountUntilTheirPodsGo(t *testing.T) {
	b := minAvailable("1")
	all := pods(3, 0, 1)
	b.Status.DisruptedPods = map[string]metav1.Time{
		"p0":   metav1.NewTime(now.Add(-30 * time.Second)), // on its way
		"p1":   metav1.NewTime(now.Add(-time.Hour)),        // never happened
		"p3":   metav1.NewTime(now),                        // is being deleted
		"gone": metav1.NewTime(now),
	}
	p := decide(view{budget: b, pods: all, now: now})
	if len(p.status.DisruptedPods) != 1 || p.status.CurrentHealthy != 2 || p.status.DisruptionsAllowed != 1 {
		t.Errorf("status %+v", p.status)
	}
	if len(p.undone) != 1 || p.undone[0].Name != "p1" || p.after != 90*time.Second {
		t.Errorf("undone %v, look again after %v", p.undone, p.after)
	}
}

func TestWhatIsNotKnownIsNotAllowed(t *testing.T) {
	b := maxUnavailable("1")
	b.Status = policyv1.PodDisruptionBudgetStatus{DisruptionsAllowed: 3, CurrentHealthy: 4, ObservedGeneration: 1}
	p := decide(view{budget: b, pods: pods(4, 0, 0), err: errors.New("no scale"), now: now})
	c := meta.FindStatusCondition(p.status.Conditions, policyv1.DisruptionAllowedCondition)
	if p.status.DisruptionsAllowed != 0 || p.status.CurrentHealthy != 4 || p.status.ObservedGeneration != 1 || c.Reason != policyv1.SyncFailedReason || c.Message != "no scale" {
		t.Errorf("status %+v", p.status)
	}
	// A number does not need to know.
	if p := decide(view{budget: minAvailable("1"), pods: pods(4, 0, 0), now: now}); p.status.DisruptionsAllowed != 3 {
		t.Errorf("status %+v", p.status)
	}
	p = decide(view{budget: minAvailable("50%"), pods: pods(1, 0, 0), expected: 0, unmanaged: true, now: now})
	if p.status.DisruptionsAllowed != 0 || len(p.notes) != 1 || p.notes[0].reason != "UnmanagedPods" {
		t.Errorf("status %+v, notes %v", p.status, p.notes)
	}
}
