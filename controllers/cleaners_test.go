package controllers_test

import (
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/client"
)

func TestNodesSayHowLongReadingsHold(t *testing.T) {
	w := newWorld(t)
	w.eventually("the annotation", func() bool {
		n, err := client.Get[*corev1.Node](t.Context(), w.client, core.Nodes, "", "n1")
		return err == nil && n.Annotations[corev1.ObjectTTLAnnotationKey] == "0"
	})
}

func TestOldTokensAreMarkedAndDeleted(t *testing.T) {
	w := newWorld(t)
	// The loop looks once a day: it sees what there is when it starts.
	w.stop()
	change(w, core.ConfigMaps, "kube-system", "kube-apiserver-legacy-service-account-token-tracking", func(m *corev1.ConfigMap) { m.Data = map[string]string{"since": "2020-01-01"} })
	token := func(name string) {
		w.create(core.Secrets, &corev1.Secret{Type: corev1.SecretTypeServiceAccountToken, ObjectMeta: metav1.ObjectMeta{
			Namespace: "default", Name: name, Annotations: map[string]string{corev1.ServiceAccountNameKey: "default"},
		}})
	}
	token("listed")
	token("by-hand")
	change(w, core.ServiceAccounts, "default", "default", func(a *corev1.ServiceAccount) { a.Secrets = []corev1.ObjectReference{{Name: "listed"}} })
	w.skew.Store(int64(2 * 366 * 24 * time.Hour))
	w.start()
	w.eventually("the mark", func() bool {
		s, err := client.Get[*corev1.Secret](t.Context(), w.client, core.Secrets, "default", "listed")
		return err == nil && s.Labels["kubernetes.io/legacy-token-invalid-since"] != ""
	})
	w.stop()
	w.skew.Store(int64(4 * 366 * 24 * time.Hour))
	w.start()
	w.eventually("the end", func() bool {
		_, err := w.client.Get(t.Context(), core.Secrets, "default", "listed")
		return err != nil
	})
	if s, err := client.Get[*corev1.Secret](t.Context(), w.client, core.Secrets, "default", "by-hand"); err != nil || s.Labels["kubernetes.io/legacy-token-invalid-since"] != "" {
		t.Errorf("the token that was made by hand: %v, %v", s, err)
	}
}
