package certificates

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"net"
	"slices"
	"strings"
	"testing"
	"time"

	certificatesv1 "k8s.io/api/certificates/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

var now = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// request makes the PEM of what somebody asks for.
func request(t *testing.T, template x509.CertificateRequest) []byte {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.CreateCertificateRequest(rand.Reader, &template, key)
	if err != nil {
		t.Fatal(err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE REQUEST", Bytes: der})
}

func verdict(t certificatesv1.RequestConditionType, at time.Time) certificatesv1.CertificateSigningRequestCondition {
	return certificatesv1.CertificateSigningRequestCondition{Type: t, Status: corev1.ConditionTrue, LastUpdateTime: metav1.NewTime(at)}
}

var node = x509.CertificateRequest{Subject: pkix.Name{CommonName: "system:node:n1", Organization: []string{"system:nodes"}}}

func TestRecognise(t *testing.T) {
	for _, tt := range []struct {
		name   string
		asked  x509.CertificateRequest
		change func(*certificatesv1.CertificateSigningRequest)
		want   []way
	}{
		{name: "a node's own", asked: node, want: []way{selfNodeClient, nodeClient}},
		{name: "by a bootstrap token", asked: node, change: func(r *certificatesv1.CertificateSigningRequest) { r.Spec.Username = "system:bootstrap:abcdef" }, want: []way{nodeClient}},
		{name: "without key encipherment", asked: node, change: func(r *certificatesv1.CertificateSigningRequest) { r.Spec.Usages = r.Spec.Usages[:2] }, want: []way{selfNodeClient, nodeClient}},
		{name: "another signer", asked: node, change: func(r *certificatesv1.CertificateSigningRequest) {
			r.Spec.SignerName = certificatesv1.KubeletServingSignerName
		}},
		{name: "for serving", asked: node, change: func(r *certificatesv1.CertificateSigningRequest) { r.Spec.Usages[0] = certificatesv1.UsageServerAuth }},
		{name: "denied already", asked: node, change: func(r *certificatesv1.CertificateSigningRequest) {
			r.Status.Conditions = append(r.Status.Conditions, verdict(certificatesv1.CertificateDenied, now))
		}},
		{name: "with a name", asked: x509.CertificateRequest{Subject: node.Subject, DNSNames: []string{"n1"}}},
		{name: "with an address", asked: x509.CertificateRequest{Subject: node.Subject, IPAddresses: []net.IP{{10, 0, 0, 1}}}},
		{name: "no node", asked: x509.CertificateRequest{Subject: pkix.Name{CommonName: "ann", Organization: []string{"system:nodes"}}}},
		{name: "more groups", asked: x509.CertificateRequest{Subject: pkix.Name{CommonName: "system:node:n1", Organization: []string{"system:nodes", "system:masters"}}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := &certificatesv1.CertificateSigningRequest{Spec: certificatesv1.CertificateSigningRequestSpec{
				Request: request(t, tt.asked), Username: "system:node:n1", SignerName: certificatesv1.KubeAPIServerClientKubeletSignerName,
				Usages: slices.Clone(nodeClientUsages),
			}}
			if tt.change != nil {
				tt.change(r)
			}
			if got := recognise(r); !slices.Equal(got, tt.want) {
				t.Errorf("ways %v, want %v", got, tt.want)
			}
		})
	}
}

func TestDecideWhatToSign(t *testing.T) {
	year := now.Add(365 * 24 * time.Hour)
	serving := x509.CertificateRequest{Subject: node.Subject, DNSNames: []string{"n1"}}
	client := []certificatesv1.KeyUsage{certificatesv1.UsageClientAuth}
	for _, tt := range []struct {
		name       string
		asked      x509.CertificateRequest
		signer     string
		usages     []certificatesv1.KeyUsage
		seconds    *int32
		conditions []certificatesv1.CertificateSigningRequestCondition
		expires    time.Time
		failure    string
		end        time.Time // of the certificate; zero when there is none
	}{
		{name: "a person's", asked: x509.CertificateRequest{Subject: pkix.Name{CommonName: "ann"}}, signer: certificatesv1.KubeAPIServerClientSignerName,
			usages: client, end: year.Add(-backdate)},
		{name: "for an hour", asked: node, signer: certificatesv1.KubeAPIServerClientSignerName, usages: client, seconds: new(int32(3600)), end: now.Add(time.Hour)},
		{name: "for half a day", asked: node, signer: certificatesv1.KubeAPIServerClientSignerName, usages: client, seconds: new(int32(43200)), end: now.Add(12*time.Hour - backdate)},
		{name: "for ten years", asked: node, signer: certificatesv1.KubeAPIServerClientSignerName, usages: client, seconds: new(int32(315360000)), end: year.Add(-backdate)},
		{name: "beyond the authority", asked: node, signer: certificatesv1.KubeAPIServerClientSignerName, usages: client, expires: now.Add(30 * time.Minute), end: now.Add(30 * time.Minute)},
		{name: "a client's, for serving", asked: node, signer: certificatesv1.KubeAPIServerClientSignerName, usages: []certificatesv1.KeyUsage{certificatesv1.UsageClientAuth, certificatesv1.UsageServerAuth},
			failure: "invalid usage for client certificate: server auth"},
		{name: "a client's, for nothing", asked: node, signer: certificatesv1.KubeAPIServerClientSignerName, usages: []certificatesv1.KeyUsage{certificatesv1.UsageDigitalSignature},
			failure: "missing required usage for client certificate: client auth"},
		{name: "a node's", asked: node, signer: certificatesv1.KubeAPIServerClientKubeletSignerName, usages: nodeClientUsages, end: year.Add(-backdate)},
		{name: "a node's, for serving", asked: serving, signer: certificatesv1.KubeletServingSignerName, usages: nodeServingUsages, end: year.Add(-backdate)},
		{name: "serving nothing", asked: node, signer: certificatesv1.KubeletServingSignerName, usages: nodeServingUsages, failure: "DNS or IP subjectAltName is required"},
		{name: "serving as a client", asked: serving, signer: certificatesv1.KubeletServingSignerName, usages: nodeClientUsages,
			failure: "usages did not match [digital signature key encipherment server auth]"},
		{name: "an old one", asked: serving, signer: "kubernetes.io/legacy-unknown", usages: []certificatesv1.KeyUsage{certificatesv1.UsageCodeSigning}, end: year.Add(-backdate)},
		{name: "somebody else's", asked: node, signer: "example.com/own", usages: client},
		{name: "not approved", asked: node, signer: certificatesv1.KubeAPIServerClientSignerName, usages: client, conditions: []certificatesv1.CertificateSigningRequestCondition{}},
		{name: "approved and denied", asked: node, signer: certificatesv1.KubeAPIServerClientSignerName, usages: client,
			conditions: []certificatesv1.CertificateSigningRequestCondition{verdict(certificatesv1.CertificateApproved, now), verdict(certificatesv1.CertificateDenied, now)}},
		{name: "failed", asked: node, signer: certificatesv1.KubeAPIServerClientSignerName, usages: client,
			conditions: []certificatesv1.CertificateSigningRequestCondition{verdict(certificatesv1.CertificateApproved, now), verdict(certificatesv1.CertificateFailed, now)}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if tt.conditions == nil {
				tt.conditions = []certificatesv1.CertificateSigningRequestCondition{verdict(certificatesv1.CertificateApproved, now)}
			}
			if tt.expires.IsZero() {
				tt.expires = now.Add(10 * 365 * 24 * time.Hour)
			}
			r := &certificatesv1.CertificateSigningRequest{
				Spec:   certificatesv1.CertificateSigningRequestSpec{Request: request(t, tt.asked), SignerName: tt.signer, Usages: tt.usages, ExpirationSeconds: tt.seconds},
				Status: certificatesv1.CertificateSigningRequestStatus{Conditions: tt.conditions},
			}
			d, err := decide(r, tt.expires, now)
			if err != nil {
				t.Fatal(err)
			}
			if d.failure != tt.failure {
				t.Errorf("failure %q, want %q", d.failure, tt.failure)
			}
			switch {
			case d.template == nil != tt.end.IsZero():
				t.Errorf("a certificate: %v, want %v", d.template != nil, !tt.end.IsZero())
			case d.template != nil && (!d.template.NotAfter.Equal(tt.end) || !d.template.NotBefore.Equal(now.Add(-backdate))):
				t.Errorf("valid from %s to %s, want to %s", d.template.NotBefore, d.template.NotAfter, tt.end)
			case d.template != nil && (d.template.IsCA || d.template.Subject.CommonName != tt.asked.Subject.CommonName || !slices.Equal(d.template.DNSNames, tt.asked.DNSNames)):
				t.Errorf("certificate for %v %v, authority %v", d.template.Subject, d.template.DNSNames, d.template.IsCA)
			}
		})
	}
}

func TestAnExpiredAuthoritySignsNothing(t *testing.T) {
	r := &certificatesv1.CertificateSigningRequest{
		Spec: certificatesv1.CertificateSigningRequestSpec{Request: request(t, node), SignerName: certificatesv1.KubeAPIServerClientSignerName,
			Usages: []certificatesv1.KeyUsage{certificatesv1.UsageClientAuth}},
		Status: certificatesv1.CertificateSigningRequestStatus{Conditions: []certificatesv1.CertificateSigningRequestCondition{verdict(certificatesv1.CertificateApproved, now)}},
	}
	if d, err := decide(r, now, now); err == nil || d.template != nil {
		t.Errorf("decided %v, %v", d, err)
	}
}

func TestUsages(t *testing.T) {
	usage, extended, err := usagesOf([]certificatesv1.KeyUsage{
		certificatesv1.UsageSMIME, certificatesv1.UsageServerAuth, certificatesv1.UsageEmailProtection, certificatesv1.UsageSigning, certificatesv1.UsageKeyAgreement,
	})
	if err != nil || usage != x509.KeyUsageDigitalSignature|x509.KeyUsageKeyAgreement ||
		!slices.Equal(extended, []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageEmailProtection}) {
		t.Errorf("%v %v %v", usage, extended, err)
	}
	if _, _, err := usagesOf([]certificatesv1.KeyUsage{"flying"}); err == nil {
		t.Error("an unknown usage was accepted")
	}
}

