package apiserver

import (
	"log/slog"
	"net/http"
	"net/netip"
	"time"

	"github.com/google/uuid"
	"k8s.io/apimachinery/pkg/types"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/apiserver/audit"
	"github.com/skiff-k8s/skiff/apiserver/authn"
	"github.com/skiff-k8s/skiff/apiserver/authn/oidc"
	"github.com/skiff-k8s/skiff/apiserver/connect"
	"github.com/skiff-k8s/skiff/apiserver/rest"
	"github.com/skiff-k8s/skiff/cache"
	"github.com/skiff-k8s/skiff/store"
)

// Defaults of Config.
const (
	DefaultServiceCIDR   = "10.96.0.0/16"
	DefaultClusterDomain = "cluster.local"
	// DefaultNodePortFirst and DefaultNodePortLast bound the node ports.
	DefaultNodePortFirst = 30000
	DefaultNodePortLast  = 32767
)

// Config says what server is wanted. Only Store is required.
type Config struct {
	// Store keeps everything; it stays open when the server ends.
	Store store.Store
	// Shared says that other servers use the store too.
	Shared bool
	// DataDir keeps the keys, in its folder pki; empty makes them afresh at every
	// start.
	DataDir string
	// Advertise is where nodes and pods reach the server; without it the
	// kubernetes Service has no endpoints. Hosts are further names and addresses
	// that the serving certificate covers.
	Advertise netip.AddrPort
	Hosts     []string
	// ServiceCIDRs are the ranges of Service addresses, at most one for each
	// family, the first is the default; empty means DefaultServiceCIDR.
	ServiceCIDRs []netip.Prefix
	// ClusterDNS is the address of the Service kube-dns, which is made at the
	// start; invalid for a cluster without one.
	ClusterDNS netip.Addr
	// NodePortFirst and NodePortLast bound node ports; 0 means the defaults.
	NodePortFirst, NodePortLast int32
	// ClusterDomain is the DNS domain; empty means DefaultClusterDomain.
	ClusterDomain string
	// Resources are served; nil means all built-in kinds.
	Resources []*api.Resource
	// Trust holds the keys and names that come from the operator.
	Trust Trust
	// Authorization lists the modes that are asked in turn: Node, RBAC,
	// AlwaysAllow or AlwaysDeny; empty means Node and RBAC.
	Authorization []string
	// NoAnonymous refuses requests that do not say who asks.
	NoAnonymous bool
	// AnonymousPaths, when there are any, are the only paths of which such requests
	// are let in.
	AnonymousPaths []string
	// Tokens are static bearer tokens; may be nil.
	Tokens *authn.StaticTokens
	// DisableAdmission names built-in admission plugins that are left out, such as
	// ServiceAccount where no controller makes service accounts.
	DisableAdmission []string
	// Admission runs after the built-in chain; may be nil.
	Admission []rest.Admission
	// Paths are handlers of further paths, such as /skiff/trace/ (all below, with
	// a slash at the end) or /openapi/v2. Requests reach them authenticated and
	// authorized by RBAC on the path; endpoints.UserFrom tells who asks.
	Paths map[string]http.Handler
	// Open are handlers of paths that see to authentication themselves, such as
	// that by which nodes join; with a slash at the end for all below.
	Open map[string]http.Handler
	// OIDC are the issuers outside the cluster whose tokens are believed.
	OIDC []oidc.Config
	// Audit records requests; nil records none. Its log stays open when the server
	// ends.
	Audit *audit.Auditor
	// Dial reaches node agents, pods and services; nil means the network that this
	// process is in.
	Dial connect.Dial
	// Cache tunes the cache; Now, Log and Shared are set by the server.
	Cache cache.Options
	// Version is what /version says of the build.
	GitVersion, GitCommit, BuildDate string
	// Now, NewUID and NewID are clock and sources of UIDs and audit IDs; nil means
	// the real ones.
	Now    func() time.Time
	NewUID func() types.UID
	NewID  func() string
	Log    *slog.Logger
}

func (c *Config) setDefaults() {
	if len(c.ServiceCIDRs) == 0 {
		c.ServiceCIDRs = []netip.Prefix{netip.MustParsePrefix(DefaultServiceCIDR)}
	}
	if c.NodePortFirst == 0 || c.NodePortLast == 0 {
		c.NodePortFirst, c.NodePortLast = DefaultNodePortFirst, DefaultNodePortLast
	}
	if c.ClusterDomain == "" {
		c.ClusterDomain = DefaultClusterDomain
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.NewUID == nil {
		c.NewUID = func() types.UID { return types.UID(uuid.NewString()) }
	}
	if c.NewID == nil {
		c.NewID = uuid.NewString
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.GitVersion == "" {
		c.GitVersion = "v1.36.3"
	}
}

// serviceIPs are the addresses of the kubernetes Service: the first of each range.
func (c *Config) serviceIPs() []netip.Addr {
	out := make([]netip.Addr, len(c.ServiceCIDRs))
	for i, p := range c.ServiceCIDRs {
		out[i] = p.Masked().Addr().Next()
	}
	return out
}
