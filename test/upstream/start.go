package upstream

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

const (
	// readyTimeout bounds the wait for /readyz. An idle machine needs three
	// seconds; a busy CI machine needs several times that.
	readyTimeout = 120 * time.Second
	// stopTimeout is how long a child may take to end by itself.
	stopTimeout = 10 * time.Second
	// advertised is the address in the Endpoints of the kubernetes Service. It is
	// from the range set aside for documentation: nothing is ever sent to it.
	advertised = "192.0.2.1"
)

// Options say how to run the pair. The zero value is what a test wants.
type Options struct {
	// Port of kube-apiserver on 127.0.0.1; 0 takes a free one.
	Port int
	// Dir holds data, certificates and logs; Start makes it. Empty means a
	// temporary folder that Stop removes.
	Dir string
	// ExtraArgs are appended to kube-apiserver's arguments.
	ExtraArgs []string
	// Tokens are static bearer tokens: token to user.
	Tokens map[string]User
}

// User is who a static token stands for.
type User struct {
	Name   string
	Groups []string
}

// ControlPlane is a running kube-apiserver with its etcd.
type ControlPlane struct {
	URL string // https://127.0.0.1:port
	CA  *Authority
	Dir string
	// Ready is how long kube-apiserver took from exec to the first 200 of
	// /readyz; etcd was up before.
	Ready time.Duration
	// EtcdReady is how long etcd took from exec to serving.
	EtcdReady time.Duration

	etcd, apiserver *exec.Cmd
	etcdURL         string
	admin           tls.Certificate // asks for /readyz
	removeDir       bool
}

// Start runs etcd and kube-apiserver and waits until both serve. On error
// nothing is left running; the logs are in Options.Dir when it was given.
func Start(ctx context.Context, bin Binaries, opts Options) (cp *ControlPlane, err error) {
	cp = &ControlPlane{Dir: opts.Dir}
	if cp.Dir == "" {
		if cp.Dir, err = os.MkdirTemp("", "skiff-oracle-"); err != nil {
			return nil, err
		}
		cp.removeDir = true
	} else if err := os.MkdirAll(cp.Dir, 0o700); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = fmt.Errorf("%w\n%s", err, cp.lastLog())
			cp.Stop()
			cp = nil
		}
	}()

	etcd, err := cp.etcdArgs()
	if err != nil {
		return cp, err
	}
	apiserver, err := cp.prepare(opts)
	if err != nil {
		return cp, err
	}
	apiserver = append(append(apiserver, "--etcd-servers", cp.etcdURL), opts.ExtraArgs...)
	if cp.admin, err = cp.CA.Client("readiness", "system:masters"); err != nil {
		return cp, err
	}
	if err := cp.startEtcd(ctx, bin.Etcd, etcd); err != nil {
		return cp, err
	}
	return cp, cp.startAPIServer(ctx, bin.APIServer, apiserver)
}

// Restart kills both as a loss of power would, starts them again over the same
// data, waits until both serve, and sets Ready and EtcdReady anew.
func (cp *ControlPlane) Restart(ctx context.Context) error {
	etcd, apiserver := cp.etcd.Args, cp.apiserver.Args
	for _, cmd := range []*exec.Cmd{cp.apiserver, cp.etcd} {
		cmd.Process.Kill()
		cmd.Wait()
	}
	if err := cp.startEtcd(ctx, etcd[0], etcd[1:]); err != nil {
		return err
	}
	return cp.startAPIServer(ctx, apiserver[0], apiserver[1:])
}

func (cp *ControlPlane) etcdArgs() ([]string, error) {
	port, err := freePort()
	if err != nil {
		return nil, err
	}
	peer, err := freePort()
	if err != nil {
		return nil, err
	}
	cp.etcdURL = fmt.Sprintf("http://127.0.0.1:%d", port)
	peerURL := fmt.Sprintf("http://127.0.0.1:%d", peer)
	return []string{
		"--data-dir", filepath.Join(cp.Dir, "etcd"),
		"--listen-client-urls", cp.etcdURL, "--advertise-client-urls", cp.etcdURL,
		"--listen-peer-urls", peerURL, "--initial-advertise-peer-urls", peerURL,
		"--initial-cluster", "default=" + peerURL,
		"--log-level", "warn",
	}, nil
}

func (cp *ControlPlane) startEtcd(ctx context.Context, path string, args []string) (err error) {
	begin := time.Now()
	if cp.etcd, err = cp.run(path, args...); err != nil {
		return err
	}
	err = waitFor(ctx, http.DefaultClient, cp.etcdURL+"/health", cp.etcd)
	cp.EtcdReady = time.Since(begin)
	return err
}

func (cp *ControlPlane) startAPIServer(ctx context.Context, path string, args []string) (err error) {
	begin := time.Now()
	if cp.apiserver, err = cp.run(path, args...); err != nil {
		return err
	}
	transport := &http.Transport{TLSClientConfig: cp.TLS(cp.admin)}
	defer transport.CloseIdleConnections()
	err = waitFor(ctx, &http.Client{Transport: transport}, cp.URL+"/readyz", cp.apiserver)
	cp.Ready = time.Since(begin)
	return err
}

