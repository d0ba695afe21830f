package garbage

import (
	"slices"
	"testing"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/client"
)

func object(uid string, finalizers []string, deleting bool, owners ...string) *corev1.ConfigMap {
	o := &corev1.ConfigMap{ObjectMeta: metav1.ObjectMeta{Namespace: "ns", Name: "n-" + uid, UID: types.UID(uid), Finalizers: finalizers}}
	if deleting {
		o.DeletionTimestamp = &metav1.Time{}
	}
	for _, w := range owners {
		block := true
		o.OwnerReferences = append(o.OwnerReferences, metav1.OwnerReference{Kind: "ConfigMap", Name: "n-" + w, UID: types.UID(w), BlockOwnerDeletion: &block})
	}
	return o
}

func TestDecide(t *testing.T) {
	refs := func(states ...standing) (out []owner) {
		for i, s := range states {
			out = append(out, owner{metav1.OwnerReference{Kind: "Deployment", Name: string(rune('a' + i)), UID: types.UID(rune('a' + i))}, s})
		}
		return out
	}
	for _, c := range []struct {
		name       string
		finalizers []string
		deleting   bool
		owners     []owner
		dependents bool
		kind       verdictKind
		policy     metav1.DeletionPropagation
		reason     string
		disown     []types.UID
	}{
		{name: "no owners", kind: keep},
		{name: "its owner exists", owners: refs(present), kind: keep},
		{name: "a reference that cannot be followed", owners: refs(unknowable), kind: keep},
		{name: "its owner is gone", owners: refs(absent), kind: remove, policy: metav1.DeletePropagationBackground,
			reason: "its owner deployment/a is gone"},
		{name: "both are gone", owners: refs(absent, absent), kind: remove, policy: metav1.DeletePropagationBackground,
			reason: "its owner deployment/a is gone, its owner deployment/b is gone"},
		{name: "one of two is gone", owners: refs(absent, present), kind: disown, disown: []types.UID{"a"},
			reason: "its owner deployment/a is gone, and it has other owners"},
		{name: "one of two leaves", owners: refs(present, leaving), kind: disown, disown: []types.UID{"b"}},
		{name: "its owner leaves", owners: refs(leaving), kind: remove, policy: metav1.DeletePropagationBackground,
			reason: "its owner deployment/a is being deleted in the foreground"},
		{name: "its owner leaves, and it has dependents", owners: refs(leaving), dependents: true, kind: remove, policy: metav1.DeletePropagationForeground},
		{name: "its owner is gone, and it orphans", finalizers: []string{"orphan"}, owners: refs(absent), kind: remove, policy: metav1.DeletePropagationOrphan},
		{name: "it is being deleted already", deleting: true, owners: refs(absent), kind: keep},
	} {
		t.Run(c.name, func(t *testing.T) {
			v := decide(object("x", c.finalizers, c.deleting), c.owners, c.dependents)
			if v.kind != c.kind || v.policy != c.policy {
				t.Errorf("verdict %+v, want kind %d, policy %q", v, c.kind, c.policy)
			}
			if c.reason != "" && v.reason != c.reason {
				t.Errorf("because %q, want %q", v.reason, c.reason)
			}
			for _, uid := range c.disown {
				if !v.disown[uid] || len(v.disown) != len(c.disown) {
					t.Errorf("disowned by %v, want %v", v.disown, c.disown)
				}
			}
		})
	}
}

func TestReaches(t *testing.T) {
	waits := map[types.UID][]types.UID{
		"a": {"b"}, "b": {"c"}, "c": {"a", "d"}, // a circle with an end
		"self": {"self"},
		"x":    {"y", "z"}, "y": {"x"},
	}
	next := func(uid types.UID) ([]types.UID, error) { return waits[uid], nil }
	for _, c := range []struct {
		from, to types.UID
		want     bool
	}{
		{"b", "a", true}, {"c", "a", true}, {"a", "a", true}, {"self", "self", true}, {"y", "z", true},
		{"d", "a", false}, {"z", "x", false}, {"x", "a", false},
	} {
		if got, err := reaches(c.from, c.to, next); got != c.want || err != nil {
			t.Errorf("%s waits for %s: %t, %v", c.from, c.to, got, err)
		}
	}
	endless := 0
	grow := func(uid types.UID) ([]types.UID, error) {
		endless++
		return []types.UID{uid + "x"}, nil
	}
	if got, _ := reaches("x", "y", grow); got || endless > maxCircle {
		t.Errorf("%t after %d objects", got, endless)
	}
}

func TestIndex(t *testing.T) {
	x := newIndex()
	step := func(kind client.EventType, o *corev1.ConfigMap, want ...types.UID) {
		t.Helper()
		got := x.observe(core.ConfigMaps, client.Event{Type: kind, Object: o})
		slices.Sort(got)
		got = slices.Compact(got)
		if !slices.Equal(got, want) {
			t.Errorf("event of %s wakes %v, want %v", o.UID, got, want)
		}
	}
	step(client.Added, object("plain", nil, false))
	if len(x.nodes) != 0 {
		t.Error("an object without owners is remembered")
	}
	step(client.Added, object("child", nil, false, "owner"), "child")
	step(client.Modified, object("child", nil, false, "owner"))
	step(client.Added, object("other", nil, false, "owner", "second"), "other")
	// The owner goes in the foreground: itself and its dependents.
	step(client.Modified, object("owner", []string{"foregroundDeletion"}, true), "child", "other", "owner")
	step(client.Deleted, object("child", nil, false, "owner"), "owner")
	step(client.Modified, object("other", nil, false, "second"), "other", "owner")
	step(client.Deleted, object("owner", []string{}, true))
	step(client.Deleted, object("second", nil, false), "other")
	if !x.isGone("second") || x.isGone("owner") {
		t.Error("of what has dependents, what is gone must be known")
	}
	step(client.Deleted, object("other", nil, false, "second"))
	if len(x.nodes) != 0 || len(x.byOwner) != 0 || len(x.gone) != 0 {
		t.Errorf("left over: %v %v %v", x.nodes, x.byOwner, x.gone)
	}
}

func TestForgetAKind(t *testing.T) {
	x := newIndex()
	x.observe(core.ConfigMaps, client.Event{Object: object("child", nil, false, "owner")})
	x.forget(core.ConfigMaps.GR())
	if len(x.nodes) != 0 || len(x.byOwner) != 0 || len(x.gone) != 0 {
		t.Errorf("left over: %v %v %v", x.nodes, x.byOwner, x.gone)
	}
}
