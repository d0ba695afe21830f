// Package node tests the node agent with a real container runtime, in a network
// namespace without a way out, against an API server in this process. It needs
// root, the programs of "make bundle" and the images of "make images", and skips
// where they are missing.
package node

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apiserver/pkg/authentication/user"
	"k8s.io/client-go/rest"
	"sigs.k8s.io/yaml"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/apiserver/apiservertest"
	"github.com/skiff-k8s/skiff/bundle"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/events"
	"github.com/skiff-k8s/skiff/images"
	"github.com/skiff-k8s/skiff/kubelet"
	"github.com/skiff-k8s/skiff/network/cni"
	"github.com/skiff-k8s/skiff/network/netns"
	"github.com/skiff-k8s/skiff/runtime"
)

const (
	nodeName = "n1"
	// patience bounds every wait.
	patience = 90 * time.Second
)

// world is one node with its API server.
type world struct {
	t       *testing.T
	api     *apiservertest.Server
	client  client.Client
	runtime *runtime.Containerd
	dir     string
	netns   string
	cgroup  string
	address string // of the node's endpoint

	stop func() // the node agent, not its containers
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func newWorld(t *testing.T) *world {
	t.Helper()
	if testing.Short() || os.Getuid() != 0 {
		t.Skip("runs real containers: needs root, and no -short")
	}
	libexec, err := filepath.Abs("../../bin/libexec")
	must(t, err)
	archives := filepath.Join(libexec, "../images")
	for _, path := range []string{filepath.Join(libexec, bundle.Containerd), filepath.Join(archives, "busybox.tar")} {
		if _, err := os.Stat(path); err != nil {
			t.Skip("run make bundle images first:", err)
		}
	}
	t.Setenv(bundle.DirEnv, libexec)
	name := fmt.Sprintf("skiff-kubelet-%d", os.Getpid())
	dir := t.TempDir()
	must(t, exec.Command("ip", "netns", "add", name).Run())
	t.Cleanup(func() { must(t, exec.Command("ip", "netns", "del", name).Run()) })
	must(t, exec.Command("ip", "-n", name, "link", "set", "lo", "up").Run())

	programs := bundle.Open(dir)
	pause, err := programs.Path(t.Context(), bundle.Pause)
	must(t, err)
	store, err := images.Open(filepath.Join(dir, "images"))
	must(t, err)
	must(t, store.AddPause(t.Context(), pause))
	_, err = store.LoadFolder(t.Context(), archives)
	must(t, err)
	listener, err := netns.Listen(t.Context(), netns.Path(name), "127.0.0.1:0")
	must(t, err)
	mirror := &http.Server{Handler: store.Handler()}
	go mirror.Serve(listener)
	t.Cleanup(func() { mirror.Close() })

	config := runtime.Config{
		Dir: filepath.Join(dir, "node"), NetNS: netns.Path(name), Programs: programs, SandboxImage: images.PauseImage,
		Mirror: "http://" + listener.Addr().String(), MirrorOnly: true, CgroupRoots: []string{"/" + name},
		Log: slog.New(slog.NewTextHandler(t.Output(), nil)),
	}
	must(t, cni.Write(filepath.Join(config.Dir, "cni"), cni.Config{
		PodCIDRs: []netip.Prefix{netip.MustParsePrefix("10.244.78.0/24")},
		StateDir: filepath.Join(runtime.DefaultRunDir(config.Dir), "ipam"),
	}))
	t.Cleanup(func() { must(t, runtime.Teardown(context.Background(), config)) })
	rt, err := runtime.Start(t.Context(), config)
	must(t, err)
	t.Cleanup(rt.Detach)

	w := &world{t: t, api: apiservertest.Start(t), runtime: rt, dir: filepath.Join(dir, "kubelet"), netns: netns.Path(name), cgroup: name}
	w.client = w.api.Client()
	w.create(t, core.ServiceAccounts, &v1.ServiceAccount{ObjectMeta: metav1.ObjectMeta{Name: "default"}})
	w.start()
	t.Cleanup(func() { w.stop() })
	return w
}

// create makes an object of the default namespace.
func (w *world) create(t *testing.T, r *api.Resource, o api.Object) {
	t.Helper()
	o.SetNamespace("default")
	_, err := w.client.Create(t.Context(), r, o, client.CreateOptions{})
	must(t, err)
}

// start starts the node agent, as after a restart of skiff.
func (w *world) start() {
	w.t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	must(w.t, err)
	w.address = listener.Addr().String()
	serving, err := w.api.Keys().CA.IssueServing(nodeName, []string{nodeName, "127.0.0.1"}, time.Now())
	must(w.t, err)
	certificate, err := tls.X509KeyPair(serving.CertPEM, serving.KeyPEM)
	must(w.t, err)
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(w.api.Keys().CA.PEM)
	me := w.api.LocalClient(&user.DefaultInfo{Name: "system:node:" + nodeName, Groups: []string{user.NodesGroup, user.AllAuthenticated}}, "kubelet")
	k, err := kubelet.New(kubelet.Config{
		NodeName: nodeName, NodeIPs: []string{"10.244.78.1"}, Client: me, RuntimeEndpoint: w.runtime.Endpoint(),
		RootDir: w.dir, CgroupRoot: w.cgroup, Listener: listener, Certificate: certificate, ClientCA: roots,
		Dial: netns.Dialer(w.netns), Events: events.New(me, "kubelet", nodeName, nil),
		Log: slog.New(slog.NewTextHandler(w.t.Output(), &slog.HandlerOptions{Level: slog.LevelInfo})),
	})
	must(w.t, err)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- k.Run(ctx) }()
	w.stop = func() {
		cancel()
		if err := <-done; err != nil {
			w.t.Errorf("the node agent: %v", err)
		}
		w.stop = func() {}
	}
}

