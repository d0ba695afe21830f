package certificates

import (
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"slices"
	"strings"

	certificatesv1 "k8s.io/api/certificates/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

// The shortest lifetime that can be asked for, in seconds.
const minSeconds = 600

// Bounds of the two parts of a signer's name.
const (
	maxSignerDomain = 253
	maxSignerPath   = 253 + 1 + 63
)

var usages = []certificatesv1.KeyUsage{
	certificatesv1.UsageAny, certificatesv1.UsageCertSign, certificatesv1.UsageClientAuth, certificatesv1.UsageCodeSigning,
	certificatesv1.UsageContentCommitment, certificatesv1.UsageCRLSign, certificatesv1.UsageDataEncipherment,
	certificatesv1.UsageDecipherOnly, certificatesv1.UsageDigitalSignature, certificatesv1.UsageEmailProtection,
	certificatesv1.UsageEncipherOnly, certificatesv1.UsageIPsecEndSystem, certificatesv1.UsageIPsecTunnel,
	certificatesv1.UsageIPsecUser, certificatesv1.UsageKeyAgreement, certificatesv1.UsageKeyEncipherment,
	certificatesv1.UsageMicrosoftSGC, certificatesv1.UsageNetscapeSGC, certificatesv1.UsageOCSPSigning,
	certificatesv1.UsageSMIME, certificatesv1.UsageServerAuth, certificatesv1.UsageSigning, certificatesv1.UsageTimestamping,
}

func validateRequest(r, old *certificatesv1.CertificateSigningRequest) field.ErrorList {
	at := field.NewPath("spec")
	s := &r.Spec
	var errs field.ErrorList
	if err := checkPEM(s.Request); err != nil {
		errs = append(errs, field.Invalid(at.Child("request"), s.Request, err.Error()))
	}
	if len(s.Usages) == 0 {
		errs = append(errs, field.Required(at.Child("usages"), ""))
	}
	for i, u := range s.Usages {
		if !slices.Contains(usages, u) {
			errs = append(errs, field.NotSupported(at.Child("usages").Index(i), u, usages))
		}
		if slices.Contains(s.Usages[:i], u) {
			errs = append(errs, field.Duplicate(at.Child("usages").Index(i), u))
		}
	}
	errs = append(errs, validateSigner(s.SignerName, at.Child("signerName"))...)
	if e := s.ExpirationSeconds; e != nil && *e < minSeconds {
		errs = append(errs, field.Invalid(at.Child("expirationSeconds"), *e,
			fmt.Sprintf("may not specify a duration less than %d seconds (10 minutes)", minSeconds)))
	}
	return append(errs, validateConditions(r, old)...)
}

func checkPEM(data []byte) error {
	block, _ := pem.Decode(data)
	if block == nil || block.Type != "CERTIFICATE REQUEST" {
		return fmt.Errorf("PEM block type must be CERTIFICATE REQUEST")
	}
	_, err := x509.ParseCertificateRequest(block.Bytes)
	return err
}

// validateSigner wants a domain and a path in it: "example.com/serving".
func validateSigner(name string, at *field.Path) field.ErrorList {
	if name == "" {
		return field.ErrorList{field.Required(at, "")}
	}
	domain, path, ok := strings.Cut(name, "/")
	if !ok || strings.Contains(path, "/") {
		return field.ErrorList{field.Invalid(at, name, "must be a fully qualified domain and path of the form 'example.com/signer-name'")}
	}
	var errs field.ErrorList
	if len(domain) > maxSignerDomain {
		errs = append(errs, field.TooLong(at, domain, maxSignerDomain))
	}
	labels := strings.Split(domain, ".")
	for _, l := range labels {
		for _, m := range validation.IsDNS1123Label(l) {
			errs = append(errs, field.Invalid(at, domain, fmt.Sprintf("validating label %q: %s", l, m)))
		}
	}
	if len(labels) < 2 {
		errs = append(errs, field.Invalid(at, domain, "should be a domain with at least two segments separated by dots"))
	}
	if len(path) > maxSignerPath {
		errs = append(errs, field.TooLong(at, path, maxSignerPath))
	}
	for _, l := range strings.Split(path, ".") {
		for _, m := range validation.IsDNS1123Subdomain(l) {
			errs = append(errs, field.Invalid(at, path, fmt.Sprintf("validating label %q: %s", l, m)))
		}
	}
	return errs
}

// validateConditions wants verdicts that do not contradict each other, and that
// stay.
func validateConditions(r, old *certificatesv1.CertificateSigningRequest) field.ErrorList {
	var errs field.ErrorList
	at := field.NewPath("status", "conditions")
	var verdict certificatesv1.RequestConditionType
	seen := map[certificatesv1.RequestConditionType]bool{}
	for i, c := range r.Status.Conditions {
		at := at.Index(i)
		if c.Type == "" {
			errs = append(errs, field.Required(at.Child("type"), ""))
		}
		switch {
		case c.Status == "":
			errs = append(errs, field.Required(at.Child("status"), ""))
		case isVerdict(c.Type) || c.Type == certificatesv1.CertificateFailed:
			if c.Status != corev1.ConditionTrue {
				errs = append(errs, field.NotSupported(at.Child("status"), c.Status, []corev1.ConditionStatus{corev1.ConditionTrue}))
			}
		}
		if isVerdict(c.Type) {
			if verdict != "" && verdict != c.Type {
				errs = append(errs, field.Invalid(at.Child("type"), c.Type, "Approved and Denied conditions are mutually exclusive"))
			}
			verdict = c.Type
		}
		if seen[c.Type] {
			errs = append(errs, field.Duplicate(at.Child("type"), c.Type))
		}
		seen[c.Type] = true
	}
	if old == nil {
		return errs
	}
	for _, c := range old.Status.Conditions {
		if (isVerdict(c.Type) || c.Type == certificatesv1.CertificateFailed) && !seen[c.Type] {
			errs = append(errs, field.Forbidden(at, fmt.Sprintf("updates may not remove a condition of type %q", c.Type)))
		}
	}
	return errs
}

// validateApproval: the approver gives a verdict and no certificate.
func validateApproval(r, old *certificatesv1.CertificateSigningRequest) field.ErrorList {
	return validateConditions(r, old)
}

// validateStatus: a certificate that was issued stays, and is one.
func validateStatus(r, old *certificatesv1.CertificateSigningRequest) field.ErrorList {
	errs := validateConditions(r, old)
	at := field.NewPath("status", "certificate")
	switch {
	case len(old.Status.Certificate) > 0:
		if !equality.Semantic.DeepEqual(r.Status.Certificate, old.Status.Certificate) {
			errs = append(errs, field.Forbidden(at, "updates may not modify existing certificate content"))
		}
	case len(r.Status.Certificate) > 0:
		if err := checkChain(r.Status.Certificate); err != nil {
			errs = append(errs, field.Invalid(at, "<certificate data>", err.Error()))
		}
	}
	return errs
}

func checkChain(data []byte) error {
	found := false
	for len(data) > 0 {
		var block *pem.Block
		if block, data = pem.Decode(data); block == nil {
			break
		}
		if block.Type != "CERTIFICATE" {
			return fmt.Errorf("only CERTIFICATE PEM blocks are allowed, found %q", block.Type)
		}
		if len(block.Headers) > 0 {
			return fmt.Errorf("no PEM block headers are permitted")
		}
		if _, err := x509.ParseCertificate(block.Bytes); err != nil {
			return err
		}
		found = true
	}
	if !found {
		return fmt.Errorf("must contain at least one CERTIFICATE PEM block")
	}
	return nil
}
