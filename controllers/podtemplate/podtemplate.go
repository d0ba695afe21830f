// Package podtemplate makes pods from the templates of workloads, many at a time
// without running into a wall again and again.
package podtemplate

import (
	"maps"
	"slices"
	"sync"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// Pod makes a pod from a template, for the given controlling owner whose
// namespace and name are those of the arguments. The server completes its name.
func Pod(template *corev1.PodTemplateSpec, namespace, name string, owner metav1.OwnerReference) *corev1.Pod {
	return &corev1.Pod{
		ObjectMeta: metav1.ObjectMeta{
			Namespace:       namespace,
			GenerateName:    Prefix(name),
			Labels:          maps.Clone(template.Labels),
			Annotations:     maps.Clone(template.Annotations),
			Finalizers:      slices.Clone(template.Finalizers),
			OwnerReferences: []metav1.OwnerReference{owner},
		},
		Spec: *template.Spec.DeepCopy(),
	}
}

// Prefix returns what the names of a controller's objects begin with. The server
// cuts it where the name would become too long.
func Prefix(name string) string { return name + "-" }

// maxConcurrent bounds the calls of one Batches that run at a time.
const maxConcurrent = 64

// Batches calls do for each number below n, in batches that begin with one call and double as
// long as all succeed; after a batch with a failure it stops. So a wall (a quota,
// a policy) is hit once and not n times. It returns how many calls succeeded and
// the first error.
func Batches(n int, do func(i int) error) (succeeded int, err error) {
	for size := min(1, n); size > 0; size = min(2*size, n-succeeded) {
		ok, first := batch(succeeded, size, do)
		succeeded += ok
		if first != nil {
			return succeeded, first
		}
	}
	return succeeded, nil
}

func batch(from, size int, do func(i int) error) (succeeded int, first error) {
	if size == 1 {
		if err := do(from); err != nil {
			return 0, err
		}
		return 1, nil
	}
	var (
		mu    sync.Mutex
		wg    sync.WaitGroup
		slots = make(chan struct{}, maxConcurrent)
	)
	for i := range size {
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			err := do(from + i)
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				succeeded++
			} else if first == nil {
				first = err
			}
		})
	}
	wg.Wait()
	return succeeded, first
}
