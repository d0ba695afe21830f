package accounttokens

import (
	"testing"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/client"
)

func secret(uid string, data map[string]string) *corev1.Secret {
	s := &corev1.Secret{ObjectMeta: metav1.ObjectMeta{Namespace: "ns", Name: "t", Annotations: map[string]string{corev1.ServiceAccountNameKey: "a"}}, Data: map[string][]byte{}}
	if uid != "" {
		s.Annotations[corev1.ServiceAccountUIDKey] = uid
	}
	for k, v := range data {
		s.Data[k] = []byte(v)
	}
	return s
}

func TestDecide(t *testing.T) {
	account := &corev1.ServiceAccount{ObjectMeta: metav1.ObjectMeta{Namespace: "ns", Name: "a", UID: "u1"}}
	deleted := secret("u1", nil)
	deleted.DeletionTimestamp = &metav1.Time{}
	for _, tt := range []struct {
		name    string
		account *corev1.ServiceAccount
		secret  *corev1.Secret
		want    decision
		none    bool
	}{
		{name: "a new one", account: account, secret: secret("", nil), want: decision{token: true, ca: true, namespace: true}},
		{name: "one with a token of its own", account: account, secret: secret("u1", map[string]string{"token": "t"}), want: decision{ca: true, namespace: true}},
		{name: "another authority", account: account, secret: secret("u1", map[string]string{"token": "t", "ca.crt": "old", "namespace": "ns"}), want: decision{ca: true}},
		{name: "whole", account: account, secret: secret("u1", map[string]string{"token": "t", "ca.crt": "ca", "namespace": "other"}), none: true},
		{name: "of an earlier account", account: account, secret: secret("u0", map[string]string{"token": "t"}), want: decision{delete: true}},
		{name: "of none", secret: secret("", nil), want: decision{delete: true}},
		{name: "being deleted", secret: deleted, none: true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := decide(tt.account, []*corev1.Secret{tt.secret}, []byte("ca"))
			if tt.none {
				if len(got) != 0 {
					t.Errorf("decided %+v", got)
				}
				return
			}
			if len(got) != 1 || got[0].reason == "" {
				t.Fatalf("decided %+v", got)
			}
			d := got[0]
			if d.delete != tt.want.delete || d.token != tt.want.token || d.ca != tt.want.ca || d.namespace != tt.want.namespace {
				t.Errorf("decided %+v, want %+v", d, tt.want)
			}
		})
	}
}

func TestKeysOfSecret(t *testing.T) {
	for kind, want := range map[client.EventType]string{client.Added: "a", client.Modified: "a", client.Deleted: "a/t"} {
		keys := keysOfSecret(client.Event{Type: kind, Object: secret("", nil)})
		if len(keys) != 1 || keys[0].Name != want || keys[0].Namespace != "ns" {
			t.Errorf("event %d wakes %v, want %s", kind, keys, want)
		}
	}
	if keys := keysOfSecret(client.Event{Object: &corev1.Secret{}}); len(keys) != 0 {
		t.Errorf("a secret that names no account wakes %v", keys)
	}
}
