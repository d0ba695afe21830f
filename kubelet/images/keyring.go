package images

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/distribution/reference"
	v1 "k8s.io/api/core/v1"
	cri "k8s.io/cri-api/pkg/apis/runtime/v1"
)

// Normalize completes an image's name as users abbreviate it: the tag is latest
// when there is neither tag nor digest.
func Normalize(image string) (string, error) {
	named, err := reference.ParseNormalizedNamed(image)
	if err != nil {
		return "", fmt.Errorf("couldn't parse image name %q: %w", image, err)
	}
	return reference.TagNameOnly(named).String(), nil
}

// Keyring holds what pull secrets say of registries. The zero value is empty.
type Keyring struct {
	entries []entry
}

type entry struct {
	// host may have a port and "*" for parts of it; path is empty or "/a/b".
	host, path string
	auth       *cri.AuthConfig
}

// credential is one registry's part of a docker configuration.
type credential struct {
	Username      string `json:"username"`
	Password      string `json:"password"`
	Auth          string `json:"auth"`
	IdentityToken string `json:"identitytoken"`
	RegistryToken string `json:"registrytoken"`
}

// Add reads a secret of one of the two docker types.
func (k *Keyring) Add(s *v1.Secret) error {
	var list map[string]credential
	var err error
	switch s.Type {
	case v1.SecretTypeDockerConfigJson:
		var file struct {
			Auths map[string]credential `json:"auths"`
		}
		err = json.Unmarshal(s.Data[v1.DockerConfigJsonKey], &file)
		list = file.Auths
	case v1.SecretTypeDockercfg:
		err = json.Unmarshal(s.Data[v1.DockerConfigKey], &list)
	default:
		return fmt.Errorf("type %q is not one of a pull secret", s.Type)
	}
	if err != nil {
		// The error must not repeat the secret's content.
		return fmt.Errorf("not a docker configuration")
	}
	for server, c := range list {
		e, err := newEntry(server, c)
		if err != nil {
			return err
		}
		k.entries = append(k.entries, e)
	}
	// The most specific first.
	slices.SortStableFunc(k.entries, func(a, b entry) int {
		if d := len(b.path) - len(a.path); d != 0 {
			return d
		}
		return len(b.host) - len(a.host)
	})
	return nil
}

func newEntry(server string, c credential) (entry, error) {
	if !strings.Contains(server, "://") {
		server = "https://" + server
	}
	u, err := url.Parse(server)
	if err != nil {
		return entry{}, fmt.Errorf("registry %q: %w", server, err)
	}
	e := entry{host: u.Host, path: strings.TrimSuffix(u.Path, "/")}
	if e.path == "/v1" || e.path == "/v2" {
		e.path = ""
	}
	if e.host == "index.docker.io" || e.host == "registry-1.docker.io" {
		e.host = "docker.io"
	}
	e.auth = &cri.AuthConfig{Username: c.Username, Password: c.Password, IdentityToken: c.IdentityToken, RegistryToken: c.RegistryToken}
	if c.Auth != "" && c.Username == "" {
		raw, err := base64.StdEncoding.DecodeString(c.Auth)
		if err != nil {
			return entry{}, fmt.Errorf("registry %q: auth is not base64", server)
		}
		user, password, ok := strings.Cut(strings.TrimRight(string(raw), "\x00"), ":")
		if !ok {
			return entry{}, fmt.Errorf("registry %q: auth is not user:password", server)
		}
		e.auth.Username, e.auth.Password = user, password
	}
	return e, nil
}

// For returns what to try for an image, given by its normalized name, the most
// specific first.
func (k *Keyring) For(image string) []*cri.AuthConfig {
	host, repo, _ := strings.Cut(image, "/")
	var out []*cri.AuthConfig
	for _, e := range k.entries {
		if matchHost(e.host, host) && (e.path == "" || strings.HasPrefix("/"+repo, e.path)) {
			out = append(out, e.auth)
		}
	}
	return out
}

// matchHost compares hosts part by part; "*" in the pattern stands for any text
// within one part.
func matchHost(pattern, host string) bool {
	p, h := strings.Split(pattern, "."), strings.Split(host, ".")
	if len(p) != len(h) {
		return false
	}
	for i := range p {
		if ok, err := path.Match(p[i], h[i]); !ok || err != nil {
			return false
		}
	}
	return true
}