// await waits until check returns an empty string.
func await(t *testing.T, check func() string) {
	t.Helper()
	deadline := time.Now().Add(patience)
	for {
		why := check()
		if why == "" {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("waited %v in vain: %s", patience, why)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// run creates a pod, bound to the node, from YAML of its spec and whatever else of
// it is given, and removes it after the test.
func (w *world) run(t *testing.T, name, manifest string) *v1.Pod {
	t.Helper()
	pod := &v1.Pod{}
	must(t, yaml.UnmarshalStrict([]byte(manifest), pod))
	pod.Name, pod.Namespace, pod.Spec.NodeName = name, "default", nodeName
	if pod.Spec.AutomountServiceAccountToken == nil {
		no := false
		pod.Spec.AutomountServiceAccountToken = &no
	}
	for i := range pod.Spec.Containers {
		if pod.Spec.Containers[i].Image == "" {
			pod.Spec.Containers[i].Image = "busybox"
		}
	}
	for i := range pod.Spec.InitContainers {
		if pod.Spec.InitContainers[i].Image == "" {
			pod.Spec.InitContainers[i].Image = "busybox"
		}
	}
	o, err := w.client.Create(t.Context(), core.Pods, pod, client.CreateOptions{})
	must(t, err)
	t.Cleanup(func() {
		if t.Failed() {
			p, _ := w.get(name)
			raw, _ := json.Marshal(p)
			t.Logf("%s: %s", name, raw)
			t.Logf("events: %s", w.events(t, p.UID))
		}
		one := int64(1)
		w.client.Delete(context.Background(), core.Pods, "default", name, metav1.DeleteOptions{GracePeriodSeconds: &one})
	})
	return o.(*v1.Pod)
}

func (w *world) get(name string) (*v1.Pod, error) {
	return client.Get[*v1.Pod](context.Background(), w.client, core.Pods, "default", name)
}

// until waits for a state of a pod.
func (w *world) until(t *testing.T, name, what string, ok func(*v1.Pod) bool) *v1.Pod {
	t.Helper()
	var last *v1.Pod
	await(t, func() string {
		p, err := w.get(name)
		if err != nil {
			return err.Error()
		}
		last = p
		if ok(p) {
			return ""
		}
		return fmt.Sprintf("pod %s is not %s", name, what)
	})
	return last
}

func ready(p *v1.Pod) bool {
	for _, c := range p.Status.Conditions {
		if c.Type == v1.PodReady {
			return c.Status == v1.ConditionTrue
		}
	}
	return false
}

// rest is how the API server calls the node's endpoint.
func (w *world) rest(t *testing.T) *rest.Config {
	t.Helper()
	pair, err := w.api.Keys().CA.IssueClient("kube-apiserver-kubelet-client", nil, time.Now())
	must(t, err)
	return &rest.Config{Host: "https://" + w.address, TLSClientConfig: rest.TLSClientConfig{
		CAData: w.api.Keys().CA.PEM, CertData: pair.CertPEM, KeyData: pair.KeyPEM}}
}

// ask gets a path of the node's endpoint.
func (w *world) ask(t *testing.T, path string) (code int, body string) {
	t.Helper()
	c, err := rest.HTTPClientFor(w.rest(t))
	must(t, err)
	resp, err := c.Get("https://" + w.address + path)
	must(t, err)
	defer resp.Body.Close()
	var b bytes.Buffer
	_, err = b.ReadFrom(resp.Body)
	must(t, err)
	return resp.StatusCode, b.String()
}

func (w *world) logs(t *testing.T, pod, container, query string) string {
	t.Helper()
	code, body := w.ask(t, "/containerLogs/default/"+pod+"/"+container+"?"+query)
	if code != http.StatusOK {
		t.Fatalf("logs of %s: %d %s", pod, code, body)
	}
	return body
}

// sh runs a command in a container.
func (w *world) sh(t *testing.T, pod, container, command string) string {
	t.Helper()
	out, err := w.exec(t, pod, container, nil, "sh", "-c", command)
	if err != nil {
		t.Fatalf("%s: %v: %s", command, err, out)
	}
	return strings.TrimSpace(out)
}

func (w *world) events(t *testing.T, uid types.UID) string {
	t.Helper()
	list, err := client.List[*v1.Event](context.Background(), w.client, core.Events, client.ListOptions{Namespace: "default"})
	must(t, err)
	var out []string
	for _, e := range list {
		if e.InvolvedObject.UID == uid {
			out = append(out, e.Reason+": "+e.Message)
		}
	}
	return strings.Join(out, "\n")
}
