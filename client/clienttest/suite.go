// Package clienttest is what every implementation of client.Client must pass, so
// that a loop cannot tell them apart.
package clienttest

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	appsv1 "k8s.io/api/apps/v1"
	autoscalingv1 "k8s.io/api/autoscaling/v1"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/types"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/apps"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/client"
)

// Run runs the suite. open returns a client that may do everything, of a server
// of its own whose only namespaces are those that every server has.
func Run(t *testing.T, open func(t *testing.T) client.Client) {
	for name, test := range map[string]func(*suite){
		"WritesAreRead":        (*suite).writesAreRead,
		"Errors":               (*suite).errors,
		"Lists":                (*suite).lists,
		"Subresources":         (*suite).subresources,
		"Binding":              (*suite).binding,
		"WatchTells":           (*suite).watchTells,
		"WatchSelects":         (*suite).watchSelects,
		"WatchEnds":            (*suite).watchEnds,
		"SlowHandlersMissNone": (*suite).slowHandlersMissNone,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			test(&suite{t, ctx, open(t)})
		})
	}
}

const ns = "default"

type suite struct {
	*testing.T
	ctx context.Context
	client.Client
}

func (s *suite) must(o api.Object, err error) api.Object {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
	return o
}

func (s *suite) create(r *api.Resource, o api.Object) api.Object {
	s.Helper()
	o.SetNamespace(ns)
	return s.seen(r, s.must(s.Create(s.ctx, r, o, client.CreateOptions{})))
}

// seen waits until reads reflect the object.
func (s *suite) seen(r *api.Resource, o api.Object) api.Object {
	s.Helper()
	revision, err := strconv.ParseInt(o.GetResourceVersion(), 10, 64)
	if err != nil {
		s.Fatal(err)
	}
	if err := s.CaughtUp(s.ctx, r, revision); err != nil {
		s.Fatal(err)
	}
	return o
}

func configMap(name string, labels ...string) *corev1.ConfigMap {
	c := &corev1.ConfigMap{ObjectMeta: metav1.ObjectMeta{Name: name, Namespace: ns}}
	for _, l := range labels {
		k, v, _ := strings.Cut(l, "=")
		metav1.SetMetaDataLabel(&c.ObjectMeta, k, v)
	}
	return c
}

func pod(name string) *corev1.Pod {
	return &corev1.Pod{
		ObjectMeta: metav1.ObjectMeta{Name: name, Namespace: ns},
		Spec:       corev1.PodSpec{Containers: []corev1.Container{{Name: "c", Image: "i"}}},
	}
}

func names(items []api.Object) string {
	var out []string
	for _, o := range items {
		out = append(out, o.GetName())
	}
	return strings.Join(out, " ")
}

func (s *suite) writesAreRead() {
	created := s.create(core.ConfigMaps, configMap("c")).(*corev1.ConfigMap)
	if created.UID == "" || created.Kind != "" {
		s.Errorf("created %+v", created)
	}
	next := created.DeepCopy()
	next.Data = map[string]string{"a": "1"}
	s.seen(core.ConfigMaps, s.must(s.Update(s.ctx, core.ConfigMaps, next, "")))
	got := s.must(s.Get(s.ctx, core.ConfigMaps, ns, "c")).(*corev1.ConfigMap)
	if got.Data["a"] != "1" || got.Kind != "" {
		s.Errorf("after update: %+v", got)
	}
	s.seen(core.ConfigMaps, s.must(s.Patch(s.ctx, core.ConfigMaps, ns, "c", types.MergePatchType, []byte(`{"data":{"b":"2"}}`), "")))
	got = s.must(s.Get(s.ctx, core.ConfigMaps, ns, "c")).(*corev1.ConfigMap)
	if got.Data["a"] != "1" || got.Data["b"] != "2" {
		s.Errorf("after patch: %+v", got)
	}
	dry := configMap("dry")
	s.must(s.Create(s.ctx, core.ConfigMaps, dry, client.CreateOptions{DryRun: true}))
	if err := s.Delete(s.ctx, core.ConfigMaps, ns, "c", metav1.DeleteOptions{}); err != nil {
		s.Fatal(err)
	}
	s.create(core.ConfigMaps, configMap("last"))
	for _, name := range []string{"c", "dry"} {
		if _, err := s.Get(s.ctx, core.ConfigMaps, ns, name); !apierrors.IsNotFound(err) {
			s.Errorf("get of %s: %v", name, err)
		}
	}
}

