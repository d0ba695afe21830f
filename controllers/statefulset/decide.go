package statefulset

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/intstr"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/controllers/podstate"
)

// maxChanges bounds how many pods one run looks after that are to be changed; the
// next run goes on from there.
const maxChanges = 500

// view is all that a decision rests on. Nothing in it is changed.
type view struct {
	set             *appsv1.StatefulSet
	current, update revision
	pods            []*corev1.Pod // its own
	// claims that exist, by name.
	claims map[string]*corev1.PersistentVolumeClaim
	now    time.Time
}

type stepKind int

const (
	createClaim stepKind = iota
	updateClaim
	createPod
	updatePod
	deletePod
)

// step is one write. Its object is as it is to be.
type step struct {
	kind   stepKind
	pod    *corev1.Pod
	claim  *corev1.PersistentVolumeClaim
	of     string // the name of the pod that the claim is for
	reason string
}

// task are the steps for one pod, in order.
type task []step

// plan is what is to be done.
type plan struct {
	tasks  []task
	notes  []note
	status appsv1.StatefulSetStatus
	after  time.Duration // when to look again though nothing happened; 0 is not
	// blocked says why a pod cannot be created now; it is tried again.
	blocked error
}

type note struct{ kind, reason, message string }

// rollout is a decision in the making.
type rollout struct {
	view
	replicas  []*corev1.Pod // by ordinal from the first on; nil for one that does not exist
	condemned []*corev1.Pod // beyond, the highest ordinal first
	ordered   bool          // one after the other
	unhealthy *corev1.Pod   // the first of all that is not available; nil too when it does not exist
	plan      plan
}

// decide is the whole of the StatefulSet controller's judgement.
func decide(v view) plan {
	r := newRollout(v)
	r.count()
	if v.set.DeletionTimestamp == nil && r.fill() && r.shrink() {
		r.move()
	}
	r.complete()
	if n := len(r.plan.tasks); n > maxChanges {
		r.plan.tasks = r.plan.tasks[:maxChanges]
	}
	return r.plan
}

func newRollout(v view) *rollout {
	r := &rollout{view: v, replicas: make([]*corev1.Pod, size(v.set)), ordered: v.set.Spec.PodManagementPolicy != appsv1.ParallelPodManagement}
	for _, p := range v.pods {
		_, ordinal := ordinalOf(p.Name)
		switch {
		case ordinal == noOrdinal:
		case belongs(v.set, ordinal):
			r.replicas[ordinal-first(v.set)] = p
		default:
			r.condemned = append(r.condemned, p)
		}
	}
	slices.SortFunc(r.condemned, func(a, b *corev1.Pod) int {
		_, x := ordinalOf(a.Name)
		_, y := ordinalOf(b.Name)
		return cmp.Compare(y, x)
	})
	for _, p := range slices.Concat(r.replicas, reversed(r.condemned)) {
		if r.unavailable(p) {
			r.unhealthy = p
			break
		}
	}
	return r
}

func reversed(pods []*corev1.Pod) []*corev1.Pod {
	out := slices.Clone(pods)
	slices.Reverse(out)
	return out
}

// available says whether a pod has been ready for long enough, and asks for
// another run when that is only a matter of time.
func (r *rollout) available(p *corev1.Pod) bool {
	ok, wait := podstate.Available(p, time.Duration(r.set.Spec.MinReadySeconds)*time.Second, r.now)
	if wait > 0 && (r.plan.after == 0 || wait < r.plan.after) {
		r.plan.after = wait
	}
	return ok
}

func (r *rollout) unavailable(p *corev1.Pod) bool {
	return p == nil || p.DeletionTimestamp != nil || !r.available(p)
}

func ready(p *corev1.Pod) bool { return p.Status.Phase == corev1.PodRunning && podstate.Ready(p) }

// fill gives each ordinal its pod. It says whether to go on: in order, each pod
// waits for the one before it.
func (r *rollout) fill() bool {
	for i, p := range r.replicas {
		if len(r.plan.tasks) >= maxChanges {
			return false
		}
		if !r.tend(first(r.set)+i, p) && r.ordered {
			return false
		}
	}
	return true
}

