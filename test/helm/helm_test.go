// Package helm tries Helm 3, as a library, against a cluster of skiff with real
// containers: charts with definitions, hooks, lookups and tests, through
// install, upgrade, rollback and uninstall. It needs root and bin/skiff with its
// images ("make build images").
package helm

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"helm.sh/helm/v3/pkg/action"
	"helm.sh/helm/v3/pkg/chart"
	"helm.sh/helm/v3/pkg/chart/loader"
	"helm.sh/helm/v3/pkg/release"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/cli-runtime/pkg/genericclioptions"
	"k8s.io/client-go/dynamic"
)

// patience is how long Helm may wait for anything.
const patience = 2 * time.Minute

// shop is the release under test and how its cluster is reached.
type shop struct {
	t       *testing.T
	actions *action.Configuration
	chart   *chart.Chart
	objects dynamic.Interface
}

const (
	name      = "shop"
	namespace = "shops"
)

func skiff(t *testing.T, env []string, args ...string) string {
	t.Helper()
	path, err := filepath.Abs("../../bin/skiff")
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(path, args...)
	cmd.Env = append(os.Environ(), env...)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Run(); err != nil {
		t.Fatalf("skiff %s: %v\n%s", strings.Join(args, " "), err, out.String())
	}
	return out.String()
}

// newShop starts a cluster that ends with the test.
func newShop(t *testing.T) *shop {
	if os.Geteuid() != 0 {
		t.Skip("real containers need root")
	}
	if _, err := os.Stat("../../bin/skiff"); err != nil {
		t.Skip("build bin/skiff first, with \"make build images\"")
	}
	dir := t.TempDir()
	kubeconfig := filepath.Join(dir, "kubeconfig")
	env := []string{"KUBECONFIG=" + kubeconfig}
	where := []string{"--name", fmt.Sprintf("helm-%d", os.Getpid()), "--data-dir", filepath.Join(dir, "data")}
	t.Cleanup(func() { skiff(t, env, append([]string{"down"}, where...)...) })
	skiff(t, env, append([]string{"up", "--isolated"}, where...)...)
	busybox, err := filepath.Abs("../../bin/images/busybox.tar")
	if err != nil {
		t.Fatal(err)
	}
	skiff(t, env, append([]string{"image", "load", busybox}, where...)...)

	flags := genericclioptions.NewConfigFlags(true)
	in := namespace
	flags.KubeConfig, flags.Namespace = &kubeconfig, &in
	s := &shop{t: t, actions: new(action.Configuration)}
	if err := s.actions.Init(flags, namespace, "secret", t.Logf); err != nil {
		t.Fatal(err)
	}
	if s.chart, err = loader.Load("testdata/chart"); err != nil {
		t.Fatal(err)
	}
	config, err := flags.ToRESTConfig()
	if err != nil {
		t.Fatal(err)
	}
	if s.objects, err = dynamic.NewForConfig(config); err != nil {
		t.Fatal(err)
	}
	return s
}

// get returns an object of the release, nil when there is none.
func (s *shop) get(gvr schema.GroupVersionResource, name string) *unstructured.Unstructured {
	s.t.Helper()
	o, err := s.objects.Resource(gvr).Namespace(namespace).Get(context.Background(), name, metav1.GetOptions{})
	if apierrors.IsNotFound(err) {
		return nil
	}
	if err != nil {
		s.t.Fatal(err)
	}
	return o
}

var (
	configMaps  = schema.GroupVersionResource{Version: "v1", Resource: "configmaps"}
	deployments = schema.GroupVersionResource{Group: "apps", Version: "v1", Resource: "deployments"}
	jobs        = schema.GroupVersionResource{Group: "batch", Version: "v1", Resource: "jobs"}
	widgets     = schema.GroupVersionResource{Group: "helm.example.com", Version: "v1", Resource: "widgets"}
	definitions = schema.GroupVersionResource{Group: "apiextensions.k8s.io", Version: "v1", Resource: "customresourcedefinitions"}
)

// field returns what stands in an object, as text.
func field(o *unstructured.Unstructured, path ...string) string {
	if o == nil {
		return "no object"
	}
	v, _, _ := unstructured.NestedFieldNoCopy(o.Object, path...)
	return fmt.Sprint(v)
}

func (s *shop) want(what, got, want string) {
	s.t.Helper()
	if got != want {
		s.t.Errorf("%s: %q, want %q", what, got, want)
	}
}

