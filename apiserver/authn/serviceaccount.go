package authn

import (
	"context"
	"crypto"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apiserver/pkg/authentication/user"

	"github.com/skiff-k8s/skiff/apiserver/lookup"
)

const (
	// maxCachedTokens bounds how many verified tokens are remembered; at the
	// bound all are forgotten and verified again.
	maxCachedTokens = 4096
	// leeway is by how much clocks may differ, and for how long a token still
	// works after what it is bound to was marked for deletion.
	leeway = time.Minute

	serviceAccountUser   = "system:serviceaccount:"
	serviceAccountsGroup = "system:serviceaccounts"
)

// ServiceAccountUser returns the user name of a service account.
func ServiceAccountUser(namespace, name string) string {
	return serviceAccountUser + namespace + ":" + name
}

// SplitServiceAccountUser is the opposite of ServiceAccountUser.
func SplitServiceAccountUser(userName string) (namespace, name string, ok bool) {
	rest, ok := strings.CutPrefix(userName, serviceAccountUser)
	if !ok {
		return "", "", false
	}
	return strings.Cut(rest, ":")
}

// ServiceAccountGroups returns the groups of a service account of a namespace.
func ServiceAccountGroups(namespace string) []string {
	return []string{serviceAccountsGroup, serviceAccountsGroup + ":" + namespace}
}

// Ref names an object that a token is bound to.
type Ref struct {
	Name string `json:"name,omitempty"`
	UID  string `json:"uid,omitempty"`
}

// bound is the claim kubernetes.io.
type bound struct {
	Namespace      string `json:"namespace,omitempty"`
	Node           *Ref   `json:"node,omitempty"`
	Pod            *Ref   `json:"pod,omitempty"`
	Secret         *Ref   `json:"secret,omitempty"`
	ServiceAccount Ref    `json:"serviceaccount,omitempty"`
	WarnAfter      int64  `json:"warnafter,omitempty"`
}

// claims of a service-account token; times in seconds since 1970.
type claims struct {
	Audience   []string `json:"aud,omitempty"`
	Expires    int64    `json:"exp,omitempty"`
	IssuedAt   int64    `json:"iat,omitempty"`
	Issuer     string   `json:"iss,omitempty"`
	ID         string   `json:"jti,omitempty"`
	Kubernetes bound    `json:"kubernetes.io,omitempty"`
	NotBefore  int64    `json:"nbf,omitempty"`
	Subject    string   `json:"sub,omitempty"`
}

// ServiceAccounts issues and checks service-account tokens.
type ServiceAccounts struct {
	issuers   []string
	audiences []string
	signer    crypto.Signer
	keys      []Key
	objects   lookup.Objects
	now       func() time.Time
	newID     func() string

	mu       sync.RWMutex
	verified map[string]*claims
}

// NewServiceAccounts signs with signer in the name of the first of issuers, and
// accepts tokens of all of them that are signed with its key or one of others.
// audiences are those of the API server itself, which tokens get when none is
// asked for. newID makes token IDs.
func NewServiceAccounts(issuers, audiences []string, signer crypto.Signer, others []crypto.PublicKey, objects lookup.Objects, now func() time.Time, newID func() string) (*ServiceAccounts, error) {
	key, err := NewKey(signer.Public())
	if err != nil {
		return nil, err
	}
	if key.Algorithm() == "" {
		return nil, fmt.Errorf("a key of type %T cannot sign tokens", signer)
	}
	keys := []Key{key}
	for _, public := range others {
		other, err := NewKey(public)
		if err != nil {
			return nil, err
		}
		if other.ID != key.ID && other.Algorithm() != "" {
			keys = append(keys, other)
		}
	}
	return &ServiceAccounts{
		issuers: issuers, audiences: audiences, signer: signer, keys: keys, objects: objects, now: now, newID: newID,
		verified: map[string]*claims{},
	}, nil
}

// Issuer returns the name of the issuer, a URL.
func (s *ServiceAccounts) Issuer() string { return s.issuers[0] }

// Keys returns the public keys that tokens are signed with.
func (s *ServiceAccounts) Keys() []Key { return s.keys }

// Audiences returns the audiences of the API server.
func (s *ServiceAccounts) Audiences() []string { return s.audiences }

// Request says what token is wanted.
type Request struct {
	Account   *corev1.ServiceAccount
	Audiences []string
	Lifetime  time.Duration
	// At most one of Pod, Secret and Node is what the token is bound to; a Node
	// beside a Pod is only told.
	Pod, Secret, Node *Ref
	// WarnAfter is after how long the holder should have fetched another token;
	// zero for never.
	WarnAfter time.Duration
}

// Issue makes a token and returns when it ends.
func (s *ServiceAccounts) Issue(r Request) (token string, expires time.Time, err error) {
	now := s.now()
	audiences := r.Audiences
	if len(audiences) == 0 {
		audiences = s.audiences
	}
	expires = now.Add(r.Lifetime)
	c := &claims{
		Audience: audiences, Expires: expires.Unix(), IssuedAt: now.Unix(), NotBefore: now.Unix(),
		Issuer: s.issuers[0], ID: s.newID(), Subject: ServiceAccountUser(r.Account.Namespace, r.Account.Name),
		Kubernetes: bound{
			Namespace:      r.Account.Namespace,
			ServiceAccount: Ref{Name: r.Account.Name, UID: string(r.Account.UID)},
			Pod:            r.Pod, Secret: r.Secret, Node: r.Node,
		},
	}
	if r.WarnAfter > 0 {
		c.Kubernetes.WarnAfter = now.Add(r.WarnAfter).Unix()
	}
	token, err = signJWT(s.signer, s.keys[0], c)
	return token, time.Unix(c.Expires, 0), err
}

