package scheduler

import (
	"context"
	"encoding/json"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/scheduler/decide"
	"github.com/skiff-k8s/skiff/scheduler/queue"
	"github.com/skiff-k8s/skiff/trace"
)

// tryNext decides on the next ready pod and starts the write that follows; it
// returns false when no pod is ready.
func (s *Scheduler) tryNext(ctx context.Context, now time.Time) bool {
	e := s.queue.Next(now)
	if e == nil {
		return false
	}
	verdict := s.cluster.Decide(e.Pod)
	ctx = trace.With(ctx, trace.Cause{Actor: "scheduler", Parents: e.Parents, Started: now})
	if verdict.Best == "" {
		s.queue.Wait(e, verdict.Helps(), now)
		s.makeRoom(ctx, e, verdict)
		s.reportUnfit(ctx, e, verdict)
		return true
	}
	s.cluster.SetPod(e.Pod, verdict.Best)
	s.write(ctx, func() { s.bind(ctx, e, verdict) })
	return true
}

// bind writes the binding. The pod is counted on the node already; when the
// server refuses, it is taken off again and tried later.
func (s *Scheduler) bind(ctx context.Context, e *queue.Entry, verdict *decide.Verdict) {
	pod := e.Pod.Object
	binding := &corev1.Binding{
		ObjectMeta: metav1.ObjectMeta{Namespace: pod.Namespace, Name: pod.Name, UID: pod.UID},
		Target:     corev1.ObjectReference{Kind: "Node", Name: verdict.Best},
	}
	ctx = trace.WithDetail(trace.Because(ctx, verdict.Reason()), verdict.Detail())
	if _, err := s.Client.Act(ctx, core.Pods, pod.Namespace, pod.Name, "binding", binding); err != nil {
		if !apierrors.IsNotFound(err) && ctx.Err() == nil {
			s.Log.Warn("binding refused, the pod will be tried again", "pod", pod.Namespace+"/"+pod.Name, "node", verdict.Best, "error", err)
		}
		s.mail.send(func(now time.Time) {
			// Unless the watch has told meanwhile that it is placed or gone.
			if s.queue.Get(pod.UID) == e {
				s.cluster.RemovePod(pod.UID)
				s.queue.Retry(e, now)
			}
		})
		return
	}
	s.Recorder.Event(ctx, pod, corev1.EventTypeNormal, "Scheduled",
		"Successfully assigned "+pod.Namespace+"/"+pod.Name+" to "+verdict.Best)
}

// reportUnfit says in the pod's status and in an event why no node fits, unless
// the status says so already.
func (s *Scheduler) reportUnfit(ctx context.Context, e *queue.Entry, verdict *decide.Verdict) {
	pod, message := e.Pod.Object, verdict.Message()
	condition := podCondition(pod, corev1.PodScheduled)
	if condition != nil && condition.Status == corev1.ConditionFalse && condition.Message == message {
		return
	}
	now := metav1.Now()
	next := corev1.PodCondition{
		Type: corev1.PodScheduled, Status: corev1.ConditionFalse,
		Reason: corev1.PodReasonUnschedulable, Message: message,
		LastTransitionTime: now, ObservedGeneration: pod.Generation,
	}
	if condition != nil && condition.Status == next.Status {
		next.LastTransitionTime = condition.LastTransitionTime
	}
	patch, err := json.Marshal(map[string]any{
		"metadata": map[string]any{"uid": pod.UID},
		"status":   map[string]any{"conditions": []corev1.PodCondition{next}},
	})
	if err != nil {
		s.Log.Error("encoding a pod's status", "error", err)
		return
	}
	ctx = trace.WithDetail(trace.Because(ctx, message), verdict.Detail())
	s.write(ctx, func() {
		_, err := s.Client.Patch(ctx, core.Pods, pod.Namespace, pod.Name, types.StrategicMergePatchType, patch, "status")
		if err != nil && !apierrors.IsNotFound(err) && ctx.Err() == nil {
			s.Log.Warn("cannot write why a pod does not fit", "pod", pod.Namespace+"/"+pod.Name, "error", err)
		}
		s.Recorder.Event(ctx, pod, corev1.EventTypeWarning, "FailedScheduling", message)
	})
}

func podCondition(pod *corev1.Pod, kind corev1.PodConditionType) *corev1.PodCondition {
	for i := range pod.Status.Conditions {
		if pod.Status.Conditions[i].Type == kind {
			return &pod.Status.Conditions[i]
		}
	}
	return nil
}
