package apply

import (
	"encoding/json"
	"flag"
	"maps"
	"math/rand"
	"reflect"
	"slices"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/intstr"
	"k8s.io/apiserver/pkg/authentication/user"
	kjson "sigs.k8s.io/json"
	"sigs.k8s.io/randfill"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/all"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/apiserver/rest"
)

var seeds = flag.Int64("seeds", 3, "how many lives of an object of each kind TestBothWaysApplyTheSame plays")

// TestBothWaysApplyTheSame compares what applies by the Go types make of random objects
// of every kind with what the library makes of them: the objects, who owns what, and
// since when. Several managers apply and write in turn, with and without force; they
// leave out what they applied before, take it up again and change the order of lists.
func TestBothWaysApplyTheSame(t *testing.T) {
	catalog := api.NewCatalog(all.Resources()...)
	applied, typed := 0, 0
	for _, r := range catalog.Resources() {
		if r.Ephemeral || !r.Has("patch") {
			continue
		}
		if _, custom := r.New().(runtime.Unstructured); custom {
			continue
		}
		t.Run(r.GVK().String(), func(t *testing.T) {
			for seed := range *seeds {
				p := newPlay(t, catalog, r, seed)
				for p.step = range 8 {
					p.act()
				}
				applied, typed = applied+p.applied, typed+p.typed
			}
		})
	}
	t.Logf("%d of %d accepted applies went by the Go types", typed, applied)
	if typed*2 < applied {
		t.Errorf("only %d of %d accepted applies went by the Go types", typed, applied)
	}
}

// play is the life of one object under several managers.
type play struct {
	t    *testing.T
	b    *Books
	r    *api.Resource
	rng  *rand.Rand
	fill *randfill.Filler
	now  time.Time
	seed int64
	step int
	// live is the object, last what each manager applied last.
	live api.Object
	last map[string]map[string]any
	// applied counts the applies that the library accepted, typed those of them that
	// went by the Go types.
	applied, typed int
}

func newPlay(t *testing.T, catalog *api.Catalog, r *api.Resource, seed int64) *play {
	rng := rand.New(rand.NewSource(seed))
	p := &play{
		t: t, r: r, rng: rng, seed: seed, now: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC), last: map[string]map[string]any{},
		fill: fillerOf(rng).NilChance(0.5).NumElements(0, 3).Funcs(
			func(s *string, _ randfill.Continue) { *s = []string{"a", "b", "c", "d", "TCP", "UDP"}[rng.Intn(6)] },
			func(n *int32, _ randfill.Continue) { *n = rng.Int31n(3) },
			func(n *int64, _ randfill.Continue) { *n = rng.Int63n(3) },
			func(q *resource.Quantity, _ randfill.Continue) {
				*q = resource.MustParse([]string{"0", "1", "1500m", "2Gi"}[rng.Intn(4)])
			},
			func(v *intstr.IntOrString, _ randfill.Continue) {
				*v = []intstr.IntOrString{intstr.FromInt32(1), intstr.FromString("50%")}[rng.Intn(2)]
			},
			func(j *runtime.RawExtension, _ randfill.Continue) { j.Raw = []byte(`{"a":"b"}`) },
			func(j *apiextensionsv1.JSONSchemaProps, _ randfill.Continue) { j.Type = "string" },
			func(m *map[string]string, _ randfill.Continue) {
				*m = map[string]string{[]string{"a", "b"}[rng.Intn(2)]: []string{"1", "2"}[rng.Intn(2)], "c": "1"}
			},
		),
	}
	p.b = &Books{
		Find: func(gvk schema.GroupVersionKind) *api.Resource { return catalog.ByKind(gvk) },
		Now:  func() time.Time { return p.now },
	}
	return p
}

// act is a write or an apply by one of the managers.
func (p *play) act() {
	p.now = p.now.Add(time.Minute)
	req := &rest.Request{User: &user.DefaultInfo{Name: "u"}, Resource: p.r, FieldManager: []string{"one", "two", "three"}[p.rng.Intn(3)]}
	if _, ok := p.r.Sub("status"); ok && p.live != nil && p.rng.Intn(4) == 0 {
		req.Subresource = "status"
	}
	if p.live != nil && p.rng.Intn(4) == 0 {
		p.write(req)
		return
	}
	p.apply(req, p.config(req.FieldManager+req.Subresource), p.rng.Intn(2) == 0)
}

