package deployment

import (
	appsv1 "k8s.io/api/apps/v1"
	intstrutil "k8s.io/apimachinery/pkg/util/intstr"
)

// replicas returns the size that a set has been given.
func replicas(rs *appsv1.ReplicaSet) int32 {
	if rs.Spec.Replicas == nil {
		return 1
	}
	return *rs.Spec.Replicas
}

// wantedReplicas returns the size of a Deployment.
func wantedReplicas(d *appsv1.Deployment) int32 {
	if d.Spec.Replicas == nil {
		return 1
	}
	return *d.Spec.Replicas
}

func (r *rollout) wanted() int32 { return wantedReplicas(r.deployment) }

func isRolling(d *appsv1.Deployment) bool {
	return d.Spec.Strategy.Type != appsv1.RecreateDeploymentStrategyType
}

// maxSurge returns how many pods there may be beyond the wanted ones.
func maxSurge(d *appsv1.Deployment) int32 {
	surge, _ := fenceposts(d)
	return surge
}

// maxUnavailable returns how many of the wanted pods may be unavailable.
func maxUnavailable(d *appsv1.Deployment) int32 {
	_, unavailable := fenceposts(d)
	return min(unavailable, wantedReplicas(d))
}

// fenceposts resolves maxSurge (rounded up) and maxUnavailable (rounded down).
// When both come out as 0 nothing could ever move, so one pod may be
// unavailable.
func fenceposts(d *appsv1.Deployment) (surge, unavailable int32) {
	if !isRolling(d) || wantedReplicas(d) == 0 {
		return 0, 0
	}
	u := d.Spec.Strategy.RollingUpdate
	if u == nil {
		u = &appsv1.RollingUpdateDeployment{}
	}
	wanted := int(wantedReplicas(d))
	// Validation lets only numbers and percentages in.
	s, _ := intstrutil.GetScaledValueFromIntOrPercent(intstrutil.ValueOrDefault(u.MaxSurge, intstrutil.FromInt32(0)), wanted, true)
	n, _ := intstrutil.GetScaledValueFromIntOrPercent(intstrutil.ValueOrDefault(u.MaxUnavailable, intstrutil.FromInt32(0)), wanted, false)
	if s == 0 && n == 0 {
		n = 1
	}
	return int32(s), int32(n)
}

func sumReplicas(sets []*appsv1.ReplicaSet) (n int32) {
	for _, rs := range sets {
		n += replicas(rs)
	}
	return n
}

// sumAvailable counts available pods. A set that was scaled down a moment ago may
// still report more of them than it is to keep; those count no more.
func sumAvailable(sets []*appsv1.ReplicaSet) (n int32) {
	for _, rs := range sets {
		n += min(rs.Status.AvailableReplicas, replicas(rs))
	}
	return n
}
