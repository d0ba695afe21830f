package main

import (
	"crypto"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/pflag"
	"k8s.io/client-go/util/cert"
	"k8s.io/client-go/util/keyutil"

	"github.com/skiff-k8s/skiff/apiserver"
	"github.com/skiff-k8s/skiff/apiserver/authn"
	"github.com/skiff-k8s/skiff/apiserver/pki"
)

// kubeAPIServerOptions are those flags of kube-apiserver that say something to
// skiff, by kube-apiserver's names and with its defaults.
type kubeAPIServerOptions struct {
	bindAddress      net.IP
	advertiseAddress net.IP
	securePort       int
	externalHostname string

	certDir, tlsCert, tlsKey          string
	clientCA                          string
	frontProxyCA                      string
	frontProxyNames                   []string
	kubeletCA, kubeletCert            string
	kubeletKey, proxyCert, proxyKey   string
	tokenSigningKey, tokenFile        string
	tokenKeys, tokenIssuers           []string
	audiences                         []string
	authorization                     []string
	anonymous                         bool
	serviceRanges, nodePorts          string
	enableAdmission, disableAdmission []string

	etcd        etcdFlags
	audit       auditFlags
	oidc        oidcFlags
	dataDir     string
	controllers bool
	version     bool
	log         logFlags
	ignored     ignoredFlags
	refused     refusedFlags
}

func (o *kubeAPIServerOptions) add(f *pflag.FlagSet) {
	f.IPVar(&o.bindAddress, "bind-address", net.IPv4zero, "address to listen on")
	f.IPVar(&o.advertiseAddress, "advertise-address", nil, "address at which the cluster reaches the server (default --bind-address, or this machine's when that is all)")
	f.IntVar(&o.securePort, "secure-port", 6443, "port to listen on, with TLS")
	f.StringVar(&o.externalHostname, "external-hostname", "", "a further name that the server's own certificate covers")
	f.StringVar(&o.certDir, "cert-dir", "/var/run/kubernetes", "folder with apiserver.crt and apiserver.key, if --tls-cert-file is not given; they are made when missing")
	f.StringVar(&o.tlsCert, "tls-cert-file", "", "certificate that the server shows")
	f.StringVar(&o.tlsKey, "tls-private-key-file", "", "key of the certificate that the server shows")
	f.StringVar(&o.clientCA, "client-ca-file", "", "authorities of client certificates")
	f.StringVar(&o.frontProxyCA, "requestheader-client-ca-file", "", "authorities of front proxies, whose X-Remote headers are believed")
	f.StringSliceVar(&o.frontProxyNames, "requestheader-allowed-names", nil, "common names of front proxies; empty for any")
	f.StringVar(&o.kubeletCA, "kubelet-certificate-authority", "", "authorities of kubelets' certificates")
	f.StringVar(&o.kubeletCert, "kubelet-client-certificate", "", "certificate shown to kubelets")
	f.StringVar(&o.kubeletKey, "kubelet-client-key", "", "key of the certificate shown to kubelets")
	f.StringVar(&o.proxyCert, "proxy-client-cert-file", "", "certificate shown to aggregated API servers")
	f.StringVar(&o.proxyKey, "proxy-client-key-file", "", "key of the certificate shown to aggregated API servers")
	f.StringVar(&o.tokenSigningKey, "service-account-signing-key-file", "", "private key that signs service-account tokens")
	f.StringArrayVar(&o.tokenKeys, "service-account-key-file", nil, "public or private keys that service-account tokens may be signed with")
	f.StringArrayVar(&o.tokenIssuers, "service-account-issuer", nil, "issuers of service-account tokens; the first issues, all are accepted")
	f.StringSliceVar(&o.audiences, "api-audiences", nil, "audiences of the server in tokens (default the issuers)")
	f.StringVar(&o.tokenFile, "token-auth-file", "", "file of static bearer tokens: token,user,uid,\"group1,group2\"")
	f.StringSliceVar(&o.authorization, "authorization-mode", []string{apiserver.ModeAlwaysAllow}, "modes asked in turn: Node, RBAC, AlwaysAllow, AlwaysDeny")
	f.BoolVar(&o.anonymous, "anonymous-auth", true, "let requests in that do not say who asks, as system:anonymous; not with the authorization mode AlwaysAllow")
	f.StringVar(&o.serviceRanges, "service-cluster-ip-range", "10.0.0.0/24", "ranges of Service addresses, at most one for each family")
	f.StringVar(&o.nodePorts, "service-node-port-range", "30000-32767", "range of node ports")
	f.StringSliceVar(&o.enableAdmission, "enable-admission-plugins", nil, "admission plugins beside those that are on by default")
	f.StringSliceVar(&o.disableAdmission, "disable-admission-plugins", nil, "admission plugins to leave out")
	f.StringSliceVar(&o.etcd.endpoints, "etcd-servers", nil, "etcd that keeps the state")
	f.StringVar(&o.etcd.prefix, "etcd-prefix", "", "prefix of every key in etcd (default \"/skiff\"; what kube-apiserver wrote cannot be read)")
	f.StringVar(&o.etcd.caFile, "etcd-cafile", "", "authority of etcd's certificates")
	f.StringVar(&o.etcd.certFile, "etcd-certfile", "", "client certificate for etcd")
	f.StringVar(&o.etcd.keyFile, "etcd-keyfile", "", "key of the client certificate for etcd")
	f.StringVar(&o.dataDir, "skiff-data-dir", "", "keep the state in this folder, without an etcd")
	f.BoolVar(&o.controllers, "skiff-controllers", false, "run skiff's controllers and scheduler too")
	f.BoolVar(&o.version, "version", false, "print the version and end")
	o.audit.add(f)
	o.oidc.add(f)
	o.log.add(f)
	o.ignored.add(f)
	o.refused.add(f)
}

