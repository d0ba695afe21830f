package controllers_test

import (
	"strings"
	"testing"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api/apps"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/store"
	"github.com/skiff-k8s/skiff/trace"
	"github.com/skiff-k8s/skiff/trace/tree"
)

// TestTheTraceTellsTheStory reads the causal tree of a Deployment: each write of
// a loop hangs below what woke it, with the loop's reason.
func TestTheTraceTellsTheStory(t *testing.T) {
	w := newWorld(t)
	w.create(apps.Deployments, deployment("web", 2))
	w.rolledOut("web")
	change(w, apps.Deployments, "default", "web", func(d *appsv1.Deployment) { d.Spec.Template.Spec.Containers[0].Image = "v2" })
	w.rolledOut("web")
	w.eventually("old pods are gone", func() bool { return len(list[*corev1.Pod](w, core.Pods, "default")) == 2 })
	victim := list[*corev1.Pod](w, core.Pods, "default")[0]
	w.hold.Store(true) // a pod takes its time to end
	w.delete(core.Pods, "default", victim.Name, metav1.DeletePropagationBackground)
	w.eventually("a replacement exists", func() bool { return len(list[*corev1.Pod](w, core.Pods, "default")) == 3 })
	w.hold.Store(false)
	w.eventually("the pod is replaced", func() bool {
		pods := list[*corev1.Pod](w, core.Pods, "default")
		return len(pods) == 2 && pods[0].UID != victim.UID && pods[1].UID != victim.UID
	})
	w.rolledOut("web")

	var records []trace.Record
	err := w.server.Store.Notes(t.Context(), 0, func(n store.Note) bool {
		r, err := trace.DecodeRecord(n.Revision, n.Data)
		if err != nil {
			t.Errorf("record %d: %v", n.Revision, err)
		}
		records = append(records, r)
		return true
	})
	if err != nil {
		t.Fatal(err)
	}
	story := tree.Build(tree.Target{Group: "apps", Resource: "deployments", Namespace: "default", Name: "web"}, records)
	var text strings.Builder
	if err := tree.Render(&text, story, func(_, resource string) string { return strings.TrimSuffix(resource, "s") }); err != nil {
		t.Fatal(err)
	}
	t.Log("\n" + text.String())

	// Each row: who, why, what, and below which write; empty where several writes
	// may come together as the cause, of which the tree shows the newest.
	for _, want := range []struct{ actor, reason, verb, resource, below string }{
		{"deployment controller", "no ReplicaSet has this template", "create", "replicasets", "create deployments"},
		{"replicaset controller", "0 of 2 pods exist", "create", "pods", "create replicasets"},
		{"deployment controller", "the template changed: no ReplicaSet has it, starting revision 2", "create", "replicasets", "update deployments"},
		{"deployment controller", "1 new pod is ready, scaling old ReplicaSet from 2 to 1", "update", "replicasets", ""},
		{"replicaset controller", "1 of 2 pods exist; " + victim.Name + " is being deleted", "create", "pods", "delete pods"},
	} {
		if !holds(story.Roots, nil, func(n, parent *tree.Node) bool {
			return n.Cause.Actor == want.actor && n.Cause.Reason == want.reason && n.Verb == want.verb && n.Resource == want.resource &&
				parent != nil && (want.below == "" || parent.Verb+" "+parent.Resource == want.below) && !n.Cause.Started.IsZero()
		}) {
			t.Errorf("nowhere: %s: %s → %s %s, because of %s", want.actor, want.reason, want.verb, want.resource, want.below)
		}
	}
}

func holds(nodes []*tree.Node, parent *tree.Node, ok func(n, parent *tree.Node) bool) bool {
	for _, n := range nodes {
		if ok(n, parent) || holds(n.Children, n, ok) {
			return true
		}
	}
	return false
}