// write changes the object by another verb.
func (p *play) write(req *rest.Request) {
	o := p.r.New()
	if p.rng.Intn(2) == 0 {
		p.random(o)
	} else if err := json.Unmarshal([]byte(asJSON(p.change(plainOf(p.live)))), o); err != nil {
		o = p.live.DeepCopyObject().(api.Object)
	}
	o.SetName("x")
	o.SetUID("1")
	booked, err := p.b.track(req, p.live, o)
	if err != nil {
		return // two items of one key, which no valid object has
	}
	p.b.stamp(booked, p.live.GetManagedFields())
	o.SetManagedFields(booked)
	p.live = o
}

// config is what a manager applies: something new, what it applied last, or that with
// changes.
func (p *play) config(manager string) map[string]any {
	var out map[string]any
	switch last := p.last[manager]; {
	case last != nil && p.rng.Intn(5) == 0:
		out = last
	case last != nil && p.rng.Intn(2) == 0:
		out = p.change(last).(map[string]any)
	case p.live != nil && p.rng.Intn(2) == 0:
		out = p.change(plainOf(p.live)).(map[string]any)
	default:
		o := p.r.New()
		p.random(o)
		out = p.change(plainOf(o)).(map[string]any)
	}
	meta, _ := out["metadata"].(map[string]any)
	kept := map[string]any{"name": "x"}
	for _, name := range []string{"labels", "annotations", "ownerReferences", "finalizers"} {
		if v, ok := meta[name]; ok {
			kept[name] = v
		}
	}
	out["apiVersion"], out["kind"] = p.r.GVK().ToAPIVersionAndKind()
	out["metadata"] = kept
	return out
}

func (p *play) random(o api.Object) {
	p.fill.Fill(o)
	o.SetManagedFields(nil)
	o.GetObjectKind().SetGroupVersionKind(schema.GroupVersionKind{})
	if p.r.Default != nil {
		p.r.Default(o)
	}
}

// change leaves out members and items of a value, empties some and turns lists round.
func (p *play) change(value any) any {
	switch value := value.(type) {
	case map[string]any:
		out := map[string]any{}
		for _, name := range slices.Sorted(maps.Keys(value)) {
			v := value[name]
			if p.rng.Intn(60) == 0 {
				v = nil
			}
			if p.rng.Intn(8) == 0 || v == nil && p.rng.Intn(2) == 0 {
				continue
			}
			out[name] = p.change(v)
		}
		return out
	case []any:
		out := []any{}
		for _, v := range value {
			if p.rng.Intn(5) != 0 {
				out = append(out, p.change(v))
			}
		}
		if p.rng.Intn(3) == 0 {
			p.rng.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
		}
		return out
	case string:
		if p.rng.Intn(12) == 0 && (value == "a" || value == "b") {
			return "c"
		}
	}
	return value
}

// plainOf is an object as JSON holds it.
func plainOf(o api.Object) any {
	var out any
	if err := kjson.UnmarshalCaseSensitivePreserveInts([]byte(asJSON(o)), &out); err != nil {
		panic(err)
	}
	return out
}

func (p *play) apply(req *rest.Request, config map[string]any, force bool) {
	asked := &unstructured.Unstructured{Object: config}
	var before string
	if p.live != nil {
		before = asJSON(p.live)
	}
	got, unsure := p.b.applyTyped(req, p.live, asked, force)
	if p.live != nil && asJSON(p.live) != before {
		p.t.Fatalf("seed %d, step %d: the apply changed the live object", p.seed, p.step)
	}
	want, err := p.b.applyBySchema(req, p.live, asked.DeepCopy(), force)
	if err != nil {
		if unsure == nil {
			p.t.Fatalf("seed %d, step %d: the library refuses what the Go types accept: %v\nconfig %s\nlive %s", p.seed, p.step, err, asJSON(config), before)
		}
		return
	}
	p.applied++
	if unsure == nil {
		p.typed++
		p.compare(got, want, config, before, req, force)
	}
	want.SetUID("1")
	p.live, p.last[req.FieldManager+req.Subresource] = want, asked.DeepCopy().Object
}

