package deployment

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	appsv1 "k8s.io/api/apps/v1"
)

// rescale follows a change of the wanted size without moving the rollout on.
func (r *rollout) rescale() {
	wanted := r.wanted()
	if only := r.activeOrLatest(); only != nil {
		if replicas(only) != wanted {
			r.scale(only, wanted, fmt.Sprintf("%s wanted instead of %d", pods(wanted, ""), replicas(only)))
		} else {
			// The size fits; that it was followed must still be noted.
			r.scale(only, wanted, "")
		}
		return
	}
	if r.saturated() {
		for _, rs := range r.old {
			if replicas(rs) > 0 {
				r.scale(rs, 0, "the new ReplicaSet has all pods that are wanted")
			}
		}
		return
	}
	if isRolling(r.deployment) {
		r.spread()
	}
}

// activeOrLatest returns the one set whose size is the Deployment's: the only one
// with pods or, when none has any, the newest. In the middle of a rollout there is
// none.
func (r *rollout) activeOrLatest() *appsv1.ReplicaSet {
	active := r.active()
	switch {
	case len(active) == 1:
		return active[0]
	case len(active) > 1:
		return nil
	case r.new != nil:
		return r.new
	case len(r.old) > 0:
		return r.old[len(r.old)-1]
	default:
		return nil
	}
}

func (r *rollout) active() []*appsv1.ReplicaSet {
	return slices.DeleteFunc(slices.Clone(r.all()), func(rs *appsv1.ReplicaSet) bool { return replicas(rs) == 0 })
}

// saturated says whether the new set has, and was meant to have, all pods.
func (r *rollout) saturated() bool {
	if r.new == nil {
		return false
	}
	desired, ok := numberIn(r.new, desiredAnnotation)
	wanted := r.wanted()
	return ok && desired == wanted && replicas(r.new) == wanted && r.new.Status.AvailableReplicas == wanted
}

// spread distributes a change of size in the middle of a rollout over the sets
// in proportion to their sizes, so that the risk stays what it was. What rounding
// leaves over goes to the largest.
func (r *rollout) spread() {
	active := r.active()
	var allowed int32
	if r.wanted() > 0 {
		allowed = r.wanted() + maxSurge(r.deployment)
	}
	toAdd := allowed - sumReplicas(active)
	slices.SortStableFunc(active, func(a, b *appsv1.ReplicaSet) int {
		age := byCreation(a, b)
		if toAdd > 0 {
			age = -age // of equals, the newer grows and the older shrinks first
		}
		return cmp.Or(cmp.Compare(replicas(b), replicas(a)), age)
	})
	sizes := make([]int32, len(active))
	var added int32
	for i, rs := range active {
		share := r.share(rs, toAdd, added)
		sizes[i] = replicas(rs) + share
		added += share
	}
	if len(active) > 0 {
		sizes[0] = max(0, sizes[0]+toAdd-added)
	}
	for i, rs := range active {
		r.scale(rs, sizes[i], fmt.Sprintf("%s wanted in the middle of a rollout: this ReplicaSet's share changes from %d to %d", pods(r.wanted(), ""), replicas(rs), sizes[i]))
	}
}

// share returns what part of toAdd falls to a set, added being given out already.
func (r *rollout) share(rs *appsv1.ReplicaSet, toAdd, added int32) int32 {
	left := toAdd - added
	if left == 0 {
		return 0
	}
	share := r.fraction(rs)
	if toAdd > 0 {
		return min(share, left)
	}
	return max(share, left)
}

// fraction returns by how much a set should change so that it is as large a part
// of the new whole as it was of the old one.
func (r *rollout) fraction(rs *appsv1.ReplicaSet) int32 {
	have := replicas(rs)
	if r.wanted() == 0 {
		return -have
	}
	before, ok := numberIn(rs, maxAnnotation)
	if !ok || before == 0 {
		before = r.deployment.Status.Replicas
		if before == 0 {
			return 0
		}
	}
	after := r.wanted() + maxSurge(r.deployment)
	return int32(math.Round(float64(have)*float64(after)/float64(before))) - have
}