// AuthenticateToken implements TokenAuthenticator.
func (s *ServiceAccounts) AuthenticateToken(_ context.Context, token string, audiences []string) (*Identity, bool, error) {
	c, ok, err := s.check(token)
	if !ok || err != nil {
		return nil, false, err
	}
	if len(audiences) == 0 {
		audiences = s.audiences
	}
	matched := intersect(c.Audience, audiences)
	if len(matched) == 0 {
		return nil, false, fmt.Errorf("token audiences %q is invalid for the target audiences %q", c.Audience, audiences)
	}
	now := s.now()
	switch {
	case now.Add(-leeway).Unix() > c.Expires:
		return nil, false, errors.New("service account token has expired")
	case now.Add(leeway).Unix() < c.NotBefore:
		return nil, false, errors.New("service account token is not valid yet")
	}
	u, err := s.stillThere(c, now)
	if err != nil {
		return nil, false, err
	}
	return &Identity{User: u, Audiences: matched}, true, nil
}

// check verifies the signature, or remembers that it was verified.
func (s *ServiceAccounts) check(token string) (*claims, bool, error) {
	s.mu.RLock()
	c := s.verified[token]
	s.mu.RUnlock()
	if c != nil {
		return c, true, nil
	}
	issuer, ok := peekIssuer(token)
	if !ok || !slices.Contains(s.issuers, issuer) {
		return nil, false, nil
	}
	c = &claims{}
	if err := verifyJWT(token, s.keys, c); err != nil {
		return nil, false, err
	}
	if c.Subject != ServiceAccountUser(c.Kubernetes.Namespace, c.Kubernetes.ServiceAccount.Name) || c.Kubernetes.ServiceAccount.Name == "" {
		return nil, false, errors.New("sub claim is invalid")
	}
	s.mu.Lock()
	if len(s.verified) >= maxCachedTokens {
		clear(s.verified)
	}
	s.verified[token] = c
	s.mu.Unlock()
	return c, true, nil
}

// stillThere checks that the service account and what the token is bound to
// exist, and returns the user.
func (s *ServiceAccounts) stillThere(c *claims, now time.Time) (user.Info, error) {
	k := c.Kubernetes
	sa, ok := lookup.Get[*corev1.ServiceAccount](s.objects, lookup.ServiceAccounts, k.Namespace, k.ServiceAccount.Name)
	switch {
	case !ok:
		return nil, fmt.Errorf("serviceaccounts %q not found", k.ServiceAccount.Name)
	case string(sa.UID) != k.ServiceAccount.UID:
		return nil, fmt.Errorf("service account UID (%s) does not match claim (%s)", sa.UID, k.ServiceAccount.UID)
	case gone(sa, now):
		return nil, fmt.Errorf("service account %s/%s has been deleted", k.Namespace, k.ServiceAccount.Name)
	}
	if k.Secret != nil && !s.alive(lookup.Secrets, k.Namespace, k.Secret, now) ||
		k.Pod != nil && !s.alive(lookup.Pods, k.Namespace, k.Pod, now) ||
		k.Pod == nil && k.Node != nil && !s.alive(lookup.Nodes, "", k.Node, now) {
		return nil, errors.New("service account token has been invalidated")
	}
	u := &user.DefaultInfo{
		Name:   c.Subject,
		UID:    string(sa.UID),
		Groups: append(ServiceAccountGroups(k.Namespace), user.AllAuthenticated),
	}
	u.Extra = map[string][]string{}
	if c.ID != "" {
		u.Extra[user.CredentialIDKey] = []string{"JTI=" + c.ID}
	}
	if k.Pod != nil {
		u.Extra["authentication.kubernetes.io/pod-name"] = []string{k.Pod.Name}
		u.Extra["authentication.kubernetes.io/pod-uid"] = []string{k.Pod.UID}
	}
	if k.Node != nil {
		u.Extra["authentication.kubernetes.io/node-name"] = []string{k.Node.Name}
		if k.Node.UID != "" {
			u.Extra["authentication.kubernetes.io/node-uid"] = []string{k.Node.UID}
		}
	}
	return u, nil
}

func (s *ServiceAccounts) alive(gr lookup.GroupResource, namespace string, ref *Ref, now time.Time) bool {
	o := s.objects.Get(gr, namespace, ref.Name)
	return o != nil && string(o.GetUID()) == ref.UID && !gone(o, now)
}

// gone says whether an object was marked for deletion longer ago than the leeway.
func gone(o metav1.Object, now time.Time) bool {
	t := o.GetDeletionTimestamp()
	return t != nil && t.Time.Before(now.Add(-leeway))
}

func intersect(a, b []string) []string {
	var out []string
	for _, v := range a {
		if slices.Contains(b, v) {
			out = append(out, v)
		}
	}
	return out
}
