package deployment

import (
	"fmt"

	appsv1 "k8s.io/api/apps/v1"
)

// rollingUpdate takes one step: the new set grows as far as the surge lets it;
// when it cannot, the old sets shrink as far as availability lets them.
func (r *rollout) rollingUpdate() {
	r.ensureNew()
	switch {
	case r.growNew():
	case r.shrinkOld():
	case r.complete(&r.deployment.Status):
		r.cleanUp()
	}
}

// recreate takes one step: first all old pods go, then the new ones come.
func (r *rollout) recreate() {
	if r.stopOld() || r.oldLives() {
		return
	}
	r.ensureNew()
	r.growNew()
	if r.complete(&r.deployment.Status) {
		r.cleanUp()
	}
}

func (r *rollout) stopOld() (stopped bool) {
	for _, rs := range r.old {
		if n := replicas(rs); n > 0 {
			stopped = r.scale(rs, 0, fmt.Sprintf("the template changed and the strategy is Recreate: stopping %s first", pods(n, ""))) || stopped
		}
	}
	return stopped
}

func (r *rollout) oldLives() bool {
	for _, rs := range r.old {
		if r.livingPods[string(rs.UID)] > 0 {
			return true
		}
	}
	return false
}

// newSize returns what size the new set may have now.
func (r *rollout) newSize(rs *appsv1.ReplicaSet) int32 {
	wanted := r.wanted()
	if !isRolling(r.deployment) {
		return wanted
	}
	have := replicas(rs)
	if rs.UID == "" { // not created yet
		have = 0
	}
	others := sumReplicas(r.old)
	room := wanted + maxSurge(r.deployment) - others - have
	if room <= 0 {
		return have
	}
	return have + min(room, wanted-have)
}

func (r *rollout) growNew() bool {
	wanted, have := r.wanted(), replicas(r.new)
	switch {
	case have == wanted:
		return false
	case have > wanted:
		return r.scale(r.new, wanted, pods(wanted, "")+" wanted")
	}
	to := r.newSize(r.new)
	if to == have {
		return false
	}
	reason := fmt.Sprintf("%s wanted, up to %d at a time: scaling new ReplicaSet from %d to %d", pods(wanted, ""), wanted+maxSurge(r.deployment), have, to)
	if len(r.old) == 0 || sumReplicas(r.old) == 0 {
		reason = fmt.Sprintf("%s wanted: scaling from %d to %d", pods(wanted, ""), have, to)
	}
	return r.scale(r.new, to, reason)
}

// shrinkOld scales old sets down: first by their pods that are not available,
// which costs nothing, then by available ones as far as enough remain.
func (r *rollout) shrinkOld() bool {
	if sumReplicas(r.old) == 0 {
		return false
	}
	minAvailable := r.wanted() - maxUnavailable(r.deployment)
	newUnavailable := max(0, replicas(r.new)-r.new.Status.AvailableReplicas)
	budget := sumReplicas(r.all()) - minAvailable - newUnavailable
	if budget <= 0 {
		return false
	}
	shrunk := r.dropUnavailable(budget)
	return r.dropAvailable(minAvailable) || shrunk
}

func (r *rollout) dropUnavailable(budget int32) (dropped bool) {
	for _, rs := range r.old {
		have := replicas(rs)
		n := min(budget, have-rs.Status.AvailableReplicas)
		if have == 0 || n <= 0 {
			continue
		}
		budget -= n
		dropped = r.scale(rs, have-n, fmt.Sprintf("%s not available anyway, scaling old ReplicaSet from %d to %d", are(n, "old "), have, have-n)) || dropped
	}
	return dropped
}

func (r *rollout) dropAvailable(minAvailable int32) (dropped bool) {
	spare := sumAvailable(r.all()) - minAvailable
	for _, rs := range r.old {
		have := replicas(rs)
		n := min(spare, have)
		if n <= 0 {
			continue
		}
		spare -= n
		dropped = r.scale(rs, have-n, r.spareReason(minAvailable, have, have-n)) || dropped
	}
	return dropped
}

func (r *rollout) spareReason(minAvailable, from, to int32) string {
	what := are(r.new.Status.AvailableReplicas, "new ") + " ready"
	if r.new.Status.AvailableReplicas == 0 {
		what = are(minAvailable, "available ") + " enough meanwhile"
	}
	return fmt.Sprintf("%s, scaling old ReplicaSet from %d to %d", what, from, to)
}

// pods counts pods in words: "1 old pod", "2 pods".
func pods(n int32, kind string) string {
	if n == 1 {
		return "1 " + kind + "pod"
	}
	return fmt.Sprintf("%d %spods", n, kind)
}

func are(n int32, kind string) string {
	if n == 1 {
		return pods(n, kind) + " is"
	}
	return pods(n, kind) + " are"
}
