package pki

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	clientcmdv1 "k8s.io/client-go/tools/clientcmd/api/v1"
	"sigs.k8s.io/yaml"
)

// Access is what a kubeconfig says: where the server is and who asks.
type Access struct {
	// Name of the cluster, user and context in the file.
	Name string
	// Server is the URL of the API server.
	Server string
	CA     []byte
	Client KeyPair
	// Token is used when Client is empty.
	Token string
}

// Kubeconfig returns the access as a kubeconfig file of its own.
func Kubeconfig(a Access) ([]byte, error) {
	cfg := &clientcmdv1.Config{Kind: "Config", APIVersion: "v1"}
	merge(cfg, a)
	return yaml.Marshal(cfg)
}

// WriteKubeconfig writes the access to a file of its own with mode 0600.
func WriteKubeconfig(path string, a Access) error {
	data, err := Kubeconfig(a)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	return writePrivate(path, data)
}

// MergeKubeconfig adds the access to the kubeconfig at path, replacing what has
// the same name and leaving everything else alone, and makes it the current
// context.
func MergeKubeconfig(path string, a Access) error {
	cfg, err := readKubeconfig(path)
	if err != nil {
		return err
	}
	merge(cfg, a)
	return saveKubeconfig(path, cfg)
}

// RemoveFromKubeconfig takes the cluster, user and context with that name out of
// the kubeconfig at path; nothing happens when the file or the name is not there.
func RemoveFromKubeconfig(path, name string) error {
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		return nil
	}
	cfg, err := readKubeconfig(path)
	if err != nil {
		return err
	}
	cfg.Clusters = without(cfg.Clusters, func(c clientcmdv1.NamedCluster) bool { return c.Name == name })
	cfg.AuthInfos = without(cfg.AuthInfos, func(u clientcmdv1.NamedAuthInfo) bool { return u.Name == name })
	cfg.Contexts = without(cfg.Contexts, func(c clientcmdv1.NamedContext) bool { return c.Name == name })
	if cfg.CurrentContext == name {
		cfg.CurrentContext = ""
	}
	return saveKubeconfig(path, cfg)
}

func readKubeconfig(path string) (*clientcmdv1.Config, error) {
	cfg := &clientcmdv1.Config{}
	data, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	if err := yaml.Unmarshal(data, cfg); err != nil {
		return nil, fmt.Errorf("kubeconfig %s: %w", path, err)
	}
	cfg.Kind, cfg.APIVersion = "Config", "v1"
	return cfg, nil
}

func saveKubeconfig(path string, cfg *clientcmdv1.Config) error {
	data, err := yaml.Marshal(cfg)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	return writePrivate(path, data)
}

func merge(cfg *clientcmdv1.Config, a Access) {
	cfg.Clusters = append(
		without(cfg.Clusters, func(c clientcmdv1.NamedCluster) bool { return c.Name == a.Name }),
		clientcmdv1.NamedCluster{Name: a.Name, Cluster: clientcmdv1.Cluster{
			Server: a.Server, CertificateAuthorityData: a.CA,
		}})
	user := clientcmdv1.AuthInfo{Token: a.Token}
	if a.Client.CertPEM != nil {
		user = clientcmdv1.AuthInfo{ClientCertificateData: a.Client.CertPEM, ClientKeyData: a.Client.KeyPEM}
	}
	cfg.AuthInfos = append(
		without(cfg.AuthInfos, func(u clientcmdv1.NamedAuthInfo) bool { return u.Name == a.Name }),
		clientcmdv1.NamedAuthInfo{Name: a.Name, AuthInfo: user})
	cfg.Contexts = append(
		without(cfg.Contexts, func(c clientcmdv1.NamedContext) bool { return c.Name == a.Name }),
		clientcmdv1.NamedContext{Name: a.Name, Context: clientcmdv1.Context{Cluster: a.Name, AuthInfo: a.Name}})
	cfg.CurrentContext = a.Name
}

func without[T any](list []T, drop func(T) bool) []T {
	out := make([]T, 0, len(list)+1)
	for _, v := range list {
		if !drop(v) {
			out = append(out, v)
		}
	}
	return out
}
