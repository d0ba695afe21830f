package daemonset

import (
	"fmt"

	appsv1 "k8s.io/api/apps/v1"

	"github.com/skiff-k8s/skiff/controllers/podstate"
)

// status computes the status, and notes in the plan when the next pod becomes
// available by waiting.
func (f *fleet) status(p *plan) appsv1.DaemonSetStatus {
	s := appsv1.DaemonSetStatus{
		ObservedGeneration:     f.ds.Generation,
		DesiredNumberScheduled: int32(f.desired),
		CollisionCount:         f.ds.Status.CollisionCount,
		Conditions:             f.ds.Status.Conditions,
	}
	for i := range f.spots {
		spot := &f.spots[i]
		switch {
		case len(spot.pods) == 0:
			continue
		case !spot.start:
			s.NumberMisscheduled++
			continue
		}
		s.CurrentNumberScheduled++
		pod := spot.pods[0]
		if podstate.Ready(pod) {
			s.NumberReady++
		}
		ok, wait := podstate.Available(pod, f.minReady(), f.now)
		if ok {
			s.NumberAvailable++
		}
		p.look(wait)
		if f.updated(pod) {
			s.UpdatedNumberScheduled++
		}
	}
	s.NumberUnavailable = s.DesiredNumberScheduled - s.NumberAvailable
	return s
}

// statusReason says what the new status tells that the old one did not.
func statusReason(old, s *appsv1.DaemonSetStatus) string {
	n := s.DesiredNumberScheduled
	switch {
	case s.NumberAvailable != old.NumberAvailable:
		return fmt.Sprintf("%d of %d nodes have an available pod", s.NumberAvailable, n)
	case s.NumberReady != old.NumberReady:
		return fmt.Sprintf("%d of %d nodes have a ready pod", s.NumberReady, n)
	case s.UpdatedNumberScheduled != old.UpdatedNumberScheduled:
		return fmt.Sprintf("%d of %d nodes have a pod of the present template", s.UpdatedNumberScheduled, n)
	case s.CurrentNumberScheduled != old.CurrentNumberScheduled:
		return fmt.Sprintf("%d of %d nodes have a pod", s.CurrentNumberScheduled, n)
	case n != old.DesiredNumberScheduled:
		return fmt.Sprintf("%d nodes should have a pod", n)
	case s.NumberMisscheduled != old.NumberMisscheduled:
		return fmt.Sprintf("%d nodes have a pod that does not belong there", s.NumberMisscheduled)
	default:
		return "the spec was taken in"
	}
}
