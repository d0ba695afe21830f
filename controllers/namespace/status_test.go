package namespace

import (
	"errors"
	"strings"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/skiff-k8s/skiff/api/core"
)

func TestStatus(t *testing.T) {
	now := time.Unix(1000, 0)
	get := func(s corev1.NamespaceStatus, kind corev1.NamespaceConditionType) corev1.NamespaceCondition {
		for _, c := range s.Conditions {
			if c.Type == kind {
				return c
			}
		}
		return corev1.NamespaceCondition{}
	}
	ns := &corev1.Namespace{}
	if s := decideStatus(ns, outcome{}, now); s.Phase != corev1.NamespaceTerminating || len(s.Conditions) != 0 {
		t.Errorf("nothing in the way: %+v, want no conditions", s)
	}
	left := []remaining{{resource: core.Pods, count: 2, finalizers: map[string]int{"x.example/f": 1}}}
	s := decideStatus(ns, outcome{left: left}, now)
	content, finalizers := get(s, corev1.NamespaceContentRemaining), get(s, corev1.NamespaceFinalizersRemaining)
	if content.Status != corev1.ConditionTrue || !strings.Contains(content.Message, "pods. has 2 resource instances") {
		t.Errorf("content: %+v", content)
	}
	if finalizers.Status != corev1.ConditionTrue || !strings.Contains(finalizers.Message, "x.example/f in 1 resource instances") {
		t.Errorf("finalizers: %+v", finalizers)
	}
	ns.Status = s
	s = decideStatus(ns, outcome{failed: []error{errors.New("no"), errors.New("away")}}, now.Add(time.Minute))
	if c := get(s, corev1.NamespaceDeletionContentFailure); c.Status != corev1.ConditionTrue || c.Message != "Failed to delete all resource types, 2 remaining: away, no" {
		t.Errorf("failure: %+v", c)
	}
	if c := get(s, corev1.NamespaceContentRemaining); c.Status != corev1.ConditionFalse || !c.LastTransitionTime.Time.Equal(now.Add(time.Minute)) {
		t.Errorf("content: %+v", c)
	}
	if len(s.Conditions) != 5 {
		t.Errorf("%d conditions, want 5", len(s.Conditions))
	}
	s = decideStatus(&corev1.Namespace{}, outcome{undiscovered: []schema.GroupVersion{{Group: "b", Version: "v1"}, {Group: "a", Version: "v1"}}}, now)
	if c := get(s, corev1.NamespaceDeletionDiscoveryFailure); c.Status != corev1.ConditionTrue || c.Reason != "DiscoveryFailed" ||
		c.Message != "Discovery failed for some groups, 2 failing: unable to retrieve the complete list of server APIs: a/v1: stale GroupVersion discovery: a/v1, b/v1: stale GroupVersion discovery: b/v1" {
		t.Errorf("discovery: %+v", c)
	}
}

func TestPatience(t *testing.T) {
	for ending, want := range map[time.Duration]time.Duration{
		0:                25 * time.Millisecond,
		4 * time.Second:  500 * time.Millisecond,
		10 * time.Minute: 2 * time.Second,
	} {
		if got := patience(ending, usual); got != want {
			t.Errorf("after %v: %v, want %v", ending, got, want)
		}
	}
}
