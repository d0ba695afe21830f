package deployment

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	appsv1 "k8s.io/api/apps/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/util/intstr"
)

// world is a Deployment with its sets and their pods, where everything but the
// decisions under test happens in random order and late.
type world struct {
	d    *appsv1.Deployment
	sets []*appsv1.ReplicaSet
	pods map[types.UID]*podCount
	now  time.Time
	log  []string
}

type podCount struct{ ready, unready int32 }

func (w *world) step(rng *rand.Rand) {
	w.now = w.now.Add(time.Second)
	switch n := rng.IntN(10); {
	case n < 4 || len(w.sets) == 0:
		w.decide()
	case n < 8: // a ReplicaSet controller's turn, for one set
		w.follow(w.sets[rng.IntN(len(w.sets))])
	default: // a pod becomes ready
		p := w.pods[w.sets[rng.IntN(len(w.sets))].UID]
		if p.unready > 0 {
			p.unready--
			p.ready++
		}
	}
}

func (w *world) decide() {
	p := decide(view{deployment: w.d, sets: w.sets, now: w.now})
	for _, a := range p.actions {
		w.log = append(w.log, fmt.Sprintf("%d %s: %s", len(w.log), describe(plan{actions: []action{a}}), a.reason))
		switch a.kind {
		case createSet:
			a.set.UID = types.UID(a.set.Name)
			a.set.CreationTimestamp = metav1.NewTime(w.now)
			w.pods[a.set.UID] = &podCount{}
			w.sets = append(w.sets, a.set)
		case updateSet:
			for i, rs := range w.sets {
				if rs.UID == a.set.UID {
					a.set.Status = rs.Status
					w.sets[i] = a.set
				}
			}
		case deleteSet:
			panic("deleted in a short rollout")
		}
	}
	w.d.Status = p.status
	if p.revision != "" {
		w.d.Annotations = with(w.d.Annotations, revisionAnnotation, p.revision)
	}
}

// follow makes the pods of a set as many as it asks for, those that are not ready
// going first, and reports.
func (w *world) follow(rs *appsv1.ReplicaSet) {
	p := w.pods[rs.UID]
	for p.ready+p.unready < replicas(rs) {
		p.unready++
	}
	for p.ready+p.unready > replicas(rs) {
		if p.unready > 0 {
			p.unready--
		} else {
			p.ready--
		}
	}
	rs.Status = appsv1.ReplicaSetStatus{Replicas: p.ready + p.unready, ReadyReplicas: p.ready, AvailableReplicas: p.ready, ObservedGeneration: rs.Generation}
}

func (w *world) count() (ready, all int32) {
	for _, p := range w.pods {
		ready += p.ready
		all += p.ready + p.unready
	}
	return ready, all
}

func (w *world) complete() bool {
	ready, all := w.count()
	s := &w.d.Status
	return ready == *w.d.Spec.Replicas && all == ready && s.UpdatedReplicas == ready && s.Replicas == ready && s.AvailableReplicas == ready
}

// TestRolloutsStayWithinTheirBoundsAndEnd rolls templates out in random worlds:
// never more pods asked for than the surge allows, never fewer ready than the
// strategy promises, whatever order things happen in; and every rollout ends, also when
// another begins in its middle.
func TestRolloutsStayWithinTheirBoundsAndEnd(t *testing.T) {
	for seed := range uint64(40) {
		rng := rand.New(rand.NewPCG(seed, 1))
		wanted := int32(rng.IntN(12) + 1)
		surge, unavailable := intstr.FromInt32(int32(rng.IntN(4))), intstr.FromInt32(int32(rng.IntN(4)))
		w := &world{d: testDeployment(wanted, "v0"), pods: map[types.UID]*podCount{}, now: start}
		w.d.Spec.Strategy.RollingUpdate = &appsv1.RollingUpdateDeployment{MaxSurge: &surge, MaxUnavailable: &unavailable}
		most, least := wanted+maxSurge(w.d), wanted-maxUnavailable(w.d)

		settle := func() {
			for steps := 0; !w.complete(); steps++ {
				if steps > 20000 {
					t.Fatalf("seed %d: not complete after %d steps\n%v\nstatus %+v", seed, steps, w.log, w.d.Status)
				}
				w.step(rng)
			}
		}
		settle()
		for rollout := range 4 {
			setImage(w.d, fmt.Sprintf("v%d", rng.IntN(3)+rollout%2*10))
			w.d.Generation++
			for range rng.IntN(60) { // sometimes the next template comes in the middle
				w.step(rng)
				ready, _ := w.count()
				if asked := sumReplicas(w.sets); asked > most || ready < least {
					t.Fatalf("seed %d: %d pods asked for, %d ready, want at most %d and at least %d\n%v", seed, asked, ready, most, least, w.log)
				}
			}
			if rng.IntN(2) == 0 {
				settle()
			}
		}
		settle()
		if ready, all := w.count(); all != wanted || ready != wanted {
			t.Fatalf("seed %d: ended with %d pods, %d ready, want %d", seed, all, ready, wanted)
		}
	}
}

// TestSizesChangedInTheMiddleEnd changes the size in the middle of rollouts.
func TestSizesChangedInTheMiddleEnd(t *testing.T) {
	for seed := range uint64(30) {
		rng := rand.New(rand.NewPCG(seed, 2))
		w := &world{d: testDeployment(int32(rng.IntN(10)), "v0"), pods: map[types.UID]*podCount{}, now: start}
		for i := range 6 {
			size := int32(rng.IntN(30))
			w.d.Spec.Replicas = &size
			if rng.IntN(2) == 0 {
				setImage(w.d, fmt.Sprintf("v%d", i))
			}
			w.d.Generation++
			for range rng.IntN(40) {
				w.step(rng)
			}
		}
		for steps := 0; !w.complete(); steps++ {
			if steps > 20000 {
				t.Fatalf("seed %d: not complete after %d steps\n%v\nstatus %+v", seed, steps, w.log, w.d.Status)
			}
			w.step(rng)
		}
	}
}
