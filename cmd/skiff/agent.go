package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/rest"

	"github.com/skiff-k8s/skiff/api/all"
	"github.com/skiff-k8s/skiff/api/coordination"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/apiserver/pki"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/client/wire"
	"github.com/skiff-k8s/skiff/cluster"
	"github.com/skiff-k8s/skiff/join"
)

// agentOptions are the flags of "skiff agent".
type agentOptions struct {
	server    string
	token     string
	tokenFile string
	dataDir   string
	log       logFlags
	node      nodeFlags
}

func newAgentCommand() *cobra.Command {
	var o agentOptions
	cmd := &cobra.Command{
		Use:   "agent --server URL --token TOKEN",
		Short: "Run a node of a cluster whose server is elsewhere, in the foreground",
		Long: `Run a node of a cluster whose server is elsewhere, in the foreground. The
token is in the file "token" of the server's data folder. Containers go on when
the agent ends, and it takes them over again when it starts.`,
		GroupID: groupServices,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			log, err := o.log.logger(cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			if o.dataDir, err = filepath.Abs(o.dataDir); err != nil {
				return err
			}
			return runAgent(cmd.Context(), o, log)
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.server, "server", "", "URL of the server, such as https://10.0.0.1:6443")
	f.StringVar(&o.token, "token", "", "join token")
	f.StringVar(&o.tokenFile, "token-file", "", "file with the join token, which keeps it out of lists of processes")
	f.StringVar(&o.dataDir, "data-dir", filepath.Join(defaultDataRoot, "agent"), "folder for everything that is kept")
	_ = cmd.MarkFlagRequired("server")
	cmd.MarkFlagsOneRequired("token", "token-file")
	cmd.MarkFlagsMutuallyExclusive("token", "token-file")
	o.log.add(f)
	o.node.add(f)
	return cmd
}

func runAgent(ctx context.Context, o agentOptions, log *slog.Logger) error {
	server, err := url.Parse(o.server)
	if err != nil || server.Scheme != "https" || server.Host == "" {
		return fmt.Errorf("--server %q is not an https URL", o.server)
	}
	token, err := o.joinToken()
	if err != nil {
		return err
	}
	own, err := ownAddress()
	if err != nil {
		return err
	}
	address, err := o.node.address(own)
	if err != nil {
		return err
	}
	dir := cluster.NodeDir(o.dataDir, o.node.name)
	credentials, err := joinUntilIn(ctx, log, join.Request{
		Server: strings.TrimSuffix(server.String(), "/"), Token: token, NodeName: o.node.name,
		Addresses:    []string{address.String(), o.node.name, "127.0.0.1"},
		PasswordFile: filepath.Join(dir, "password"),
	})
	if err != nil {
		return err
	}
	clients := &wireClients{server: server.String(), credentials: credentials, node: o.node.name, log: log}
	defer clients.close()
	pair, err := credentials.Client.TLS()
	if err != nil {
		return err
	}
	roots, err := pki.Pool(credentials.CA)
	if err != nil {
		return err
	}
	as, err := clients.open()
	if err != nil {
		return err
	}
	return runNode(ctx, node{
		nodeFlags: o.node, dir: dir, address: address, client: as,
		serving: credentials.Serving, ca: credentials.CA,
		registry: remoteRegistry(server, &tls.Config{Certificates: []tls.Certificate{pair}, RootCAs: roots}),
		cluster:  credentials.Cluster, log: log,
	})
}

func (o *agentOptions) joinToken() (join.Token, error) {
	if o.tokenFile == "" {
		return join.ParseToken(o.token)
	}
	raw, err := os.ReadFile(o.tokenFile)
	if err != nil {
		return join.Token{}, err
	}
	return join.ParseToken(string(raw))
}

// joinRetry is the pause between two tries to join a server that is not there.
const joinRetry = time.Second

// joinUntilIn joins, however long the server takes to come up. What the server
// refuses is final.
func joinUntilIn(ctx context.Context, log *slog.Logger, r join.Request) (*join.Credentials, error) {
	for first := true; ; first = false {
		credentials, err := join.Join(ctx, r)
		if err == nil {
			return credentials, nil
		}
		var refused *url.Error
		if !errors.As(err, &refused) || ctx.Err() != nil {
			return nil, fmt.Errorf("joining %s: %w", r.Server, err)
		}
		if first {
			log.Warn("the server cannot be reached yet, trying again", "server", r.Server, "error", err)
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(joinRetry):
		}
	}
}

// wireClients are the clients of one node over the wire: its own, and the one as
// which it reads Services.
type wireClients struct {
	server      string
	credentials *join.Credentials
	node        string
	log         *slog.Logger
	opened      []*wire.Client
}

// open makes the clients and returns the function that gives them out.
func (w *wireClients) open() (func(user string, groups ...string) client.Client, error) {
	node, err := w.dial(w.credentials.Client, wire.Options{
		Scope: map[schema.GroupResource]fields.Selector{
			core.Pods.GR():  fields.OneTermEqualSelector("spec.nodeName", w.node),
			core.Nodes.GR(): fields.OneTermEqualSelector("metadata.name", w.node),
		},
		// A node may read these one by one only.
		Live: []schema.GroupResource{core.Secrets.GR(), core.ConfigMaps.GR(), core.ServiceAccounts.GR(), coordination.Leases.GR()},
	})
	if err != nil {
		return nil, err
	}
	proxy, err := w.dial(w.credentials.Proxy, wire.Options{})
	if err != nil {
		return nil, err
	}
	return func(user string, _ ...string) client.Client {
		if user == "system:kube-proxy" {
			return proxy
		}
		return node
	}, nil
}

func (w *wireClients) dial(pair pki.KeyPair, options wire.Options) (*wire.Client, error) {
	options.Resources, options.Log = all.Resources(), w.log
	c, err := wire.New(&rest.Config{
		Host: w.server, UserAgent: "skiff",
		TLSClientConfig: rest.TLSClientConfig{CAData: w.credentials.CA, CertData: pair.CertPEM, KeyData: pair.KeyPEM},
	}, options)
	if err == nil {
		w.opened = append(w.opened, c)
	}
	return c, err
}

func (w *wireClients) close() {
	for _, c := range w.opened {
		c.Close()
	}
}
