package oidc

import (
	"context"
	"errors"
	"fmt"

	apiserverv1 "k8s.io/apiserver/pkg/apis/apiserver/v1"
	"k8s.io/apiserver/pkg/authentication/user"
)

// rules make a user of claims.
type rules struct {
	config      *Config
	expressions *expressions // nil where none is used
}

func (r *rules) user(ctx context.Context, claims map[string]any) (user.Info, error) {
	for _, rule := range r.config.Claims {
		if rule.Claim == "" {
			continue
		}
		value, ok := claims[rule.Claim]
		if !ok {
			return nil, fmt.Errorf("required claim %s not present in ID token", rule.Claim)
		}
		if text, ok := value.(string); !ok || text != rule.RequiredValue {
			return nil, fmt.Errorf("required claim %s value does not match. Got = %v, want = %s", rule.Claim, value, rule.RequiredValue)
		}
	}
	if err := r.expressions.validateClaims(ctx, claims); err != nil {
		return nil, err
	}
	u := &user.DefaultInfo{}
	var err error
	if u.Name, err = r.username(ctx, claims); err != nil {
		return nil, err
	}
	if u.Groups, err = r.groups(ctx, claims); err != nil {
		return nil, err
	}
	if u.UID, err = r.uid(ctx, claims); err != nil {
		return nil, err
	}
	if u.Extra, err = r.expressions.extra(ctx, claims); err != nil {
		return nil, err
	}
	if id, ok := claims["jti"].(string); ok && id != "" {
		if u.Extra == nil {
			u.Extra = map[string][]string{}
		}
		u.Extra[user.CredentialIDKey] = []string{"JTI=" + id}
	}
	return u, r.expressions.validateUser(ctx, u)
}

func (r *rules) username(ctx context.Context, claims map[string]any) (string, error) {
	m := r.config.Mapping.Username
	if m.Expression != "" {
		name, err := r.expressions.text(ctx, r.expressions.username, claims)
		if err == nil && name == "" {
			err = errors.New("username claim expression must evaluate to a non-empty string")
		}
		return name, err
	}
	name, ok := claims[m.Claim].(string)
	if !ok {
		return "", fmt.Errorf("parse username claims %q: claim not present", m.Claim)
	}
	if m.Claim == "email" {
		// An address that is not verified could be anybody's.
		if verified, said := claims["email_verified"]; said {
			if is, ok := verified.(bool); !ok || !is {
				return "", errors.New("email not verified")
			}
		}
	}
	return prefixed(m, name), nil
}

func prefixed(m apiserverv1.PrefixedClaimOrExpression, value string) string {
	if m.Prefix == nil {
		return value
	}
	return *m.Prefix + value
}

func (r *rules) groups(ctx context.Context, claims map[string]any) ([]string, error) {
	m := r.config.Mapping.Groups
	if m.Expression != "" {
		return r.expressions.list(ctx, r.expressions.groups, claims)
	}
	value, ok := claims[m.Claim]
	if m.Claim == "" || !ok {
		return nil, nil // nobody has to be in a group
	}
	list, err := texts(value)
	if err != nil {
		return nil, fmt.Errorf("parse groups claim %q: %w", m.Claim, err)
	}
	for i := range list {
		list[i] = prefixed(m, list[i])
	}
	return list, nil
}

// texts reads a string, or a list of strings.
func texts(value any) ([]string, error) {
	switch v := value.(type) {
	case nil:
		return nil, nil
	case string:
		return []string{v}, nil
	case []any:
		var out []string
		for _, item := range v {
			text, ok := item.(string)
			if !ok {
				return nil, fmt.Errorf("%v is no string", item)
			}
			out = append(out, text)
		}
		return out, nil
	}
	return nil, fmt.Errorf("%v is no string and no list of strings", value)
}

func (r *rules) uid(ctx context.Context, claims map[string]any) (string, error) {
	m := r.config.Mapping.UID
	switch {
	case m.Expression != "":
		return r.expressions.text(ctx, r.expressions.uid, claims)
	case m.Claim != "":
		uid, ok := claims[m.Claim].(string)
		if !ok {
			return "", fmt.Errorf("parse uid claim %q: claim not present", m.Claim)
		}
		return uid, nil
	}
	return "", nil
}
