package apply

import (
	"encoding/json"
	"math/rand"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apiserver/pkg/authentication/user"
	"sigs.k8s.io/randfill"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/all"
	"github.com/skiff-k8s/skiff/apiserver/rest"
)

// TestBothWaysBookTheSame compares what is booked by the Go types with what the
// library books, on random objects of every kind that are created and changed by
// several managers.
func TestBothWaysBookTheSame(t *testing.T) {
	catalog := api.NewCatalog(all.Resources()...)
	now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	sure := 0
	for _, r := range catalog.Resources() {
		if r.Ephemeral || r.Alias != nil {
			continue
		}
		t.Run(r.GR().String(), func(t *testing.T) {
			b := &Books{
				Find: func(gvk schema.GroupVersionKind) *api.Resource { return catalog.ByKind(gvk) },
				Now:  func() time.Time { return now },
			}
			for seed := range int64(12) {
				now = now.Add(time.Minute)
				sure += compareWays(t, b, r, seed)
			}
		})
	}
	if sure < 300 {
		t.Errorf("only %d of the writes were booked by their Go types", sure)
	}
}

func compareWays(t *testing.T, b *Books, r *api.Resource, seed int64) (sure int) {
	rng := rand.New(rand.NewSource(seed))
	filler := fillerOf(rng)
	subresources := []string{""}
	if _, ok := r.Sub("status"); ok {
		subresources = append(subresources, "status")
	}
	var old api.Object
	for step := range 4 {
		o := r.New()
		if old != nil && step%2 == 1 {
			o = old.DeepCopyObject().(api.Object)
			o.SetAnnotations(map[string]string{"step": "odd"})
		} else {
			filler.Fill(o)
		}
		o.SetManagedFields(nil)
		if r.Default != nil {
			r.Default(o)
		}
		req := &rest.Request{
			User: &user.DefaultInfo{Name: "u"}, Resource: r, UserAgent: []string{"one/1", "two/1"}[rng.Intn(2)],
		}
		if old != nil {
			req.Subresource = subresources[rng.Intn(len(subresources))]
		}
		var kept []metav1.ManagedFieldsEntry
		if old != nil {
			kept = old.GetManagedFields()
		}
		want, err := b.track(req, old, o.DeepCopyObject().(api.Object))
		if err != nil {
			return sure // two items of one key, which no valid object has
		}
		b.stamp(want, kept)
		got, err := b.compare(req, old, o, kept, nil)
		if err == nil {
			sure++
			if len(got) != len(want) || len(got) > 0 && !reflect.DeepEqual(readable(got), readable(want)) {
				t.Fatalf("seed %d, step %d, subresource %q:\nby the Go types %s\nby the library  %s", seed, step, req.Subresource, asJSON(got), asJSON(want))
			}
		}
		o.SetManagedFields(want)
		old = o
	}
	return sure
}

// fillerOf fills objects by chance, with few different values so that they meet.
func fillerOf(rng *rand.Rand) *randfill.Filler {
	return randfill.New().RandSource(rng).NilChance(0.6).NumElements(0, 2).MaxDepth(12).Funcs(
		func(m *metav1.Time, _ randfill.Continue) { *m = metav1.Unix(rng.Int63n(1e9), 0) },
		func(m *metav1.MicroTime, _ randfill.Continue) {
			*m = metav1.NewMicroTime(time.Unix(rng.Int63n(1e9), 0))
		},
		func(*runtime.RawExtension, randfill.Continue) {},
		func(j *apiextensionsv1.JSON, _ randfill.Continue) { j.Raw = []byte(`"text"`) },
		func(*metav1.FieldsV1, randfill.Continue) {},
		func(m *[]metav1.ManagedFieldsEntry, _ randfill.Continue) { *m = nil },
		func(m *map[string]string, _ randfill.Continue) {
			*m = map[string]string{"a": []string{"1", "2"}[rng.Intn(2)]}
		},
	)
}

// readable makes the sets comparable: the order of their members does not matter.
func readable(entries []metav1.ManagedFieldsEntry) []any {
	var out []any
	for _, e := range entries {
		var set any
		if err := json.Unmarshal(e.FieldsV1.Raw, &set); err != nil {
			panic(err)
		}
		out = append(out, []any{e.Manager, e.Operation, e.APIVersion, e.Subresource, e.Time.Unix(), set})
	}
	slices.SortFunc(out, func(a, b any) int { return strings.Compare(asJSON(a), asJSON(b)) })
	return out
}

func asJSON(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(text)
}
