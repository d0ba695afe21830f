package job

import (
	"fmt"

	batchv1 "k8s.io/api/batch/v1"
)

// statusReason says what the new status tells that the old one did not.
func statusReason(t *tally, status *batchv1.JobStatus) string {
	old := &t.job.Status
	for _, c := range status.Conditions {
		known := false
		for _, o := range old.Conditions {
			known = known || o.Type == c.Type && o.Status == c.Status
		}
		if !known {
			return c.Message
		}
	}
	switch {
	case t.succeeded > old.Succeeded:
		if c := t.job.Spec.Completions; c != nil {
			return fmt.Sprintf("%d of %d completions reached", t.succeeded, *c)
		}
		return fmt.Sprintf("%d pods have succeeded", t.succeeded)
	case t.failed > old.Failed:
		return fmt.Sprintf("%d pods have failed", t.failed)
	case status.Active != old.Active:
		return fmt.Sprintf("%d pods are active", status.Active)
	case old.Ready == nil || *old.Ready != *status.Ready:
		return fmt.Sprintf("%d pods are ready", *status.Ready)
	case old.Terminating == nil || *old.Terminating != *status.Terminating:
		return fmt.Sprintf("%d pods are being deleted", *status.Terminating)
	default:
		return "the pods that ended are counted"
	}
}
