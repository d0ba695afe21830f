package ownership

import (
	"context"
	"testing"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/types"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/apps"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/reconcile"
)

func pod(name, owner string, matching bool) *corev1.Pod {
	p := &corev1.Pod{ObjectMeta: metav1.ObjectMeta{Namespace: "ns", Name: name}}
	if matching {
		p.Labels = map[string]string{"app": "web"}
	}
	if owner != "" {
		controls := true
		p.OwnerReferences = []metav1.OwnerReference{{APIVersion: "apps/v1", Kind: "ReplicaSet", Name: owner, UID: types.UID(owner), Controller: &controls}}
	}
	return p
}

func TestDecide(t *testing.T) {
	leavingPod := pod("leaving", "", true)
	leavingPod.DeletionTimestamp = &metav1.Time{}
	elsewhere := pod("elsewhere", "", true)
	elsewhere.Namespace = "other"
	candidates := []*corev1.Pod{
		pod("mine", "me", true), pod("strayed", "me", false),
		pod("orphan", "", true), pod("stranger", "", false),
		pod("theirs", "them", true), leavingPod, elsewhere,
	}
	selector := labels.SelectorFromSet(labels.Set{"app": "web"})
	names := func(pods []*corev1.Pod) (s string) {
		for _, p := range pods {
			s += p.Name + " "
		}
		return s
	}
	owner := &corev1.ConfigMap{ObjectMeta: metav1.ObjectMeta{Namespace: "ns", Name: "me", UID: "me"}}
	c := Decide(owner, selector, candidates)
	if names(c.Keep) != "mine " || names(c.Adopt) != "orphan " || names(c.Release) != "strayed " {
		t.Errorf("keep %s, adopt %s, release %s", names(c.Keep), names(c.Adopt), names(c.Release))
	}
	owner.DeletionTimestamp = &metav1.Time{}
	c = Decide(owner, selector, candidates)
	if names(c.Keep) != "mine " || len(c.Adopt) != 0 || len(c.Release) != 0 {
		t.Errorf("an owner that leaves: keep %s, adopt %s, release %s", names(c.Keep), names(c.Adopt), names(c.Release))
	}
}

// lister answers lists, and fails the test for anything else.
type lister struct {
	client.Client
	owned []api.Object
}

func (l lister) List(context.Context, *api.Resource, client.ListOptions) ([]api.Object, int64, error) {
	return l.owned, 1, nil
}

func TestAnOrphanThatWasAdoptedMeanwhileCountsOnce(t *testing.T) {
	before, after := pod("p", "", true), pod("p", "me", true)
	before.UID, after.UID = "p", "p"
	c := Claimer{Client: lister{owned: []api.Object{after}}, Owners: apps.ReplicaSets, Owned: core.Pods}
	owner := &corev1.ConfigMap{ObjectMeta: metav1.ObjectMeta{Namespace: "ns", Name: "me", UID: "me"}}
	own, err := c.Own(t.Context(), owner, labels.SelectorFromSet(labels.Set{"app": "web"}), []api.Object{before})
	if err != nil || len(own) != 1 || own[0] != api.Object(after) {
		t.Errorf("own %v, %v; want the pod once, as it is now", own, err)
	}
}

func TestKeys(t *testing.T) {
	matching := func(api.Object) []reconcile.Request { return []reconcile.Request{reconcile.Key("ns", "match")} }
	for _, c := range []struct {
		name  string
		event client.Event
		want  []string
	}{
		{"owned", client.Event{Type: client.Added, Object: pod("p", "a", true)}, []string{"a"}},
		{"changed hands", client.Event{Type: client.Modified, Object: pod("p", "b", true), Old: pod("p", "a", true)}, []string{"b", "a"}},
		{"released", client.Event{Type: client.Modified, Object: pod("p", "", true), Old: pod("p", "a", true)}, []string{"a", "match"}},
		{"orphan", client.Event{Type: client.Added, Object: pod("p", "", true)}, []string{"match"}},
		{"orphan gone", client.Event{Type: client.Deleted, Object: pod("p", "", true)}, nil},
	} {
		keys := Keys(apps.ReplicaSets, c.event, matching)
		if len(keys) != len(c.want) {
			t.Errorf("%s wakes %v, want %v", c.name, keys, c.want)
			continue
		}
		for i := range keys {
			if keys[i] != reconcile.Key("ns", c.want[i]) {
				t.Errorf("%s wakes %v, want %v", c.name, keys, c.want)
			}
		}
	}
	if keys := Keys(apps.Deployments, client.Event{Object: pod("p", "a", true)}, nil); len(keys) != 0 {
		t.Errorf("a pod of a ReplicaSet wakes the Deployments %v", keys)
	}
}

func TestOrphans(t *testing.T) {
	var s Orphans
	see := func(kind client.EventType, p *corev1.Pod) { s.Observe(client.Event{Type: kind, Object: p}) }
	see(client.Added, pod("a", "", true))
	see(client.Added, pod("b", "me", true))
	s.Observe(client.Event{Type: client.Synced})
	if got := s.In("ns"); len(got) != 1 || got[0].GetName() != "a" {
		t.Errorf("orphans %v, want a", got)
	}
	see(client.Modified, pod("b", "", true)) // released
	if got := s.In("ns"); len(got) != 2 {
		t.Errorf("orphans %v, want a and b", got)
	}
	see(client.Modified, pod("a", "me", true)) // adopted
	see(client.Deleted, pod("b", "", true))
	if len(s.byNamespace) != 0 {
		t.Errorf("left over: %v", s.byNamespace)
	}
}

func TestReference(t *testing.T) {
	ref := Reference(core.Pods, pod("p", "", false))
	if ref.Kind != "Pod" || ref.APIVersion != "v1" || !*ref.Controller || !*ref.BlockOwnerDeletion {
		t.Errorf("reference %+v", ref)
	}
}
