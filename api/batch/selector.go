package batch

import (
	batchv1 "k8s.io/api/batch/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api/optional"
)

// The labels of a job's pods before they got a prefix; both are kept.
const (
	oldUIDLabel  = "controller-uid"
	oldNameLabel = "job-name"
)

// generateSelector labels the pods with the job's name and UID and selects them
// by the UID, unless the client brings its own selector.
func generateSelector(j *batchv1.Job) {
	if optional.Value(j.Spec.ManualSelector) {
		return
	}
	t := &j.Spec.Template
	if t.Labels == nil {
		t.Labels = map[string]string{}
	} else {
		// The job's own labels may be the same map.
		labels := make(map[string]string, len(t.Labels)+4)
		for k, v := range t.Labels {
			labels[k] = v
		}
		t.Labels = labels
	}
	uid := string(j.UID)
	for label, value := range map[string]string{
		oldUIDLabel:                uid,
		oldNameLabel:               j.Name,
		batchv1.ControllerUidLabel: uid,
		batchv1.JobNameLabel:       j.Name,
	} {
		if _, ok := t.Labels[label]; !ok {
			t.Labels[label] = value
		}
	}
	if j.Spec.Selector == nil {
		j.Spec.Selector = &metav1.LabelSelector{}
	}
	if j.Spec.Selector.MatchLabels == nil {
		j.Spec.Selector.MatchLabels = map[string]string{}
	}
	if _, ok := j.Spec.Selector.MatchLabels[batchv1.ControllerUidLabel]; !ok {
		j.Spec.Selector.MatchLabels[batchv1.ControllerUidLabel] = uid
	}
}
