package certificates

import (
	"bytes"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"slices"
	"strings"

	certificatesv1 "k8s.io/api/certificates/v1"
	corev1 "k8s.io/api/core/v1"
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

// legacySigner signs whatever is approved; only older versions of the API know it.
const legacySigner = "kubernetes.io/legacy-unknown"

// The statuses of conditions: those of signing are true or not there.
var (
	anyStatus  = []corev1.ConditionStatus{corev1.ConditionFalse, corev1.ConditionTrue, corev1.ConditionUnknown}
	trueStatus = []corev1.ConditionStatus{corev1.ConditionTrue}
)

// validateRequest judges the object as it would be stored; what a stored one has
// wrong already is let be.
func validateRequest(r, old *certificatesv1.CertificateSigningRequest) field.ErrorList {
	errs := validateContent(r, old)
	if old == nil {
		return errs
	}
	return append(errs, validateKept(r, old)...)
}

func validateContent(r, old *certificatesv1.CertificateSigningRequest) field.ErrorList {
	at := field.NewPath("spec")
	s := &r.Spec
	var errs field.ErrorList
	if err := checkPEM(s.Request); err != nil {
		errs = append(errs, field.Invalid(at.Child("request"), s.Request, err.Error()))
	}
	if len(s.Usages) == 0 {
		errs = append(errs, field.Required(at.Child("usages"), ""))
	}
	if old == nil { // the spec does not change
		errs = append(errs, validateUsages(s.Usages, at.Child("usages"))...)
	}
	if old == nil && s.SignerName == legacySigner {
		errs = append(errs, field.Invalid(at.Child("signerName"), s.SignerName, "the legacy signerName is not allowed via this API version"))
	} else {
		errs = append(errs, validateSigner(s.SignerName, at.Child("signerName"))...)
	}
	if e := s.ExpirationSeconds; e != nil && *e < minSeconds {
		errs = append(errs, field.Invalid(at.Child("expirationSeconds"), *e,
			fmt.Sprintf("may not specify a duration less than %d seconds (10 minutes)", minSeconds)))
	}
	errs = append(errs, validateConditions(r, old)...)
	if c := r.Status.Certificate; len(c) > 0 && (old == nil || !bytes.Equal(c, old.Status.Certificate)) {
		if err := checkChain(c); err != nil {
			errs = append(errs, field.Invalid(field.NewPath("status", "certificate"), "<certificate data>", err.Error()))
		}
	}
	return errs
}

func validateUsages(asked []certificatesv1.KeyUsage, at *field.Path) (errs field.ErrorList) {
	for i, u := range asked {
		if !slices.Contains(usages, u) {
			errs = append(errs, field.NotSupported(at.Index(i), u, usages))
		}
	}
	for i, u := range asked {
		if slices.Contains(asked[:i], u) {
			errs = append(errs, field.Duplicate(at.Index(i), u))
		}
	}
	return errs
}

func checkPEM(data []byte) error {
	block, _ := pem.Decode(data)
	if block == nil || block.Type != "CERTIFICATE REQUEST" {
		return fmt.Errorf("PEM block type must be CERTIFICATE REQUEST")
	}
	request, err := x509.ParseCertificateRequest(block.Bytes)
	if err != nil {
		return err
	}
	return request.CheckSignature()
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

// validateConditions wants each type once and no contradiction, unless the stored
// state has that fault already.
func validateConditions(r, old *certificatesv1.CertificateSigningRequest) field.ErrorList {
	var was faults
	if old != nil {
		was = faultsOf(old.Status.Conditions)
	}
	var errs field.ErrorList
	at := field.NewPath("status", "conditions")
	seen := map[certificatesv1.RequestConditionType]bool{}
	for i, c := range r.Status.Conditions {
		if c.Type == "" && !was.untyped {
			errs = append(errs, field.Required(at.Index(i).Child("type"), ""))
		}
		allowed := anyStatus
		if isVerdict(c.Type) || c.Type == certificatesv1.CertificateFailed {
			allowed = trueStatus
		}
		switch {
		case c.Status == "":
			errs = append(errs, field.Required(at.Index(i).Child("status"), ""))
		case !slices.Contains(allowed, c.Status):
			errs = append(errs, field.NotSupported(at.Index(i).Child("status"), c.Status, allowed))
		}
		if other, ok := opposite[c.Type]; ok && seen[other] && !was.contradictory {
			errs = append(errs, field.Invalid(at, c.Type, "Approved and Denied conditions are mutually exclusive"))
		}
		if seen[c.Type] && !was.repeated {
			errs = append(errs, field.Duplicate(at.Index(i).Child("type"), c.Type))
		}
		seen[c.Type] = true
	}
	return errs
}

// opposite is the verdict that excludes another.
var opposite = map[certificatesv1.RequestConditionType]certificatesv1.RequestConditionType{
	certificatesv1.CertificateApproved: certificatesv1.CertificateDenied,
	certificatesv1.CertificateDenied:   certificatesv1.CertificateApproved,
}

// faults are what stored conditions may have wrong.
type faults struct{ untyped, repeated, contradictory bool }

func faultsOf(conditions []certificatesv1.CertificateSigningRequestCondition) (f faults) {
	seen := map[certificatesv1.RequestConditionType]bool{}
	for _, c := range conditions {
		f.untyped = f.untyped || c.Type == ""
		f.repeated = f.repeated || seen[c.Type]
		seen[c.Type] = true
	}
	f.contradictory = seen[certificatesv1.CertificateApproved] && seen[certificatesv1.CertificateDenied]
	return f
}

// validateKept: what was decided stays.
func validateKept(r, old *certificatesv1.CertificateSigningRequest) (errs field.ErrorList) {
	at := field.NewPath("status", "conditions")
	for _, t := range []certificatesv1.RequestConditionType{certificatesv1.CertificateApproved, certificatesv1.CertificateDenied, certificatesv1.CertificateFailed} {
		if len(ofType(r.Status.Conditions, t)) < len(ofType(old.Status.Conditions, t)) {
			errs = append(errs, field.Forbidden(at, fmt.Sprintf("updates may not remove a condition of type %q", t)))
		}
	}
	return errs
}

// validateApproval: the approver gives a verdict and no certificate, which
// setConditions leaves as it is.
func validateApproval(r, old *certificatesv1.CertificateSigningRequest) field.ErrorList {
	return validateRequest(r, old)
}

// validateStatus: the signer gives no verdict, and a certificate that was issued
// stays.
func validateStatus(r, old *certificatesv1.CertificateSigningRequest) field.ErrorList {
	errs := validateRequest(r, old)
	at := field.NewPath("status")
	for _, t := range []certificatesv1.RequestConditionType{certificatesv1.CertificateApproved, certificatesv1.CertificateDenied} {
		if len(ofType(r.Status.Conditions, t)) > len(ofType(old.Status.Conditions, t)) {
			errs = append(errs, field.Forbidden(at.Child("conditions"), fmt.Sprintf("updates may not add a condition of type %q", t)))
		}
	}
	if len(old.Status.Certificate) > 0 && !bytes.Equal(r.Status.Certificate, old.Status.Certificate) {
		errs = append(errs, field.Forbidden(at.Child("certificate"), "updates may not modify existing certificate content"))
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