// config is what the flags say of the server itself.
func (o *kubeAPIServerOptions) config() (apiserver.Config, error) {
	advertise, err := o.advertised()
	if err != nil {
		return apiserver.Config{}, err
	}
	ranges, err := parseRanges(o.serviceRanges)
	if err != nil {
		return apiserver.Config{}, fmt.Errorf("--service-cluster-ip-range: %w", err)
	}
	first, last, err := parsePortRange(o.nodePorts)
	if err != nil {
		return apiserver.Config{}, fmt.Errorf("--service-node-port-range: %w", err)
	}
	config := apiserver.Config{
		Shared: o.etcd.used(), Advertise: advertise, Hosts: []string{hostname(), o.externalHostname, o.bindAddress.String()},
		ServiceCIDRs: ranges, NodePortFirst: first, NodePortLast: last,
		Authorization: o.authorization, NoAnonymous: !o.anonymous || slices.Contains(o.authorization, apiserver.ModeAlwaysAllow),
	}
	if o.certFile() == "" {
		config.DataDir = o.certDir
	}
	return config, nil
}

// advertised is where the cluster reaches the server.
func (o *kubeAPIServerOptions) advertised() (netip.AddrPort, error) {
	if o.securePort < 1 || o.securePort > 65535 {
		return netip.AddrPort{}, fmt.Errorf("--secure-port %d must be between 1 and 65535", o.securePort)
	}
	for _, ip := range []net.IP{o.advertiseAddress, o.bindAddress} {
		// A Service cannot point at a loopback address.
		if address, ok := netip.AddrFromSlice(ip); ok && !address.Unmap().IsUnspecified() && !address.Unmap().IsLoopback() {
			return netip.AddrPortFrom(address.Unmap(), uint16(o.securePort)), nil
		}
	}
	address, err := ownAddress()
	return netip.AddrPortFrom(address, uint16(o.securePort)), err
}

// certFile is the file of the certificate to show, empty when there is none yet.
func (o *kubeAPIServerOptions) certFile() string {
	if o.tlsCert != "" {
		return o.tlsCert
	}
	kept := filepath.Join(o.certDir, "apiserver.crt")
	if _, err := os.Stat(kept); err != nil {
		return ""
	}
	return kept
}

