package authn

import (
	"context"
	"crypto/subtle"
	"errors"
	"fmt"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apiserver/pkg/authentication/user"

	"github.com/skiff-k8s/skiff/apiserver/lookup"
)

const (
	// secretIssuer is the issuer of tokens that are kept in secrets.
	secretIssuer = "kubernetes/serviceaccount"
	// labelLastUsed and labelInvalidSince are dates on secrets with tokens.
	labelLastUsed     = "kubernetes.io/legacy-token-last-used"
	labelInvalidSince = "kubernetes.io/legacy-token-invalid-since"
	dateFormat        = "2006-01-02"
)

// secretClaims are those of a token that is kept in a secret: it has no end and
// no audience, and lives as long as the secret.
type secretClaims struct {
	Issuer      string `json:"iss"`
	Namespace   string `json:"kubernetes.io/serviceaccount/namespace"`
	Secret      string `json:"kubernetes.io/serviceaccount/secret.name"`
	AccountName string `json:"kubernetes.io/serviceaccount/service-account.name"`
	AccountUID  string `json:"kubernetes.io/serviceaccount/service-account.uid"`
	Subject     string `json:"sub"`
}

// IssueForSecret makes the token of a service account that is to be kept in the
// named secret of its namespace.
func (s *ServiceAccounts) IssueForSecret(account *corev1.ServiceAccount, secret string) (string, error) {
	return signJWT(s.signer, s.keys[0], secretClaims{
		Issuer: secretIssuer, Namespace: account.Namespace, Secret: secret,
		AccountName: account.Name, AccountUID: string(account.UID), Subject: ServiceAccountUser(account.Namespace, account.Name),
	})
}

// SecretTokens accepts the tokens of service accounts that are kept in secrets.
type SecretTokens struct {
	Accounts *ServiceAccounts
	// Used notes the day on which a secret's token was used, once a day; nil for
	// nothing.
	Used func(ctx context.Context, secret *corev1.Secret, labels map[string]string)
}

// AuthenticateToken implements TokenAuthenticator.
func (t SecretTokens) AuthenticateToken(ctx context.Context, token string, audiences []string) (*Identity, bool, error) {
	issuer, ok := peekIssuer(token)
	if !ok || issuer != secretIssuer {
		return nil, false, nil
	}
	var c secretClaims
	if err := verifyJWT(token, t.Accounts.keys, &c); err != nil {
		return nil, false, err
	}
	if err := c.complete(); err != nil {
		return nil, false, err
	}
	if len(audiences) == 0 {
		audiences = t.Accounts.audiences
	}
	// Such a token is for the API server and nobody else.
	matched := intersect(t.Accounts.audiences, audiences)
	if len(matched) == 0 {
		return nil, false, fmt.Errorf("token audiences %q is invalid for the target audiences %q", t.Accounts.audiences, audiences)
	}
	if err := t.check(ctx, &c, token); err != nil {
		return nil, false, err
	}
	return &Identity{
		User: &user.DefaultInfo{
			Name: c.Subject, UID: c.AccountUID,
			Groups: append(ServiceAccountGroups(c.Namespace), user.AllAuthenticated),
		},
		Audiences: matched,
	}, true, nil
}

func (c *secretClaims) complete() error {
	switch {
	case c.Subject == "":
		return errors.New("sub claim is missing")
	case c.Namespace == "":
		return errors.New("namespace claim is missing")
	case c.Secret == "":
		return errors.New("secretName claim is missing")
	case c.AccountName == "":
		return errors.New("serviceAccountName claim is missing")
	case c.AccountUID == "":
		return errors.New("serviceAccountUID claim is missing")
	case c.Subject != ServiceAccountUser(c.Namespace, c.AccountName):
		return errors.New("sub claim is invalid")
	}
	return nil
}

// check compares a token with what is there now.
func (t SecretTokens) check(ctx context.Context, c *secretClaims, token string) error {
	objects := t.Accounts.objects
	secret, ok := lookup.Get[*corev1.Secret](objects, lookup.Secrets, c.Namespace, c.Secret)
	switch {
	case !ok || secret.DeletionTimestamp != nil:
		return errors.New("Token has been invalidated")
	case subtle.ConstantTimeCompare(secret.Data[corev1.ServiceAccountTokenKey], []byte(token)) != 1:
		return errors.New("Token does not match server's copy")
	}
	account, ok := lookup.Get[*corev1.ServiceAccount](objects, lookup.ServiceAccounts, c.Namespace, c.AccountName)
	switch {
	case !ok:
		return fmt.Errorf("serviceaccounts %q not found", c.AccountName)
	case account.DeletionTimestamp != nil:
		return fmt.Errorf("ServiceAccount %s/%s has been deleted", c.Namespace, c.AccountName)
	case string(account.UID) != c.AccountUID:
		return fmt.Errorf("ServiceAccount UID (%s) does not match claim (%s)", account.UID, c.AccountUID)
	}
	if t.Used != nil {
		if labels := usedLabels(secret.Labels[labelLastUsed], t.Accounts.now()); labels != nil {
			t.Used(ctx, secret, labels)
		}
	}
	if secret.Labels[labelInvalidSince] != "" {
		return fmt.Errorf("the token in secret %s/%s for service account %s/%s has been marked invalid. Use tokens from the TokenRequest API or manually created secret-based tokens, or remove the '%s' label from the secret to temporarily allow use of this token",
			c.Namespace, c.Secret, c.Namespace, c.AccountName, labelInvalidSince)
	}
	return nil
}

// usedLabels returns what is to be noted on a secret whose token is used now, nil
// when it says so already. Another server's clock may be ahead by a day.
func usedLabels(last string, now time.Time) map[string]string {
	today := now.UTC()
	if last == today.Format(dateFormat) || last == today.AddDate(0, 0, 1).Format(dateFormat) {
		return nil
	}
	return map[string]string{labelLastUsed: today.Format(dateFormat)}
}
