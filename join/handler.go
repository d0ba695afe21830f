package join

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"crypto/x509/pkix"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"

	"k8s.io/apimachinery/pkg/util/validation"

	"github.com/skiff-k8s/skiff/apiserver/pki"
)

// Passwords remembers the nodes that have joined.
type Passwords interface {
	// Check compares the digest of a node's password with the one remembered, or
	// remembers it when the node joins for the first time; ok is false when they
	// differ.
	Check(ctx context.Context, node string, digest [sha256.Size]byte) (ok bool, err error)
}

// Handler answers PathCA and PathJoin.
type Handler struct {
	CA        *pki.Authority
	CAPEM     []byte
	Token     Token
	Passwords Passwords
	Cluster   Cluster
	Now       func() time.Time
}

func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch {
	case r.URL.Path == PathCA && r.Method == http.MethodGet:
		w.Header().Set("Content-Type", "application/x-pem-file")
		_, _ = w.Write(h.CAPEM) // the agent went away
	case r.URL.Path == PathJoin && r.Method == http.MethodPost:
		h.join(w, r)
	default:
		http.NotFound(w, r)
	}
}

func (h *Handler) join(w http.ResponseWriter, r *http.Request) {
	secret, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if subtle.ConstantTimeCompare([]byte(secret), []byte(h.Token.Secret)) != 1 {
		http.Error(w, "the join token is not this cluster's", http.StatusUnauthorized)
		return
	}
	var body request
	if err := json.NewDecoder(io.LimitReader(r.Body, maxBody)).Decode(&body); err != nil {
		http.Error(w, "cannot read the request: "+err.Error(), http.StatusBadRequest)
		return
	}
	if err := check(&body); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	ok, err := h.Passwords.Check(r.Context(), body.NodeName, sha256.Sum256([]byte(body.Password)))
	if err != nil {
		http.Error(w, "cannot check the node's password: "+err.Error(), http.StatusInternalServerError)
		return
	}
	if !ok {
		http.Error(w, fmt.Sprintf("a node named %q has joined with another password; give this node another name, or delete the Secret %s in kube-system to let it take over", body.NodeName, SecretName(body.NodeName)), http.StatusForbidden)
		return
	}
	a, err := h.sign(&body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(a) // the agent went away
}

// proxyUser is who reads Services and their endpoints on every node.
const proxyUser = "system:kube-proxy"

// check refuses what could not be a node.
func check(body *request) error {
	if problems := validation.IsDNS1123Subdomain(body.NodeName); len(problems) > 0 {
		return fmt.Errorf("%q cannot name a node: %s", body.NodeName, problems[0])
	}
	if len(body.Password) < 16 {
		return fmt.Errorf("the node's password is too short")
	}
	if len(body.Addresses) == 0 || len(body.Addresses) > 16 {
		return fmt.Errorf("a node has 1 to 16 addresses, not %d", len(body.Addresses))
	}
	for _, address := range body.Addresses {
		if net.ParseIP(address) == nil && len(validation.IsDNS1123Subdomain(address)) > 0 {
			return fmt.Errorf("%q is neither an address nor a name", address)
		}
	}
	return nil
}

func (h *Handler) sign(body *request) (*answer, error) {
	user := "system:node:" + body.NodeName
	client, err := h.CA.SignClientRequest(body.ClientRequest, user, []string{"system:nodes"}, h.Now())
	if err != nil {
		return nil, fmt.Errorf("client certificate: %w", err)
	}
	proxy, err := h.CA.SignClientRequest(body.ClientRequest, proxyUser, nil, h.Now())
	if err != nil {
		return nil, fmt.Errorf("client certificate: %w", err)
	}
	subject := pkix.Name{CommonName: user, Organization: []string{"system:nodes"}}
	serving, err := h.CA.SignServingRequest(body.ServingRequest, subject, body.Addresses, h.Now())
	if err != nil {
		return nil, fmt.Errorf("serving certificate: %w", err)
	}
	return &answer{
		ClientCertificate: client, ServingCertificate: serving, ProxyCertificate: proxy,
		ClusterCIDR: h.Cluster.ClusterCIDR, ServiceCIDR: h.Cluster.ServiceCIDR, ClusterDNS: h.Cluster.ClusterDNS,
	}, nil
}
