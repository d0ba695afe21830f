package main

import (
	"errors"

	"github.com/spf13/pflag"

	"github.com/skiff-k8s/skiff/apiserver"
	"github.com/skiff-k8s/skiff/apiserver/authn/oidc"
)

// oidcFlags say which issuers' tokens are believed, by kube-apiserver's names.
type oidcFlags struct {
	oidc.Flags
	file string
	set  *pflag.FlagSet
}

func (f *oidcFlags) add(flags *pflag.FlagSet) {
	f.set = flags
	flags.StringVar(&f.IssuerURL, "oidc-issuer-url", "", "issuer of ID tokens (OpenID Connect), with https")
	flags.StringVar(&f.ClientID, "oidc-client-id", "", "client ID that ID tokens must be for")
	flags.StringVar(&f.CAFile, "oidc-ca-file", "", "authorities of the issuer's certificate (default those of the system)")
	flags.StringVar(&f.UsernameClaim, "oidc-username-claim", "sub", "claim that names the user")
	flags.StringVar(&f.UsernamePrefix, "oidc-username-prefix", "", "prefix of users' names; \"-\" for none (default the issuer and #, none for the claim email)")
	flags.StringVar(&f.GroupsClaim, "oidc-groups-claim", "", "claim that names the groups")
	flags.StringVar(&f.GroupsPrefix, "oidc-groups-prefix", "", "prefix of groups' names")
	flags.StringSliceVar(&f.SigningAlgs, "oidc-signing-algs", []string{"RS256"}, "algorithms that ID tokens may be signed with")
	flags.StringToStringVar(&f.RequiredClaims, "oidc-required-claim", nil, "claims that must be in ID tokens, as key=value")
	flags.StringVar(&f.file, "authentication-config", "", "file of an AuthenticationConfiguration with any number of issuers, in place of --oidc-* flags")
}

// apply puts what the flags say into the configuration of the server.
func (f *oidcFlags) apply(c *apiserver.Config) error {
	used := false
	f.set.Visit(func(flag *pflag.Flag) { used = used || len(flag.Name) > 5 && flag.Name[:5] == "oidc-" })
	switch {
	case f.file != "" && used:
		return errors.New("authentication-config file and oidc-* flags are mutually exclusive")
	case f.file != "":
		issuers, anonymous, err := oidc.ReadFile(f.file)
		if err != nil {
			return err
		}
		c.OIDC = issuers
		if anonymous == nil {
			break
		}
		if f.set.Changed("anonymous-auth") {
			return errors.New("anonymous: Forbidden: --anonymous-auth flag cannot be set when anonymous field is configured in authentication configuration file")
		}
		c.NoAnonymous = !anonymous.Enabled
		for _, condition := range anonymous.Conditions {
			c.AnonymousPaths = append(c.AnonymousPaths, condition.Path)
		}
	case used:
		issuer, err := f.Config()
		if err != nil {
			return err
		}
		c.OIDC = []oidc.Config{issuer}
	}
	return nil
}
