package deployment

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	apiequality "k8s.io/apimachinery/pkg/api/equality"
)

// view is all that a decision rests on. Nothing in it is changed.
type view struct {
	deployment *appsv1.Deployment
	sets       []*appsv1.ReplicaSet // its own
	livingPods map[string]int       // by UID of the set; counted for Recreate only
	now        time.Time
}

// plan is what is to be done.
type plan struct {
	actions      []action
	status       appsv1.DeploymentStatus
	statusReason string
	revision     string        // the Deployment's revision annotation; empty to leave it
	after        time.Duration // when to look again though nothing happened; 0 is not
}

type actionKind int

const (
	createSet actionKind = iota
	updateSet
	deleteSet
)

// action is one step of a plan.
type action struct {
	kind   actionKind
	set    *appsv1.ReplicaSet // as it is to be
	from   int32              // replicas before, of an updateSet
	reason string
}

// rollout is a decision in the making: private copies of the sets, as they are
// going to be, and what was decided so far.
type rollout struct {
	view
	new  *appsv1.ReplicaSet   // of the present template, nil when there is none
	old  []*appsv1.ReplicaSet // all others, the oldest first
	plan plan
	// remarks are conditions to set before the final status is computed.
	remarks []appsv1.DeploymentCondition
}

// decide is the whole of the Deployment controller's judgement.
func decide(v view) plan {
	r := newRollout(v)
	d := v.deployment
	switch {
	case d.DeletionTimestamp != nil:
		r.finish(false)
	case d.Spec.Paused:
		r.remarkPause()
		r.rescale()
		r.cleanUp()
		r.finish(false)
	case r.scaling():
		r.remarkPause()
		r.rescale()
		r.finish(false)
	case d.Spec.Strategy.Type == appsv1.RecreateDeploymentStrategyType:
		r.remarkPause()
		r.recreate()
		r.finish(true)
	default:
		r.remarkPause()
		r.rollingUpdate()
		r.finish(true)
	}
	return r.plan
}

func newRollout(v view) *rollout {
	r := &rollout{view: v}
	sets := make([]*appsv1.ReplicaSet, len(v.sets))
	for i, rs := range v.sets {
		sets[i] = rs.DeepCopy()
	}
	slices.SortFunc(sets, byCreation)
	for _, rs := range sets {
		// Two sets of one template can exist after adoption; the oldest counts.
		if r.new == nil && sameTemplate(&rs.Spec.Template, &v.deployment.Spec.Template) {
			r.new = rs
		} else {
			r.old = append(r.old, rs)
		}
	}
	if r.new != nil {
		r.plan.revision = r.new.Annotations[revisionAnnotation]
	}
	return r
}

// all returns every set that exists or is about to.
func (r *rollout) all() []*appsv1.ReplicaSet {
	if r.new == nil {
		return r.old
	}
	return append(slices.Clone(r.old), r.new)
}

// scaling says whether the wanted size changed since the sets were last sized.
// With Recreate, sets that live side by side are first to be stopped, whatever
// their sizes.
func (r *rollout) scaling() bool {
	if !isRolling(r.deployment) && len(r.active()) > 1 {
		return false
	}
	return slices.ContainsFunc(r.all(), func(rs *appsv1.ReplicaSet) bool {
		desired, ok := numberIn(rs, desiredAnnotation)
		return replicas(rs) > 0 && ok && desired != r.wanted()
	})
}

// scale sets the size of a set. It says false when there was nothing to change.
func (r *rollout) scale(rs *appsv1.ReplicaSet, to int32, reason string) bool {
	from := replicas(rs)
	annotated := annotateSizes(rs, r.deployment)
	if from == to && !annotated {
		return false
	}
	rs.Spec.Replicas = &to
	if from == to {
		reason = "the wanted size changed"
	}
	r.update(rs, from, reason)
	return true
}

// update adds an update of rs, or makes it part of the one already planned.
func (r *rollout) update(rs *appsv1.ReplicaSet, from int32, reason string) {
	for i := range r.plan.actions {
		a := &r.plan.actions[i]
		if a.set == rs {
			if a.kind == updateSet && replicas(rs) != a.from {
				a.reason = reason
			}
			return
		}
	}
	r.plan.actions = append(r.plan.actions, action{kind: updateSet, set: rs, from: from, reason: reason})
}

