package rest_test

import (
	"fmt"
	"testing"

	"github.com/cockroachdb/pebble/v2/vfs"
	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apiserver/pkg/authentication/user"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/apps"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/apiserver/rest"
	"github.com/skiff-k8s/skiff/cache"
	"github.com/skiff-k8s/skiff/store/local"
)

// world is a service over a store in memory.
type world struct {
	*rest.Service
	t     testing.TB
	store *local.Store
}

func resources() []*api.Resource { return append(core.Resources(), apps.Resources()...) }

func newWorld(t testing.TB, options rest.Options) *world {
	t.Helper()
	st, err := local.Open("data", local.Options{FS: vfs.NewMem()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	return serve(t, st, options, cache.Options{})
}

// serve starts a service over a store that others may use too.
func serve(t testing.TB, st *local.Store, options rest.Options, caching cache.Options) *world {
	t.Helper()
	c, err := cache.Open(t.Context(), st, resources(), caching)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return &world{rest.New(c, options), t, st}
}

var admin = &user.DefaultInfo{Name: "admin", Groups: []string{"system:masters"}}

func request(verb string, r *api.Resource, namespace, name string) *rest.Request {
	return &rest.Request{User: admin, Verb: verb, Resource: r, Namespace: namespace, Name: name, UserAgent: "kubectl/v1.36.3 (linux/amd64) kubernetes/abc"}
}

func sub(req *rest.Request, name string) *rest.Request {
	req.Subresource = name
	return req
}

func pod(name string) *corev1.Pod {
	return &corev1.Pod{
		ObjectMeta: metav1.ObjectMeta{Name: name, Labels: map[string]string{"app": "web"}},
		Spec:       corev1.PodSpec{Containers: []corev1.Container{{Name: "c", Image: "nginx"}}},
	}
}

func configMap(name string, data ...string) *corev1.ConfigMap {
	c := &corev1.ConfigMap{ObjectMeta: metav1.ObjectMeta{Name: name}, Data: map[string]string{}}
	for i, d := range data {
		c.Data[fmt.Sprint("k", i)] = d
	}
	return c
}

// must fails the test on an error.
func must[T any](w *world) func(T, error) T {
	return func(v T, err error) T {
		w.t.Helper()
		if err != nil {
			w.t.Fatalf("%v", err)
		}
		return v
	}
}

func (w *world) create(r *api.Resource, namespace string, o api.Object) api.Object {
	w.t.Helper()
	return must[rest.Result](w)(w.Create(w.t.Context(), request("create", r, namespace, ""), o)).Object
}

func (w *world) get(r *api.Resource, namespace, name string) api.Object {
	w.t.Helper()
	return must[rest.Result](w)(w.Get(w.t.Context(), request("get", r, namespace, name), "")).Object
}

type groupResource = schema.GroupResource

func deployment(name string) *appsv1.Deployment {
	replicas := int32(2)
	app := map[string]string{"app": name}
	return &appsv1.Deployment{
		ObjectMeta: metav1.ObjectMeta{Name: name},
		Spec: appsv1.DeploymentSpec{
			Replicas: &replicas,
			Selector: &metav1.LabelSelector{MatchLabels: app},
			Template: corev1.PodTemplateSpec{
				ObjectMeta: metav1.ObjectMeta{Labels: app},
				Spec:       corev1.PodSpec{Containers: []corev1.Container{{Name: "c", Image: "nginx"}}},
			},
		},
	}
}
