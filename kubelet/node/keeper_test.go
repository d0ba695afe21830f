package node

import (
	"context"
	"log/slog"
	"sync"
	"testing"
	"time"

	coordinationv1 "k8s.io/api/coordination/v1"
	v1 "k8s.io/api/core/v1"
	"k8s.io/apiserver/pkg/authentication/user"

	"github.com/skiff-k8s/skiff/api/coordination"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/apiserver/apiservertest"
	"github.com/skiff-k8s/skiff/client"
)

// A node registers as itself and nothing more, becomes ready, and keeps its lease.
func TestKeeper(t *testing.T) {
	s := apiservertest.Start(t)
	var mu sync.Mutex
	health := Health{NotReady: "no network"}
	facts, err := ReadFacts(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	config := Config{
		Name: "n1", Hostname: "host", IPs: []string{"192.0.2.1"}, Port: 10250, Labels: map[string]string{"disk": "ssd"}, MaxPods: 5, Facts: facts,
		Client: s.LocalClient(&user.DefaultInfo{Name: "system:node:n1", Groups: []string{user.NodesGroup, user.AllAuthenticated}}, "kubelet"),
		Health: func(context.Context) Health { mu.Lock(); defer mu.Unlock(); return health },
		Known:  func(*v1.Node) {}, Now: time.Now, Log: slog.New(slog.DiscardHandler),
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	done := make(chan struct{})
	go func() { defer close(done); New(config).Run(ctx) }()
	until := func(what string, ok func(*v1.Node) bool) *v1.Node {
		t.Helper()
		for began := time.Now(); ; time.Sleep(5 * time.Millisecond) {
			n, err := client.Get[*v1.Node](t.Context(), s.Client(), core.Nodes, "", "n1")
			if err == nil && ok(n) {
				return n
			}
			if time.Since(began) > time.Minute {
				t.Fatalf("the node is not %s: %v %v", what, n, err)
			}
		}
	}
	is := func(status v1.ConditionStatus) func(*v1.Node) bool {
		return func(n *v1.Node) bool {
			for _, c := range n.Status.Conditions {
				if c.Type == v1.NodeReady {
					return c.Status == status
				}
			}
			return false
		}
	}
	n := until("registered", is(v1.ConditionFalse))
	if n.Labels["disk"] != "ssd" || n.Labels[v1.LabelHostname] != "host" || n.Status.Addresses[0].Address != "192.0.2.1" {
		t.Errorf("%+v", n)
	}
	mu.Lock()
	health = Health{}
	mu.Unlock()
	n = until("ready", is(v1.ConditionTrue))
	for began := time.Now(); ; time.Sleep(5 * time.Millisecond) {
		l, err := client.Get[*coordinationv1.Lease](t.Context(), s.Client(), coordination.Leases, leaseNamespace, "n1")
		if err == nil {
			if l.OwnerReferences[0].UID != n.UID || *l.Spec.HolderIdentity != "n1" || *l.Spec.LeaseDurationSeconds != 40 {
				t.Errorf("lease %+v", l)
			}
			break
		}
		if time.Since(began) > time.Minute {
			t.Fatal(err)
		}
	}
	cancel()
	<-done
	// Nothing changed: a new process has nothing to write.
	ready, err := New(config).look(t.Context())
	again := until("ready", is(v1.ConditionTrue))
	if !ready || err != nil || again.ResourceVersion != n.ResourceVersion {
		t.Errorf("%v %v; revision %s, then %s", ready, err, n.ResourceVersion, again.ResourceVersion)
	}
}
