package batch

import (
	batchv1 "k8s.io/api/batch/v1"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

func validateCronJob(o, old *batchv1.CronJob) field.ErrorList { return nil }
func validateJob(o, old *batchv1.Job) field.ErrorList         { return nil }
func validateJobStatus(o, old *batchv1.Job) field.ErrorList   { return nil }
