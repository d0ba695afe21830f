package disruption

import (
	"fmt"
	"time"

	corev1 "k8s.io/api/core/v1"
	policyv1 "k8s.io/api/policy/v1"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"

	"github.com/skiff-k8s/skiff/controllers/podstate"
)

// deletionTimeout is how long an eviction that was granted counts though its pod
// has not been deleted.
const deletionTimeout = 2 * time.Minute

// view is all that a decision rests on. Nothing in it is changed.
type view struct {
	budget *policyv1.PodDisruptionBudget
	pods   []*corev1.Pod // that its selector matches
	// expected is the sum of the sizes of the pods' controllers; it is found only
	// where counts needs it.
	expected int32
	// unmanaged says that some of the pods have no controller.
	unmanaged bool
	// err is why expected could not be found, nil when it could.
	err error
	now time.Time
}

// plan is what is to be said.
type plan struct {
	status policyv1.PodDisruptionBudgetStatus
	reason string
	notes  []note
	undone []*corev1.Pod // evicted long ago and still there
	after  time.Duration // when to look again though nothing happened; 0 is not
}

type note struct{ kind, reason, message string }

// counts says whether the budget is in terms of the sizes of controllers: a
// number of pods that must be there is not.
func counts(b *policyv1.PodDisruptionBudget) bool {
	return b.Spec.MaxUnavailable != nil || b.Spec.MinAvailable != nil && b.Spec.MinAvailable.Type == intstr.String
}

// decide is the whole of the disruption controller's judgement.
func decide(v view) plan {
	var p plan
	if len(v.pods) == 0 {
		p.notes = append(p.notes, note{corev1.EventTypeNormal, "NoPods", "No matching pods found"})
	}
	expected, desired, err := v.wanted()
	if err != nil {
		p.fail(v, err)
		return p
	}
	if v.unmanaged {
		p.notes = append(p.notes, note{corev1.EventTypeWarning, "UnmanagedPods", fmt.Sprintf("Pods selected by this PodDisruptionBudget (selector: %v) were found "+
			"to be unmanaged. As a result, the status of the PDB cannot be calculated correctly, which may result in undefined behavior. "+
			"To account for these pods please set \".spec.minAvailable\" field of the PDB to an integer value.", v.budget.Spec.Selector)})
	}
	disrupted := v.disrupted(&p)
	var healthy int32
	for _, pod := range v.pods {
		if _, goes := disrupted[pod.Name]; !goes && pod.DeletionTimestamp == nil && podstate.Ready(pod) {
			healthy++
		}
	}
	allowed := max(0, healthy-desired)
	if expected <= 0 {
		// The first pods of a budget may appear before it was looked at again.
		allowed = 0
	}
	p.status = policyv1.PodDisruptionBudgetStatus{
		ObservedGeneration: v.budget.Generation,
		DisruptedPods:      disrupted,
		DisruptionsAllowed: allowed,
		CurrentHealthy:     healthy,
		DesiredHealthy:     desired,
		ExpectedPods:       expected,
		Conditions:         append([]metav1.Condition(nil), v.budget.Status.Conditions...),
	}
	c := metav1.Condition{Type: policyv1.DisruptionAllowedCondition, Status: metav1.ConditionFalse, Reason: policyv1.InsufficientPodsReason}
	if allowed > 0 {
		c.Status, c.Reason = metav1.ConditionTrue, policyv1.SufficientPodsReason
	}
	p.condition(v, c)
	p.reason = fmt.Sprintf("%d pods are healthy, %d must be: %d may be disrupted", healthy, desired, allowed)
	return p
}

// wanted returns how many pods there should be, and how many must be healthy.
func (v view) wanted() (expected, desired int32, err error) {
	spec := &v.budget.Spec
	if !counts(v.budget) {
		if spec.MinAvailable == nil {
			return 0, 0, nil
		}
		return int32(len(v.pods)), spec.MinAvailable.IntVal, nil
	}
	if v.err != nil {
		return 0, 0, v.err
	}
	limit := spec.MaxUnavailable
	if limit == nil {
		limit = spec.MinAvailable
	}
	n, err := intstr.GetScaledValueFromIntOrPercent(limit, int(v.expected), true)
	if err != nil {
		return 0, 0, err
	}
	if spec.MaxUnavailable != nil {
		return v.expected, max(0, v.expected-int32(n)), nil
	}
	return v.expected, int32(n), nil
}

// disrupted returns the evictions that were granted and whose end has not been
// seen. Those of pods that are being deleted are done; those that took too long
// count no more.
func (v view) disrupted(p *plan) map[string]metav1.Time {
	out := make(map[string]metav1.Time)
	for _, pod := range v.pods {
		at, ok := v.budget.Status.DisruptedPods[pod.Name]
		if !ok || pod.DeletionTimestamp != nil {
			continue
		}
		left := at.Add(deletionTimeout).Sub(v.now)
		if left < 0 {
			p.undone = append(p.undone, pod)
			continue
		}
		out[pod.Name] = at
		if left = max(left, time.Millisecond); p.after == 0 || left < p.after {
			p.after = left
		}
	}
	return out
}

// fail makes the budget allow nothing, since what it should allow is not known.
func (p *plan) fail(v view, err error) {
	p.status = *v.budget.Status.DeepCopy()
	p.status.DisruptionsAllowed = 0
	p.reason = err.Error()
	p.notes = append(p.notes, note{corev1.EventTypeWarning, "CalculateExpectedPodCountFailed", fmt.Sprintf("Failed to calculate the number of expected pods: %v", err)})
	p.condition(v, metav1.Condition{Type: policyv1.DisruptionAllowedCondition, Status: metav1.ConditionFalse, Reason: policyv1.SyncFailedReason, Message: err.Error()})
}

func (p *plan) condition(v view, c metav1.Condition) {
	c.ObservedGeneration = p.status.ObservedGeneration
	c.LastTransitionTime = metav1.NewTime(v.now)
	meta.SetStatusCondition(&p.status.Conditions, c)
}
