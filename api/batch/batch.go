// Package batch describes the kinds of batch/v1: jobs and cron jobs.
package batch

import (
	batchv1 "k8s.io/api/batch/v1"

	"github.com/skiff-k8s/skiff/api"
)

// Resources lists the kinds of the group in alphabetical order of their paths.
func Resources() []*api.Resource { return []*api.Resource{CronJobs, Jobs} }

const group = batchv1.GroupName

// setDefault points *p to value where it points nowhere.
func setDefault[T any](p **T, value T) {
	if *p == nil {
		*p = &value
	}
}

// deref returns what p points to, the zero value when it is nil.
func deref[T any](p *T) T {
	if p == nil {
		var zero T
		return zero
	}
	return *p
}
