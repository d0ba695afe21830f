// Package accounttokens fills the secrets of type service-account-token: each gets
// the token of the service account that it names, and goes when the account does.
package accounttokens

import (
	"context"
	"strings"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/fields"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/reconcile"
	"github.com/skiff-k8s/skiff/trace"
)

// Issuer makes tokens.
type Issuer interface {
	// IssueForSecret makes the token of an account that is to be kept in the named
	// secret of its namespace.
	IssueForSecret(account *corev1.ServiceAccount, secret string) (string, error)
}

// ofType selects the secrets that hold tokens.
var ofType = fields.OneTermEqualSelector("type", string(corev1.SecretTypeServiceAccountToken))

// New makes the loop, which gives the secrets the PEM-encoded certificate ca
// beside their token. Its writes go through c.
func New(c client.Client, issuer Issuer, ca []byte) reconcile.Loop {
	return reconcile.Loop{
		Name:   "service account tokens",
		Client: c,
		Sources: []reconcile.Source{
			{Resource: core.ServiceAccounts, Keys: func(e client.Event) []reconcile.Request {
				if e.Type == client.Modified {
					return nil
				}
				return []reconcile.Request{reconcile.Key(e.Object.GetNamespace(), e.Object.GetName())}
			}},
			{Resource: core.Secrets, Options: client.ListOptions{Fields: ofType}, Keys: keysOfSecret},
		},
		Reconciler: controller{client: c, issuer: issuer, ca: ca},
	}
}

// keysOfSecret wakes the account that a secret names; when the secret is gone,
// also the key "account/secret", which takes the account's reference to it.
func keysOfSecret(e client.Event) []reconcile.Request {
	account := e.Object.GetAnnotations()[corev1.ServiceAccountNameKey]
	if account == "" {
		return nil
	}
	if e.Type == client.Deleted {
		return []reconcile.Request{reconcile.Key(e.Object.GetNamespace(), account+"/"+e.Object.GetName())}
	}
	return []reconcile.Request{reconcile.Key(e.Object.GetNamespace(), account)}
}

type controller struct {
	client client.Client
	issuer Issuer
	ca     []byte
}

// Reconcile sees to one account, which may be gone, or to one reference.
func (t controller) Reconcile(ctx context.Context, req reconcile.Request) (reconcile.Result, error) {
	if account, secret, ok := strings.Cut(req.Name, "/"); ok {
		return reconcile.Result{}, t.forget(ctx, req.Namespace, account, secret)
	}
	secrets, revision, err := t.secrets(ctx, req)
	if err != nil || len(secrets) == 0 {
		return reconcile.Result{}, err
	}
	// An account that was there before its secret must be seen to be gone, not
	// just be unknown yet.
	if err := t.client.CaughtUp(ctx, core.ServiceAccounts, revision); err != nil {
		return reconcile.Result{}, err
	}
	account, err := client.Get[*corev1.ServiceAccount](ctx, t.client, core.ServiceAccounts, req.Namespace, req.Name)
	if err != nil && !apierrors.IsNotFound(err) {
		return reconcile.Result{}, err
	}
	for _, d := range decide(account, secrets, t.ca) {
		if err := t.act(ctx, account, d); err != nil {
			return reconcile.Result{}, err
		}
	}
	return reconcile.Result{}, nil
}

// secrets returns those that name the account, and the revision of that state.
func (t controller) secrets(ctx context.Context, req reconcile.Request) (named []*corev1.Secret, revision int64, err error) {
	list, revision, err := t.client.List(ctx, core.Secrets, client.ListOptions{Namespace: req.Namespace, Fields: ofType})
	for _, o := range list {
		if o.GetAnnotations()[corev1.ServiceAccountNameKey] == req.Name {
			named = append(named, o.(*corev1.Secret))
		}
	}
	return named, revision, err
}

func (t controller) act(ctx context.Context, account *corev1.ServiceAccount, d decision) error {
	ctx = trace.Because(ctx, d.reason)
	if d.delete {
		return ignoreRace(t.client.Delete(ctx, core.Secrets, d.secret.Namespace, d.secret.Name, metav1.DeleteOptions{
			Preconditions: &metav1.Preconditions{UID: &d.secret.UID},
		}))
	}
	next := d.secret.DeepCopy()
	if next.Data == nil {
		next.Data = map[string][]byte{}
	}
	if d.ca {
		next.Data[corev1.ServiceAccountRootCAKey] = t.ca
	}
	if d.namespace {
		next.Data[corev1.ServiceAccountNamespaceKey] = []byte(next.Namespace)
	}
	if d.token {
		token, err := t.issuer.IssueForSecret(account, next.Name)
		if err != nil {
			return err
		}
		next.Data[corev1.ServiceAccountTokenKey] = []byte(token)
	}
	next.Annotations[corev1.ServiceAccountNameKey] = account.Name // it names the account already
	next.Annotations[corev1.ServiceAccountUIDKey] = string(account.UID)
	_, err := t.client.Update(ctx, core.Secrets, next, "")
	return ignoreRace(err)
}

// forget takes an account's reference to a secret that is gone.
func (t controller) forget(ctx context.Context, namespace, name, secret string) error {
	if _, err := t.client.Get(ctx, core.Secrets, namespace, secret); !apierrors.IsNotFound(err) {
		return err
	}
	account, err := client.Get[*corev1.ServiceAccount](ctx, t.client, core.ServiceAccounts, namespace, name)
	if err != nil {
		return ignoreRace(err)
	}
	kept := without(account.Secrets, secret)
	if len(kept) == len(account.Secrets) {
		return nil
	}
	next := account.DeepCopy()
	next.Secrets = kept
	_, err = t.client.Update(trace.Because(ctx, "secret "+secret+" with its token is gone"), core.ServiceAccounts, next, "")
	return err
}

// ignoreRace leaves what somebody else changed meanwhile to the event of that
// change.
func ignoreRace(err error) error {
	if apierrors.IsNotFound(err) || apierrors.IsConflict(err) || apierrors.HasStatusCause(err, corev1.NamespaceTerminatingCause) {
		return nil
	}
	return err
}
