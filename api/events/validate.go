package events

import (
	corev1 "k8s.io/api/core/v1"
	eventsv1 "k8s.io/api/events/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	apivalidation "k8s.io/apimachinery/pkg/api/validation"
	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/skiff-k8s/skiff/api/core"
)

// Bounds of the texts of an event, in bytes.
const (
	maxInstance = 128
	maxAction   = 128
	maxReason   = 128
	maxNote     = 1024
)

// validateEvent checks an event more closely than one of the core group. The
// fields are named as they are stored.
func validateEvent(e, old *eventsv1.Event) field.ErrorList {
	var errs field.ErrorList
	// In this group an event may tell of an object in another namespace.
	if e.Regarding.Namespace == "" {
		errs = core.ValidateEventNamespace(e.Namespace, "")
	}
	// An event that was written through the core group has no time of its own.
	timeless := e.EventTime.IsZero()
	if old != nil {
		if timeless {
			return errs
		}
		return append(errs, validateUpdate(e, old)...)
	}
	if !timeless {
		errs = append(errs, validateReporter(e)...)
		errs = append(errs, bounded("action", e.Action, maxAction)...)
		errs = append(errs, bounded("reason", e.Reason, maxReason)...)
		if len(e.Note) > maxNote {
			errs = append(errs, field.Invalid(field.NewPath("message"), "", "can have at most 1024 characters"))
		}
	}
	if s := e.Series; s != nil {
		if s.Count < 2 {
			errs = append(errs, field.Invalid(field.NewPath("series", "count"), "", "should be at least 2"))
		}
		if s.LastObservedTime.IsZero() {
			errs = append(errs, field.Required(field.NewPath("series", "lastObservedTime"), ""))
		}
	}
	if timeless {
		errs = append(errs, field.Required(field.NewPath("eventTime"), ""))
	}
	if e.Type != corev1.EventTypeNormal && e.Type != corev1.EventTypeWarning {
		errs = append(errs, field.Invalid(field.NewPath("type"), "", "has invalid value: "+e.Type))
	}
	for _, f := range []struct {
		name string
		set  bool
	}{
		{"firstTimestamp", !e.DeprecatedFirstTimestamp.IsZero()},
		{"lastTimestamp", !e.DeprecatedLastTimestamp.IsZero()},
		{"count", e.DeprecatedCount != 0},
		{"source", e.DeprecatedSource.Component != "" || e.DeprecatedSource.Host != ""},
	} {
		if f.set {
			errs = append(errs, field.Invalid(field.NewPath(f.name), "", "needs to be unset"))
		}
	}
	return errs
}

func validateReporter(e *eventsv1.Event) field.ErrorList {
	var errs field.ErrorList
	at := field.NewPath("reportingController")
	if e.ReportingController == "" {
		errs = append(errs, field.Required(at, ""))
	}
	for _, m := range validation.IsQualifiedName(e.ReportingController) {
		errs = append(errs, field.Invalid(at, e.ReportingController, m))
	}
	return append(errs, bounded("reportingInstance", e.ReportingInstance, maxInstance)...)
}

func bounded(name, text string, max int) field.ErrorList {
	switch {
	case text == "":
		return field.ErrorList{field.Required(field.NewPath(name), "")}
	case len(text) > max:
		return field.ErrorList{field.Invalid(field.NewPath(name), "", "can have at most 128 characters")}
	}
	return nil
}

// validateUpdate: of an event only the series goes on.
func validateUpdate(e, old *eventsv1.Event) field.ErrorList {
	var errs field.ErrorList
	fixed := func(name string, is, was any) {
		if !equality.Semantic.DeepEqual(is, was) {
			errs = append(errs, field.Invalid(field.NewPath(name), is, apivalidation.FieldImmutableErrorMsg))
		}
	}
	fixed("involvedObject", e.Regarding, old.Regarding)
	fixed("reason", e.Reason, old.Reason)
	fixed("message", e.Note, old.Note)
	fixed("source", e.DeprecatedSource, old.DeprecatedSource)
	fixed("firstTimestamp", e.DeprecatedFirstTimestamp, old.DeprecatedFirstTimestamp)
	fixed("lastTimestamp", e.DeprecatedLastTimestamp, old.DeprecatedLastTimestamp)
	fixed("count", e.DeprecatedCount, old.DeprecatedCount)
	fixed("type", e.Type, old.Type)
	if !e.EventTime.Time.Truncate(1e3).Equal(old.EventTime.Time.Truncate(1e3)) {
		fixed("eventTime", e.EventTime, old.EventTime)
	}
	fixed("action", e.Action, old.Action)
	fixed("related", e.Related, old.Related)
	fixed("reportingController", e.ReportingController, old.ReportingController)
	fixed("reportingInstance", e.ReportingInstance, old.ReportingInstance)
	return errs
}
