package authn

import (
	"context"
	"crypto/subtle"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apiserver/pkg/authentication/user"

	"github.com/skiff-k8s/skiff/apiserver/lookup"
)

var (
	bootstrapToken = regexp.MustCompile(`^([a-z0-9]{6})\.([a-z0-9]{16})$`)
	// bootstrapGroup is what groups a token may give.
	bootstrapGroup = regexp.MustCompile(`\Asystem:bootstrappers:[a-z0-9:-]{0,255}[a-z0-9]\z`)
)

// Names around bootstrap tokens.
const (
	BootstrapSecretPrefix = "bootstrap-token-"
	BootstrapGroup        = "system:bootstrappers"
	bootstrapUserPrefix   = "system:bootstrap:"
	bootstrapSecretType   = "bootstrap.kubernetes.io/token"
)

// BootstrapTokens accepts the tokens kept in the secrets bootstrap-token-ID of
// kube-system, with which nodes join.
type BootstrapTokens struct {
	Objects lookup.Objects
	Now     func() time.Time
}

// AuthenticateToken implements TokenAuthenticator.
func (b BootstrapTokens) AuthenticateToken(_ context.Context, token string, _ []string) (*Identity, bool, error) {
	m := bootstrapToken.FindStringSubmatch(token)
	if m == nil {
		return nil, false, nil
	}
	id, secret := m[1], m[2]
	kept, ok := lookup.Get[*corev1.Secret](b.Objects, lookup.Secrets, "kube-system", BootstrapSecretPrefix+id)
	if !ok || kept.Type != bootstrapSecretType || kept.DeletionTimestamp != nil {
		return nil, false, errors.New("no such bootstrap token")
	}
	data := func(key string) string { return string(kept.Data[key]) }
	if subtle.ConstantTimeCompare(kept.Data["token-secret"], []byte(secret)) != 1 || data("token-id") != id {
		return nil, false, errors.New("the bootstrap token's secret does not match")
	}
	if expires := data("expiration"); expires != "" {
		end, err := time.Parse(time.RFC3339, expires)
		if err != nil || !b.Now().Before(end) {
			return nil, false, errors.New("the bootstrap token has expired")
		}
	}
	if data("usage-bootstrap-authentication") != "true" {
		return nil, false, errors.New("the bootstrap token is not for authentication")
	}
	groups := []string{BootstrapGroup}
	if more := data("auth-extra-groups"); more != "" {
		for _, g := range strings.Split(more, ",") {
			if !bootstrapGroup.MatchString(g) {
				return nil, false, fmt.Errorf("bootstrap group %q is invalid (must match %s)", g, bootstrapGroup)
			}
			groups = append(groups, g)
		}
		slices.Sort(groups)
		groups = slices.Compact(groups)
	}
	return &Identity{User: &user.DefaultInfo{Name: bootstrapUserPrefix + id, Groups: groups}}, true, nil
}
