package authentication

import (
	authenticationv1 "k8s.io/api/authentication/v1"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

const (
	minTokenSeconds     = 10 * 60
	maxTokenSeconds     = 1 << 32
	defaultTokenSeconds = int64(60 * 60)
)

// DefaultTokenRequest fills in the lifetime of a requested token: an hour.
func DefaultTokenRequest(r *authenticationv1.TokenRequest) {
	if r.Spec.ExpirationSeconds == nil {
		seconds := defaultTokenSeconds
		r.Spec.ExpirationSeconds = &seconds
	}
}

// ValidateTokenRequest checks the body of serviceaccounts/token after it has
// been defaulted.
func ValidateTokenRequest(r *authenticationv1.TokenRequest) field.ErrorList {
	var errs field.ErrorList
	at := field.NewPath("spec", "expirationSeconds")
	if r.Spec.ExpirationSeconds == nil {
		return append(errs, field.Required(at, ""))
	}
	if *r.Spec.ExpirationSeconds < minTokenSeconds {
		errs = append(errs, field.Invalid(at, *r.Spec.ExpirationSeconds, "may not specify a duration less than 10 minutes"))
	}
	if *r.Spec.ExpirationSeconds > maxTokenSeconds {
		errs = append(errs, field.Invalid(at, *r.Spec.ExpirationSeconds, "may not specify a duration larger than 2^32 seconds"))
	}
	return errs
}
