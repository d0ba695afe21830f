package cache_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cockroachdb/pebble/v2/vfs"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/serializer/protobuf"
	"k8s.io/apimachinery/pkg/types"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/cache"
	"github.com/skiff-k8s/skiff/store"
	"github.com/skiff-k8s/skiff/store/local"
)

var (
	maps = api.Define(api.Meta{Version: "v1", Name: "configmaps", Kind: "ConfigMap", Namespaced: true},
		func() *corev1.ConfigMap { return &corev1.ConfigMap{} }, api.Rules[*corev1.ConfigMap]{})
	pods = api.Define(api.Meta{Version: "v1", Name: "pods", Kind: "Pod", Namespaced: true},
		func() *corev1.Pod { return &corev1.Pod{} }, api.Rules[*corev1.Pod]{
			FieldNames: []string{"spec.nodeName"},
			Fields:     func(p *corev1.Pod) fields.Set { return fields.Set{"spec.nodeName": p.Spec.NodeName} },
		})
	widgets = &api.Resource{
		Meta: api.Meta{Group: "example.com", Version: "v1", Name: "widgets", Kind: "Widget", Namespaced: true},
		New:  func() api.Object { return &unstructured.Unstructured{} },
	}
)

type world struct {
	*cache.Cache
	t     testing.TB
	store *local.Store
	fs    vfs.FS
}

func open(t testing.TB, fs vfs.FS, options cache.Options) *world {
	t.Helper()
	st, err := local.Open("data", local.Options{FS: fs})
	if err != nil {
		t.Fatal(err)
	}
	c, err := cache.Open(t.Context(), st, []*api.Resource{maps, pods}, options)
	if err != nil {
		t.Fatal(err)
	}
	return &world{c, t, st, fs}
}

func (w *world) close() {
	w.Close()
	w.store.Close()
}