// prepare writes what kube-apiserver reads from files and returns its arguments.
func (cp *ControlPlane) prepare(opts Options) ([]string, error) {
	port := opts.Port
	var err error
	if port == 0 {
		if port, err = freePort(); err != nil {
			return nil, err
		}
	}
	cp.URL = fmt.Sprintf("https://127.0.0.1:%d", port)
	if cp.CA, err = NewAuthority("skiff-oracle"); err != nil {
		return nil, err
	}
	caFile, _, err := writePair(cp.Dir, "ca", tls.Certificate{Certificate: [][]byte{cp.CA.Cert.Raw}, PrivateKey: cp.CA.Key})
	if err != nil {
		return nil, err
	}
	serving, err := cp.CA.Server()
	if err != nil {
		return nil, err
	}
	certFile, keyFile, err := writePair(cp.Dir, "apiserver", serving)
	if err != nil {
		return nil, err
	}
	tokenKey, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return nil, err
	}
	saFile := filepath.Join(cp.Dir, "sa.key")
	block := &pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(tokenKey)}
	if err := os.WriteFile(saFile, pem.EncodeToMemory(block), 0o600); err != nil {
		return nil, err
	}
	args := []string{
		"--bind-address", "127.0.0.1", "--secure-port", fmt.Sprint(port),
		"--advertise-address", advertised,
		"--tls-cert-file", certFile, "--tls-private-key-file", keyFile,
		"--client-ca-file", caFile,
		"--authorization-mode", "Node,RBAC",
		"--service-account-issuer", "https://kubernetes.default.svc.cluster.local",
		"--service-account-key-file", saFile, "--service-account-signing-key-file", saFile,
		"--service-cluster-ip-range", "10.96.0.0/16",
		"--allow-privileged=true",
	}
	if len(opts.Tokens) == 0 {
		return args, nil
	}
	var lines strings.Builder
	for token, user := range opts.Tokens {
		fmt.Fprintf(&lines, "%s,%s,%s,%q\n", token, user.Name, user.Name, strings.Join(user.Groups, ","))
	}
	tokens := filepath.Join(cp.Dir, "tokens.csv")
	return append(args, "--token-auth-file", tokens), os.WriteFile(tokens, []byte(lines.String()), 0o600)
}

// TLS returns a client configuration that trusts the server and presents cert.
func (cp *ControlPlane) TLS(cert tls.Certificate) *tls.Config {
	return &tls.Config{RootCAs: cp.CA.Pool(), Certificates: []tls.Certificate{cert}}
}

// PIDs returns the process ids of kube-apiserver and etcd.
func (cp *ControlPlane) PIDs() []int {
	return []int{cp.apiserver.Process.Pid, cp.etcd.Process.Pid}
}

// Stop ends both children, first asking, then killing, and removes the folder
// when Start made it. It may be called more than once.
func (cp *ControlPlane) Stop() {
	for _, cmd := range []*exec.Cmd{cp.apiserver, cp.etcd} {
		if cmd != nil {
			stop(cmd)
		}
	}
	cp.apiserver, cp.etcd = nil, nil
	if cp.removeDir {
		os.RemoveAll(cp.Dir)
	}
}

// run starts a child whose output goes to a log file in the folder. The child
// dies with us, whatever way we end.
func (cp *ControlPlane) run(path string, args ...string) (*exec.Cmd, error) {
	logFile, err := os.Create(filepath.Join(cp.Dir, filepath.Base(path)+".log"))
	if err != nil {
		return nil, err
	}
	defer logFile.Close()
	cmd := exec.Command(path, args...)
	cmd.Stdout, cmd.Stderr = logFile, logFile
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	return cmd, cmd.Start()
}

// lastLog returns the end of the newest log, to be shown with an error.
func (cp *ControlPlane) lastLog() string {
	const most = 4 << 10
	for _, name := range []string{"kube-apiserver.log", "etcd.log"} {
		log, err := os.ReadFile(filepath.Join(cp.Dir, name))
		if err == nil {
			return string(log[max(0, len(log)-most):])
		}
	}
	return ""
}

func stop(cmd *exec.Cmd) {
	cmd.Process.Signal(syscall.SIGTERM)
	kill := time.AfterFunc(stopTimeout, func() { cmd.Process.Kill() })
	defer kill.Stop()
	cmd.Wait()
}

// waitFor polls url until it answers 200.
func waitFor(ctx context.Context, client *http.Client, url string, cmd *exec.Cmd) error {
	ctx, cancel := context.WithTimeout(ctx, readyTimeout)
	defer cancel()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	last := errors.New("no answer yet")
	for {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
		if err != nil {
			return err
		}
		res, err := client.Do(req)
		if err == nil {
			io.Copy(io.Discard, io.LimitReader(res.Body, 1<<20))
			res.Body.Close()
			if res.StatusCode == http.StatusOK {
				return nil
			}
			err = errors.New(res.Status)
		}
		if ctx.Err() == nil {
			last = err
		}
		if !alive(cmd) {
			return fmt.Errorf("%s ended before it was ready", filepath.Base(cmd.Path))
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("%s: %w (last: %v)", url, ctx.Err(), last)
		case <-tick.C:
		}
	}
}

// alive reports whether a child still runs; one that has ended but was not
// waited for is a zombie, whose state /proc shows.
func alive(cmd *exec.Cmd) bool {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", cmd.Process.Pid))
	if err != nil {
		return false
	}
	_, rest, _ := strings.Cut(string(stat), ") ")
	return !strings.HasPrefix(rest, "Z")
}

// freePort asks the kernel for a port on loopback. Another process may take it
// before our child does; Start then fails and says so.
func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}
