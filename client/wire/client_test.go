package wire_test

import (
	"testing"

	"github.com/skiff-k8s/skiff/apiserver/apiservertest"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/client/clienttest"
	"github.com/skiff-k8s/skiff/client/wire"
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
