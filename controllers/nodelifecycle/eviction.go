package nodelifecycle

import (
	"fmt"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
)

// evictingTaints returns the taints of a node that pods must tolerate to stay.
func evictingTaints(node *corev1.Node) []corev1.Taint {
	var out []corev1.Taint
	for _, t := range node.Spec.Taints {
		if t.Effect == corev1.TaintEffectNoExecute {
			out = append(out, t)
		}
	}
	return out
}

// eviction is what becomes of a pod on a tainted node.
type eviction struct {
	evict  bool
	reason string
	after  time.Duration // when it will be evicted; 0 when not by waiting
}

// decideEviction judges a pod by its tolerations. One that tolerates a taint for
// a time goes when that has passed since the taint was added, so that a restart
// of this loop gives it no more.
func decideEviction(p *corev1.Pod, taints []corev1.Taint, now time.Time) eviction {
	var e eviction
	for i := range taints {
		t := &taints[i]
		limit, tolerated := tolerance(p, t)
		switch {
		case !tolerated:
			return eviction{evict: true, reason: fmt.Sprintf("it does not tolerate the taint %s of its node %s", key(t), p.Spec.NodeName)}
		case limit < 0:
			continue // for ever
		}
		left := limit
		if t.TimeAdded != nil {
			left = t.TimeAdded.Add(limit).Sub(now)
		}
		if left <= 0 {
			return eviction{evict: true, reason: fmt.Sprintf("its node %s has had the taint %s for the %s that it tolerates", p.Spec.NodeName, key(t), limit)}
		}
		e.after = soonest(e.after, left)
	}
	return e
}

// tolerance returns for how long a pod tolerates a taint, negative for ever: the
// shortest time that a matching toleration sets.
func tolerance(p *corev1.Pod, t *corev1.Taint) (limit time.Duration, ok bool) {
	limit = -1
	for i := range p.Spec.Tolerations {
		tol := &p.Spec.Tolerations[i]
		if !tolerates(tol, t) {
			continue
		}
		ok = true
		if s := tol.TolerationSeconds; s != nil {
			d := time.Duration(max(0, *s)) * time.Second
			if limit < 0 || d < limit {
				limit = d
			}
		}
	}
	return limit, ok
}

func tolerates(tol *corev1.Toleration, t *corev1.Taint) bool {
	if tol.Effect != "" && tol.Effect != t.Effect || tol.Key != "" && tol.Key != t.Key {
		return false
	}
	switch tol.Operator {
	case corev1.TolerationOpExists:
		return true
	case "", corev1.TolerationOpEqual:
		return tol.Key != "" && tol.Value == t.Value
	}
	return false
}

func key(t *corev1.Taint) string {
	return strings.TrimSuffix(t.Key+"="+t.Value, "=")
}
