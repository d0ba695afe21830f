package join

// Paths of the handler. Neither needs credentials: the authority is public, and
// joining is protected by the token.
const (
	PathCA   = "/skiff/v1/ca"
	PathJoin = "/skiff/v1/join"
)

// maxBody bounds a request and an answer, in bytes.
const maxBody = 64 << 10

// request is what an agent sends, with the secret as its bearer token.
type request struct {
	NodeName string `json:"nodeName"`
	// Password proves, from the second time on, that it is the same node.
	Password string `json:"password"`
	// Addresses are the names and addresses of the kubelet's endpoint.
	Addresses []string `json:"addresses"`
	// ClientRequest and ServingRequest are certificate signing requests in PEM.
	ClientRequest  []byte `json:"clientRequest"`
	ServingRequest []byte `json:"servingRequest"`
}

// answer is what the server sends back.
type answer struct {
	ClientCertificate  []byte `json:"clientCertificate"`
	ServingCertificate []byte `json:"servingCertificate"`
	// ProxyCertificate is for the same key as ClientCertificate and the user
	// system:kube-proxy, as which the node reads Services.
	ProxyCertificate []byte `json:"proxyCertificate"`
	// ClusterCIDR and ServiceCIDR are the ranges of pods and Services.
	ClusterCIDR string `json:"clusterCIDR"`
	ServiceCIDR string `json:"serviceCIDR"`
	// ClusterDNS is the address of the cluster's DNS, empty where there is none.
	ClusterDNS string `json:"clusterDNS"`
}

// Cluster is what an agent learns of the cluster it joins.
type Cluster struct {
	ClusterCIDR string
	ServiceCIDR string
	// ClusterDNS is empty where the cluster has none.
	ClusterDNS string
}
