package events

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	corev1 "k8s.io/api/core/v1"
	eventsv1 "k8s.io/api/events/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// TestNothingIsLost: an event that is stored and read back is what it was.
func TestNothingIsLost(t *testing.T) {
	at := metav1.NewMicroTime(time.Unix(1e9, 5000))
	e := &eventsv1.Event{
		TypeMeta:                 metav1.TypeMeta{APIVersion: "events.k8s.io/v1", Kind: "Event"},
		ObjectMeta:               metav1.ObjectMeta{Name: "e", Namespace: "n", ResourceVersion: "3"},
		EventTime:                at,
		Series:                   &eventsv1.EventSeries{Count: 2, LastObservedTime: at},
		ReportingController:      "c",
		ReportingInstance:        "i",
		Action:                   "a",
		Reason:                   "r",
		Regarding:                corev1.ObjectReference{Kind: "Pod", Name: "p"},
		Related:                  &corev1.ObjectReference{Kind: "Node", Name: "n"},
		Note:                     "note",
		Type:                     "Normal",
		DeprecatedSource:         corev1.EventSource{Component: "x", Host: "h"},
		DeprecatedFirstTimestamp: metav1.Unix(1, 0),
		DeprecatedLastTimestamp:  metav1.Unix(2, 0),
		DeprecatedCount:          7,
	}
	stored := toCore(e)
	if stored.Kind != "Event" || stored.APIVersion != "v1" || stored.Message != "note" || stored.InvolvedObject.Name != "p" {
		t.Errorf("stored as %+v", stored)
	}
	if diff := cmp.Diff(e, fromCore(stored)); diff != "" {
		t.Error(diff)
	}
}
