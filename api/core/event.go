package core

import (
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/names"
	"github.com/skiff-k8s/skiff/api/table"
)

// Events tell what happened to an object. Those of events.k8s.io are stored as
// these.
var Events = api.Define(api.Meta{
	Version: "v1", Name: "events", Singular: "event", Kind: "Event",
	ShortNames: []string{"ev"}, Namespaced: true,
}, func() *corev1.Event { return &corev1.Event{} }, api.Rules[*corev1.Event]{
	Untraced:     true,
	NewList:      func() runtime.Object { return &corev1.EventList{} },
	AnyFinalizer: true,
	Validate:     validateEvent,
	ValidateName: names.PathSegment,
	Update:       api.UpdatePolicy{CreatesMissing: true},
	Columns:      EventColumns(),
	Row:          EventRow,
	FieldNames: []string{
		"involvedObject.apiVersion", "involvedObject.fieldPath", "involvedObject.kind", "involvedObject.name",
		"involvedObject.namespace", "involvedObject.resourceVersion", "involvedObject.uid",
		"reason", "reportingComponent", "source", "type",
	},
	Fields: func(e *corev1.Event) fields.Set {
		return fields.Set{
			"involvedObject.apiVersion":      e.InvolvedObject.APIVersion,
			"involvedObject.fieldPath":       e.InvolvedObject.FieldPath,
			"involvedObject.kind":            e.InvolvedObject.Kind,
			"involvedObject.name":            e.InvolvedObject.Name,
			"involvedObject.namespace":       e.InvolvedObject.Namespace,
			"involvedObject.resourceVersion": e.InvolvedObject.ResourceVersion,
			"involvedObject.uid":             string(e.InvolvedObject.UID),
			"reason":                         e.Reason,
			"reportingComponent":             e.ReportingController,
			"source":                         table.Or(e.Source.Component, e.ReportingController),
			"type":                           e.Type,
		}
	},
})

// EventColumns are the columns of events in both groups.
func EventColumns() table.Columns {
	doc := corev1.Event{}.SwaggerDoc()
	return table.Columns{
		table.Text("Last Seen", doc["lastTimestamp"]),
		table.Text("Type", doc["type"]),
		table.Text("Reason", doc["reason"]),
		table.Text("Object", doc["involvedObject"]),
		table.Wide(table.Text("Subobject", corev1.ObjectReference{}.SwaggerDoc()["fieldPath"])),
		table.Wide(table.Text("Source", doc["source"])),
		table.Text("Message", doc["message"]),
		table.Wide(table.Text("First Seen", doc["firstTimestamp"])),
		table.Wide(table.Text("Count", doc["count"])),
		table.Wide(table.Name()),
	}
}

// EventRow is the row under EventColumns.
func EventRow(e *corev1.Event, now time.Time) []any {
	first := table.Since(e.FirstTimestamp, now)
	if e.FirstTimestamp.IsZero() {
		first = table.SinceMicro(e.EventTime, now)
	}
	last := table.Since(e.LastTimestamp, now)
	if e.LastTimestamp.IsZero() {
		last = first
	}
	count := e.Count
	switch {
	case e.Series != nil:
		last = table.SinceMicro(e.Series.LastObservedTime, now)
		count = e.Series.Count
	case count == 0:
		count = 1
	}
	object := strings.ToLower(e.InvolvedObject.Kind)
	if e.InvolvedObject.Name != "" {
		object += "/" + e.InvolvedObject.Name
	}
	source := table.Or(e.Source.Component, e.ReportingController)
	if instance := table.Or(e.Source.Host, e.ReportingInstance); instance != "" {
		source += ", " + instance
	}
	return []any{
		last, e.Type, e.Reason, object, e.InvolvedObject.FieldPath, source,
		strings.TrimSpace(e.Message), first, int64(count), e.Name,
	}
}
