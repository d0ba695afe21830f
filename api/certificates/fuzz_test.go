package certificates

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"testing"

	certificatesv1 "k8s.io/api/certificates/v1"
)

// FuzzRequests judges certificate signing requests, of whatever bytes.
func FuzzRequests(f *testing.F) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		f.Fatal(err)
	}
	der, err := x509.CreateCertificateRequest(rand.Reader, &x509.CertificateRequest{
		Subject: pkix.Name{CommonName: "system:node:a", Organization: []string{"system:nodes"}}, DNSNames: []string{"a"},
	}, key)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(der, true, "kubernetes.io/kubelet-serving", int32(600))
	f.Add([]byte("-----BEGIN CERTIFICATE REQUEST-----\nAA==\n-----END CERTIFICATE REQUEST-----\n"), false, "example.com/a", int32(-1))
	f.Fuzz(func(t *testing.T, data []byte, encode bool, signer string, seconds int32) {
		if encode {
			data = pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE REQUEST", Bytes: data})
		}
		r := &certificatesv1.CertificateSigningRequest{
			Spec:   certificatesv1.CertificateSigningRequestSpec{Request: data, SignerName: signer, ExpirationSeconds: &seconds},
			Status: certificatesv1.CertificateSigningRequestStatus{Certificate: data},
		}
		r.Name = "a"
		d := CertificateSigningRequests
		if d.Default != nil {
			d.Default(r)
		}
		if errs := d.Validate(r, nil); len(errs) == 0 {
			d.Prepare(r, nil)
		}
		_ = d.Validate(r, r.DeepCopy())
	})
}