// tend looks after one replica, and says whether it is all right.
func (r *rollout) tend(ordinal int, p *corev1.Pod) bool {
	switch {
	case p == nil:
		r.create(ordinal)
		return false
	case podstate.Terminal(p):
		if p.DeletionTimestamp == nil {
			r.delete(p, fmt.Sprintf("it has ended (%s) and is to be replaced", p.Status.Phase))
		}
		return false
	}
	var t task
	if p.Status.Phase == corev1.PodPending {
		claims, err := r.missingClaims(ordinal)
		if err != nil {
			r.block(p.Name, err)
		}
		t = append(t, claims...)
	}
	healthy := p.DeletionTimestamp == nil && ready(p) && r.available(p)
	if healthy || !r.ordered {
		if p.Labels[appsv1.StatefulSetPodNameLabel] != p.Name {
			next := p.DeepCopy()
			identify(next, ordinal)
			t = append(t, step{kind: updatePod, pod: next, reason: "its labels do not say which pod it is"})
		}
		t = append(t, r.retain(p)...)
	}
	r.add(t)
	return healthy
}

func (r *rollout) add(t task) {
	if len(t) > 0 {
		r.plan.tasks = append(r.plan.tasks, t)
	}
}

func (r *rollout) delete(p *corev1.Pod, reason string) {
	r.add(task{{kind: deletePod, pod: p, reason: reason}})
}

// create plans a pod, after its claims.
func (r *rollout) create(ordinal int) {
	which := r.update
	if r.keepsCurrent(ordinal) {
		which = r.current
	}
	p := newPod(r.set, which, ordinal)
	if r.staleClaim(p, ordinal) {
		return // it goes with the pod that had this name; then another is made
	}
	t, err := r.missingClaims(ordinal)
	if err != nil {
		r.block(p.Name, err)
		return
	}
	r.add(append(t, step{kind: createPod, pod: p, reason: fmt.Sprintf("%d of %d pods exist", r.existing(), size(r.set))}))
}

func (r *rollout) existing() (n int) {
	for _, p := range r.replicas {
		if p != nil {
			n++
		}
	}
	return n
}

// keepsCurrent says whether a pod that is made now is still of the revision that
// an update moves away from.
func (r *rollout) keepsCurrent(ordinal int) bool {
	s := &r.set.Spec.UpdateStrategy
	index := ordinal - first(r.set)
	if s.RollingUpdate == nil {
		return s.Type == appsv1.RollingUpdateStatefulSetStrategyType && index < int(r.set.Status.CurrentReplicas)
	}
	return index < r.partition()
}

func (r *rollout) partition() int {
	if u := r.set.Spec.UpdateStrategy.RollingUpdate; u != nil && u.Partition != nil {
		return int(*u.Partition)
	}
	return 0
}

func (r *rollout) block(pod string, err error) {
	r.plan.blocked = err
	r.plan.notes = append(r.plan.notes, note{corev1.EventTypeWarning, "FailedCreate",
		fmt.Sprintf("Create Pod %s in StatefulSet %s failed error: %v", pod, r.set.Name, err)})
}

// missingClaims plans the claims of a pod that do not exist.
func (r *rollout) missingClaims(ordinal int) (task, error) {
	var t task
	for i := range r.set.Spec.VolumeClaimTemplates {
		template := &r.set.Spec.VolumeClaimTemplates[i]
		name := claimName(r.set, template.Name, ordinal)
		switch c := r.claims[name]; {
		case c == nil:
			t = append(t, step{kind: createClaim, claim: newClaim(r.set, template, ordinal), of: podName(r.set, ordinal),
				reason: fmt.Sprintf("pod %s has no volume for %s", podName(r.set, ordinal), template.Name)})
		case c.DeletionTimestamp != nil:
			return nil, fmt.Errorf("pvc %s is being deleted", name)
		}
	}
	return t, nil
}

