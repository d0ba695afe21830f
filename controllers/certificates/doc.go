// Package certificates sees to CertificateSigningRequests: it approves the requests
// of node agents for the certificates by which they are clients, signs what is
// approved for the signers that belong to the cluster itself, and removes
// requests that nobody needs any longer.
package certificates

import (
	"crypto/x509"
	"encoding/pem"
	"errors"

	certificatesv1 "k8s.io/api/certificates/v1"
	corev1 "k8s.io/api/core/v1"
)

// parse reads the request that a person or node sent.
func parse(r *certificatesv1.CertificateSigningRequest) (*x509.CertificateRequest, error) {
	block, _ := pem.Decode(r.Spec.Request)
	if block == nil || block.Type != "CERTIFICATE REQUEST" {
		return nil, errors.New("PEM block type must be CERTIFICATE REQUEST")
	}
	return x509.ParseCertificateRequest(block.Bytes)
}

// condition returns the condition of a type, nil when there is none.
func condition(r *certificatesv1.CertificateSigningRequest, t certificatesv1.RequestConditionType) *certificatesv1.CertificateSigningRequestCondition {
	for i := range r.Status.Conditions {
		if c := &r.Status.Conditions[i]; c.Type == t && c.Status == corev1.ConditionTrue {
			return c
		}
	}
	return nil
}

// approved says whether the request may be signed. A denial wins.
func approved(r *certificatesv1.CertificateSigningRequest) bool {
	return condition(r, certificatesv1.CertificateApproved) != nil && condition(r, certificatesv1.CertificateDenied) == nil
}
