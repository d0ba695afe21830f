package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/pflag"
)

// refusedFlags are flags of kube-apiserver 1.36 that skiff does not act on and whose
// absence could do harm: they say who is let in, who may do what, what is refused
// or what is encrypted. A command that counts on one of them fails, and says why.
type refusedFlags struct{}

const refusedNames = `
	admission-control admission-control-config-file authentication-token-webhook-cache-ttl
	authentication-token-webhook-config-file authentication-token-webhook-version authorization-config
	authorization-policy-file authorization-webhook-cache-authorized-ttl
	authorization-webhook-cache-unauthorized-ttl authorization-webhook-config-file
	authorization-webhook-version egress-selector-config-file encryption-provider-config
	encryption-provider-config-automatic-reload service-account-signing-endpoint
`

// add defines the flags, hidden from help.
func (refusedFlags) add(f *pflag.FlagSet) {
	for _, name := range strings.Fields(refusedNames) {
		f.String(name, "", "is refused")
		f.Lookup(name).Hidden = true

	}
}

// check fails when one of the flags was given.
func (refusedFlags) check(f *pflag.FlagSet) (err error) {
	names := strings.Fields(refusedNames)
	f.Visit(func(flag *pflag.Flag) {
		if err == nil && slices.Contains(names, flag.Name) {
			err = fmt.Errorf("--%s: skiff does not have what this flag of kube-apiserver sets up; leave it out if the cluster can do without", flag.Name)
		}
	})
	return err
}
