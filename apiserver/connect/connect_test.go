package connect_test

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/kubernetes/scheme"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/portforward"
	"k8s.io/client-go/tools/remotecommand"
	"k8s.io/client-go/transport/spdy"
	"k8s.io/client-go/util/exec"
	agentforward "k8s.io/cri-streaming/pkg/streaming/portforward"
	agentcommand "k8s.io/cri-streaming/pkg/streaming/remotecommand"
	streamhttp "k8s.io/streaming/pkg/httpstream"
	utilexec "k8s.io/utils/exec"

	"github.com/skiff-k8s/skiff/apiserver/apiservertest"
	"github.com/skiff-k8s/skiff/apiserver/connect"
)

// agent is a node agent that answers from its own head.
type agent struct{ seen chan *http.Request }

func (a agent) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	select {
	case a.seen <- r:
	default:
	}
	part := strings.Split(r.URL.Path, "/")
	switch part[1] {
	case "containerLogs":
		if r.URL.Query().Get("previous") == "true" {
			http.Error(w, "previous terminated container not found", http.StatusBadRequest)
			return
		}
		fmt.Fprintf(w, "log of %s\n", strings.Join(part[2:], "/"))
	case "exec":
		opts, err := agentcommand.NewOptions(r)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		agentcommand.ServeExec(w, r, a, part[3], "", part[4], r.URL.Query()["command"], opts, time.Minute, time.Minute, agentcommand.SupportedStreamingProtocols)
	case "portForward":
		agentforward.ServePortForward(w, r, a, part[3], "", &agentforward.V4Options{}, time.Minute, time.Minute, agentforward.SupportedProtocols)
	default:
		fmt.Fprintf(w, "agent at %s", r.URL.Path)
	}
}

// ExecInContainer says what it was asked, copies its input in upper case and, for
// "exit N", ends with that code.
func (agent) ExecInContainer(_ context.Context, _, _, container string, cmd []string, in io.Reader, out, errOut io.WriteCloser, _ bool, _ <-chan agentcommand.TerminalSize, _ time.Duration) error {
	fmt.Fprintf(out, "%s: %v\n", container, cmd)
	if errOut != nil {
		fmt.Fprint(errOut, "to stderr")
	}
	if in != nil {
		data, err := io.ReadAll(in)
		if err != nil {
			return err
		}
		if _, err := out.Write(bytes.ToUpper(data)); err != nil {
			return err
		}
	}
	if cmd[0] == "exit" {
		code, _ := strconv.Atoi(cmd[1])
		return utilexec.CodeExitError{Err: errors.New("exited"), Code: code}
	}
	return nil
}

// PortForward sends back what it is sent, a line at a time.
func (agent) PortForward(_ context.Context, _, _ string, port int32, stream io.ReadWriteCloser) error {
	line, err := bufio.NewReader(stream).ReadString('\n')
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(stream, "port %d: %s", port, line)
	return err
}

type world struct {
	*apiservertest.Server
	config *rest.Config
	client *kubernetes.Clientset
	seen   chan *http.Request
}