// trust reads the files of keys and certificates.
func (o *kubeAPIServerOptions) trust() (apiserver.Trust, error) {
	t := apiserver.Trust{Issuers: o.tokenIssuers, Audiences: o.audiences, FrontProxyNames: o.frontProxyNames}
	var errs []error
	read := func(flag, path string) []byte {
		if path == "" {
			return nil
		}
		data, err := os.ReadFile(path)
		if err != nil {
			errs = append(errs, fmt.Errorf("--%s: %w", flag, err))
		}
		return data
	}
	pair := func(flag, certFile, keyFile string) *pki.KeyPair {
		if certFile == "" {
			return nil
		}
		return &pki.KeyPair{CertPEM: read(flag, certFile), KeyPEM: read(flag, keyFile)}
	}
	t.ClientCAs = read("client-ca-file", o.clientCA)
	t.FrontProxyCAs = read("requestheader-client-ca-file", o.frontProxyCA)
	t.KubeletCAs = read("kubelet-certificate-authority", o.kubeletCA)
	t.KubeletClient = pair("kubelet-client-certificate", o.kubeletCert, o.kubeletKey)
	t.ProxyClient = pair("proxy-client-cert-file", o.proxyCert, o.proxyKey)
	if file := o.certFile(); file != "" {
		key := o.tlsKey
		if o.tlsCert == "" {
			key = strings.TrimSuffix(file, ".crt") + ".key"
		}
		serving, err := tls.LoadX509KeyPair(file, key)
		if err != nil {
			errs = append(errs, fmt.Errorf("serving certificate: %w", err))
		}
		t.Serving = &serving
	}
	if o.tokenSigningKey != "" {
		signer, err := readSigner(o.tokenSigningKey)
		if err != nil {
			errs = append(errs, fmt.Errorf("--service-account-signing-key-file: %w", err))
		}
		t.TokenSigner = signer
	}
	for _, file := range o.tokenKeys {
		keys, err := readPublicKeys(file)
		if err != nil {
			errs = append(errs, fmt.Errorf("--service-account-key-file: %w", err))
		}
		t.TokenKeys = append(t.TokenKeys, keys...)
	}
	return t, errors.Join(errs...)
}

func readSigner(path string) (crypto.Signer, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return pki.ParsePrivateKey(data)
}

// readPublicKeys reads public keys, or those of certificates or private keys.
func readPublicKeys(path string) ([]crypto.PublicKey, error) {
	if certificates, err := cert.CertsFromFile(path); err == nil {
		var out []crypto.PublicKey
		for _, c := range certificates {
			out = append(out, c.PublicKey)
		}
		return out, nil
	}
	keys, err := keyutil.PublicKeysFromFile(path)
	if err != nil {
		return nil, err
	}
	out := make([]crypto.PublicKey, len(keys))
	for i, k := range keys {
		out[i] = k
	}
	return out, nil
}

// tokens reads the file of static tokens.
func (o *kubeAPIServerOptions) tokens() (*authn.StaticTokens, error) {
	if o.tokenFile == "" {
		return nil, nil
	}
	f, err := os.Open(o.tokenFile)
	if err != nil {
		return nil, fmt.Errorf("--token-auth-file: %w", err)
	}
	defer f.Close()
	return authn.ReadStaticTokens(f)
}

func parseRanges(text string) ([]netip.Prefix, error) {
	var out []netip.Prefix
	for _, part := range strings.Split(text, ",") {
		p, err := netip.ParsePrefix(part)
		if err != nil {
			return nil, err
		}
		out = append(out, p.Masked())
	}
	return out, nil
}

// parsePortRange reads "first-last", or "first+count" as kube-apiserver does.
func parsePortRange(text string) (first, last int32, err error) {
	low, high, ok := strings.Cut(text, "-")
	if !ok {
		var count string
		if low, count, ok = strings.Cut(text, "+"); !ok {
			return 0, 0, fmt.Errorf("%q: want first-last", text)
		}
		high = count
	}
	a, err := strconv.ParseUint(low, 10, 16)
	if err != nil {
		return 0, 0, err
	}
	b, err := strconv.ParseUint(high, 10, 16)
	if err != nil {
		return 0, 0, err
	}
	if strings.Contains(text, "+") {
		b += a
	}
	if a == 0 || b < a || b > 65535 {
		return 0, 0, fmt.Errorf("%q is not a range of ports", text)
	}
	return int32(a), int32(b), nil
}