func TestEndOf(t *testing.T) {
	created := metav1.NewTime(now.Add(-10 * time.Hour))
	short := certificate(t, now.Add(30*time.Minute))
	for _, tt := range []struct {
		name   string
		status certificatesv1.CertificateSigningRequestStatus
		want   time.Time
		reason string
	}{
		{"waiting", certificatesv1.CertificateSigningRequestStatus{}, created.Add(24 * time.Hour), "nobody gave a verdict"},
		{"denied", status(nil, certificatesv1.CertificateDenied), now.Add(time.Hour), "denied"},
		{"failed", status(nil, certificatesv1.CertificateApproved, certificatesv1.CertificateFailed), now.Add(time.Hour), "failed"},
		{"approved", status(nil, certificatesv1.CertificateApproved), now.Add(24 * time.Hour), "nobody signed"},
		{"issued", status(certificate(t, now.Add(48*time.Hour)), certificatesv1.CertificateApproved), now.Add(time.Hour), "was issued"},
		{"expires sooner", status(short, certificatesv1.CertificateApproved), now.Add(30 * time.Minute), "has expired"},
		{"of no known kind", status(nil, "Other"), time.Time{}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, reason := endOf(&certificatesv1.CertificateSigningRequest{ObjectMeta: metav1.ObjectMeta{CreationTimestamp: created}, Status: tt.status})
			if !got.Equal(tt.want) || !strings.Contains(reason, tt.reason) {
				t.Errorf("ends %s (%s), want %s (%s)", got, reason, tt.want, tt.reason)
			}
		})
	}
}

func status(chain []byte, types ...certificatesv1.RequestConditionType) certificatesv1.CertificateSigningRequestStatus {
	s := certificatesv1.CertificateSigningRequestStatus{Certificate: chain}
	for _, t := range types {
		s.Conditions = append(s.Conditions, verdict(t, now))
	}
	return s
}

// certificate makes the PEM of a certificate that ends then.
func certificate(t *testing.T, end time.Time) []byte {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{NotBefore: now, NotAfter: end}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
}