func (s *suite) errors() {
	created := s.create(core.ConfigMaps, configMap("c")).(*corev1.ConfigMap)
	stale := created.DeepCopy()
	stale.ResourceVersion = "1"
	foreign := types.UID("foreign")
	for name, test := range map[string]struct {
		do func() error
		is func(error) bool
	}{
		"get": {func() error { _, err := s.Get(s.ctx, core.ConfigMaps, ns, "none"); return err }, apierrors.IsNotFound},
		"create": {func() error {
			_, err := s.Create(s.ctx, core.ConfigMaps, configMap("c"), client.CreateOptions{})
			return err
		}, apierrors.IsAlreadyExists},
		"invalid": {func() error {
			_, err := s.Create(s.ctx, core.ConfigMaps, configMap("A B"), client.CreateOptions{})
			return err
		}, apierrors.IsInvalid},
		"update": {func() error { _, err := s.Update(s.ctx, core.ConfigMaps, stale, ""); return err }, apierrors.IsConflict},
		"patch": {func() error {
			_, err := s.Patch(s.ctx, core.ConfigMaps, ns, "none", types.MergePatchType, []byte(`{}`), "")
			return err
		}, apierrors.IsNotFound},
		"delete": {func() error {
			return s.Delete(s.ctx, core.ConfigMaps, ns, "c", metav1.DeleteOptions{Preconditions: &metav1.Preconditions{UID: &foreign}})
		}, apierrors.IsConflict},
	} {
		if err := test.do(); !test.is(err) {
			s.Errorf("%s: %v", name, err)
		}
	}
}

func (s *suite) lists() {
	yes := true
	owned := configMap("owned", "app=a")
	owned.OwnerReferences = []metav1.OwnerReference{{APIVersion: "v1", Kind: "Pod", Name: "o", UID: "owner", Controller: &yes}}
	s.create(core.ConfigMaps, configMap("b", "app=a"))
	s.create(core.ConfigMaps, configMap("a", "app=b"))
	s.create(core.ConfigMaps, owned)
	for name, test := range map[string]struct {
		opts client.ListOptions
		want string
	}{
		"namespace":  {client.ListOptions{Namespace: ns, Labels: labels.SelectorFromSet(nil)}, "a b owned"},
		"labels":     {client.ListOptions{Labels: labels.SelectorFromSet(labels.Set{"app": "a"})}, "b owned"},
		"fields":     {client.ListOptions{Fields: fields.OneTermEqualSelector("metadata.name", "a")}, "a"},
		"controller": {client.ListOptions{Controller: "owner"}, "owned"},
		"nothing":    {client.ListOptions{Namespace: "none"}, ""},
	} {
		items, revision, err := s.List(s.ctx, core.ConfigMaps, test.opts)
		if got := names(items); err != nil || strings.TrimPrefix(got, "kube-root-ca.crt ") != test.want || revision == 0 {
			s.Errorf("%s: %q at %d, want %q, %v", name, got, revision, test.want, err)
		}
	}
}

func (s *suite) subresources() {
	replicas, app := int32(2), map[string]string{"app": "d"}
	d := s.create(apps.Deployments, &appsv1.Deployment{
		ObjectMeta: metav1.ObjectMeta{Name: "d"},
		Spec: appsv1.DeploymentSpec{
			Replicas: &replicas, Selector: &metav1.LabelSelector{MatchLabels: app},
			Template: corev1.PodTemplateSpec{ObjectMeta: metav1.ObjectMeta{Labels: app}, Spec: pod("").Spec},
		},
	}).(*appsv1.Deployment).DeepCopy()
	d.Status.Replicas, d.Status.ObservedGeneration = 2, 1
	d = s.must(s.Update(s.ctx, apps.Deployments, d, "status")).(*appsv1.Deployment)
	if d.Status.Replicas != 2 {
		s.Errorf("status %+v", d.Status)
	}
	scale := &autoscalingv1.Scale{ObjectMeta: metav1.ObjectMeta{Name: "d", Namespace: ns}, Spec: autoscalingv1.ScaleSpec{Replicas: 5}}
	got := s.must(s.Update(s.ctx, apps.Deployments, scale, "scale"))
	if after, ok := got.(*autoscalingv1.Scale); !ok || after.Spec.Replicas != 5 || after.Status.Replicas != 2 {
		s.Errorf("scale %+v", got)
	}
}

func (s *suite) binding() {
	// Every pod runs as an account; the loop that makes the default one may not
	// be there.
	s.create(core.ServiceAccounts, &corev1.ServiceAccount{ObjectMeta: metav1.ObjectMeta{Name: "default"}})
	s.create(core.Pods, pod("p"))
	_, err := s.Act(s.ctx, core.Pods, ns, "p", "binding", &corev1.Binding{
		ObjectMeta: metav1.ObjectMeta{Name: "p", Namespace: ns}, Target: corev1.ObjectReference{Kind: "Node", Name: "n"},
	})
	if err != nil {
		s.Fatal(err)
	}
	s.create(core.Pods, pod("q"))
	if p := s.must(s.Get(s.ctx, core.Pods, ns, "p")).(*corev1.Pod); p.Spec.NodeName != "n" {
		s.Errorf("bound to %q", p.Spec.NodeName)
	}
}

