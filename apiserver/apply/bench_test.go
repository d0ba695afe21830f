package apply

import (
	"encoding/json"
	"runtime"
	"testing"
	"time"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/all"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/apiserver/rest"
)

// BenchmarkSchema builds the largest schema, that of the core group, and says
// how much memory it keeps.
func BenchmarkSchema(b *testing.B) {
	var keep any
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	for b.Loop() {
		c, err := read("api/v1")
		if err != nil {
			b.Fatal(err)
		}
		keep = c
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	b.ReportMetric(float64(int64(after.HeapAlloc)-int64(before.HeapAlloc))/(1<<20), "MiB-kept")
	runtime.KeepAlive(keep)
}

func deploymentOf(replicas int32) *appsv1.Deployment {
	labels := map[string]string{"app": "web"}
	d := &appsv1.Deployment{}
	d.Name, d.Namespace, d.UID = "web", "default", "1"
	d.Spec.Replicas = &replicas
	d.Spec.Selector = &metav1.LabelSelector{MatchLabels: labels}
	d.Spec.Template.Labels = labels
	d.Spec.Template.Spec.Containers = []corev1.Container{{Name: "main", Image: "web:1"}}
	return d
}

// BenchmarkTrack books an update of an object that nobody applied, which is what
// every write pays, and of one that somebody did.
func BenchmarkTrack(b *testing.B) {
	books, req := booksOf(b)
	for _, applied := range []bool{false, true} {
		name := "unapplied"
		old := deploymentOf(3)
		if applied {
			name = "applied"
			old.Annotations = map[string]string{corev1.LastAppliedConfigAnnotation: "{}"}
			live := named(old, req.Resource.GVK())
			if err := books.begin(req.Resource, live); err != nil {
				b.Fatal(err)
			}
			old.ManagedFields = live.GetManagedFields()
		}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			o := deploymentOf(4)
			books.Track(req, old, o)
			for b.Loop() {
				o.ManagedFields = old.ManagedFields
				books.Track(req, old, o)
			}
		})
	}
}

// BenchmarkTrackCreate books a new pod, which is what every create pays.
func BenchmarkTrackCreate(b *testing.B) {
	books := &Books{Find: all.Catalog().ByKind, Now: time.Now}
	req := &rest.Request{Resource: core.Pods, FieldManager: "bench"}
	pod := benchPod()
	core.Pods.Default(pod)
	b.ReportAllocs()
	for b.Loop() {
		pod.ManagedFields = nil
		books.Track(req, nil, pod)
	}
}

func booksOf(t testing.TB) (*Books, *rest.Request) {
	t.Helper()
	find := func(gvk schema.GroupVersionKind) *api.Resource {
		for _, r := range all.Catalog().Resources() {
			if r.GVK() == gvk {
				return r
			}
		}
		return nil
	}
	r := find(appsv1.SchemeGroupVersion.WithKind("Deployment"))
	if r == nil {
		t.Fatal("no deployments")
	}
	return &Books{Find: find, Now: time.Now}, &rest.Request{Resource: r, FieldManager: "bench"}
}

// BenchmarkApply applies a label to a pod that others have written, by the Go types and
// by the library.
func BenchmarkApply(b *testing.B) {
	pod := benchPod()
	find := all.Catalog().ByKind
	books := &Books{Find: find, Now: time.Now}
	req := &rest.Request{Resource: core.Pods, FieldManager: "one"}
	books.Track(req, nil, pod)
	req.FieldManager = "bench"
	asked := func(round string) *unstructured.Unstructured {
		return &unstructured.Unstructured{Object: map[string]any{"apiVersion": "v1", "kind": "Pod", "metadata": map[string]any{
			"name": "web", "labels": map[string]any{"round": round},
		}}}
	}
	whole := &unstructured.Unstructured{Object: plainOf(benchPod()).(map[string]any)}
	whole.SetKind("Pod")
	whole.SetAPIVersion("v1")
	for _, way := range []struct {
		name  string
		apply func(*rest.Request, api.Object, *unstructured.Unstructured, bool) (api.Object, error)
	}{{"types", books.applyTyped}, {"library", books.applyBySchema}} {
		run := func(name string, old api.Object, asked ...*unstructured.Unstructured) {
			b.Run(way.name+"/"+name, func(b *testing.B) {
				b.ReportAllocs()
				for i := 0; b.Loop(); i++ {
					if _, err := way.apply(req, old, asked[i%len(asked)], true); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
		applied, err := books.applyBySchema(req, pod, asked("1"), true)
		if err != nil {
			b.Fatal(err)
		}
		run("label", applied, asked("2"))
		run("nothing", applied, asked("1"))
		run("shrunk", applied, &unstructured.Unstructured{Object: map[string]any{"apiVersion": "v1", "kind": "Pod", "metadata": map[string]any{"name": "web"}}})
		run("whole", pod, whole)
	}
}

func benchPod() *corev1.Pod {
	p := &corev1.Pod{}
	p.Name, p.Namespace, p.UID = "web", "default", "1"
	p.Labels = map[string]string{"app": "web", "turn": "none"}
	p.Spec.Volumes = []corev1.Volume{{Name: "scratch", VolumeSource: corev1.VolumeSource{EmptyDir: &corev1.EmptyDirVolumeSource{}}}}
	for _, name := range []string{"main", "sidecar"} {
		c := corev1.Container{
			Name: name, Image: "web:1", Args: []string{"--listen=:8080"},
			Ports:        []corev1.ContainerPort{{Name: name, ContainerPort: 8080, Protocol: "TCP"}},
			Resources:    corev1.ResourceRequirements{Requests: corev1.ResourceList{"cpu": resource.MustParse("100m")}},
			VolumeMounts: []corev1.VolumeMount{{Name: "scratch", MountPath: "/scratch"}},
		}
		for _, v := range []string{"ALPHA", "BETA", "GAMMA", "DELTA"} {
			c.Env = append(c.Env, corev1.EnvVar{Name: v, Value: "value"})
		}
		p.Spec.Containers = append(p.Spec.Containers, c)
	}
	return p
}

// BenchmarkRead reads the body of an apply, as JSON and as YAML, which also looks
// for keys that stand twice.
func BenchmarkRead(b *testing.B) {
	body, err := json.Marshal(deploymentOf(3))
	if err != nil {
		b.Fatal(err)
	}
	_, req := booksOf(b)
	req.FieldValidation = metav1.FieldValidationStrict
	b.Run("JSON", func(b *testing.B) {
		for b.Loop() {
			if _, ok := plainJSON(body); !ok {
				b.Fatal("not plain")
			}
		}
	})
	b.Run("YAML", func(b *testing.B) {
		for b.Loop() {
			if _, err := decode(body); err != nil {
				b.Fatal(err)
			}
			if err := complain(req, body); err != nil {
				b.Fatal(err)
			}
		}
	})
}
