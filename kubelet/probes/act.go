// Package probes asks containers how they are: startup, liveness and readiness
// probes by HTTP, TCP, gRPC or a command, with their thresholds.
package probes

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	health "google.golang.org/grpc/health/grpc_health_v1"
	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
)

const (
	// maxBody bounds what is read of an answer and shown of a failure.
	maxBody      = 10 << 10
	maxRedirects = 10
	userAgent    = "kube-probe/1.36"
)

// Exec runs a command in a container; see cri.Client.Exec.
type Exec func(ctx context.Context, containerID string, cmd []string, timeout time.Duration) (out []byte, code int, err error)

// Dial opens a connection as the node does, in its network namespace.
type Dial func(ctx context.Context, network, address string) (net.Conn, error)

// Target is the container that is asked.
type Target struct {
	Container   *v1.Container
	ContainerID string
	PodIP       string
	// Dial is nil for this process's own network.
	Dial Dial
}

func (t Target) dial(ctx context.Context, network, address string) (net.Conn, error) {
	if t.Dial != nil {
		return t.Dial(ctx, network, address)
	}
	var d net.Dialer
	return d.DialContext(ctx, network, address)
}

// verdict of one probe: ok, or why not. A probe that could not be made at all is
// an error and counts as a failure too.
func ask(ctx context.Context, p *v1.Probe, t Target, exec Exec) (ok bool, why string) {
	timeout := time.Duration(max(p.TimeoutSeconds, 1)) * time.Second
	var err error
	switch {
	case p.Exec != nil:
		var out []byte
		var code int
		out, code, err = exec(ctx, t.ContainerID, p.Exec.Command, timeout)
		if err == nil && code != 0 {
			err = errors.New(cut(string(out)))
		}
	case p.HTTPGet != nil:
		err = askHTTP(ctx, p.HTTPGet, t, timeout)
	case p.TCPSocket != nil:
		err = askTCP(ctx, p.TCPSocket, t, timeout)
	case p.GRPC != nil:
		err = askGRPC(ctx, p.GRPC, t, timeout)
	default:
		return true, ""
	}
	if err != nil {
		return false, err.Error()
	}
	return true, ""
}

func cut(s string) string { return s[:min(len(s), maxBody)] }

// Port resolves a port by number or by its name in the container's spec.
func Port(port intstr.IntOrString, c *v1.Container) (int, error) {
	n := port.IntValue()
	if port.Type == intstr.String {
		var err error
		if n, err = strconv.Atoi(port.StrVal); err != nil {
			for _, p := range c.Ports {
				if p.Name == port.StrVal {
					n = int(p.ContainerPort)
				}
			}
		}
	}
	if n <= 0 || n > 65535 {
		return 0, fmt.Errorf("invalid port number: %v", port.String())
	}
	return n, nil
}

// Request makes the request that an HTTP action describes, of a probe or a hook.
func Request(ctx context.Context, a *v1.HTTPGetAction, t Target) (*http.Request, error) {
	port, err := Port(a.Port, t.Container)
	if err != nil {
		return nil, err
	}
	host := a.Host
	if host == "" {
		host = t.PodIP
	}
	scheme := strings.ToLower(string(a.Scheme))
	if scheme == "" {
		scheme = "http"
	}
	u, err := url.Parse(a.Path)
	if err != nil {
		// What is no URL is a path all the same.
		u = &url.URL{Path: a.Path}
	}
	if !strings.HasPrefix(u.Path, "/") {
		u.Path = "/" + u.Path
	}
	u.Scheme, u.Host = scheme, net.JoinHostPort(host, strconv.Itoa(port))
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, err
	}
	for _, h := range a.HTTPHeaders {
		if strings.EqualFold(h.Name, "Host") {
			req.Host = h.Value
			continue
		}
		req.Header.Add(h.Name, h.Value)
	}
	if _, ok := req.Header["User-Agent"]; !ok {
		req.Header.Set("User-Agent", userAgent)
	}
	if _, ok := req.Header["Accept"]; !ok {
		req.Header.Set("Accept", "*/*")
	}
	return req, nil
}

// errElsewhere ends the following of redirects at another host: a probe asks this
// container and no other.
var errElsewhere = errors.New("redirected elsewhere")

// NewHTTPClient makes a client for one request: containers' certificates are not
// known to the node and not checked.
func NewHTTPClient(t Target, timeout time.Duration) *http.Client {
	return &http.Client{
		Timeout: timeout,
		Transport: &http.Transport{
			DialContext:       t.dial,
			DisableKeepAlives: true, DisableCompression: true,
			TLSClientConfig: &tls.Config{InsecureSkipVerify: true},
		},
		CheckRedirect: func(req *http.Request, via []*http.Request) error {
			if req.URL.Hostname() != via[0].URL.Hostname() {
				return http.ErrUseLastResponse
			}
			if len(via) >= maxRedirects {
				return errElsewhere
			}
			return nil
		},
	}
}

func askHTTP(ctx context.Context, a *v1.HTTPGetAction, t Target, timeout time.Duration) error {
	req, err := Request(ctx, a, t)
	if err != nil {
		return err
	}
	resp, err := NewHTTPClient(t, timeout).Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if _, err := io.Copy(io.Discard, io.LimitReader(resp.Body, maxBody)); err != nil {
		return err
	}
	if resp.StatusCode < 200 || resp.StatusCode >= 400 {
		return fmt.Errorf("HTTP probe failed with statuscode: %d", resp.StatusCode)
	}
	return nil
}

func askTCP(ctx context.Context, a *v1.TCPSocketAction, t Target, timeout time.Duration) error {
	port, err := Port(a.Port, t.Container)
	if err != nil {
		return err
	}
	host := a.Host
	if host == "" {
		host = t.PodIP
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	conn, err := t.dial(ctx, "tcp", net.JoinHostPort(host, strconv.Itoa(port)))
	if err != nil {
		return err
	}
	return conn.Close()
}

func askGRPC(ctx context.Context, a *v1.GRPCAction, t Target, timeout time.Duration) error {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	addr := net.JoinHostPort(t.PodIP, strconv.Itoa(int(a.Port)))
	conn, err := grpc.NewClient("passthrough:///"+addr, grpc.WithTransportCredentials(insecure.NewCredentials()), grpc.WithUserAgent(userAgent),
		grpc.WithNoProxy(), grpc.WithContextDialer(func(ctx context.Context, addr string) (net.Conn, error) {
			return t.dial(ctx, "tcp", addr)
		}))
	if err != nil {
		return err
	}
	defer conn.Close()
	req := &health.HealthCheckRequest{}
	if a.Service != nil {
		req.Service = *a.Service
	}
	resp, err := health.NewHealthClient(conn).Check(ctx, req, grpc.WaitForReady(true))
	if err != nil {
		return fmt.Errorf("error: health rpc probe failed: %w", err)
	}
	if resp.Status != health.HealthCheckResponse_SERVING {
		return fmt.Errorf("service unhealthy (responded with %q)", resp.Status)
	}
	return nil
}
