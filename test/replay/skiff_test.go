package replay_test

import (
	"crypto/tls"
	"crypto/x509"
	"testing"
	"time"

	"github.com/skiff-k8s/skiff/apiserver/apiservertest"
	"github.com/skiff-k8s/skiff/test/replay"
)

// TestSkiffAnswersLikeKubeAPIServer replays every story against a server in
// memory. Differences that are meant to be have their reason in
// testdata/known-differences.txt.
func TestSkiffAnswersLikeKubeAPIServer(t *testing.T) {
	s := apiservertest.Start(t, apiservertest.FullAdmission)
	authority := s.Keys().CA
	roots := x509.NewCertPool()
	roots.AddCert(authority.Certificate)
	replay.Run(t, replay.Target{
		URL:   s.URL,
		Roots: roots,
		Issue: func(user string, groups ...string) (tls.Certificate, error) {
			pair, err := authority.IssueClient(user, groups, time.Now())
			if err != nil {
				return tls.Certificate{}, err
			}
			return pair.TLS()
		},
	})
}
