package inprocess_test

import (
	"testing"

	"github.com/skiff-k8s/skiff/apiserver/apiservertest"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/client/clienttest"
)

func TestClient(t *testing.T) {
	clienttest.Run(t, func(t *testing.T) client.Client { return apiservertest.Start(t).Client() })
}
