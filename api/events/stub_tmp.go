package events

import (
	eventsv1 "k8s.io/api/events/v1"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

func validateEvent(o, old *eventsv1.Event) field.ErrorList { return nil }
