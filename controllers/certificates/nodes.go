package certificates

import (
	"crypto/x509"
	"errors"
	"fmt"
	"slices"
	"strings"

	certificatesv1 "k8s.io/api/certificates/v1"
	"k8s.io/apiserver/pkg/authentication/user"
)

// nodeUser begins the name of every node agent.
const nodeUser = "system:node:"

// The usages of a node's certificates; key encipherment is for RSA keys alone and
// may be left out.
var (
	nodeClientUsages  = []certificatesv1.KeyUsage{certificatesv1.UsageClientAuth, certificatesv1.UsageDigitalSignature, certificatesv1.UsageKeyEncipherment}
	nodeServingUsages = []certificatesv1.KeyUsage{certificatesv1.UsageDigitalSignature, certificatesv1.UsageKeyEncipherment, certificatesv1.UsageServerAuth}
)

// checkNodeClient says what keeps a request from being one of a node for the
// certificate by which it is a client: it names the node and nothing else.
func checkNodeClient(r *x509.CertificateRequest, usages []certificatesv1.KeyUsage) error {
	switch {
	case !slices.Equal(r.Subject.Organization, []string{user.NodesGroup}):
		return errors.New("subject organization is not system:nodes")
	case len(r.DNSNames) > 0:
		return errors.New("DNS subjectAltNames are not allowed")
	case len(r.EmailAddresses) > 0:
		return errors.New("Email subjectAltNames are not allowed")
	case len(r.IPAddresses) > 0:
		return errors.New("IP subjectAltNames are not allowed")
	case len(r.URIs) > 0:
		return errors.New("URI subjectAltNames are not allowed")
	case !strings.HasPrefix(r.Subject.CommonName, nodeUser):
		return errors.New("subject common name does not begin with system:node:")
	}
	return checkUsages(usages, nodeClientUsages)
}

// checkNodeServing does it for the certificate by which a node serves.
func checkNodeServing(r *x509.CertificateRequest, usages []certificatesv1.KeyUsage) error {
	switch {
	case !slices.Equal(r.Subject.Organization, []string{user.NodesGroup}):
		return errors.New("subject organization is not system:nodes")
	case len(r.DNSNames) == 0 && len(r.IPAddresses) == 0:
		return errors.New("DNS or IP subjectAltName is required")
	case len(r.EmailAddresses) > 0:
		return errors.New("Email subjectAltNames are not allowed")
	case len(r.URIs) > 0:
		return errors.New("URI subjectAltNames are not allowed")
	}
	if err := checkUsages(usages, nodeServingUsages); err != nil {
		return err
	}
	if !strings.HasPrefix(r.Subject.CommonName, nodeUser) {
		return errors.New("subject common name does not begin with system:node:")
	}
	return nil
}

// checkUsages wants exactly those usages, in any order.
func checkUsages(asked, wanted []certificatesv1.KeyUsage) error {
	for _, u := range wanted {
		if u != certificatesv1.UsageKeyEncipherment && !slices.Contains(asked, u) {
			return fmt.Errorf("usages did not match %v", wanted)
		}
	}
	for _, u := range asked {
		if !slices.Contains(wanted, u) {
			return fmt.Errorf("usages did not match %v", wanted)
		}
	}
	return nil
}
