package kubelet

import (
	"testing"
	"time"

	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/apiserver/apiservertest"
	"github.com/skiff-k8s/skiff/client"
)

func TestObjectsTellOfChanges(t *testing.T) {
	c := apiservertest.Start(t).Client()
	changed := make(chan types.UID, 10)
	o := newObjects(t.Context(), c, func(uid types.UID) { changed <- uid })
	put := func(value string) {
		t.Helper()
		cm := &v1.ConfigMap{ObjectMeta: metav1.ObjectMeta{Namespace: "default", Name: "x"}, Data: map[string]string{"k": value}}
		var err error
		if value == "first" {
			_, err = c.Create(t.Context(), core.ConfigMaps, cm, client.CreateOptions{})
		} else {
			_, err = c.Update(t.Context(), core.ConfigMaps, cm, "")
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	expect := func(want ...types.UID) {
		t.Helper()
		got := map[types.UID]bool{}
		for len(got) < len(want) {
			select {
			case uid := <-changed:
				got[uid] = true
			case <-time.After(time.Minute):
				t.Fatalf("told %v, want %v", got, want)
			}
		}
		for _, uid := range want {
			if !got[uid] {
				t.Errorf("told %v, want %v", got, want)
			}
		}
	}
	put("first")
	o.watch("a", "default", []string{"x"}, nil)
	o.watch("b", "default", []string{"x"}, []string{"y"})
	if len(o.watched) != 2 {
		t.Errorf("%d watches for two objects", len(o.watched))
	}
	// A change is told of once the watch has begun, which takes a moment.
	for n := 0; len(changed) == 0; n++ {
		put(time.Now().String())
		time.Sleep(time.Millisecond)
		if n > 10000 {
			t.Fatal("no change was told of")
		}
	}
	expect("a", "b")
	if cm, err := o.ConfigMap("default", "x"); err != nil || cm.Data["k"] == "first" {
		t.Errorf("%v %v", cm, err)
	}
	o.watch("a", "default", nil, nil)
	o.watch("b", "default", nil, nil)
	if len(o.watched) != 0 || len(o.byPod) != 0 {
		t.Errorf("left: %v %v", o.watched, o.byPod)
	}
}
