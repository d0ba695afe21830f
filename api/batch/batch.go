// Package batch describes the kinds of batch/v1: jobs and cron jobs.
package batch

import (
	batchv1 "k8s.io/api/batch/v1"

	"github.com/skiff-k8s/skiff/api"
)

// Resources lists the kinds of the group in alphabetical order of their paths.
func Resources() []*api.Resource { return []*api.Resource{CronJobs, Jobs} }

const group = batchv1.GroupName
