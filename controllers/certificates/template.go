package certificates

import (
	"crypto/x509"
	"fmt"
	"slices"
	"time"

	certificatesv1 "k8s.io/api/certificates/v1"
)

// Lifetimes of what is signed.
const (
	// lifetime is how long a certificate is valid whose request asks for nothing,
	// and the longest that can be asked for.
	lifetime = 365 * 24 * time.Hour
	// shortest is what a request gets that asks for less.
	shortest = 10 * time.Minute
	// backdate makes a fresh certificate valid where the clock is behind.
	backdate = 5 * time.Minute
	// brief certificates get their full time in spite of the backdating.
	brief = 8 * time.Hour
)

// newTemplate makes the certificate that a request asks for. Nothing is taken from
// the request but subject, key and names: extensions that it asks for are not
// for its sender to choose.
func newTemplate(asked *x509.CertificateRequest, spec certificatesv1.CertificateSigningRequestSpec, expires, now time.Time) (*x509.Certificate, error) {
	usage, extended, err := usagesOf(spec.Usages)
	if err != nil {
		return nil, err
	}
	if !now.Before(expires) {
		return nil, fmt.Errorf("the cluster's authority has expired at %s", expires)
	}
	start := now.Add(-backdate)
	life := lifeOf(spec.ExpirationSeconds)
	end := start.Add(life)
	if life < brief {
		end = now.Add(life)
	}
	if end.After(expires) {
		end = expires
	}
	return &x509.Certificate{
		Subject: asked.Subject, PublicKey: asked.PublicKey, PublicKeyAlgorithm: asked.PublicKeyAlgorithm,
		DNSNames: asked.DNSNames, IPAddresses: asked.IPAddresses, EmailAddresses: asked.EmailAddresses, URIs: asked.URIs,
		KeyUsage: usage, ExtKeyUsage: extended, BasicConstraintsValid: true,
		NotBefore: start.UTC(), NotAfter: end.UTC(),
	}, nil
}

func lifeOf(seconds *int32) time.Duration {
	if seconds == nil {
		return lifetime
	}
	return min(max(time.Duration(*seconds)*time.Second, shortest), lifetime)
}

var keyUsages = map[certificatesv1.KeyUsage]x509.KeyUsage{
	certificatesv1.UsageSigning:           x509.KeyUsageDigitalSignature,
	certificatesv1.UsageDigitalSignature:  x509.KeyUsageDigitalSignature,
	certificatesv1.UsageContentCommitment: x509.KeyUsageContentCommitment,
	certificatesv1.UsageKeyEncipherment:   x509.KeyUsageKeyEncipherment,
	certificatesv1.UsageKeyAgreement:      x509.KeyUsageKeyAgreement,
	certificatesv1.UsageDataEncipherment:  x509.KeyUsageDataEncipherment,
	certificatesv1.UsageCertSign:          x509.KeyUsageCertSign,
	certificatesv1.UsageCRLSign:           x509.KeyUsageCRLSign,
	certificatesv1.UsageEncipherOnly:      x509.KeyUsageEncipherOnly,
	certificatesv1.UsageDecipherOnly:      x509.KeyUsageDecipherOnly,
}

var extendedUsages = map[certificatesv1.KeyUsage]x509.ExtKeyUsage{
	certificatesv1.UsageAny:             x509.ExtKeyUsageAny,
	certificatesv1.UsageServerAuth:      x509.ExtKeyUsageServerAuth,
	certificatesv1.UsageClientAuth:      x509.ExtKeyUsageClientAuth,
	certificatesv1.UsageCodeSigning:     x509.ExtKeyUsageCodeSigning,
	certificatesv1.UsageEmailProtection: x509.ExtKeyUsageEmailProtection,
	certificatesv1.UsageSMIME:           x509.ExtKeyUsageEmailProtection,
	certificatesv1.UsageIPsecEndSystem:  x509.ExtKeyUsageIPSECEndSystem,
	certificatesv1.UsageIPsecTunnel:     x509.ExtKeyUsageIPSECTunnel,
	certificatesv1.UsageIPsecUser:       x509.ExtKeyUsageIPSECUser,
	certificatesv1.UsageTimestamping:    x509.ExtKeyUsageTimeStamping,
	certificatesv1.UsageOCSPSigning:     x509.ExtKeyUsageOCSPSigning,
	certificatesv1.UsageMicrosoftSGC:    x509.ExtKeyUsageMicrosoftServerGatedCrypto,
	certificatesv1.UsageNetscapeSGC:     x509.ExtKeyUsageNetscapeServerGatedCrypto,
}

// usagesOf translates usages into those of X.509, the extended ones in order and
// each once.
func usagesOf(asked []certificatesv1.KeyUsage) (usage x509.KeyUsage, extended []x509.ExtKeyUsage, err error) {
	for _, u := range asked {
		if plain, ok := keyUsages[u]; ok {
			usage |= plain
		} else if e, ok := extendedUsages[u]; ok {
			extended = append(extended, e)
		} else {
			return 0, nil, fmt.Errorf("unrecognized usage value: %q", u)
		}
	}
	slices.Sort(extended)
	return usage, slices.Compact(extended), nil
}
