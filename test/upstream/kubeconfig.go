package upstream

import (
	"crypto/x509"
	"encoding/pem"
	"os"

	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/client-go/tools/clientcmd/api"
)

// WriteKubeconfig writes a kubeconfig for one user, mode 0600.
func (cp *ControlPlane) WriteKubeconfig(path, user string, groups ...string) error {
	cert, err := cp.CA.Client(user, groups...)
	if err != nil {
		return err
	}
	key, err := x509.MarshalPKCS8PrivateKey(cert.PrivateKey)
	if err != nil {
		return err
	}
	encode := func(kind string, der []byte) []byte {
		return pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der})
	}
	const name = "oracle"
	config := api.NewConfig()
	config.Clusters[name] = &api.Cluster{Server: cp.URL, CertificateAuthorityData: encode("CERTIFICATE", cp.CA.Cert.Raw)}
	config.AuthInfos[name] = &api.AuthInfo{
		ClientCertificateData: encode("CERTIFICATE", cert.Certificate[0]),
		ClientKeyData:         encode("PRIVATE KEY", key),
	}
	config.Contexts[name] = &api.Context{Cluster: name, AuthInfo: name}
	config.CurrentContext = name
	out, err := clientcmd.Write(*config)
	if err != nil {
		return err
	}
	return os.WriteFile(path, out, 0o600)
}
