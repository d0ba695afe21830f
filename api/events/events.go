// Package events describes the Event of events.k8s.io/v1, which is another view
// of the Event of the core group: both are stored as the latter.
package events

import (
	"time"

	corev1 "k8s.io/api/core/v1"
	eventsv1 "k8s.io/api/events/v1"
	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/api/names"
)

// Resources lists the kinds of the group.
func Resources() []*api.Resource { return []*api.Resource{Events} }

// Events tell what happened to an object.
var Events = api.Define(api.Meta{
	Group: eventsv1.GroupName, Version: "v1", Name: "events", Singular: "event", Kind: "Event",
	ShortNames: []string{"ev"}, Namespaced: true,
}, func() *eventsv1.Event { return &eventsv1.Event{} }, api.Rules[*eventsv1.Event]{
	Untraced:     true,
	NewList:      func() runtime.Object { return &eventsv1.EventList{} },
	Validate:     validateEvent,
	ValidateName: names.Subdomain,
	Update:       api.UpdatePolicy{CreatesMissing: true},
	Columns:      core.EventColumns(),
	Row: func(e *eventsv1.Event, now time.Time) []any {
		return core.EventRow(toCore(e), now)
	},
	FieldNames: []string{
		"reason", "regarding.apiVersion", "regarding.fieldPath", "regarding.kind", "regarding.name",
		"regarding.namespace", "regarding.resourceVersion", "regarding.uid", "reportingController", "type",
	},
	Fields: func(e *eventsv1.Event) fields.Set {
		return fields.Set{
			"reason":                    e.Reason,
			"regarding.apiVersion":      e.Regarding.APIVersion,
			"regarding.fieldPath":       e.Regarding.FieldPath,
			"regarding.kind":            e.Regarding.Kind,
			"regarding.name":            e.Regarding.Name,
			"regarding.namespace":       e.Regarding.Namespace,
			"regarding.resourceVersion": e.Regarding.ResourceVersion,
			"regarding.uid":             string(e.Regarding.UID),
			"reportingController":       e.ReportingController,
			"type":                      e.Type,
		}
	},
	Alias: &api.Alias{
		Stored:     core.Events,
		ToStored:   func(o api.Object) api.Object { return toCore(o.(*eventsv1.Event)) },
		FromStored: func(o api.Object) api.Object { return fromCore(o.(*corev1.Event)) },
	},
})
