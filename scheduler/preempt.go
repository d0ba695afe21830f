package scheduler

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	corev1 "k8s.io/api/core/v1"
	policyv1 "k8s.io/api/policy/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/scheduler/decide"
	"github.com/skiff-k8s/skiff/scheduler/queue"
	"github.com/skiff-k8s/skiff/trace"
)

// makeRoom has pods of a lower priority leave for one that no node has room for,
// if that helps.
func (s *Scheduler) makeRoom(ctx context.Context, e *queue.Entry, verdict *decide.Verdict) {
	p := s.cluster.Preempt(e.Pod, verdict, s.allowances())
	if p == nil {
		return
	}
	outranked := s.cluster.Outranked(e.Pod, p.Node)
	for _, other := range outranked {
		s.cluster.Nominate(other, "")
	}
	s.cluster.Nominate(e.Pod, p.Node)
	ctx = trace.WithDetail(trace.Because(ctx, p.Reason(e.Pod)), verdict.Detail())
	s.write(ctx, func() {
		for _, other := range outranked {
			s.patchStatus(ctx, other.Object, map[string]any{"nominatedNodeName": nil})
		}
		s.patchStatus(ctx, e.Pod.Object, map[string]any{"nominatedNodeName": p.Node})
		for _, victim := range p.Victims {
			if victim.Object.DeletionTimestamp == nil && !s.evict(ctx, e.Pod.Object, victim.Object, p.Node) {
				// Something else may be decided by now.
				s.mail.send(func(now time.Time) { s.queue.Changed(decide.PodGone, 0, now) })
				return
			}
		}
	})
}

// evict has one pod leave for another and says whether it will.
func (s *Scheduler) evict(ctx context.Context, preemptor, victim *corev1.Pod, node string) bool {
	ctx = trace.Because(ctx, fmt.Sprintf("preempted by pod %s/%s on node %s", preemptor.Namespace, preemptor.Name, node))
	s.patchStatus(ctx, victim, map[string]any{"conditions": []corev1.PodCondition{{
		Type: corev1.DisruptionTarget, Status: corev1.ConditionTrue, Reason: corev1.PodReasonPreemptionByScheduler,
		Message:            s.Name + ": preempting to accommodate a higher priority pod",
		LastTransitionTime: metav1.Now(), ObservedGeneration: victim.Generation,
	}}})
	err := s.Client.Delete(ctx, core.Pods, victim.Namespace, victim.Name, metav1.DeleteOptions{Preconditions: &metav1.Preconditions{UID: &victim.UID}})
	if err != nil && !apierrors.IsNotFound(err) {
		if ctx.Err() == nil {
			s.Log.Warn("a pod cannot be preempted", "pod", victim.Namespace+"/"+victim.Name, "error", err)
		}
		return false
	}
	s.Recorder.Event(ctx, victim, corev1.EventTypeNormal, "Preempted", fmt.Sprintf("Preempted by pod %s on node %s", preemptor.UID, node))
	return true
}

// patchStatus changes a part of a pod's status; that a pod is gone is no error.
func (s *Scheduler) patchStatus(ctx context.Context, pod *corev1.Pod, status map[string]any) {
	patch, err := json.Marshal(map[string]any{"metadata": map[string]any{"uid": pod.UID}, "status": status})
	if err == nil {
		_, err = s.Client.Patch(ctx, core.Pods, pod.Namespace, pod.Name, types.StrategicMergePatchType, patch, "status")
	}
	if err != nil && !apierrors.IsNotFound(err) && ctx.Err() == nil {
		s.Log.Warn("a pod's status was not written", "pod", pod.Namespace+"/"+pod.Name, "error", err)
	}
}

// budgetEvent keeps what the budgets allow.
func (s *Scheduler) budgetEvent(e client.Event, _ time.Time) {
	b := e.Object.(*policyv1.PodDisruptionBudget)
	key := b.Namespace + "/" + b.Name
	if e.Type == client.Deleted {
		delete(s.budgets, key)
		return
	}
	// A budget without a selector is about no pod.
	selector, err := metav1.LabelSelectorAsSelector(b.Spec.Selector)
	if err != nil {
		delete(s.budgets, key)
		return
	}
	next := decide.Budget{Namespace: b.Namespace, Selector: selector, Allowed: b.Status.DisruptionsAllowed, Disrupted: map[string]bool{}}
	for name := range b.Status.DisruptedPods {
		next.Disrupted[name] = true
	}
	s.budgets[key] = next
}

func (s *Scheduler) allowances() []decide.Budget {
	out := make([]decide.Budget, 0, len(s.budgets))
	for _, b := range s.budgets {
		out = append(out, b)
	}
	return out
}
