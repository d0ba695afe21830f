package wire_test

import (
	"strconv"
	"testing"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/apiserver/apiservertest"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/client/clienttest"
	"github.com/skiff-k8s/skiff/client/wire"
	"github.com/skiff-k8s/skiff/store"
	"github.com/skiff-k8s/skiff/trace"
)

func TestClient(t *testing.T) {
	clienttest.Run(t, func(t *testing.T) client.Client {
		c, err := wire.New(apiservertest.Start(t).Config(t), wire.Options{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(c.Close)
		return c
	})
}

func open(t *testing.T, s *apiservertest.Server, options wire.Options) *wire.Client {
	t.Helper()
	c, err := wire.New(s.ConfigFor(t, "system:kube-scheduler", "system:masters"), options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

func create(t *testing.T, c client.Client, r *api.Resource, o api.Object) int64 {
	t.Helper()
	stored, err := c.Create(t.Context(), r, o, client.CreateOptions{})
	if err != nil {
		t.Fatal(err)
	}
	revision, err := strconv.ParseInt(stored.GetResourceVersion(), 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return revision
}

func node(name string) *corev1.Node { return &corev1.Node{ObjectMeta: metav1.ObjectMeta{Name: name}} }

func TestScopeNarrowsTheMirror(t *testing.T) {
	s := apiservertest.Start(t)
	c := open(t, s, wire.Options{Scope: map[schema.GroupResource]fields.Selector{
		core.Nodes.GR(): fields.OneTermEqualSelector("metadata.name", "mine"),
	}})
	create(t, c, core.Nodes, node("other"))
	last := create(t, c, core.Nodes, node("mine"))
	if err := c.CaughtUp(t.Context(), core.Nodes, last); err != nil {
		t.Fatal(err)
	}
	items, _, err := c.List(t.Context(), core.Nodes, client.ListOptions{})
	if err != nil || len(items) != 1 || items[0].GetName() != "mine" {
		t.Errorf("mirror holds %v, %v", items, err)
	}
}

func TestLiveReadsAskTheServer(t *testing.T) {
	s := apiservertest.Start(t)
	c := open(t, s, wire.Options{Live: []schema.GroupResource{core.Nodes.GR()}})
	last := create(t, s.Client(), core.Nodes, node("n"))
	if err := c.CaughtUp(t.Context(), core.Nodes, last); err != nil {
		t.Fatal(err)
	}
	if o, err := c.Get(t.Context(), core.Nodes, "", "n"); err != nil || o.GetName() != "n" {
		t.Errorf("get: %v, %v", o, err)
	}
	items, revision, err := c.List(t.Context(), core.Nodes, client.ListOptions{Fields: fields.OneTermEqualSelector("metadata.name", "n")})
	if err != nil || len(items) != 1 || revision < last {
		t.Errorf("list: %v at %d, %v", items, revision, err)
	}
}

func TestCausesTravel(t *testing.T) {
	s := apiservertest.Start(t)
	c := open(t, s, wire.Options{})
	ctx := trace.With(t.Context(), trace.Cause{Actor: "scheduler", Parents: []int64{7}, Reason: "one of one nodes fits"})
	if _, err := c.Create(ctx, core.Nodes, node("n"), client.CreateOptions{}); err != nil {
		t.Fatal(err)
	}
	found := false
	err := s.Store.Notes(t.Context(), 0, func(n store.Note) bool {
		r, err := trace.DecodeRecord(n.Revision, n.Data)
		if err == nil && r.Resource == "nodes" {
			found = r.Cause.Actor == "scheduler" && r.Cause.Reason == "one of one nodes fits" && len(r.Cause.Parents) == 1
		}
		return true
	})
	if err != nil || !found {
		t.Errorf("the record does not have the cause: %v", err)
	}
}

func TestClosedClientsAnswerWithErrors(t *testing.T) {
	s := apiservertest.Start(t)
	c := open(t, s, wire.Options{})
	c.Close()
	if _, err := c.Get(t.Context(), core.Nodes, "", "n"); err == nil {
		t.Error("a closed client reads")
	}
}
