package batch

import (
	"strings"
	"time"

	"github.com/robfig/cron/v3"
	batchv1 "k8s.io/api/batch/v1"
	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/skiff-k8s/skiff/api/optional"
)

// The controller appends a dash and ten digits to make the names of jobs, which
// are labels.
const maxCronJobName = validation.DNS1035LabelMaxLength - 11

func validateCronJob(c, old *batchv1.CronJob) field.ErrorList {
	s := &c.Spec
	var errs field.ErrorList
	if len(s.Schedule) == 0 {
		errs = append(errs, field.Required(specPath.Child("schedule"), ""))
	} else {
		errs = append(errs, validateSchedule(s, specPath.Child("schedule"))...)
	}
	errs = append(errs, nonNegative(specPath.Child("startingDeadlineSeconds"), s.StartingDeadlineSeconds)...)
	if s.TimeZone != nil && (old == nil || old.Spec.TimeZone == nil || *old.Spec.TimeZone != *s.TimeZone) {
		errs = append(errs, validateZone(*s.TimeZone, specPath.Child("timeZone"))...)
	}
	switch s.ConcurrencyPolicy {
	case "":
		errs = append(errs, field.Required(specPath.Child("concurrencyPolicy"), ""))
	case batchv1.AllowConcurrent, batchv1.ForbidConcurrent, batchv1.ReplaceConcurrent:
	default:
		errs = append(errs, field.NotSupported(specPath.Child("concurrencyPolicy"), s.ConcurrencyPolicy,
			[]batchv1.ConcurrencyPolicy{batchv1.AllowConcurrent, batchv1.ForbidConcurrent, batchv1.ReplaceConcurrent}))
	}
	errs = append(errs, validateJobTemplate(&s.JobTemplate, specPath.Child("jobTemplate", "spec"))...)
	errs = append(errs, nonNegative(specPath.Child("successfulJobsHistoryLimit"), s.SuccessfulJobsHistoryLimit)...)
	errs = append(errs, nonNegative(specPath.Child("failedJobsHistoryLimit"), s.FailedJobsHistoryLimit)...)
	if old == nil && len(c.Name) > maxCronJobName {
		errs = append(errs, field.Invalid(field.NewPath("metadata", "name"), c.Name, "must be no more than 52 characters"))
	}
	return errs
}

// validateJobTemplate: the selector of each job is made when the job is.
func validateJobTemplate(t *batchv1.JobTemplateSpec, at *field.Path) field.ErrorList {
	errs := validateJobSpec(&t.Spec, at)
	if t.Spec.Selector != nil {
		errs = append(errs, field.Invalid(at.Child("selector"), t.Spec.Selector, "`selector` will be auto-generated"))
	}
	if optional.Value(t.Spec.ManualSelector) {
		e := field.NotSupported[string](at.Child("manualSelector"), t.Spec.ManualSelector, nil)
		e.Detail = `supported values: "nil", "false"`
		errs = append(errs, e)
	}
	return errs
}

func validateSchedule(s *batchv1.CronJobSpec, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	if _, err := cron.ParseStandard(s.Schedule); err != nil {
		errs = append(errs, field.Invalid(at, s.Schedule, err.Error()))
	}
	if strings.Contains(s.Schedule, "TZ") {
		errs = append(errs, field.Invalid(at, s.Schedule, "cannot use TZ or CRON_TZ in schedule, use timeZone field instead"))
	}
	return errs
}

func validateZone(zone string, at *field.Path) field.ErrorList {
	switch {
	case zone == "":
		return field.ErrorList{field.Invalid(at, zone, "timeZone must be nil or non-empty string")}
	case strings.EqualFold(zone, "Local"):
		return field.ErrorList{field.Invalid(at, zone, "timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones")}
	}
	if _, err := time.LoadLocation(zone); err != nil {
		return field.ErrorList{field.Invalid(at, zone, err.Error())}
	}
	return nil
}
