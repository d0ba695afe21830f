// Package replicationcontroller keeps as many pods of a template as a
// ReplicationController asks for. What it does is in package replicas; here is
// what a ReplicationController looks like to it.
package replicationcontroller

import (
	"slices"
	"time"

	corev1 "k8s.io/api/core/v1"
	apiequality "k8s.io/apimachinery/pkg/api/equality"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/controllers/replicas"
	"github.com/skiff-k8s/skiff/reconcile"
)

// New makes the loop. Its writes go through c.
func New(c client.Client, now func() time.Time) reconcile.Loop {
	return replicas.New(c, replicas.Kind[*corev1.ReplicationController]{
		Resource:   core.ReplicationControllers,
		Name:       "replication controller",
		Component:  "replication-controller",
		View:       view,
		WithStatus: withStatus,
	}, now)
}

func view(rc *corev1.ReplicationController) replicas.Set {
	set := replicas.Set{
		Object:   rc,
		Wanted:   1,
		Selector: &metav1.LabelSelector{MatchLabels: rc.Spec.Selector},
		Template: rc.Spec.Template,
		MinReady: time.Duration(rc.Spec.MinReadySeconds) * time.Second,
		Status: replicas.Status{
			Replicas:           rc.Status.Replicas,
			FullyLabeled:       rc.Status.FullyLabeledReplicas,
			Ready:              rc.Status.ReadyReplicas,
			Available:          rc.Status.AvailableReplicas,
			ObservedGeneration: rc.Status.ObservedGeneration,
		},
	}
	if rc.Spec.Replicas != nil {
		set.Wanted = int(*rc.Spec.Replicas)
	}
	if i := slices.IndexFunc(rc.Status.Conditions, isFailure); i >= 0 {
		c := &rc.Status.Conditions[i]
		set.Status.Failure = &replicas.Failure{Reason: c.Reason, Message: c.Message, Since: c.LastTransitionTime}
	}
	return set
}

func withStatus(rc *corev1.ReplicationController, s replicas.Status) (*corev1.ReplicationController, bool) {
	next := *rc
	next.Status = corev1.ReplicationControllerStatus{
		Replicas:             s.Replicas,
		FullyLabeledReplicas: s.FullyLabeled,
		ReadyReplicas:        s.Ready,
		AvailableReplicas:    s.Available,
		ObservedGeneration:   s.ObservedGeneration,
		Conditions:           conditions(rc.Status.Conditions, s.Failure),
	}
	if apiequality.Semantic.DeepEqual(&rc.Status, &next.Status) {
		return rc, false
	}
	return next.DeepCopy(), true
}

// conditions returns the others as they are, and one for a failure.
func conditions(old []corev1.ReplicationControllerCondition, f *replicas.Failure) []corev1.ReplicationControllerCondition {
	out := slices.DeleteFunc(slices.Clone(old), isFailure)
	if f != nil {
		out = append(out, corev1.ReplicationControllerCondition{
			Type: corev1.ReplicationControllerReplicaFailure, Status: corev1.ConditionTrue,
			Reason: f.Reason, Message: f.Message, LastTransitionTime: f.Since,
		})
	}
	return out
}

func isFailure(c corev1.ReplicationControllerCondition) bool {
	return c.Type == corev1.ReplicationControllerReplicaFailure
}
