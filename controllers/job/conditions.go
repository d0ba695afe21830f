package job

import (
	"slices"
	"time"

	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

func newCondition(kind batchv1.JobConditionType, status corev1.ConditionStatus, reason, message string, now time.Time) batchv1.JobCondition {
	at := metav1.NewTime(now)
	return batchv1.JobCondition{Type: kind, Status: status, Reason: reason, Message: message, LastProbeTime: at, LastTransitionTime: at}
}

// holds returns the condition of that type when it is true, nil when it is not.
func holds(j *batchv1.Job, kind batchv1.JobConditionType) *batchv1.JobCondition {
	for i := range j.Status.Conditions {
		if c := &j.Status.Conditions[i]; c.Type == kind && c.Status == corev1.ConditionTrue {
			return c
		}
	}
	return nil
}

// Finished says whether the Job has come to its end, good or bad.
func Finished(j *batchv1.Job) bool {
	return holds(j, batchv1.JobComplete) != nil || holds(j, batchv1.JobFailed) != nil
}

// setCondition replaces or adds a condition, and says whether that changed
// anything. One that is not there is not added as false.
func setCondition(s *batchv1.JobStatus, c batchv1.JobCondition) bool {
	i := slices.IndexFunc(s.Conditions, func(x batchv1.JobCondition) bool { return x.Type == c.Type })
	switch {
	case i < 0 && c.Status == corev1.ConditionFalse:
		return false
	case i < 0:
		s.Conditions = append(s.Conditions, c)
		return true
	}
	if old := &s.Conditions[i]; old.Status != c.Status || old.Reason != c.Reason || old.Message != c.Message {
		*old = c
		return true
	}
	return false
}