// staleClaim says whether a claim still goes with an earlier pod of that name.
func (r *rollout) staleClaim(p *corev1.Pod, ordinal int) bool {
	policy := r.set.Spec.PersistentVolumeClaimRetentionPolicy
	if policy == nil || policy.WhenScaled != appsv1.DeletePersistentVolumeClaimRetentionPolicyType {
		return false
	}
	for i := range r.set.Spec.VolumeClaimTemplates {
		c := r.claims[claimName(r.set, r.set.Spec.VolumeClaimTemplates[i].Name, ordinal)]
		if c != nil && stale(c, core.Pods, p) {
			return true
		}
	}
	return false
}

// retain plans who owns the claims of a pod.
func (r *rollout) retain(p *corev1.Pod) (t task) {
	_, ordinal := ordinalOf(p.Name)
	for i := range r.set.Spec.VolumeClaimTemplates {
		c := r.claims[claimName(r.set, r.set.Spec.VolumeClaimTemplates[i].Name, ordinal)]
		if c == nil {
			continue
		}
		next, conflict := retained(r.set, p, c)
		if conflict {
			r.plan.notes = append(r.plan.notes, note{corev1.EventTypeWarning, "ConflictingController",
				fmt.Sprintf("PersistentVolumeClaim %s has a conflicting OwnerReference that acts as a managing controller, the retention policy is ignored for this claim", c.Name)})
		}
		if next != nil {
			t = append(t, step{kind: updateClaim, claim: next, of: p.Name, reason: "the retention policy says who owns the claim"})
		}
	}
	return t
}

// shrink deletes what is beyond the size, and says whether nothing is left to be
// waited for.
func (r *rollout) shrink() bool {
	tasks := make([]task, len(r.condemned))
	for i, p := range r.condemned {
		tasks[i] = r.retain(p)
	}
	done := r.condemn(tasks)
	for _, t := range tasks {
		r.add(t)
	}
	return done
}

// condemn adds to the tasks of the condemned pods that they are deleted: all, or
// in order the first only and when nothing before it is in trouble.
func (r *rollout) condemn(tasks []task) bool {
	reason := fmt.Sprintf("the set has ordinals %d to %d", first(r.set), first(r.set)+size(r.set)-1)
	if size(r.set) == 0 {
		reason = "the set is to have no pods"
	}
	for i, p := range r.condemned {
		if p.DeletionTimestamp != nil {
			if r.ordered {
				return false
			}
			continue
		}
		if r.ordered && p != r.unhealthy && (!ready(p) || !r.available(p)) {
			return false
		}
		tasks[i] = append(tasks[i], step{kind: deletePod, pod: p, reason: reason})
		if r.ordered {
			return false
		}
	}
	return true
}

// move replaces pods of other revisions, from the highest ordinal on.
func (r *rollout) move() {
	s := &r.set.Spec.UpdateStrategy
	if s.Type == appsv1.OnDeleteStatefulSetStrategyType {
		return
	}
	reason := fmt.Sprintf("its template is not the present one (%s)", r.update.name)
	if s.RollingUpdate != nil && s.RollingUpdate.MaxUnavailable != nil {
		r.moveSeveral(*s.RollingUpdate.MaxUnavailable, reason)
		return
	}
	for i := len(r.replicas) - 1; i >= r.partition(); i-- {
		p := r.replicas[i]
		if p != nil && p.DeletionTimestamp == nil && revisionOf(p) != r.update.name {
			r.replace(p, reason)
			return
		}
		if r.unavailable(p) {
			return // it comes back first
		}
	}
}

// moveSeveral replaces pods as long as no more than most are unavailable.
func (r *rollout) moveSeveral(most intstr.IntOrString, reason string) {
	n, _ := intstr.GetScaledValueFromIntOrPercent(&most, size(r.set), false)
	left := max(n, 1)
	for _, p := range r.replicas {
		if r.unavailable(p) {
			left--
		}
	}
	for i := len(r.replicas) - 1; i >= r.partition() && left > 0; i-- {
		if p := r.replicas[i]; p != nil && p.DeletionTimestamp == nil && revisionOf(p) != r.update.name {
			r.replace(p, reason)
			left--
		}
	}
}

// replace deletes a pod, which another of the present revision follows.
func (r *rollout) replace(p *corev1.Pod, reason string) {
	r.delete(p, reason)
	if revisionOf(p) == r.current.name {
		r.plan.status.CurrentReplicas--
	}
}
