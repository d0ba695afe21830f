package controllers_test

import (
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/client"
)

func TestBootstrapTokensSignAndEnd(t *testing.T) {
	w := newWorld(t)
	w.create(core.ConfigMaps, &corev1.ConfigMap{
		ObjectMeta: metav1.ObjectMeta{Namespace: "kube-public", Name: "cluster-info"}, Data: map[string]string{"kubeconfig": "apiVersion: v1"},
	})
	w.create(core.Secrets, &corev1.Secret{
		ObjectMeta: metav1.ObjectMeta{Namespace: "kube-system", Name: "bootstrap-token-abcdef"}, Type: "bootstrap.kubernetes.io/token",
		StringData: map[string]string{
			"token-id": "abcdef", "token-secret": "0123456789abcdef", "usage-bootstrap-signing": "true",
			"expiration": time.Now().Add(time.Hour).Format(time.RFC3339),
		},
	})
	hasSignature := func() bool {
		m, err := client.Get[*corev1.ConfigMap](t.Context(), w.client, core.ConfigMaps, "kube-public", "cluster-info")
		if err != nil {
			t.Fatal(err)
		}
		return m.Data["jws-kubeconfig-abcdef"] != ""
	}
	w.eventually("cluster-info is signed", hasSignature)
	w.skew.Store(int64(2 * time.Hour))
	w.stop()
	w.start()
	w.eventually("the token is gone", func() bool {
		_, err := w.client.Get(t.Context(), core.Secrets, "kube-system", "bootstrap-token-abcdef")
		return apierrors.IsNotFound(err)
	})
	w.eventually("the signature is gone", func() bool { return !hasSignature() })
}
