package cluster

import (
	"context"
	"errors"
	"fmt"
	"os"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
	clientcmdv1 "k8s.io/client-go/tools/clientcmd/api/v1"
	"sigs.k8s.io/yaml"

	"github.com/skiff-k8s/skiff/apiserver/pki"
)

// client asks a cluster's API server the few things that starting one and
// looking at one need.
type client struct{ rest *rest.RESTClient }

// newClient makes a client from the administrator's kubeconfig.
func newClient(dir string) (*client, error) {
	config, err := clientcmd.BuildConfigFromFlags("", AdminKubeconfig(dir))
	if err != nil {
		return nil, err
	}
	config.GroupVersion = &corev1.SchemeGroupVersion
	config.APIPath = "/api"
	config.NegotiatedSerializer = codecs
	config.QPS = -1
	c, err := rest.RESTClientFor(config)
	if err != nil {
		return nil, err
	}
	return &client{c}, nil
}

// readyz returns nil when the server says that it is ready.
func (c *client) readyz(ctx context.Context) error {
	return c.rest.Get().AbsPath("/readyz").Do(ctx).Error()
}

// nodes lists the nodes.
func (c *client) nodes(ctx context.Context) ([]corev1.Node, error) {
	list := new(corev1.NodeList)
	err := c.rest.Get().Resource("nodes").Do(ctx).Into(list)
	return list.Items, err
}

// nodeReady returns nil when the node is Ready, else what is missing.
func (c *client) nodeReady(ctx context.Context, name string) error {
	node := new(corev1.Node)
	if err := c.rest.Get().Resource("nodes").Name(name).Do(ctx).Into(node); err != nil {
		return fmt.Errorf("%s to register", name)
	}
	if ready, why := isReady(node); !ready {
		return fmt.Errorf("%s: %s", name, why)
	}
	return nil
}

// isReady says whether a node is Ready, and if not why.
func isReady(node *corev1.Node) (ready bool, why string) {
	for _, c := range node.Status.Conditions {
		if c.Type == corev1.NodeReady {
			return c.Status == corev1.ConditionTrue, c.Message
		}
	}
	return false, "it has not reported yet"
}

// readAccess reads the administrator's kubeconfig back.
func readAccess(dir string) (pki.Access, error) {
	raw, err := os.ReadFile(AdminKubeconfig(dir))
	if err != nil {
		return pki.Access{}, err
	}
	var config clientcmdv1.Config
	if err := yaml.Unmarshal(raw, &config); err != nil {
		return pki.Access{}, fmt.Errorf("%s: %w", AdminKubeconfig(dir), err)
	}
	if len(config.Clusters) != 1 || len(config.AuthInfos) != 1 {
		return pki.Access{}, errors.New(AdminKubeconfig(dir) + " is not what the server writes")
	}
	cluster, user := config.Clusters[0].Cluster, config.AuthInfos[0].AuthInfo
	return pki.Access{
		Server: cluster.Server, CA: cluster.CertificateAuthorityData,
		Client: pki.KeyPair{CertPEM: user.ClientCertificateData, KeyPEM: user.ClientKeyData}, Token: user.Token,
	}, nil
}
