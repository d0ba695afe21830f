package all

import (
	"math/rand"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/api/equality"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/intstr"
	"sigs.k8s.io/randfill"

	"github.com/skiff-k8s/skiff/api"
)

// filler makes objects that no client would send: every field may hold anything.
func filler(seed int64) *randfill.Filler {
	return randfill.New().RandSource(rand.NewSource(seed)).NilChance(0.3).NumElements(0, 3).MaxDepth(12).Funcs(
		func(q *resource.Quantity, c randfill.Continue) {
			*q = *resource.NewMilliQuantity(c.Int63n(5000)-500, resource.DecimalSI)
		},
		func(v *intstr.IntOrString, c randfill.Continue) {
			switch c.Intn(3) {
			case 0:
				*v = intstr.FromInt32(c.Int31n(200) - 50)
			case 1:
				*v = intstr.FromString("25%")
			default:
				*v = intstr.FromString(c.String(4))
			}
		},
		func(t *metav1.Time, c randfill.Continue) { *t = metav1.Unix(c.Int63n(1e9), 0) },
		func(t *metav1.MicroTime, c randfill.Continue) { *t = metav1.NewMicroTime(time.Unix(c.Int63n(1e9), 0)) },
		func(r *runtime.RawExtension, c randfill.Continue) { r.Raw = []byte(`{"a":1}`) },
		func(f *metav1.FieldsV1, c randfill.Continue) { f.Raw = []byte(`{}`) },
	)
}

// exercise calls all that a descriptor has with an arbitrary object.
func exercise(t *testing.T, r *api.Resource, seed int64) {
	f := filler(seed)
	make1 := func() api.Object {
		o := r.New()
		f.Fill(o)
		return o
	}
	o, old := make1(), make1()
	if r.Default != nil {
		r.Default(o)
		once := o.DeepCopyObject()
		r.Default(o)
		if !equality.Semantic.DeepEqual(once, o) {
			t.Fatalf("%s, seed %d: defaults are not idempotent\n%s", r.Name, seed, cmp.Diff(once, o))
		}
		r.Default(old)
	}
	before := old.DeepCopyObject()
	fresh := o.DeepCopyObject().(api.Object)
	if r.Prepare != nil {
		r.Prepare(fresh, nil)
		r.Prepare(o, old)
	}
	if r.Validate != nil {
		_ = r.Validate(fresh, nil).ToAggregate()
		_ = r.Validate(o, old).ToAggregate()
	}
	if r.Warn != nil {
		r.Warn(o, nil)
		r.Warn(o, old)
	}
	if r.Row != nil {
		if row := r.Row(o, time.Unix(2e9, 0)); len(row) != len(r.Columns) {
			t.Fatalf("%s, seed %d: %d cells under %d columns", r.Name, seed, len(row), len(r.Columns))
		}
	}
	if r.RowConditions != nil {
		r.RowConditions(o)
	}
	if r.Fields != nil {
		r.Fields(o)
	}
	if r.BeginDelete != nil {
		r.BeginDelete(o.DeepCopyObject().(api.Object), &metav1.DeleteOptions{})
	}
	if r.Alias != nil {
		r.Alias.FromStored(r.Alias.ToStored(o))
	}
	for _, s := range r.Subresources {
		exerciseSub(t, r, &s, o, old, f)
	}
	if !equality.Semantic.DeepEqual(before, old) {
		t.Fatalf("%s, seed %d: what is stored was changed\n%s", r.Name, seed, cmp.Diff(before, old))
	}
}

func exerciseSub(t *testing.T, r *api.Resource, s *api.Subresource, o, old api.Object, f *randfill.Filler) {
	parent := old.DeepCopyObject().(api.Object)
	body := o.DeepCopyObject().(api.Object)
	if s.View != nil {
		v, err := s.View(parent)
		if err != nil {
			return // a selector that is none
		}
		body = v
		f.Fill(body)
	}
	if s.ValidateBody != nil {
		s.ValidateBody(body)
	}
	if s.Merge == nil {
		return
	}
	if err := s.Merge(parent, body); err != nil {
		t.Fatal(err)
	}
	if s.Validate != nil {
		_ = s.Validate(parent, old).ToAggregate()
	}
}

func TestNoObjectIsTooOdd(t *testing.T) {
	for _, r := range Resources() {
		t.Run(r.Group+"/"+r.Name, func(t *testing.T) {
			for seed := range int64(8) {
				exercise(t, r, seed)
			}
		})
	}
}

func FuzzDescriptors(f *testing.F) {
	list := Resources()
	f.Add(0, int64(1))
	f.Add(10, int64(2))
	f.Fuzz(func(t *testing.T, kind int, seed int64) {
		if kind < 0 {
			kind = -(kind + 1)
		}
		exercise(t, list[kind%len(list)], seed)
	})
}