// ensureNew makes sure that a set of the present template exists, with the next
// revision.
func (r *rollout) ensureNew() {
	revision := newestRevision(r.old) + 1
	if r.new != nil {
		from := replicas(r.new)
		if adoptAnnotations(r.new, r.deployment, revision, true) || r.new.Spec.MinReadySeconds != r.deployment.Spec.MinReadySeconds {
			r.new.Spec.MinReadySeconds = r.deployment.Spec.MinReadySeconds
			reason := "its annotations follow the deployment's"
			if r.plan.revision != r.new.Annotations[revisionAnnotation] {
				reason = fmt.Sprintf("its template is the wanted one again, as revision %s", r.new.Annotations[revisionAnnotation])
			}
			r.update(r.new, from, reason)
		}
		r.plan.revision = r.new.Annotations[revisionAnnotation]
		if conditionOf(&r.deployment.Status, appsv1.DeploymentProgressing) == nil {
			r.remark(corev1.ConditionTrue, reasonFound, fmt.Sprintf("Found new replica set %q", r.new.Name))
		}
		return
	}
	rs := makeSet(r.deployment, revision)
	size := r.newSize(rs)
	rs.Spec.Replicas = &size
	r.new = rs
	r.plan.revision = rs.Annotations[revisionAnnotation]
	reason := "no ReplicaSet has this template"
	if len(r.old) > 0 {
		reason = fmt.Sprintf("the template changed: no ReplicaSet has it, starting revision %s", r.plan.revision)
	}
	r.plan.actions = append(r.plan.actions, action{kind: createSet, set: rs, reason: reason})
	r.remark(corev1.ConditionTrue, reasonCreated, fmt.Sprintf("Created new replica set %q", rs.Name))
}

// remark notes progress, where the Deployment has a deadline for it.
func (r *rollout) remark(status corev1.ConditionStatus, reason, message string) {
	if hasDeadline(r.deployment) {
		r.remarks = append(r.remarks, newCondition(appsv1.DeploymentProgressing, status, reason, message, r.now))
	}
}

// remarkPause notes that the rollout was paused or resumed.
func (r *rollout) remarkPause() {
	c := conditionOf(&r.deployment.Status, appsv1.DeploymentProgressing)
	if c != nil && c.Reason == reasonTimedOut {
		return // a deadline that passed stays told
	}
	paused := c != nil && c.Reason == reasonPaused
	switch {
	case r.deployment.Spec.Paused && !paused:
		r.remark(corev1.ConditionUnknown, reasonPaused, "Deployment is paused")
	case !r.deployment.Spec.Paused && paused:
		r.remark(corev1.ConditionUnknown, reasonResumed, "Deployment is resumed")
	}
}

// cleanUp deletes the oldest sets beyond the revision history.
func (r *rollout) cleanUp() {
	limit := r.deployment.Spec.RevisionHistoryLimit
	if limit == nil {
		return
	}
	alive := slices.DeleteFunc(slices.Clone(r.old), func(rs *appsv1.ReplicaSet) bool { return rs.DeletionTimestamp != nil })
	excess := len(alive) - int(*limit)
	if excess <= 0 {
		return
	}
	slices.SortStableFunc(alive, func(a, b *appsv1.ReplicaSet) int {
		return cmp.Or(cmp.Compare(revisionOf(a), revisionOf(b)), byCreation(a, b))
	})
	for _, rs := range alive[:excess] {
		if rs.Status.Replicas != 0 || replicas(rs) != 0 || rs.Generation > rs.Status.ObservedGeneration {
			continue
		}
		r.plan.actions = append(r.plan.actions, action{kind: deleteSet, set: rs,
			reason: fmt.Sprintf("only %d old revisions are kept", *limit)})
	}
}

func byCreation(a, b *appsv1.ReplicaSet) int {
	return cmp.Or(a.CreationTimestamp.Compare(b.CreationTimestamp.Time), cmp.Compare(a.Name, b.Name))
}

func sameStatus(a, b appsv1.DeploymentStatus) bool { return apiequality.Semantic.DeepEqual(a, b) }