// told collects events in words.
type told struct {
	mu    sync.Mutex
	words []string
	more  chan struct{}
}

var typeWords = [...]string{client.Added: "+", client.Modified: "~", client.Deleted: "-", client.Synced: "."}

func (l *told) handle(e client.Event) {
	word := typeWords[e.Type]
	if e.Object != nil {
		word += e.Object.GetName() + e.Object.GetLabels()["v"]
	}
	if e.Old != nil {
		word += "<" + e.Old.GetLabels()["v"]
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.words = append(l.words, word)
	select {
	case l.more <- struct{}{}:
	default:
	}
}

func (l *told) text() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Join(l.words, " ")
}

func (s *suite) watch(r *api.Resource, opts client.ListOptions) *told {
	s.Helper()
	l := &told{more: make(chan struct{}, 1)}
	if err := s.Watch(s.ctx, r, opts, l.handle); err != nil {
		s.Fatal(err)
	}
	return l
}

// expect waits until the log says want.
func (s *suite) expect(l *told, want string) {
	s.Helper()
	timeout := time.After(20 * time.Second)
	for l.text() != want {
		select {
		case <-l.more:
		case <-timeout:
			s.Fatalf("told %q, want %q", l.text(), want)
		}
	}
}

func (s *suite) label(name, v string) {
	s.Helper()
	s.seen(core.ConfigMaps, s.must(s.Patch(s.ctx, core.ConfigMaps, ns, name, types.MergePatchType, fmt.Appendf(nil, `{"metadata":{"labels":{"v":%q}}}`, v), "")))
}

func (s *suite) watchTells() {
	mine := client.ListOptions{Namespace: ns, Labels: labels.NewSelector().Add(requires("v"))}
	s.create(core.ConfigMaps, configMap("a", "v=1"))
	l := s.watch(core.ConfigMaps, mine)
	s.expect(l, "+a1 .")
	s.create(core.ConfigMaps, configMap("b", "v=1"))
	s.label("a", "2")
	if err := s.Delete(s.ctx, core.ConfigMaps, ns, "b", metav1.DeleteOptions{}); err != nil {
		s.Fatal(err)
	}
	s.expect(l, "+a1 . +b1 ~a2<1 -b1")
	late := s.watch(core.ConfigMaps, mine)
	s.expect(late, "+a2 .")
}

func requires(key string) labels.Requirement {
	r, err := labels.NewRequirement(key, "exists", nil)
	if err != nil {
		panic(err)
	}
	return *r
}

func (s *suite) watchSelects() {
	s.create(core.ConfigMaps, configMap("a", "v=1"))
	l := s.watch(core.ConfigMaps, client.ListOptions{Labels: labels.SelectorFromSet(labels.Set{"v": "1"})})
	s.expect(l, "+a1 .")
	s.label("a", "2")
	s.label("a", "1")
	s.expect(l, "+a1 . -a1 +a1")
}

func (s *suite) watchEnds() {
	ctx, cancel := context.WithCancel(s.ctx)
	l := &told{more: make(chan struct{}, 1)}
	opts := client.ListOptions{Labels: labels.NewSelector().Add(requires("v"))}
	if err := s.Watch(ctx, core.ConfigMaps, opts, l.handle); err != nil {
		s.Fatal(err)
	}
	s.expect(l, ".")
	cancel()
	other := s.watch(core.ConfigMaps, opts)
	s.create(core.ConfigMaps, configMap("a", "v=1"))
	s.expect(other, ". +a1")
	if got := l.text(); got != "." {
		s.Errorf("after its end the watch told %q", got)
	}
}

func (s *suite) slowHandlersMissNone() {
	const n = 200
	release := make(chan struct{})
	l := &told{more: make(chan struct{}, 1)}
	err := s.Watch(s.ctx, core.ConfigMaps, client.ListOptions{Labels: labels.NewSelector().Add(requires("v"))}, func(e client.Event) {
		<-release
		l.handle(e)
	})
	if err != nil {
		s.Fatal(err)
	}
	s.create(core.ConfigMaps, configMap("a", "v=0"))
	for i := 1; i <= n; i++ {
		s.label("a", fmt.Sprint(i))
	}
	close(release)
	timeout := time.After(20 * time.Second)
	for !strings.Contains(l.text(), fmt.Sprintf("~a%d<", n)) && !strings.Contains(l.text(), fmt.Sprintf("+a%d", n)) {
		select {
		case <-l.more:
		case <-timeout:
			s.Fatalf("the last change was not told: %q", l.text())
		}
	}
}
