package job

import (
	"fmt"
	"slices"
	"strconv"

	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"

	"github.com/skiff-k8s/skiff/api/batch"
	"github.com/skiff-k8s/skiff/controllers/ownership"
	"github.com/skiff-k8s/skiff/controllers/podtemplate"
)

// maxPrefix is how long the part of a pod's name may be that the server completes
// with five random characters.
const maxPrefix = 58

// indexVariable tells a container its completion index.
const indexVariable = "JOB_COMPLETION_INDEX"

// newPod makes a pod of the Job, with that completion index or noIndex.
func newPod(t *tally, index int) *corev1.Pod {
	j := t.job
	p := podtemplate.Pod(&j.Spec.Template, j.Namespace, j.Name, ownership.Reference(batch.Jobs, j))
	if !tracked(p) {
		p.Finalizers = append(p.Finalizers, batchv1.JobTrackingFinalizer)
	}
	if index == noIndex {
		return p
	}
	text := strconv.Itoa(index)
	p.GenerateName = prefix(j.Name, index)
	p.Spec.Hostname = fmt.Sprintf("%s-%d", j.Name, index)
	p.Labels = with(p.Labels, batchv1.JobCompletionIndexAnnotation, text)
	p.Annotations = with(p.Annotations, batchv1.JobCompletionIndexAnnotation, text)
	if perIndex(j) {
		counted, ignored := failuresAfter(j, t.replaced[index])
		p.Annotations[batchv1.JobIndexFailureCountAnnotation] = strconv.Itoa(int(counted))
		if ignored > 0 {
			p.Annotations[batchv1.JobIndexIgnoredFailureCountAnnotation] = strconv.Itoa(int(ignored))
		}
	}
	for _, list := range [][]corev1.Container{p.Spec.InitContainers, p.Spec.Containers} {
		for i := range list {
			addIndexVariable(&list[i])
		}
	}
	return p
}

// failuresAfter counts the failures of an index, that of the pod to be replaced
// included.
func failuresAfter(j *batchv1.Job, replaced *corev1.Pod) (counted, ignored int32) {
	if replaced == nil {
		return 0, 0
	}
	counted = number(replaced, batchv1.JobIndexFailureCountAnnotation)
	ignored = number(replaced, batchv1.JobIndexIgnoredFailureCountAnnotation)
	if judge(j.Spec.PodFailurePolicy, replaced).counts() {
		return counted + 1, ignored
	}
	return counted, ignored + 1
}

func prefix(name string, index int) string {
	end := fmt.Sprintf("-%d-", index)
	return name[:min(len(name), maxPrefix-len(end))] + end
}

func addIndexVariable(c *corev1.Container) {
	if slices.ContainsFunc(c.Env, func(e corev1.EnvVar) bool { return e.Name == indexVariable }) {
		return
	}
	c.Env = append(c.Env, corev1.EnvVar{Name: indexVariable, ValueFrom: &corev1.EnvVarSource{
		FieldRef: &corev1.ObjectFieldSelector{FieldPath: fmt.Sprintf("metadata.labels['%s']", batchv1.JobCompletionIndexAnnotation)},
	}})
}

func with(m map[string]string, key, value string) map[string]string {
	if m == nil {
		m = make(map[string]string)
	}
	m[key] = value
	return m
}