// state checks what the release last made.
func (s *shop) state(revision int, greeting string, replicas int) {
	s.t.Helper()
	last, err := s.actions.Releases.Deployed(name)
	if err != nil {
		s.t.Fatal(err)
	}
	s.want("revision", fmt.Sprint(last.Version), fmt.Sprint(revision))
	s.want("status", string(last.Info.Status), string(release.StatusDeployed))
	s.want("greeting", field(s.get(configMaps, name), "data", "greeting"), greeting)
	s.want("colour", field(s.get(widgets, name), "spec", "colour"), greeting)
	s.want("size, a default", field(s.get(widgets, name), "spec", "size"), "3")
	s.want("ready replicas", field(s.get(deployments, name), "status", "readyReplicas"), fmt.Sprint(replicas))
}

func (s *shop) upgrade(values map[string]any, timeout time.Duration) (*release.Release, error) {
	up := action.NewUpgrade(s.actions)
	up.Namespace, up.Wait, up.Atomic, up.Timeout = namespace, true, true, timeout
	return up.Run(name, s.chart, values)
}

func TestRelease(t *testing.T) {
	s := newShop(t)

	install := action.NewInstall(s.actions)
	install.ReleaseName, install.Namespace, install.CreateNamespace = name, namespace, true
	install.Wait, install.Atomic, install.WaitForJobs, install.Timeout = true, true, true, patience
	if _, err := install.Run(s.chart, nil); err != nil {
		t.Fatal(err)
	}
	s.state(1, "hello", 1)
	s.want("the hook of the install", field(s.get(configMaps, name+"-before"), "data", "revision"), "1")
	if s.get(jobs, name+"-migrate") != nil {
		t.Error("the job of a hook that succeeded is still there")
	}
	config := s.get(configMaps, name)
	kubeSystem, err := s.objects.Resource(schema.GroupVersionResource{Version: "v1", Resource: "namespaces"}).Get(t.Context(), "kube-system", metav1.GetOptions{})
	if err != nil {
		t.Fatal(err)
	}
	s.want("a lookup", field(config, "data", "cluster"), string(kubeSystem.GetUID()))
	s.want("a lookup of nothing", field(config, "data", "absent"), "true")
	s.want("a capability", field(config, "data", "policy"), "true")

	dry := action.NewUpgrade(s.actions)
	dry.Namespace, dry.DryRun, dry.DryRunOption = namespace, true, "server"
	if r, err := dry.Run(name, s.chart, map[string]any{"greeting": "dry"}); err != nil || !strings.Contains(r.Manifest, "greeting: dry") {
		t.Errorf("a dry run: %v\n%+v", err, r)
	}
	s.state(1, "hello", 1)

	tests := action.NewReleaseTesting(s.actions)
	tests.Namespace, tests.Timeout = namespace, patience
	if r, err := tests.Run(name); err != nil {
		t.Errorf("helm test: %v\n%+v", err, r)
	}

	if _, err := s.upgrade(map[string]any{"replicas": 2, "greeting": "welcome"}, patience); err != nil {
		t.Fatal(err)
	}
	s.state(2, "welcome", 2)
	s.want("the hook of the upgrade", field(s.get(configMaps, name+"-before"), "data", "revision"), "2")
	if r, err := tests.Run(name); err == nil {
		t.Errorf("a test that must fail: %+v", r)
	}

	// What fails is undone: a hook, and an image that nobody has.
	if _, err := s.upgrade(map[string]any{"hook": "exit 3", "greeting": "bad"}, patience); err == nil || !strings.Contains(err.Error(), "pre-upgrade hooks failed") {
		t.Errorf("a failing hook: %v", err)
	}
	s.state(4, "welcome", 2)
	if _, err := s.upgrade(map[string]any{"image": "no-such-image", "greeting": "bad"}, 5*time.Second); err == nil {
		t.Error("an upgrade to an image that nobody has")
	}
	s.state(6, "welcome", 2)

	back := action.NewRollback(s.actions)
	back.Version, back.Wait, back.Timeout = 1, true, patience
	if err := back.Run(name); err != nil {
		t.Fatal(err)
	}
	s.state(7, "hello", 1)

	remove := action.NewUninstall(s.actions)
	remove.Wait, remove.Timeout = true, patience
	if _, err := remove.Run(name); err != nil {
		t.Fatal(err)
	}
	for _, gvr := range []schema.GroupVersionResource{configMaps, deployments, widgets} {
		if o := s.get(gvr, name); o != nil {
			t.Errorf("%s is still there", gvr.Resource)
		}
	}
	// Helm never removes definitions.
	if _, err := s.objects.Resource(definitions).Get(t.Context(), "widgets.helm.example.com", metav1.GetOptions{}); err != nil {
		t.Error(err)
	}
}