func (w *world) put(r *api.Resource, o api.Object) *cache.Entry {
	w.t.Helper()
	expect := int64(0)
	if e := w.Table(r).Get(o.GetNamespace(), o.GetName()); e != nil {
		expect = e.Revision()
	}
	entries, _, err := w.Commit(context.Background(), nil, cache.Write{
		Resource: r, Namespace: o.GetNamespace(), Name: o.GetName(), Object: o, Expect: expect,
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return entries[0]
}

func (w *world) remove(r *api.Resource, namespace, name string) int64 {
	w.t.Helper()
	_, revision, err := w.Commit(context.Background(), nil, cache.Write{Resource: r, Namespace: namespace, Name: name, Expect: store.AnyRevision})
	if err != nil {
		w.t.Fatal(err)
	}
	return revision
}

func configMap(namespace, name, value string) *corev1.ConfigMap {
	return &corev1.ConfigMap{
		ObjectMeta: metav1.ObjectMeta{Namespace: namespace, Name: name, UID: types.UID(namespace + name), Labels: map[string]string{"v": value}},
		Data:       map[string]string{"v": value},
	}
}

func pod(name, node string, owners ...metav1.OwnerReference) *corev1.Pod {
	return &corev1.Pod{
		ObjectMeta: metav1.ObjectMeta{Namespace: "default", Name: name, OwnerReferences: owners},
		Spec:       corev1.PodSpec{NodeName: node},
	}
}

func keys(entries []*cache.Entry) string {
	var out []string
	for _, e := range entries {
		out = append(out, e.Key())
	}
	return strings.Join(out, " ")
}

func selector(t testing.TB, s string) labels.Selector {
	t.Helper()
	sel, err := labels.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return sel
}

func TestReadsSeeTheirWrites(t *testing.T) {
	w := open(t, vfs.NewMem(), cache.Options{})
	defer w.close()
	e := w.put(maps, configMap("a", "x", "1"))
	if got := w.Table(maps).Get("a", "x"); got.Revision() != e.Revision() {
		t.Fatalf("get returns revision %d, put made %d", got.Revision(), e.Revision())
	}
	if e.Object().GetResourceVersion() != fmt.Sprint(e.Revision()) || e.Created() != e.Revision() {
		t.Errorf("version %s, revision %d, created %d", e.Object().GetResourceVersion(), e.Revision(), e.Created())
	}
	next := w.put(maps, configMap("a", "x", "2"))
	if next.Created() != e.Revision() || next.Revision() <= e.Revision() {
		t.Errorf("after an update: revision %d, created %d", next.Revision(), next.Created())
	}
	_, _, err := w.Commit(t.Context(), nil, cache.Write{Resource: maps, Namespace: "a", Name: "x", Object: configMap("a", "x", "3"), Expect: e.Revision()})
	var conflict *store.ConflictError
	if !errors.As(err, &conflict) {
		t.Errorf("stale write: %v", err)
	}
	w.remove(maps, "a", "x")
	if got := w.Table(maps).Get("a", "x"); got != nil {
		t.Errorf("after delete: %v", got)
	}
}

func TestListSelects(t *testing.T) {
	w := open(t, vfs.NewMem(), cache.Options{})
	defer w.close()
	for _, c := range []*corev1.ConfigMap{
		configMap("a", "2", "x"), configMap("a", "1", "y"), configMap("a-b", "1", "x"), configMap("b", "1", "x"),
	} {
		w.put(maps, c)
	}
	yes := true
	w.put(pods, pod("p1", "n1", metav1.OwnerReference{UID: "rs", Controller: &yes}, metav1.OwnerReference{UID: "other"}))
	w.put(pods, pod("p2", "n2", metav1.OwnerReference{UID: "rs"}))
	w.put(pods, pod("p3", "n1"))
	for name, test := range map[string]struct {
		r    *api.Resource
		sel  cache.Selection
		want string
	}{
		"all":               {maps, cache.Selection{}, "a-b/1 a/1 a/2 b/1"},
		"namespace":         {maps, cache.Selection{Namespace: "a"}, "a/1 a/2"},
		"no such namespace": {maps, cache.Selection{Namespace: "c"}, ""},
		"labels":            {maps, cache.Selection{Labels: selector(t, "v=x")}, "a-b/1 a/2 b/1"},
		"both":              {maps, cache.Selection{Namespace: "a", Labels: selector(t, "v!=x")}, "a/1"},
		"name":              {maps, cache.Selection{Fields: fields.OneTermEqualSelector("metadata.name", "1")}, "a-b/1 a/1 b/1"},
		"name in namespace": {maps, cache.Selection{Namespace: "b", Fields: fields.OneTermEqualSelector("metadata.name", "1")}, "b/1"},
		"node":              {pods, cache.Selection{Fields: fields.OneTermEqualSelector("spec.nodeName", "n1")}, "default/p1 default/p3"},
		"not node":          {pods, cache.Selection{Fields: fields.OneTermNotEqualSelector("spec.nodeName", "n1")}, "default/p2"},
		"controller":        {pods, cache.Selection{Controller: "rs"}, "default/p1"},
		"owner":             {pods, cache.Selection{Owner: "rs"}, "default/p1 default/p2"},
		"unknown owner":     {pods, cache.Selection{Owner: "nobody"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			got, revision := w.Table(test.r).List(test.sel)
			if keys(got) != test.want {
				t.Errorf("got %q, want %q", keys(got), test.want)
			}
			if revision != w.Revision() {
				t.Errorf("at revision %d, want %d", revision, w.Revision())
			}
		})
	}
}

func TestIndexesFollowChanges(t *testing.T) {
	w := open(t, vfs.NewMem(), cache.Options{})
	defer w.close()
	table := w.Table(pods)
	on := func(node string) string {
		got, _ := table.List(cache.Selection{Fields: fields.OneTermEqualSelector("spec.nodeName", node)})
		return keys(got)
	}
	w.put(pods, pod("p", ""))
	if on("") != "default/p" || on("n1") != "" {
		t.Errorf("unbound: %q and %q", on(""), on("n1"))
	}
	w.put(pods, pod("p", "n1"))
	if on("") != "" || on("n1") != "default/p" {
		t.Errorf("bound: %q and %q", on(""), on("n1"))
	}
	w.remove(pods, "default", "p")
	if on("n1") != "" {
		t.Errorf("deleted: %q", on("n1"))
	}
}

func TestStatesOfThePast(t *testing.T) {
	w := open(t, vfs.NewMem(), cache.Options{HistoryEvents: 4})
	defer w.close()
	table := w.Table(maps)
	at := func(revision int64) string {
		s, ok := table.At(revision)
		if !ok {
			return "gone"
		}
		var out []string
		s.Scan(cache.Selection{}, "", func(e *cache.Entry) bool {
			out = append(out, e.Name()+"="+e.Object().(*corev1.ConfigMap).Data["v"])
			return true
		})
		return strings.Join(out, " ")
	}
	first := w.put(maps, configMap("a", "x", "1")).Revision()
	second := w.put(maps, configMap("a", "y", "1")).Revision()
	third := w.put(maps, configMap("a", "x", "2")).Revision()
	fourth := w.remove(maps, "a", "y")
	for revision, want := range map[int64]string{first: "x=1", second: "x=1 y=1", third: "x=2 y=1", fourth: "x=2"} {
		if got := at(revision); got != want {
			t.Errorf("at %d: %q, want %q", revision, got, want)
		}
	}
	w.put(maps, configMap("a", "z", "1"))
	w.put(maps, configMap("a", "z", "2"))
	if at(first) != "gone" || at(third) != "x=2 y=1" {
		t.Errorf("after more: %q and %q", at(first), at(third))
	}
}

func TestRestartChangesNothing(t *testing.T) {
	fs := vfs.NewMem()
	w := open(t, fs, cache.Options{})
	before := w.put(maps, configMap("a", "x", "1"))
	first := before.Revision()
	last := w.put(maps, configMap("a", "y", "2"))
	deleted := w.remove(maps, "a", "y")
	want, err := before.AppendJSON(nil)
	if err != nil {
		t.Fatal(err)
	}
	w.close()

	w = open(t, fs, cache.Options{})
	defer w.close()
	table := w.Table(maps)
	after := table.Get("a", "x")
	got, err := after.AppendJSON(nil)
	if err != nil || string(got) != string(want) {
		t.Errorf("after restart %s, before %s, %v", got, want, err)
	}
	watcher, err := table.Watch(cache.Selection{}, first, false, false)
	if err != nil {
		t.Fatalf("watch from before the restart: %v", err)
	}
	defer watcher.Stop()
	changes := take(t, watcher, 2)
	if changes[0].Type != cache.Added || changes[0].Revision != last.Revision() ||
		changes[1].Type != cache.Deleted || changes[1].Revision != deleted {
		t.Errorf("changes %+v", changes)
	}
}

// take waits for n changes.
func take(t testing.TB, w *cache.Watcher, n int) []cache.Change {
	t.Helper()
	var changes []cache.Change
	timeout := time.After(time.Minute)
	for len(changes) < n {
		select {
		case <-w.Ready():
		case <-timeout:
			t.Fatalf("%d of %d changes came", len(changes), n)
		}
		var err error
		if changes, err = w.Take(changes); err != nil {
			t.Fatal(err)
		}
	}
	return changes
}

func TestEncodings(t *testing.T) {
	w := open(t, vfs.NewMem(), cache.Options{})
	defer w.close()
	scheme := runtime.NewScheme()
	if err := corev1.AddToScheme(scheme); err != nil {
		t.Fatal(err)
	}
	codec := protobuf.NewSerializer(scheme, scheme)
	kept := w.put(maps, configMap("a", "x", "1"))
	fresh := kept.View(maps, kept.Object())
	for name, e := range map[string]*cache.Entry{"with the stored form": kept, "made anew": fresh} {
		t.Run(name, func(t *testing.T) {
			data, err := e.AppendProtobuf(nil)
			if err != nil {
				t.Fatal(err)
			}
			o, gvk, err := codec.Decode(data, nil, nil)
			if err != nil || gvk.Kind != "ConfigMap" {
				t.Fatalf("%v, %v", gvk, err)
			}
			got := o.(*corev1.ConfigMap)
			if got.ResourceVersion != kept.Object().GetResourceVersion() || got.Name != "x" || got.Data["v"] != "1" {
				t.Errorf("decoded %+v", got)
			}
			var item bytes.Buffer
			w := bufio.NewWriter(&item)
			size, err := e.ItemProtobufSize()
			if err == nil {
				err = errors.Join(e.WriteItemProtobuf(w), w.Flush())
			}
			if err != nil || size != item.Len() {
				t.Fatalf("%d bytes instead of %d, %v", item.Len(), size, err)
			}
			var list corev1.ConfigMapList
			if err := list.Unmarshal(item.Bytes()); err != nil || len(list.Items) != 1 || list.Items[0].ResourceVersion != got.ResourceVersion {
				t.Errorf("list item %+v, %v", list, err)
			}
			text, err := e.AppendJSON(nil)
			if err != nil || !strings.HasPrefix(string(text), `{"kind":"ConfigMap","apiVersion":"v1","metadata":{`) || !json.Valid(text) {
				t.Errorf("JSON %s, %v", text, err)
			}
		})
	}
}

func TestCustomResourcesComeAndGo(t *testing.T) {
	fs := vfs.NewMem()
	w := open(t, fs, cache.Options{})
	table, err := w.Add(t.Context(), widgets)
	if err != nil {
		t.Fatal(err)
	}
	o := &unstructured.Unstructured{Object: map[string]any{
		"apiVersion": "example.com/v1", "kind": "Widget",
		"metadata": map[string]any{"namespace": "a", "name": "w"}, "spec": map[string]any{"size": int64(3)},
	}}
	e := w.put(widgets, o)
	if text, err := e.ItemJSON(); err != nil || !strings.Contains(string(text), `"kind":"Widget"`) || !strings.Contains(string(text), `"resourceVersion":"`) {
		t.Errorf("JSON %s, %v", text, err)
	}
	if got := table.Get("a", "w"); got == nil || got.Revision() != e.Revision() {
		t.Errorf("in its table: %v", got)
	}
	w.close()
	w = open(t, fs, cache.Options{})
	defer w.close()
	if w.Table(widgets) != nil {
		t.Error("held without having been added")
	}
	if table, err = w.Add(t.Context(), widgets); err != nil {
		t.Fatal(err)
	}
	again := table.Get("a", "w")
	if again == nil || again.Revision() != e.Revision() {
		t.Fatalf("after restart: %v", again)
	}
	w.put(widgets, again.Object().DeepCopyObject().(api.Object))
	w.Remove(widgets)
	if w.Table(widgets) != nil {
		t.Error("held after having been removed")
	}
}

func TestCommitsAreSeenWhole(t *testing.T) {
	w := open(t, vfs.NewMem(), cache.Options{})
	defer w.close()
	watcher, err := w.Table(maps).Watch(cache.Selection{}, w.Revision(), false, false)
	if err != nil {
		t.Fatal(err)
	}
	defer watcher.Stop()
	_, revision, err := w.Commit(t.Context(), []byte("note"),
		cache.Write{Resource: maps, Namespace: "a", Name: "x", Object: configMap("a", "x", "1")},
		cache.Write{Resource: pods, Namespace: "default", Name: "p", Object: pod("p", "")},
		cache.Write{Resource: maps, Namespace: "a", Name: "y", Object: configMap("a", "y", "1")})
	if err != nil {
		t.Fatal(err)
	}
	changes := take(t, watcher, 2)
	names := []string{changes[0].Entry.Name(), changes[1].Entry.Name()}
	slices.Sort(names)
	if !slices.Equal(names, []string{"x", "y"}) || changes[0].Revision != revision || changes[1].Revision != revision {
		t.Errorf("changes %+v", changes)
	}
	if w.Table(pods).Get("default", "p").Revision() != revision {
		t.Error("the pod has another revision")
	}
}
