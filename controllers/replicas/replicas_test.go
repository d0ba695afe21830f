package replicas

import (
	"testing"

	appsv1 "k8s.io/api/apps/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/client"
)

// What others make of the status wakes the loop too; what it has seen does not.
func TestChanged(t *testing.T) {
	c := controller[*appsv1.ReplicaSet]{Kind: Kind[*appsv1.ReplicaSet]{View: func(rs *appsv1.ReplicaSet) Set {
		return Set{Object: rs, Status: Status{Ready: rs.Status.ReadyReplicas, ObservedGeneration: rs.Status.ObservedGeneration}}
	}}}
	set := func(change func(*appsv1.ReplicaSet)) *appsv1.ReplicaSet {
		rs := &appsv1.ReplicaSet{ObjectMeta: metav1.ObjectMeta{Namespace: "ns", Name: "web", UID: "u", Generation: 2}}
		rs.Status.ObservedGeneration, rs.Status.ReadyReplicas = 2, 1
		change(rs)
		return rs
	}
	same := func(*appsv1.ReplicaSet) {}
	for _, test := range []struct {
		name   string
		kind   client.EventType
		change func(*appsv1.ReplicaSet)
		want   bool
	}{
		{"it is new", client.Added, same, true},
		{"it is gone", client.Deleted, same, true},
		{"a label", client.Modified, func(rs *appsv1.ReplicaSet) { rs.Labels = map[string]string{"a": "b"} }, false},
		{"its spec", client.Modified, func(rs *appsv1.ReplicaSet) { rs.Generation = 3 }, true},
		{"its status, by somebody else", client.Modified, func(rs *appsv1.ReplicaSet) { rs.Status.ReadyReplicas = 0 }, true},
		{"its deletion", client.Modified, func(rs *appsv1.ReplicaSet) { rs.DeletionTimestamp = &metav1.Time{} }, true},
		{"another of its name", client.Modified, func(rs *appsv1.ReplicaSet) { rs.UID = "v" }, true},
	} {
		e := client.Event{Type: test.kind, Object: set(test.change)}
		if test.kind == client.Modified {
			e.Old = set(same)
		}
		if got := len(c.changed(e)) > 0; got != test.want {
			t.Errorf("%s: wakes %t", test.name, got)
		}
	}
}
