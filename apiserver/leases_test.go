package apiserver_test

import (
	"encoding/json"
	"net/http"
	"testing"

	coordinationv1 "k8s.io/api/coordination/v1"

	"github.com/skiff-k8s/skiff/apiserver"
	"github.com/skiff-k8s/skiff/apiserver/apiservertest"
)

func TestServersSayThatTheyRun(t *testing.T) {
	s := apiservertest.Start(t)
	admin := s.Config(t)
	const path = "/apis/coordination.k8s.io/v1/namespaces/kube-system/leases"
	list := func() map[string]coordinationv1.Lease {
		_, body := ask(t, admin, "GET", path+"?labelSelector=apiserver.kubernetes.io/identity%3Dkube-apiserver", "")
		var l coordinationv1.LeaseList
		if err := json.Unmarshal([]byte(body), &l); err != nil {
			t.Fatal(err, body)
		}
		out := map[string]coordinationv1.Lease{}
		for _, i := range l.Items {
			out[i.Name] = i
		}
		return out
	}
	eventually(t, "the server's own lease", func() bool { return len(list()) == 1 })
	for _, l := range list() {
		if *l.Spec.LeaseDurationSeconds != 3600 || l.Spec.RenewTime == nil || l.Spec.HolderIdentity == nil {
			t.Errorf("%+v", l)
		}
	}
	for _, body := range []string{
		`{"metadata":{"name":"apiserver-gone","labels":{"apiserver.kubernetes.io/identity":"kube-apiserver"}},"spec":{"leaseDurationSeconds":3600,"renewTime":"2020-01-01T00:00:00.000000Z"}}`,
		`{"metadata":{"name":"apiserver-later","labels":{"apiserver.kubernetes.io/identity":"kube-apiserver"}},"spec":{"leaseDurationSeconds":3600,"renewTime":"2120-01-01T00:00:00.000000Z"}}`,
		`{"metadata":{"name":"another"},"spec":{"leaseDurationSeconds":3600,"renewTime":"2020-01-01T00:00:00.000000Z"}}`,
	} {
		if resp, text := ask(t, admin, "POST", path, body, "Content-Type: application/json"); resp.StatusCode != http.StatusCreated {
			t.Fatal(resp.Status, text)
		}
	}
	second, err := apiserver.New(t.Context(), apiserver.Config{Store: s.Store, Shared: true})
	if err != nil {
		t.Fatal(err)
	}
	defer second.Close()
	eventually(t, "the end of the lease of a server that is gone", func() bool { _, ok := list()["apiserver-gone"]; return !ok })
	if _, ok := list()["apiserver-later"]; !ok {
		t.Error("the lease of a server that runs is gone")
	}
	if resp, _ := ask(t, admin, "GET", path+"/another", ""); resp.StatusCode != http.StatusOK {
		t.Error("a lease of somebody else is gone")
	}
}
