package oidc

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"slices"
	"time"

	"k8s.io/apimachinery/pkg/util/validation/field"
	apiserverv1 "k8s.io/apiserver/pkg/apis/apiserver/v1"
	"sigs.k8s.io/yaml"
)

// Config says what is believed of one issuer.
type Config struct {
	// Issuer is what its tokens say, with https; its discovery document is below
	// that, or at Discovery.
	Issuer, Discovery string
	// Audiences of which a token must name one: the client IDs.
	Audiences []string
	// CA is the PEM bundle of authorities for the issuer's certificate; empty means
	// those of the system.
	CA []byte
	// Algorithms that tokens may be signed with; empty means RS256.
	Algorithms []string
	Mapping    apiserverv1.ClaimMappings
	Claims     []apiserverv1.ClaimValidationRule
	Users      []apiserverv1.UserValidationRule
	// Now is the clock; nil means the real one.
	Now func() time.Time
}

// algorithms that can be asked for: none that needs a shared secret.
var algorithms = []string{"RS256", "RS384", "RS512", "ES256", "ES384", "ES512", "PS256", "PS384", "PS512"}

// Flags are kube-apiserver's --oidc-* flags.
type Flags struct {
	IssuerURL, ClientID, CAFile, UsernameClaim, UsernamePrefix, GroupsClaim, GroupsPrefix string
	SigningAlgs                                                                           []string
	RequiredClaims                                                                        map[string]string
}

// Config turns the flags into a configuration, and reads the file that they name.
func (f *Flags) Config() (Config, error) {
	if f.IssuerURL == "" || f.ClientID == "" {
		return Config{}, errors.New("oidc-issuer-url and oidc-client-id must be specified together when any oidc-* flags are set")
	}
	prefix := f.UsernamePrefix
	switch {
	case prefix == "-":
		prefix = ""
	case prefix == "" && f.UsernameClaim != "email":
		// Without one, an issuer could name users that the cluster itself has.
		prefix = f.IssuerURL + "#"
	}
	groups := f.GroupsPrefix
	c := Config{Issuer: f.IssuerURL, Audiences: []string{f.ClientID}, Algorithms: f.SigningAlgs}
	c.Mapping.Username = apiserverv1.PrefixedClaimOrExpression{Claim: f.UsernameClaim, Prefix: &prefix}
	if f.GroupsClaim != "" {
		c.Mapping.Groups = apiserverv1.PrefixedClaimOrExpression{Claim: f.GroupsClaim, Prefix: &groups}
	}
	for claim, value := range f.RequiredClaims {
		c.Claims = append(c.Claims, apiserverv1.ClaimValidationRule{Claim: claim, RequiredValue: value})
	}
	if f.CAFile != "" {
		data, err := os.ReadFile(f.CAFile)
		if err != nil {
			return Config{}, fmt.Errorf("oidc-ca-file: %w", err)
		}
		c.CA = data
	}
	return c, c.check()
}

// versions of AuthenticationConfiguration, which do not differ in what is read here.
var versions = []string{"apiserver.config.k8s.io/v1", "apiserver.config.k8s.io/v1beta1", "apiserver.config.k8s.io/v1alpha1"}

// ReadFile reads an AuthenticationConfiguration of apiserver.config.k8s.io.
// anonymous is what it says of requests that do not say who asks, nil for nothing.
func ReadFile(path string) (issuers []Config, anonymous *apiserverv1.AnonymousAuthConfig, err error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, nil, err
	}
	if issuers, anonymous, err = Parse(data); err != nil {
		return nil, nil, fmt.Errorf("%s: %w", path, err)
	}
	return issuers, anonymous, nil
}

// Parse is ReadFile for what is in the file.
func Parse(data []byte) (issuers []Config, anonymous *apiserverv1.AnonymousAuthConfig, err error) {
	var file apiserverv1.AuthenticationConfiguration
	if err := yaml.UnmarshalStrict(data, &file); err != nil {
		return nil, nil, err
	}
	if !slices.Contains(versions, file.APIVersion) || file.Kind != "AuthenticationConfiguration" {
		return nil, nil, fmt.Errorf("it is a %s of %q, not an AuthenticationConfiguration of %q", file.Kind, file.APIVersion, versions[0])
	}
	if a := file.Anonymous; a != nil && !a.Enabled && len(a.Conditions) > 0 {
		return nil, nil, field.Invalid(field.NewPath("anonymous", "conditions"), a.Conditions, "enabled should be set to true when conditions are defined")
	}
	for i, j := range file.JWT {
		c := Config{
			Issuer: j.Issuer.URL, Audiences: j.Issuer.Audiences, CA: []byte(j.Issuer.CertificateAuthority), Algorithms: algorithms,
			Mapping: j.ClaimMappings, Claims: j.ClaimValidationRules, Users: j.UserValidationRules,
		}
		if j.Issuer.DiscoveryURL != nil {
			c.Discovery = *j.Issuer.DiscoveryURL
		}
		if len(c.Audiences) > 1 && j.Issuer.AudienceMatchPolicy != apiserverv1.AudienceMatchPolicyMatchAny {
			return nil, nil, fmt.Errorf("jwt[%d].issuer.audienceMatchPolicy: must be MatchAny for multiple audiences", i)
		}
		if err := c.check(); err != nil {
			return nil, nil, fmt.Errorf("jwt[%d]: %w", i, err)
		}
		if slices.ContainsFunc(issuers, func(o Config) bool { return o.Issuer == c.Issuer }) {
			return nil, nil, fmt.Errorf("jwt[%d].issuer.url: Duplicate value: %q", i, c.Issuer)
		}
		issuers = append(issuers, c)
	}
	return issuers, file.Anonymous, nil
}

func (c *Config) check() error {
	for _, text := range []string{c.Issuer, c.Discovery} {
		if text == "" && c.Issuer != "" {
			continue
		}
		u, err := url.Parse(text)
		if err != nil {
			return err
		}
		if u.Scheme != "https" || u.Host == "" {
			return fmt.Errorf("the URL of an issuer must begin with https://, not %q", text)
		}
	}
	if len(c.Audiences) == 0 {
		return errors.New("an issuer needs at least one audience")
	}
	for _, a := range c.Algorithms {
		if !slices.Contains(algorithms, a) {
			return fmt.Errorf("signing algorithm %q is not supported", a)
		}
	}
	for _, m := range []apiserverv1.PrefixedClaimOrExpression{c.Mapping.Username, c.Mapping.Groups} {
		switch {
		case m.Claim != "" && m.Expression != "":
			return errors.New("claim and expression cannot both be set")
		case m.Claim != "" && m.Prefix == nil:
			return errors.New("prefix is required when claim is set")
		case m.Expression != "" && m.Prefix != nil:
			return errors.New("prefix cannot be set when expression is")
		}
	}
	if c.Mapping.Username.Claim == "" && c.Mapping.Username.Expression == "" {
		return errors.New("claimMappings.username: claim or expression is required")
	}
	if c.Mapping.UID.Claim != "" && c.Mapping.UID.Expression != "" {
		return errors.New("claimMappings.uid: claim and expression cannot both be set")
	}
	for i, r := range c.Claims {
		if (r.Claim == "") == (r.Expression == "") {
			return fmt.Errorf("claimValidationRules[%d]: either claim or expression is required", i)
		}
	}
	return nil
}