// start runs a server with a node and two pods, one of them bound.
func start(t *testing.T, certificateFor string) *world {
	t.Helper()
	s := apiservertest.Start(t)
	w := &world{Server: s, config: s.Config(t), seen: make(chan *http.Request, 10)}
	pair, err := s.Keys().CA.IssueServing(certificateFor, []string{certificateFor}, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	cert, err := pair.TLS()
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewUnstartedServer(agent{w.seen})
	server.TLS = &tls.Config{Certificates: []tls.Certificate{cert}, ClientAuth: tls.RequireAnyClientCert}
	server.StartTLS()
	t.Cleanup(server.Close)
	_, portText, _ := net.SplitHostPort(server.Listener.Addr().String())
	port, _ := strconv.Atoi(portText)

	if w.client, err = kubernetes.NewForConfig(w.config); err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	node, err := w.client.CoreV1().Nodes().Create(ctx, &corev1.Node{ObjectMeta: metav1.ObjectMeta{Name: "n1"}}, metav1.CreateOptions{})
	if err != nil {
		t.Fatal(err)
	}
	node.Status.Addresses = []corev1.NodeAddress{{Type: corev1.NodeHostName, Address: "n1"}, {Type: corev1.NodeInternalIP, Address: "127.0.0.1"}}
	node.Status.DaemonEndpoints.KubeletEndpoint.Port = int32(port)
	if _, err := w.client.CoreV1().Nodes().UpdateStatus(ctx, node, metav1.UpdateOptions{}); err != nil {
		t.Fatal(err)
	}
	for name, containers := range map[string][]string{"one": {"c"}, "two": {"a", "b"}} {
		pod := &corev1.Pod{ObjectMeta: metav1.ObjectMeta{Name: name}}
		for _, c := range containers {
			pod.Spec.Containers = append(pod.Spec.Containers, corev1.Container{Name: c, Image: "i"})
		}
		if name == "one" {
			pod.Spec.NodeName = "n1"
		}
		if _, err := w.client.CoreV1().Pods("default").Create(ctx, pod, metav1.CreateOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	return w
}

func (w *world) logs(pod string, opts corev1.PodLogOptions) (string, error) {
	stream, err := w.client.CoreV1().Pods("default").GetLogs(pod, &opts).Stream(context.Background())
	if err != nil {
		return "", err
	}
	defer stream.Close()
	data, err := io.ReadAll(stream)
	return string(data), err
}

func TestLogs(t *testing.T) {
	w := start(t, "127.0.0.1")
	tail := int64(3)
	if got, err := w.logs("one", corev1.PodLogOptions{TailLines: &tail, Follow: true, Timestamps: true}); err != nil || got != "log of default/one/c\n" {
		t.Errorf("%q %v", got, err)
	}
	asked := <-w.seen
	if q := asked.URL.Query(); q.Get("tailLines") != "3" || q.Get("follow") != "true" || q.Get("timestamps") != "true" {
		t.Errorf("the agent was asked %s", asked.URL)
	}
	if got := asked.TLS.PeerCertificates[0].Subject.CommonName; got != "kube-apiserver-kubelet-client" {
		t.Errorf("the agent was asked by %s", got)
	}
	minus := int64(-1)
	for name, c := range map[string]struct {
		pod  string
		opts corev1.PodLogOptions
		is   func(error) bool
		text string
	}{
		"which container":  {"two", corev1.PodLogOptions{}, apierrors.IsBadRequest, "a container name must be specified for pod two, choose one of: [a b]"},
		"no container":     {"one", corev1.PodLogOptions{Container: "x"}, apierrors.IsBadRequest, "container x is not valid for pod one"},
		"no pod":           {"none", corev1.PodLogOptions{}, apierrors.IsNotFound, `pods "none" not found`},
		"bad options":      {"one", corev1.PodLogOptions{TailLines: &minus}, apierrors.IsInvalid, "must be greater than or equal to 0"},
		"the agent's word": {"one", corev1.PodLogOptions{Previous: true}, apierrors.IsBadRequest, "previous terminated container not found"},
	} {
		if _, err := w.logs(c.pod, c.opts); !c.is(err) || !strings.Contains(err.Error(), c.text) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got, err := w.logs("two", corev1.PodLogOptions{Container: "a"}); err != nil || got != "" {
		t.Errorf("a pod without a node: %q %v", got, err)
	}
}

func TestLogsOverWebSocket(t *testing.T) {
	w := start(t, "127.0.0.1")
	tlsConfig, err := rest.TLSConfigFor(w.config)
	if err != nil {
		t.Fatal(err)
	}
	url := strings.Replace(w.config.Host, "https", "wss", 1) + "/api/v1/namespaces/default/pods/one/log"
	for _, test := range []struct{ protocol, want string }{
		{"", "log of default/one/c\n"},
		{"binary.k8s.io", "log of default/one/c\n"},
		{"base64.binary.k8s.io", base64.StdEncoding.EncodeToString([]byte("log of default/one/c\n"))},
	} {
		dialer := websocket.Dialer{TLSClientConfig: tlsConfig}
		if test.protocol != "" {
			dialer.Subprotocols = []string{test.protocol}
		}
		header := http.Header{}
		if w.config.BearerToken != "" {
			header.Set("Authorization", "Bearer "+w.config.BearerToken)
		}
		conn, _, err := dialer.Dial(url, header)
		if err != nil {
			t.Fatalf("%q: %v", test.protocol, err)
		}
		got := ""
		for got == "" { // an empty message says that the connection stands
			_, message, err := conn.ReadMessage()
			if err != nil {
				t.Fatalf("%q: %v", test.protocol, err)
			}
			got = string(message)
		}
		if got != test.want {
			t.Errorf("%q: %q", test.protocol, got)
		}
		conn.Close()
	}
}

func TestAgentsMustProveWhoTheyAre(t *testing.T) {
	if _, err := start(t, "n1").logs("one", corev1.PodLogOptions{}); err != nil {
		t.Errorf("a certificate that names the node: %v", err)
	}
	if _, err := start(t, "n2").logs("one", corev1.PodLogOptions{}); err == nil || !strings.Contains(err.Error(), "for somebody else") {
		t.Errorf("another node's certificate: %v", err)
	}
}

func (w *world) execURL(pod, container string, command ...string) *url.URL {
	return w.client.CoreV1().RESTClient().Post().Resource("pods").Namespace("default").Name(pod).SubResource("exec").
		VersionedParams(&corev1.PodExecOptions{Container: container, Command: command, Stdin: true, Stdout: true, Stderr: true}, scheme.ParameterCodec).URL()
}

func TestExec(t *testing.T) {
	w := start(t, "127.0.0.1")
	for name, executor := range map[string]func(u *url.URL) (remotecommand.Executor, error){
		"SPDY": func(u *url.URL) (remotecommand.Executor, error) {
			return remotecommand.NewSPDYExecutor(w.config, "POST", u)
		},
		"WebSocket": func(u *url.URL) (remotecommand.Executor, error) {
			return remotecommand.NewWebSocketExecutor(w.config, "GET", u.String())
		},
	} {
		t.Run(name, func(t *testing.T) {
			run := func(command ...string) (stdout, stderr string, err error) {
				e, err := executor(w.execURL("one", "", command...))
				if err != nil {
					t.Fatal(err)
				}
				var out, errOut bytes.Buffer
				err = e.StreamWithContext(context.Background(), remotecommand.StreamOptions{Stdin: strings.NewReader("hello\n"), Stdout: &out, Stderr: &errOut})
				return out.String(), errOut.String(), err
			}
			stdout, stderr, err := run("echo", "a b")
			if err != nil || stdout != "c: [echo a b]\nHELLO\n" || stderr != "to stderr" {
				t.Errorf("%q %q %v", stdout, stderr, err)
			}
			_, _, err = run("exit", "7")
			var code exec.CodeExitError
			if !errors.As(err, &code) || code.Code != 7 {
				t.Errorf("exit code: %v", err)
			}
			e, err := executor(w.execURL("two", "a", "ls"))
			if err != nil {
				t.Fatal(err)
			}
			if err := e.StreamWithContext(context.Background(), remotecommand.StreamOptions{Stdin: strings.NewReader(""), Stdout: io.Discard, Stderr: io.Discard}); err == nil || !strings.Contains(err.Error(), "pod two does not have a host assigned") {
				t.Errorf("without a node: %v", err)
			}
		})
	}
}

// TestExecOverWebSocketNeedsCreate: a GET must not do what needs the verb create.
func TestExecOverWebSocketNeedsCreate(t *testing.T) {
	w := start(t, "127.0.0.1")
	_, err := w.client.CoreV1().RESTClient().Post().AbsPath("/apis/rbac.authorization.k8s.io/v1/clusterroles").SetHeader("Content-Type", "application/json").
		Body([]byte(`{"metadata":{"name":"looker"},"rules":[{"verbs":["get"],"apiGroups":[""],"resources":["pods/exec"]}]}`)).DoRaw(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.client.CoreV1().RESTClient().Post().AbsPath("/apis/rbac.authorization.k8s.io/v1/clusterrolebindings").SetHeader("Content-Type", "application/json").
		Body([]byte(`{"metadata":{"name":"looker"},"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"looker"},"subjects":[{"apiGroup":"rbac.authorization.k8s.io","kind":"User","name":"ann"}]}`)).DoRaw(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	e, err := remotecommand.NewWebSocketExecutor(w.ConfigFor(t, "ann"), "GET", w.execURL("one", "", "ls").String())
	if err != nil {
		t.Fatal(err)
	}
	if err := e.StreamWithContext(context.Background(), remotecommand.StreamOptions{Stdout: io.Discard}); err == nil || !strings.Contains(err.Error(), `cannot create resource "pods/exec"`) {
		t.Errorf("%v", err)
	}
}

func TestPortForward(t *testing.T) {
	w := start(t, "127.0.0.1")
	u := w.client.CoreV1().RESTClient().Post().Resource("pods").Namespace("default").Name("one").SubResource("portforward").URL()
	transport, upgrader, err := spdy.RoundTripperFor(w.config)
	if err != nil {
		t.Fatal(err)
	}
	tunnel, err := portforward.NewSPDYOverWebsocketDialerForStreaming(u, w.config)
	if err != nil {
		t.Fatal(err)
	}
	for name, dialer := range map[string]streamhttp.Dialer{
		"SPDY":                spdy.NewDialerForStreaming(upgrader, &http.Client{Transport: transport}, "POST", u),
		"SPDY over WebSocket": tunnel,
	} {
		t.Run(name, func(t *testing.T) {
			stop, ready := make(chan struct{}), make(chan struct{})
			f, err := portforward.NewOnAddressesForStreaming(dialer, []string{"127.0.0.1"}, []string{"0:8080"}, stop, ready, io.Discard, io.Discard)
			if err != nil {
				t.Fatal(err)
			}
			done := make(chan error, 1)
			go func() { done <- f.ForwardPorts() }()
			select {
			case <-ready:
			case err := <-done:
				t.Fatal(err)
			}
			ports, err := f.GetPorts()
			if err != nil {
				t.Fatal(err)
			}
			conn, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", ports[0].Local))
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			fmt.Fprintln(conn, "hello")
			got, err := bufio.NewReader(conn).ReadString('\n')
			if err != nil || got != "port 8080: hello\n" {
				t.Errorf("%q %v", got, err)
			}
			close(stop)
			if err := <-done; err != nil {
				t.Error(err)
			}
		})
	}
}

func TestProxies(t *testing.T) {
	w := start(t, "127.0.0.1")
	get := func(path string) (string, error) {
		path, query, _ := strings.Cut(path, "?")
		r := w.client.CoreV1().RESTClient().Get().AbsPath(path)
		if query != "" {
			name, value, _ := strings.Cut(query, "=")
			r = r.Param(name, value)
		}
		data, err := r.Do(context.Background()).Raw()
		return string(data), err
	}
	if got, err := get("/api/v1/nodes/n1/proxy/stats/summary"); err != nil || got != "agent at /stats/summary" {
		t.Errorf("node: %q %v", got, err)
	}
	backend := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, "%s %s", r.Method, r.URL)
	}))
	defer backend.Close()
	_, port, _ := net.SplitHostPort(backend.Listener.Addr().String())
	_, err := w.client.CoreV1().Pods("default").Patch(context.Background(), "one", types.MergePatchType,
		[]byte(`{"status":{"podIP":"127.0.0.1","podIPs":[{"ip":"127.0.0.1"}]}}`), metav1.PatchOptions{}, "status")
	if err != nil {
		t.Fatal(err)
	}
	if got, err := get("/api/v1/namespaces/default/pods/one:" + port + "/proxy/a/b/?x=1"); err != nil || got != "GET /a/b/?x=1" {
		t.Errorf("pod: %q %v", got, err)
	}
	for _, method := range []string{http.MethodHead, http.MethodOptions, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete} {
		path := "/api/v1/namespaces/default/pods/one:" + port + "/proxy/a"
		got, err := w.client.CoreV1().RESTClient().Verb(method).AbsPath(path).Do(context.Background()).Raw()
		if want := method + " /a"; err != nil || string(got) != want && method != http.MethodHead {
			t.Errorf("%s through the proxy: %q %v", method, got, err)
		}
	}
	if _, err := w.client.CoreV1().RESTClient().Verb(http.MethodHead).AbsPath("/api/v1/namespaces/default/pods/one").Do(context.Background()).Raw(); !apierrors.IsMethodNotSupported(err) {
		t.Errorf("HEAD of what is ours: %v", err)
	}
	if _, err := get("/api/v1/namespaces/default/services/none/proxy/"); !apierrors.IsNotFound(err) {
		t.Errorf("no service: %v", err)
	}
	for path, body := range map[string]string{
		"/api/v1/namespaces/default/services": `{"metadata":{"name":"s"},"spec":{"ports":[{"name":"web","port":80}]}}`,
		"/apis/discovery.k8s.io/v1/namespaces/default/endpointslices": `{"metadata":{"name":"s","labels":{"kubernetes.io/service-name":"s"}},"addressType":"IPv4",` +
			`"endpoints":[{"addresses":["10.9.9.9"],"conditions":{"ready":false}}],"ports":[{"name":"web","port":` + port + `}]}`,
	} {
		if _, err := w.client.CoreV1().RESTClient().Post().AbsPath(path).SetHeader("Content-Type", "application/json").Body([]byte(body)).DoRaw(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := get("/api/v1/namespaces/default/services/s:web/proxy/hello"); !apierrors.IsServiceUnavailable(err) {
		t.Errorf("service without a ready endpoint: %v", err)
	}
	if _, err := get("/api/v1/namespaces/default/services/s:other/proxy/hello"); !apierrors.IsServiceUnavailable(err) {
		t.Errorf("no such port: %v", err)
	}
}

var _ connect.Dial = (&net.Dialer{}).DialContext
