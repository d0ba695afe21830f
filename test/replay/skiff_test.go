package replay_test

import (
	"crypto/tls"
	"crypto/x509"
	"testing"
	"time"

	"github.com/skiff-k8s/skiff/apiserver/apiservertest"
	"github.com/skiff-k8s/skiff/test/replay"
)

// targetOf is a server in this process as the stories' users reach it.
func targetOf(s *apiservertest.Server) replay.Target {
	authority := s.Keys().CA
	roots := x509.NewCertPool()
	roots.AddCert(authority.Certificate)
	return replay.Target{
		URL:   s.URL,
		Roots: roots,
		Issue: func(user string, groups ...string) (tls.Certificate, error) {
			pair, err := authority.IssueClient(user, groups, time.Now())
			if err != nil {
				return tls.Certificate{}, err
			}
			return pair.TLS()
		},
	}
}

// TestSkiffAnswersLikeKubeAPIServer replays every story against a server in
// memory. Differences that are meant to be have their reason in
// testdata/known-differences.txt.
func TestSkiffAnswersLikeKubeAPIServer(t *testing.T) {
	t.Parallel()
	replay.Run(t, targetOf(apiservertest.Start(t, apiservertest.FullAdmission)))
}