func (p *play) compare(got, want api.Object, config map[string]any, live string, req *rest.Request, force bool) {
	gotFields, wantFields := timed(got.GetManagedFields()), timed(want.GetManagedFields())
	got, want = got.DeepCopyObject().(api.Object), want.DeepCopyObject().(api.Object)
	got.SetManagedFields(nil)
	want.SetManagedFields(nil)
	if a, b := asJSON(got), asJSON(want); a != b {
		p.t.Fatalf("seed %d, step %d, %s %q, force %v: the object is\n%s by the Go types,\n%s by the library\nconfig %s\nlive %s",
			p.seed, p.step, req.FieldManager, req.Subresource, force, a, b, asJSON(config), live)
	}
	if !reflect.DeepEqual(gotFields, wantFields) {
		p.t.Fatalf("seed %d, step %d, %s %q, force %v: the owners are\n%s by the Go types,\n%s by the library\nconfig %s\nlive %s",
			p.seed, p.step, req.FieldManager, req.Subresource, force, asJSON(gotFields), asJSON(wantFields), asJSON(config), live)
	}
}

// timed is what entries say, in their order; the order of members of a set does not
// matter.
func timed(entries []metav1.ManagedFieldsEntry) []any {
	var out []any
	for _, e := range entries {
		var set any
		if err := json.Unmarshal(e.FieldsV1.Raw, &set); err != nil {
			panic(err)
		}
		at := int64(-1)
		if e.Time != nil {
			at = e.Time.Unix()
		}
		out = append(out, []any{e.Manager, e.Operation, e.APIVersion, e.Subresource, at, set})
	}
	return out
}

// FuzzBothWays applies whatever comes to a pod with several owners, both ways.
func FuzzBothWays(f *testing.F) {
	for _, seed := range []string{
		`{"metadata":{"name":"x","labels":{"a":"1"}}}`,
		`{"metadata":{"name":"x","finalizers":["b/c"]},"spec":{"containers":[{"name":"d","env":[{"name":"E","value":"f"}]},{"name":"c","image":"j"}]}}`,
		`{"metadata":{"name":"x"},"spec":{"containers":[{"name":"c","ports":[{"containerPort":80},{"containerPort":80,"protocol":"UDP"}]}],"nodeSelector":{}}}`,
		`{"metadata":{"name":"x","ownerReferences":[{"uid":"1","name":"o"}]},"spec":{"volumes":[{"name":"v","emptyDir":{}}],"hostNetwork":false,"activeDeadlineSeconds":5}}`,
	} {
		f.Add([]byte(seed), true)
	}
	catalog := all.Catalog()
	f.Fuzz(func(t *testing.T, data []byte, force bool) {
		config, ok := plainJSON(data)
		if !ok {
			return
		}
		config["apiVersion"], config["kind"] = "v1", "Pod"
		p := newPlay(t, catalog, core.Pods, 0)
		p.live = &corev1.Pod{
			ObjectMeta: metav1.ObjectMeta{Name: "x", UID: "1", Labels: map[string]string{"a": "2", "b": "1"}},
			Spec: corev1.PodSpec{Containers: []corev1.Container{
				{Name: "c", Image: "i", Ports: []corev1.ContainerPort{{ContainerPort: 80, Protocol: "TCP"}}},
				{Name: "d", Image: "i", Env: []corev1.EnvVar{{Name: "E", Value: "v"}, {Name: "F"}}},
			}},
		}
		p.live.SetManagedFields([]metav1.ManagedFieldsEntry{
			entryOf("other", "Update", `{"f:spec":{"f:containers":{"k:{\"name\":\"d\"}":{"f:image":{}}}}}`),
			entryOf("m", "Apply", `{"f:metadata":{"f:labels":{"f:a":{},"f:b":{}}},"f:spec":{"f:containers":{`+
				`"k:{\"name\":\"c\"}":{".":{},"f:image":{},"f:name":{},"f:ports":{"k:{\"containerPort\":80,\"protocol\":\"TCP\"}":{".":{},"f:containerPort":{}}}},`+
				`"k:{\"name\":\"d\"}":{".":{},"f:env":{"k:{\"name\":\"E\"}":{".":{},"f:name":{},"f:value":{}}},"f:name":{}}}}}`),
		})
		p.apply(&rest.Request{User: &user.DefaultInfo{Name: "u"}, Resource: p.r, FieldManager: "m"}, config, force)
	})
}

func entryOf(manager, operation, fields string) metav1.ManagedFieldsEntry {
	at := metav1.Unix(1e9, 0)
	return metav1.ManagedFieldsEntry{
		Manager: manager, Operation: metav1.ManagedFieldsOperationType(operation), APIVersion: "v1", Time: &at,
		FieldsType: "FieldsV1", FieldsV1: &metav1.FieldsV1{Raw: []byte(fields)},
	}
}
