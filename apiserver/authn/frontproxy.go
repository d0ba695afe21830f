package authn

import (
	"crypto/x509"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"k8s.io/apiserver/pkg/authentication/user"
)

// Headers in which a front proxy says for whom it speaks.
const (
	HeaderUser        = "X-Remote-User"
	HeaderUID         = "X-Remote-Uid"
	HeaderGroup       = "X-Remote-Group"
	HeaderExtraPrefix = "X-Remote-Extra-"
)

// FrontProxy trusts what a proxy with a certificate of Roots says in its headers.
type FrontProxy struct {
	Roots *x509.CertPool
	// Names are the common names of the proxies' certificates; empty for any.
	Names []string
}

func (f *FrontProxy) authenticate(r *http.Request, now time.Time) (user.Info, bool, error) {
	name := r.Header.Get(HeaderUser)
	if name == "" || r.TLS == nil || len(r.TLS.PeerCertificates) == 0 {
		return nil, false, nil
	}
	if err := verifyClient(f.Roots, r.TLS.PeerCertificates, now); err != nil {
		return nil, false, err
	}
	if len(f.Names) > 0 && !slices.Contains(f.Names, r.TLS.PeerCertificates[0].Subject.CommonName) {
		return nil, false, errors.New("the proxy's name is not trusted")
	}
	u := &user.DefaultInfo{Name: name, UID: r.Header.Get(HeaderUID), Groups: slices.Clone(r.Header.Values(HeaderGroup))}
	for key, values := range r.Header {
		extra, ok := strings.CutPrefix(key, HeaderExtraPrefix)
		if !ok {
			continue
		}
		extra = strings.ToLower(extra)
		if plain, err := url.PathUnescape(extra); err == nil {
			extra = plain
		}
		if u.Extra == nil {
			u.Extra = map[string][]string{}
		}
		u.Extra[extra] = append(u.Extra[extra], values...)
	}
	for key := range r.Header {
		if key == HeaderUser || key == HeaderUID || key == HeaderGroup || strings.HasPrefix(key, HeaderExtraPrefix) {
			delete(r.Header, key)
		}
	}
	return u, true, nil
}
