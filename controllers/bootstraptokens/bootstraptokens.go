// Package bootstraptokens looks after the secrets with which machines join: each
// token that is for it signs the ConfigMap cluster-info, by which a newcomer
// that knows the token can trust what it reads there without any other proof;
// and tokens go when their time is over.
package bootstraptokens

import (
	"context"
	"regexp"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/fields"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/reconcile"
	"github.com/skiff-k8s/skiff/trace"
)

const (
	secretType   = "bootstrap.kubernetes.io/token"
	secretPrefix = "bootstrap-token-"
	infoName     = "cluster-info"
	// kubeconfigKey is what is signed; signaturePrefix and a token's ID make the
	// key of its signature.
	kubeconfigKey   = "kubeconfig"
	signaturePrefix = "jws-kubeconfig-"
)

// tokens selects the secrets that hold tokens.
var tokens = client.ListOptions{
	Namespace: metav1.NamespaceSystem, Fields: fields.OneTermEqualSelector("type", secretType),
}

// info is the one key of the signer.
var info = reconcile.Key(metav1.NamespacePublic, infoName)

// Signer makes the loop that signs cluster-info. Its writes go through c.
func Signer(c client.Client, now func() time.Time) reconcile.Loop {
	wake := func(client.Event) []reconcile.Request { return []reconcile.Request{info} }
	return reconcile.Loop{
		Name:   "bootstrap signer",
		Client: c,
		Sources: []reconcile.Source{
			{Resource: core.ConfigMaps, Keys: wake, Options: client.ListOptions{
				Namespace: metav1.NamespacePublic, Fields: fields.OneTermEqualSelector("metadata.name", infoName),
			}},
			{Resource: core.Secrets, Keys: wake, Options: tokens},
		},
		Reconciler: signer{c, now},
		Workers:    1,
	}
}

type signer struct {
	client client.Client
	now    func() time.Time
}

// Reconcile signs cluster-info with every token that is for it, and comes back
// when the next one ends.
func (s signer) Reconcile(ctx context.Context, _ reconcile.Request) (reconcile.Result, error) {
	m, err := client.Get[*corev1.ConfigMap](ctx, s.client, core.ConfigMaps, metav1.NamespacePublic, infoName)
	if err != nil {
		return reconcile.Result{}, ignoreGone(err)
	}
	secrets, err := client.List[*corev1.Secret](ctx, s.client, core.Secrets, tokens)
	if err != nil {
		return reconcile.Result{}, err
	}
	data, next := signed(m.Data, secrets, s.now())
	if data != nil {
		changed := m.DeepCopy()
		changed.Data = data
		_, err = s.client.Update(trace.Because(ctx, "its signatures are not those of the bootstrap tokens"), core.ConfigMaps, changed, "")
	}
	return reconcile.Result{RequeueAfter: next}, ignoreGone(err)
}

// Cleaner makes the loop that deletes tokens whose time is over. Its writes go
// through c.
func Cleaner(c client.Client, now func() time.Time) reconcile.Loop {
	return reconcile.Loop{
		Name:    "bootstrap token cleaner",
		Client:  c,
		Sources: []reconcile.Source{{Resource: core.Secrets, Options: tokens}},
		Reconciler: reconcile.Func(func(ctx context.Context, req reconcile.Request) (reconcile.Result, error) {
			return clean(ctx, c, req, now())
		}),
		Workers: 1,
	}
}

func clean(ctx context.Context, c client.Client, req reconcile.Request, now time.Time) (reconcile.Result, error) {
	s, err := client.Get[*corev1.Secret](ctx, c, core.Secrets, req.Namespace, req.Name)
	if err != nil || s.Type != secretType {
		return reconcile.Result{}, ignoreGone(err)
	}
	left, ends := remaining(s, now)
	if !ends || left > 0 {
		return reconcile.Result{RequeueAfter: left}, nil
	}
	err = c.Delete(trace.Because(ctx, "the bootstrap token has expired"), core.Secrets, s.Namespace, s.Name, metav1.DeleteOptions{
		Preconditions: &metav1.Preconditions{UID: &s.UID},
	})
	return reconcile.Result{}, ignoreGone(err)
}

// remaining is how long a token is good yet; ends is false for one without end.
// One whose end cannot be read has none left.
func remaining(s *corev1.Secret, now time.Time) (left time.Duration, ends bool) {
	text := string(s.Data["expiration"])
	if text == "" {
		return 0, false
	}
	end, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return 0, true
	}
	return max(end.Sub(now), 0), true
}

var idPattern = regexp.MustCompile(`^[a-z0-9]{6}$`)

// signingToken returns a token that is for signing; ok is false for others.
func signingToken(s *corev1.Secret, now time.Time) (id, secret string, ok bool) {
	suffix, named := strings.CutPrefix(s.Name, secretPrefix)
	id, secret = string(s.Data["token-id"]), string(s.Data["token-secret"])
	left, ends := remaining(s, now)
	ok = named && s.Type == secretType && s.DeletionTimestamp == nil && idPattern.MatchString(id) && id == suffix &&
		secret != "" && !(ends && left == 0) && string(s.Data["usage-bootstrap-signing"]) == "true"
	return id, secret, ok
}

func ignoreGone(err error) error {
	if apierrors.IsNotFound(err) {
		return nil
	}
	return err
}
