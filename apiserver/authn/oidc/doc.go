// Package oidc believes the ID tokens of OpenID Connect issuers outside the cluster.
//
// An issuer is asked for its discovery document when its first token comes, and for
// its keys when a token names one that is not known; an issuer that cannot be
// reached keeps nobody else waiting. Claims become user, groups, UID and extra
// fields by name, or by CEL expressions of an AuthenticationConfiguration.
package oidc
