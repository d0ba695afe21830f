package runtime

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	cri "k8s.io/cri-api/pkg/apis/runtime/v1"

	"github.com/moby/sys/mountinfo"

	"github.com/skiff-k8s/skiff/bundle"
	"github.com/skiff-k8s/skiff/images"
	"github.com/skiff-k8s/skiff/network/cni"
	"github.com/skiff-k8s/skiff/network/netns"
)

// node is a real node's surroundings: a network namespace without a way out,
// and a mirror that serves the example images.
type node struct {
	config Config
	cgroup string
}

// newNode needs root, the programs of "make bundle" and the images of "make
// images"; where one is missing the test is skipped.
func newNode(t *testing.T) node {
	t.Helper()
	if testing.Short() || os.Getuid() != 0 {
		t.Skip("runs real containers: needs root, and no -short")
	}
	libexec, err := filepath.Abs("../bin/libexec")
	if err != nil {
		t.Fatal(err)
	}
	busybox := filepath.Join(libexec, "../images/busybox.tar")
	for _, path := range []string{filepath.Join(libexec, bundle.Containerd), busybox} {
		if _, err := os.Stat(path); err != nil {
			t.Skip("run make bundle images first:", err)
		}
	}
	t.Setenv(bundle.DirEnv, libexec)

	name := fmt.Sprintf("skiff-rt-%d", os.Getpid())
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
	_, err = store.LoadFile(t.Context(), busybox)
	must(t, err)
	listener, err := netns.Listen(t.Context(), netns.Path(name), "127.0.0.1:0")
	must(t, err)
	server := &http.Server{Handler: store.Handler()}
	go server.Serve(listener)
	t.Cleanup(func() { server.Close() })

	config := Config{
		Dir: filepath.Join(dir, "node"), NetNS: netns.Path(name), Programs: programs,
		SandboxImage: images.PauseImage,
		Mirror:       "http://" + listener.Addr().String(), MirrorOnly: true,
		CgroupRoots: []string{"/" + name + "/node"},
		Log:         slog.New(slog.NewTextHandler(t.Output(), nil)),
	}
	must(t, cni.Write(filepath.Join(config.Dir, "cni"), cni.Config{
		PodCIDRs: []netip.Prefix{netip.MustParsePrefix("10.244.77.0/24")},
		StateDir: filepath.Join(DefaultRunDir(config.Dir), "ipam"),
	}))
	t.Cleanup(func() { must(t, Teardown(context.Background(), config)) })
	return node{config, "/" + name}
}

// start starts containerd and returns a client of it.
func (n node) start(t *testing.T) (*Containerd, cri.RuntimeServiceClient, cri.ImageServiceClient) {
	t.Helper()
	c, err := Start(t.Context(), n.config)
	must(t, err)
	t.Cleanup(c.Detach)
	conn, err := grpc.NewClient(c.Endpoint(), grpc.WithTransportCredentials(insecure.NewCredentials()))
	must(t, err)
	t.Cleanup(func() { conn.Close() })
	return c, cri.NewRuntimeServiceClient(conn), cri.NewImageServiceClient(conn)
}

// pod runs a sandbox with one container of busybox, and returns their IDs.
func (n node) pod(t *testing.T, run cri.RuntimeServiceClient, pull cri.ImageServiceClient) (sandbox, container string) {
	t.Helper()
	config := &cri.PodSandboxConfig{
		Metadata:     &cri.PodSandboxMetadata{Name: "p", Namespace: "default", Uid: "u-" + filepath.Base(n.config.Dir)},
		LogDirectory: filepath.Join(n.config.Dir, "logs"),
		Linux:        &cri.LinuxPodSandboxConfig{CgroupParent: n.cgroup + "/node/pod"},
	}
	must(t, os.MkdirAll(config.LogDirectory, 0o755))
	s, err := run.RunPodSandbox(t.Context(), &cri.RunPodSandboxRequest{Config: config})
	must(t, err)
	image, err := pull.PullImage(t.Context(), &cri.PullImageRequest{Image: &cri.ImageSpec{Image: "busybox"}})
	must(t, err)
	c, err := run.CreateContainer(t.Context(), &cri.CreateContainerRequest{
		PodSandboxId: s.PodSandboxId, SandboxConfig: config,
		Config: &cri.ContainerConfig{
			Metadata: &cri.ContainerMetadata{Name: "c"},
			Image:    &cri.ImageSpec{Image: image.ImageRef},
			Command:  []string{"sh", "-c", "echo hello; mkdir /www; echo page >/www/index.html; exec httpd -f -p 80 -h /www"},
			LogPath:  "c.log",
			Linux:    &cri.LinuxContainerConfig{},
		},
	})
	must(t, err)
	_, err = run.StartContainer(t.Context(), &cri.StartContainerRequest{ContainerId: c.ContainerId})
	must(t, err)
	return s.PodSandboxId, c.ContainerId
}

