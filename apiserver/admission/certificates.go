package admission

import (
	"bytes"
	"context"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"slices"
	"strings"

	certificatesv1 "k8s.io/api/certificates/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	"k8s.io/apiserver/pkg/authentication/user"

	"github.com/skiff-k8s/skiff/apiserver/authz"
	"github.com/skiff-k8s/skiff/apiserver/lookup"
	"github.com/skiff-k8s/skiff/apiserver/rest"
)

// CertificateApproval lets only those approve a request for a certificate, or deny
// it, who may approve for its signer.
type CertificateApproval struct{ Authorizer authz.Authorizer }

// Validate implements Validator.
func (c CertificateApproval) Validate(ctx context.Context, a *rest.Attributes) error {
	// Who signs is asked of the stored request: a change of that is refused.
	old, ok := a.Old.(*certificatesv1.CertificateSigningRequest)
	if !ok || !is(a, lookup.CertificateRequests, "approval") || a.Operation != rest.Update {
		return nil
	}
	if !maySign(ctx, c.Authorizer, a.User, "approve", old.Spec.SignerName) {
		return forbid(a, fmt.Errorf("user not permitted to approve requests with signerName %q", old.Spec.SignerName))
	}
	return nil
}

// CertificateSigning lets only those put a certificate or a condition into the
// status of a request who may sign for its signer.
type CertificateSigning struct{ Authorizer authz.Authorizer }

// Validate implements Validator.
func (c CertificateSigning) Validate(ctx context.Context, a *rest.Attributes) error {
	old, ok := a.Old.(*certificatesv1.CertificateSigningRequest)
	o, isRequest := a.Object.(*certificatesv1.CertificateSigningRequest)
	if !ok || !isRequest || !is(a, lookup.CertificateRequests, "status") || a.Operation != rest.Update {
		return nil
	}
	if bytes.Equal(old.Status.Certificate, o.Status.Certificate) && equality.Semantic.DeepEqual(old.Status.Conditions, o.Status.Conditions) {
		return nil
	}
	if !maySign(ctx, c.Authorizer, a.User, "sign", old.Spec.SignerName) {
		return forbid(a, fmt.Errorf("user not permitted to sign requests with signerName %q", old.Spec.SignerName))
	}
	return nil
}

// maySign says whether the user has the verb for a signer, by its name or for all
// of its domain.
func maySign(ctx context.Context, authorizer authz.Authorizer, u user.Info, verb, signer string) bool {
	domain, _, _ := strings.Cut(signer, "/")
	for _, name := range []string{signer, domain + "/*"} {
		d, _, _ := authorizer.Authorize(ctx, &authz.Attributes{
			User: u, Verb: verb, Group: certificatesv1.GroupName, Version: "*", Resource: "signers", Name: name,
		})
		if d == authz.Allow {
			return true
		}
	}
	return false
}

// CertificateSubjectRestriction keeps anybody from asking for a certificate of a
// member of system:masters, who may do everything for as long as it lasts.
type CertificateSubjectRestriction struct{}

// Validate implements Validator.
func (CertificateSubjectRestriction) Validate(_ context.Context, a *rest.Attributes) error {
	o, ok := a.Object.(*certificatesv1.CertificateSigningRequest)
	if !ok || a.Operation != rest.Create || a.Subresource != "" || o.Spec.SignerName != certificatesv1.KubeAPIServerClientSignerName {
		return nil
	}
	csr, err := parseRequest(o.Spec.Request)
	if err != nil {
		return forbid(a, fmt.Errorf("failed to parse CSR: %v", err))
	}
	if slices.Contains(csr.Subject.Organization, user.SystemPrivilegedGroup) {
		return forbid(a, fmt.Errorf("use of %s signer with system:masters group is not allowed", certificatesv1.KubeAPIServerClientSignerName))
	}
	return nil
}

func parseRequest(data []byte) (*x509.CertificateRequest, error) {
	block, _ := pem.Decode(data)
	if block == nil || block.Type != "CERTIFICATE REQUEST" {
		return nil, errors.New("PEM block type must be CERTIFICATE REQUEST")
	}
	return x509.ParseCertificateRequest(block.Bytes)
}
