// Package replicaset keeps as many pods of a template as a ReplicaSet asks for.
// What it does is in package replicas; here is what a ReplicaSet looks like to it.
package replicaset

import (
	"slices"
	"time"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	apiequality "k8s.io/apimachinery/pkg/api/equality"

	"github.com/skiff-k8s/skiff/api/apps"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/controllers/replicas"
	"github.com/skiff-k8s/skiff/reconcile"
)

// New makes the loop. Its writes go through c.
func New(c client.Client, now func() time.Time) reconcile.Loop {
	return replicas.New(c, replicas.Kind[*appsv1.ReplicaSet]{
		Resource:   apps.ReplicaSets,
		Name:       "replicaset controller",
		Component:  "replicaset-controller",
		View:       view,
		WithStatus: withStatus,
	}, now)
}

func view(rs *appsv1.ReplicaSet) replicas.Set {
	set := replicas.Set{
		Object:   rs,
		Wanted:   1,
		Selector: rs.Spec.Selector,
		Template: &rs.Spec.Template,
		MinReady: time.Duration(rs.Spec.MinReadySeconds) * time.Second,
		Status: replicas.Status{
			Replicas:           rs.Status.Replicas,
			FullyLabeled:       rs.Status.FullyLabeledReplicas,
			Ready:              rs.Status.ReadyReplicas,
			Available:          rs.Status.AvailableReplicas,
			ObservedGeneration: rs.Status.ObservedGeneration,
		},
	}
	if rs.Spec.Replicas != nil {
		set.Wanted = int(*rs.Spec.Replicas)
	}
	if n := rs.Status.TerminatingReplicas; n != nil {
		set.Status.Terminating = *n
	}
	if i := slices.IndexFunc(rs.Status.Conditions, isFailure); i >= 0 {
		c := &rs.Status.Conditions[i]
		set.Status.Failure = &replicas.Failure{Reason: c.Reason, Message: c.Message, Since: c.LastTransitionTime}
	}
	return set
}

func withStatus(rs *appsv1.ReplicaSet, s replicas.Status) (*appsv1.ReplicaSet, bool) {
	next := *rs
	next.Status = appsv1.ReplicaSetStatus{
		Replicas:             s.Replicas,
		FullyLabeledReplicas: s.FullyLabeled,
		ReadyReplicas:        s.Ready,
		AvailableReplicas:    s.Available,
		TerminatingReplicas:  &s.Terminating,
		ObservedGeneration:   s.ObservedGeneration,
		Conditions:           conditions(rs.Status.Conditions, s.Failure),
	}
	if apiequality.Semantic.DeepEqual(&rs.Status, &next.Status) {
		return rs, false
	}
	return next.DeepCopy(), true
}

// conditions returns the others as they are, and one for a failure.
func conditions(old []appsv1.ReplicaSetCondition, f *replicas.Failure) []appsv1.ReplicaSetCondition {
	out := slices.DeleteFunc(slices.Clone(old), isFailure)
	if f != nil {
		out = append(out, appsv1.ReplicaSetCondition{
			Type: appsv1.ReplicaSetReplicaFailure, Status: corev1.ConditionTrue,
			Reason: f.Reason, Message: f.Message, LastTransitionTime: f.Since,
		})
	}
	return out
}

func isFailure(c appsv1.ReplicaSetCondition) bool { return c.Type == appsv1.ReplicaSetReplicaFailure }