// TestContainersOutliveEverything walks a pod through what can happen to the
// processes above it.
func TestContainersOutliveEverything(t *testing.T) {
	n := newNode(t)
	c, run, pull := n.start(t)
	sandbox, container := n.pod(t, run, pull)
	main := n.pid(t, run, container)

	status, err := run.PodSandboxStatus(t.Context(), &cri.PodSandboxStatusRequest{PodSandboxId: sandbox})
	must(t, err)
	ip := status.Status.Network.Ip
	client := http.Client{Transport: &http.Transport{DialContext: netns.Dialer(n.config.NetNS), DisableKeepAlives: true}}
	eventually(t, "the pod's page", func() error {
		response, err := client.Get("http://" + ip + "/index.html")
		if err != nil {
			return err
		}
		defer response.Body.Close()
		if raw, err := io.ReadAll(response.Body); err != nil || string(raw) != "page\n" {
			return fmt.Errorf("page %q, %v", raw, err)
		}
		return nil
	})
	log, err := os.ReadFile(filepath.Join(n.config.Dir, "logs/c.log"))
	if err != nil || !strings.Contains(string(log), "hello") {
		t.Errorf("log %q, %v", log, err)
	}
	if info, err := os.Stat(c.Socket()); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("socket %v, %v; want mode 0600", info.Mode(), err)
	}
	if same, err := netns.Same(n.config.NetNS, c.PID()); err != nil || !same {
		t.Errorf("containerd is not in the node's network namespace (%v)", err)
	}

	t.Log("containerd is killed")
	before := c.PID()
	must(t, unix.Kill(before, unix.SIGKILL))
	eventually(t, "containerd is back", func() error {
		if pid := c.PID(); pid == before || pid == 0 {
			return fmt.Errorf("its process is %d", pid)
		}
		return n.same(run, container, main)
	})

	t.Log("skiff goes and comes back")
	before = c.PID()
	c.Detach()
	c, run, _ = n.start(t)
	if c.PID() != before {
		t.Errorf("process %d was not adopted: now %d", before, c.PID())
	}
	must(t, n.same(run, container, main))
	if log, err := os.ReadFile(n.config.logFile()); err != nil || len(log) == 0 {
		t.Errorf("log of containerd: %d bytes, %v", len(log), err)
	}

	t.Log("skiff comes back with another configuration")
	c.Detach()
	n.config.Debug = true
	c, run, _ = n.start(t)
	if c.PID() == before {
		t.Error("the old containerd was kept")
	}
	must(t, n.same(run, container, main))

	t.Log("containerd is stopped for good, and everything torn down")
	must(t, c.Stop(t.Context()))
	if err := unix.Kill(main, 0); err != nil {
		t.Errorf("the container did not outlive containerd: %v", err)
	}
	must(t, Teardown(t.Context(), n.config))
	if err := unix.Kill(main, 0); err == nil {
		t.Error("the container's process is still there")
	}
	n.nothingLeft(t)
}

// TestUnknownImageFailsAtOnce is what ErrImagePull rests on.
func TestUnknownImageFailsAtOnce(t *testing.T) {
	n := newNode(t)
	_, _, pull := n.start(t)
	begun := time.Now()
	_, err := pull.PullImage(t.Context(), &cri.PullImageRequest{Image: &cri.ImageSpec{Image: "example.com/no/such:image"}})
	if err == nil || !strings.Contains(err.Error(), "not found") {
		t.Errorf("error %v, want one that says not found", err)
	}
	if took := time.Since(begun); took > 4*time.Second {
		t.Errorf("it took %s", took)
	}
}

// pid returns the process of a container.
func (n node) pid(t *testing.T, run cri.RuntimeServiceClient, container string) int {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(n.config.withRunDir().stateDir(), "io.containerd.runtime.v2.task/k8s.io", container, "init.pid"))
	must(t, err)
	var pid int
	_, err = fmt.Sscan(string(raw), &pid)
	must(t, err)
	return pid
}

func (c Config) withRunDir() Config {
	c, _ = c.withDefaults()
	return c
}

// same checks that the container runs, as the process that it was.
func (n node) same(run cri.RuntimeServiceClient, container string, pid int) error {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	status, err := run.ContainerStatus(ctx, &cri.ContainerStatusRequest{ContainerId: container})
	if err != nil {
		return err
	}
	if status.Status.State != cri.ContainerState_CONTAINER_RUNNING {
		return fmt.Errorf("state %s", status.Status.State)
	}
	return unix.Kill(pid, 0)
}

// nothingLeft checks for processes, mounts and cgroups.
func (n node) nothingLeft(t *testing.T) {
	t.Helper()
	config := n.config.withRunDir()
	all, err := processes()
	must(t, err)
	for _, p := range all {
		if p.runs(config) || p.inCgroup(nil, config.CgroupRoots) {
			t.Errorf("process %d is left: %v", p.pid, p.args)
		}
	}
	mounts, err := mountinfo.GetMounts(nil)
	must(t, err)
	for _, m := range mounts {
		if strings.HasPrefix(m.Mountpoint, config.RunDir) || strings.HasPrefix(m.Mountpoint, config.Dir) {
			t.Errorf("mount %s is left", m.Mountpoint)
		}
	}
	for _, pattern := range []string{"/sys/fs/cgroup" + n.cgroup, "/sys/fs/cgroup/*" + n.cgroup, config.RunDir} {
		if left, _ := filepath.Glob(pattern); len(left) > 0 {
			t.Errorf("left: %v", left)
		}
	}
}

// eventually waits until check passes, for at most a minute.
func eventually(t *testing.T, what string, check func() error) {
	t.Helper()
	deadline := time.Now().Add(time.Minute)
	for {
		err := check()
		if err == nil {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("%s: %v", what, err)
		}
		time.Sleep(10 * time.Millisecond)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
