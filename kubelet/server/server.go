// Package server is the kubelet's own HTTPS endpoint, which the API server (and
// nobody else) calls for what only the node can give: logs, exec, attach,
// port-forward, the pods it runs, and its health.
//
// The paths are the kubelet's: /containerLogs/NAMESPACE/POD/CONTAINER,
// /exec/…, /run/…, /attach/…, /portForward/NAMESPACE/POD, /pods, /healthz.
// Callers prove who they are with a client certificate of the cluster's
// authority; only the API server's kubelet client and administrators are let in.
package server

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"time"

	v1 "k8s.io/api/core/v1"
	cri "k8s.io/cri-api/pkg/apis/runtime/v1"
	"k8s.io/kubelet/pkg/apis/stats/v1alpha1"
)

// Node is what the server asks of the node agent.
type Node interface {
	// Pods returns the pods of this node.
	Pods() []*v1.Pod
	// Pod returns the pod of that name; ok is false when it does not run here.
	Pod(namespace, name string) (pod *v1.Pod, ok bool)
	// Container returns the ID of the newest container of that name and whether
	// it runs.
	Container(ctx context.Context, pod *v1.Pod, name string) (id string, running bool, err error)
	// Sandbox returns the ID of the pod's ready sandbox.
	Sandbox(ctx context.Context, pod *v1.Pod) (id string, err error)
	// Log returns the log file of the newest container of that name, or of the
	// one before it.
	Log(ctx context.Context, pod *v1.Pod, container string, previous bool) (path string, err error)
}

// ErrNotFound is wrapped by a Node's errors about containers, sandboxes and logs
// that do not exist (yet).
var ErrNotFound = errors.New("not found")

// Config of a Server.
type Config struct {
	Node    Node
	Runtime cri.RuntimeServiceClient
	// Certificate of the endpoint, and the authority that callers' certificates
	// must come from.
	Certificate tls.Certificate
	ClientCA    *x509.CertPool
	// Dial reaches the runtime's streaming endpoint, which listens on the node's
	// loopback; nil for this process's own network.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
	// Stats says what the node and its pods use.
	Stats func(ctx context.Context) (*v1alpha1.Summary, error)
	Log   *slog.Logger
}

// Bounds of the server.
const (
	headerTimeout = 10 * time.Second
	// maxHeader bounds a request's headers: a long exec command is in the URL.
	maxHeader = 256 << 10
	stopGrace = 2 * time.Second
)

// Server answers the API server's questions about this node.
type Server struct {
	Config
	mux *http.ServeMux
}

// New returns a server that does not listen yet.
func New(config Config) *Server {
	if config.Log == nil {
		config.Log = slog.Default()
	}
	s := &Server{Config: config, mux: http.NewServeMux()}
	s.mux.HandleFunc("GET /healthz", s.healthz)
	s.mux.HandleFunc("GET /pods", s.pods)
	if config.Stats != nil {
		s.mux.HandleFunc("GET /stats/summary", s.summary)
		s.mux.HandleFunc("GET /metrics/resource", s.resourceMetrics)
	}
	s.mux.HandleFunc("GET /containerLogs/{namespace}/{pod}/{container}", s.containerLogs)
	for _, method := range []string{"GET ", "POST "} {
		// A pod's UID may stand in the path; it then must be that pod's.
		s.mux.HandleFunc(method+"/exec/{namespace}/{pod}/{container}", s.exec)
		s.mux.HandleFunc(method+"/exec/{namespace}/{pod}/{uid}/{container}", s.exec)
		s.mux.HandleFunc(method+"/attach/{namespace}/{pod}/{container}", s.attach)
		s.mux.HandleFunc(method+"/attach/{namespace}/{pod}/{uid}/{container}", s.attach)
		s.mux.HandleFunc(method+"/portForward/{namespace}/{pod}", s.portForward)
		s.mux.HandleFunc(method+"/portForward/{namespace}/{pod}/{uid}", s.portForward)
	}
	s.mux.HandleFunc("POST /run/{namespace}/{pod}/{container}", s.run)
	return s
}

// Serve answers on the listener until ctx ends.
func (s *Server) Serve(ctx context.Context, listener net.Listener) error {
	server := &http.Server{
		Handler:           s,
		ReadHeaderTimeout: headerTimeout,
		MaxHeaderBytes:    maxHeader,
		ErrorLog:          slog.NewLogLogger(s.Log.Handler(), slog.LevelDebug),
		BaseContext:       func(net.Listener) context.Context { return ctx },
		// Upgraded connections (exec, port-forward) are HTTP/1.1.
		TLSNextProto: map[string]func(*http.Server, *tls.Conn, http.Handler){},
	}
	stop := context.AfterFunc(ctx, func() {
		grace, cancel := context.WithTimeout(context.Background(), stopGrace)
		defer cancel()
		if server.Shutdown(grace) != nil {
			_ = server.Close()
		}
	})
	defer stop()
	err := server.Serve(tls.NewListener(listener, &tls.Config{
		Certificates: []tls.Certificate{s.Certificate},
		ClientAuth:   tls.RequireAndVerifyClientCert,
		ClientCAs:    s.ClientCA,
		MinVersion:   tls.VersionTLS12,
		NextProtos:   []string{"http/1.1"},
	}))
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}

// ServeHTTP lets only those in who may do everything on a node.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.TLS == nil || len(r.TLS.PeerCertificates) == 0 {
		http.Error(w, "Unauthorized", http.StatusUnauthorized)
		return
	}
	if caller := r.TLS.PeerCertificates[0]; !allowed(caller) {
		http.Error(w, "Forbidden (user="+caller.Subject.CommonName+")", http.StatusForbidden)
		return
	}
	s.mux.ServeHTTP(w, r)
}

// Who may call: the user as which the API server calls kubelets, and the group
// of administrators.
const (
	apiServerUser = "kube-apiserver-kubelet-client"
	adminGroup    = "system:masters"
)

func allowed(caller *x509.Certificate) bool {
	return caller.Subject.CommonName == apiServerUser || slices.Contains(caller.Subject.Organization, adminGroup)
}

func (s *Server) healthz(w http.ResponseWriter, r *http.Request) {
	if _, err := s.Runtime.Version(r.Context(), &cri.VersionRequest{}); err != nil {
		http.Error(w, "container runtime is down: "+err.Error(), http.StatusInternalServerError)
		return
	}
	_, _ = w.Write([]byte("ok")) // the caller went away
}
