package join

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/client"
)

// SecretName is the name, in kube-system, of the Secret that remembers a node.
func SecretName(node string) string { return node + ".node-password.skiff" }

const secretKey = "sha256"

// Secrets keeps the digests of node passwords as Secrets in kube-system.
type Secrets struct {
	Client client.Client
}

// Check implements Passwords.
func (s Secrets) Check(ctx context.Context, node string, digest [sha256.Size]byte) (bool, error) {
	secret := &corev1.Secret{
		ObjectMeta: metav1.ObjectMeta{Namespace: metav1.NamespaceSystem, Name: SecretName(node)},
		Data:       map[string][]byte{secretKey: digest[:]},
	}
	_, err := s.Client.Create(ctx, core.Secrets, secret, client.CreateOptions{})
	if err == nil {
		return true, nil
	}
	if !apierrors.IsAlreadyExists(err) {
		return false, err
	}
	known, err := client.Get[*corev1.Secret](ctx, s.Client, core.Secrets, metav1.NamespaceSystem, SecretName(node))
	if err != nil {
		return false, err
	}
	return subtle.ConstantTimeCompare(known.Data[secretKey], digest[:]) == 1, nil
}
