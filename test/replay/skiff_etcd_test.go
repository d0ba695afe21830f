package replay_test

import (
	"context"
	"net/url"
	"testing"
	"time"

	"go.etcd.io/etcd/server/v3/embed"
	"go.uber.org/zap"

	"github.com/skiff-k8s/skiff/apiserver"
	"github.com/skiff-k8s/skiff/apiserver/apiservertest"
	"github.com/skiff-k8s/skiff/store/etcd"
	"github.com/skiff-k8s/skiff/test/replay"
)

// TestSkiffOverEtcdAnswersLikeKubeAPIServer is the same over the other engine,
// with a real etcd: clients must not be able to tell.
func TestSkiffOverEtcdAnswersLikeKubeAPIServer(t *testing.T) {
	t.Parallel()
	store, err := etcd.Open(t.Context(), etcd.Options{Endpoints: []string{startEtcd(t)}, Prefix: "/replay/"})
	if err != nil {
		t.Fatal(err)
	}
	// After the server, whose clean-up runs first.
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	s := apiservertest.Start(t, apiservertest.FullAdmission, func(c *apiserver.Config) {
		c.Store, c.Shared = store, true
	})
	replay.Run(t, targetOf(s))
}

// startEtcd starts a member on free ports of the loopback interface and returns
// its endpoint.
func startEtcd(t *testing.T) string {
	t.Helper()
	loopback := []url.URL{{Scheme: "http", Host: "127.0.0.1:0"}}
	c := embed.NewConfig()
	c.Dir = t.TempDir()
	c.ListenClientUrls, c.AdvertiseClientUrls = loopback, loopback
	c.ListenPeerUrls, c.AdvertisePeerUrls = loopback, loopback
	c.InitialCluster = c.InitialClusterFromName(c.Name)
	c.TickMs, c.ElectionMs = 10, 50
	c.UnsafeNoFsync = true
	c.ZapLoggerBuilder = embed.NewZapLoggerBuilder(zap.NewNop())
	e, err := embed.StartEtcd(c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(e.Close)
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	select {
	case <-e.Server.ReadyNotify():
	case <-ctx.Done():
		t.Fatal("etcd does not become ready")
	}
	return e.Clients[0].Addr().String()
}
