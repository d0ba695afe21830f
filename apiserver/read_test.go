package apiserver_test

import (
	"strings"
	"testing"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apiserver/pkg/authentication/user"

	"github.com/skiff-k8s/skiff/apiserver/apiservertest"
)

func TestAReaderIsAUserLikeAnyOther(t *testing.T) {
	s := apiservertest.Start(t)
	admin := s.Reader(apiservertest.Admin)
	body, err := admin(t.Context(), "/api/v1/namespaces?limit=1")
	if err != nil || !strings.Contains(string(body), `"NamespaceList"`) {
		t.Errorf("%s, %v", body, err)
	}
	if _, err := admin(t.Context(), "/apis/metrics.k8s.io/v1beta1/namespaces/default/pods?labelSelector=a%3Db"); !apierrors.IsNotFound(err) {
		t.Errorf("where nobody serves metrics: %v, want not found", err)
	}
	if _, err := s.Reader(&user.DefaultInfo{Name: "nobody"})(t.Context(), "/api/v1/namespaces"); !apierrors.IsForbidden(err) {
		t.Errorf("as nobody in particular: %v, want forbidden", err)
	}
}
