package controllers_test

import (
	"context"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/api/rbac"
	"github.com/skiff-k8s/skiff/client"
)

func TestALabelledRoleJoinsView(t *testing.T) {
	w := newWorld(t)
	w.create(rbac.ClusterRoles, &rbacv1.ClusterRole{
		ObjectMeta: metav1.ObjectMeta{Name: "see-boats", Labels: map[string]string{"rbac.authorization.k8s.io/aggregate-to-view": "true"}},
		Rules:      []rbacv1.PolicyRule{{Verbs: []string{"get"}, APIGroups: []string{"sea"}, Resources: []string{"boats"}}},
	})
	// view is part of edit, and edit of admin.
	for _, name := range []string{"view", "edit", "admin"} {
		w.eventually(name+" sees boats", func() bool { return hasBoats(w, name) })
	}
	w.delete(rbac.ClusterRoles, "", "see-boats", metav1.DeletePropagationBackground)
	w.eventually("admin sees no boats", func() bool { return !hasBoats(w, "admin") })
}

func hasBoats(w *world, name string) bool {
	r, err := client.Get[*rbacv1.ClusterRole](w.Context(), w.client, rbac.ClusterRoles, "", name)
	if err != nil {
		w.Fatal(err)
	}
	for _, rule := range r.Rules {
		if len(rule.Resources) > 0 && rule.Resources[0] == "boats" {
			return true
		}
	}
	return false
}

// tokenSecret makes a secret for a token of an account and waits for its content.
func (w *world) tokenSecret(name, account string) *corev1.Secret {
	w.Helper()
	w.create(core.Secrets, &corev1.Secret{
		ObjectMeta: metav1.ObjectMeta{Namespace: "default", Name: name, Annotations: map[string]string{corev1.ServiceAccountNameKey: account}},
		Type:       corev1.SecretTypeServiceAccountToken,
	})
	var s *corev1.Secret
	w.eventually("secret "+name+" filled", func() bool {
		var err error
		if s, err = client.Get[*corev1.Secret](w.Context(), w.client, core.Secrets, "default", name); err != nil {
			w.Fatal(err)
		}
		return len(s.Data) == 3
	})
	return s
}

func TestTokensKeptInSecrets(t *testing.T) {
	w := newWorld(t)
	w.create(core.ServiceAccounts, &corev1.ServiceAccount{ObjectMeta: metav1.ObjectMeta{Namespace: "default", Name: "robot"}})
	s := w.tokenSecret("robot-token", "robot")
	config := rest.AnonymousClientConfig(w.server.Config(t))
	config.BearerToken = string(s.Data["token"])
	robot, err := kubernetes.NewForConfig(config)
	if err != nil {
		t.Fatal(err)
	}
	forbidden := func() bool {
		_, err := robot.CoreV1().Pods("default").List(context.Background(), metav1.ListOptions{})
		return apierrors.IsForbidden(err)
	}
	if !forbidden() {
		t.Error("the server does not know the robot")
	}
	used, err := client.Get[*corev1.Secret](t.Context(), w.client, core.Secrets, "default", "robot-token")
	if err != nil || used.Labels["kubernetes.io/legacy-token-last-used"] != time.Now().UTC().Format("2006-01-02") {
		t.Errorf("labels %v, %v", used.Labels, err)
	}
	change(w, core.Secrets, "default", "robot-token", func(s *corev1.Secret) {
		s.Labels["kubernetes.io/legacy-token-invalid-since"] = "2026-01-01"
	})
	if forbidden() {
		t.Error("a token that was marked as invalid is accepted")
	}
	change(w, core.Secrets, "default", "robot-token", func(s *corev1.Secret) { delete(s.Labels, "kubernetes.io/legacy-token-invalid-since") })
	if !forbidden() {
		t.Error("a token that is valid again is refused")
	}
	w.delete(core.ServiceAccounts, "default", "robot", metav1.DeletePropagationBackground)
	w.eventually("the secret goes with its account", func() bool {
		_, err := w.client.Get(t.Context(), core.Secrets, "default", "robot-token")
		return apierrors.IsNotFound(err)
	})
	if forbidden() {
		t.Error("the token of an account that is gone is accepted")
	}
}

func TestAReferenceGoesWithItsSecret(t *testing.T) {
	w := newWorld(t)
	w.create(core.ServiceAccounts, &corev1.ServiceAccount{
		ObjectMeta: metav1.ObjectMeta{Namespace: "default", Name: "robot"},
		Secrets:    []corev1.ObjectReference{{Name: "robot-token"}, {Name: "other"}},
	})
	w.tokenSecret("robot-token", "robot")
	w.delete(core.Secrets, "default", "robot-token", metav1.DeletePropagationBackground)
	w.eventually("the reference is gone", func() bool {
		sa, err := client.Get[*corev1.ServiceAccount](t.Context(), w.client, core.ServiceAccounts, "default", "robot")
		if err != nil {
			t.Fatal(err)
		}
		return len(sa.Secrets) == 1 && sa.Secrets[0].Name == "other"
	})
}

func TestASecretOfNoAccountGoes(t *testing.T) {
	w := newWorld(t)
	w.create(core.Secrets, &corev1.Secret{
		ObjectMeta: metav1.ObjectMeta{Namespace: "default", Name: "lost", Annotations: map[string]string{corev1.ServiceAccountNameKey: "nobody"}},
		Type:       corev1.SecretTypeServiceAccountToken,
	})
	w.eventually("the secret is gone", func() bool {
		_, err := w.client.Get(t.Context(), core.Secrets, "default", "lost")
		return apierrors.IsNotFound(err)
	})
}
