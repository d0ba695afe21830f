package deployment

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/util/intstr"
)

var start = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

func testDeployment(wanted int32, image string) *appsv1.Deployment {
	surge, unavailable := intstr.FromString("25%"), intstr.FromString("25%")
	limit, deadline := int32(10), int32(600)
	d := &appsv1.Deployment{
		ObjectMeta: metav1.ObjectMeta{Namespace: "ns", Name: "web", UID: "d", Generation: 1},
		Spec: appsv1.DeploymentSpec{
			Replicas: &wanted,
			Selector: &metav1.LabelSelector{MatchLabels: map[string]string{"app": "web"}},
			Strategy: appsv1.DeploymentStrategy{
				Type:          appsv1.RollingUpdateDeploymentStrategyType,
				RollingUpdate: &appsv1.RollingUpdateDeployment{MaxSurge: &surge, MaxUnavailable: &unavailable},
			},
			RevisionHistoryLimit:    &limit,
			ProgressDeadlineSeconds: &deadline,
			Template: corev1.PodTemplateSpec{
				ObjectMeta: metav1.ObjectMeta{Labels: map[string]string{"app": "web"}},
			},
		},
	}
	setImage(d, image)
	return d
}

func setImage(d *appsv1.Deployment, image string) {
	d.Spec.Template.Spec.Containers = []corev1.Container{{Name: "c", Image: image}}
}

// set makes a set of d with that image, as the controller would have.
func testSet(d *appsv1.Deployment, image string, revision int64, size, available int32) *appsv1.ReplicaSet {
	c := d.DeepCopy()
	setImage(c, image)
	rs := makeSet(c, revision)
	rs.UID = types.UID(image)
	rs.Spec.Replicas = &size
	rs.CreationTimestamp = metav1.NewTime(start.Add(time.Duration(revision) * time.Minute))
	rs.Status = appsv1.ReplicaSetStatus{Replicas: size, ReadyReplicas: available, AvailableReplicas: available}
	return rs
}

// describe prints actions for comparison: "create web-x 2", "scale a 2→1".
func describe(p plan) string {
	var out []string
	for _, a := range p.actions {
		image := a.set.Spec.Template.Spec.Containers[0].Image
		switch {
		case a.kind == createSet:
			out = append(out, fmt.Sprintf("create %s %d", image, replicas(a.set)))
		case a.kind == deleteSet:
			out = append(out, "delete "+image)
		case a.from != replicas(a.set):
			out = append(out, fmt.Sprintf("scale %s %d→%d", image, a.from, replicas(a.set)))
		default:
			out = append(out, "annotate "+image)
		}
	}
	return strings.Join(out, ", ")
}

func TestDecide(t *testing.T) {
	type sets = []*appsv1.ReplicaSet
	for _, c := range []struct {
		name   string
		size   int32
		change func(d *appsv1.Deployment)
		sets   func(d *appsv1.Deployment) sets
		living map[string]int
		want   string
		reason string // of the first action
	}{
		{
			name: "the first set", size: 2,
			want: "create v2 2", reason: "no ReplicaSet has this template",
		},
		{
			name: "nothing to do", size: 2,
			sets: func(d *appsv1.Deployment) sets { return sets{testSet(d, "v2", 1, 2, 2)} },
		},
		{
			name: "a new template starts with the surge", size: 4,
			sets:   func(d *appsv1.Deployment) sets { return sets{testSet(d, "v1", 1, 4, 4)} },
			want:   "create v2 1, scale v1 4→3",
			reason: "the template changed: no ReplicaSet has it, starting revision 2",
		},
		{
			name: "a ready new pod lets an old one go", size: 2,
			sets:   func(d *appsv1.Deployment) sets { return sets{testSet(d, "v1", 1, 2, 2), testSet(d, "v2", 2, 1, 1)} },
			want:   "scale v1 2→1",
			reason: "1 new pod is ready, scaling old ReplicaSet from 2 to 1",
		},
		{
			name: "old pods that never came up go first", size: 4,
			sets:   func(d *appsv1.Deployment) sets { return sets{testSet(d, "v1", 1, 4, 3), testSet(d, "v2", 2, 1, 0)} },
			want:   "scale v1 4→3",
			reason: "1 old pod is not available anyway, scaling old ReplicaSet from 4 to 3",
		},
		{
			name: "a set that reports more than it keeps does not count double", size: 3,
			change: func(d *appsv1.Deployment) {
				one := intstr.FromInt32(1)
				d.Spec.Strategy.RollingUpdate = &appsv1.RollingUpdateDeployment{MaxSurge: &one, MaxUnavailable: &one}
			},
			sets: func(d *appsv1.Deployment) sets { return sets{testSet(d, "v1", 1, 2, 3), testSet(d, "v2", 2, 2, 1)} },
			want: "scale v1 2→1",
		},
		{
			name: "an old template comes back by its set", size: 2,
			sets:   func(d *appsv1.Deployment) sets { return sets{testSet(d, "v2", 1, 0, 0), testSet(d, "v1", 2, 2, 2)} },
			want:   "scale v2 0→1",
			reason: "2 pods wanted, up to 3 at a time: scaling new ReplicaSet from 0 to 1",
		},
		{
			name: "a change of size alone", size: 5,
			sets: func(d *appsv1.Deployment) sets {
				was := testDeployment(2, "v2")
				return sets{testSet(was, "v2", 1, 2, 2)}
			},
			want:   "scale v2 2→5",
			reason: "5 pods wanted instead of 2",
		},
		{
			name: "a change of size in a rollout is shared out", size: 20,
			sets: func(d *appsv1.Deployment) sets {
				was := testDeployment(10, "v2")
				return sets{testSet(was, "v1", 1, 8, 8), testSet(was, "v2", 2, 5, 2)}
			},
			// 13 of 13 before, 25 after: 8/13 and 5/13 of them.
			want: "scale v1 8→15, scale v2 5→10",
		},
		{
			name: "scaling to nothing in a rollout", size: 0,
			sets: func(d *appsv1.Deployment) sets {
				was := testDeployment(10, "v2")
				return sets{testSet(was, "v1", 1, 8, 8), testSet(was, "v2", 2, 5, 2)}
			},
			want: "scale v1 8→0, scale v2 5→0",
		},
		{
			name: "paused: size is followed, the template is not", size: 3,
			change: func(d *appsv1.Deployment) { d.Spec.Paused = true },
			sets: func(d *appsv1.Deployment) sets {
				return sets{testSet(testDeployment(2, "v1"), "v1", 1, 2, 2)}
			},
			want: "scale v1 2→3",
		},
		{
			name: "recreate stops the old first", size: 2,
			change: recreate,
			sets:   func(d *appsv1.Deployment) sets { return sets{testSet(d, "v1", 1, 2, 2)} },
			want:   "scale v1 2→0", reason: "the template changed and the strategy is Recreate: stopping 2 pods first",
		},
		{
			name: "recreate waits for old pods to end", size: 2,
			change: recreate,
			sets:   func(d *appsv1.Deployment) sets { return sets{testSet(d, "v1", 1, 0, 0)} },
			living: map[string]int{"v1": 1},
		},
		{
			name: "recreate starts the new when the old is gone", size: 2,
			change: recreate,
			sets:   func(d *appsv1.Deployment) sets { return sets{testSet(d, "v1", 1, 0, 0)} },
			want:   "create v2 2",
		},
		{
			name: "old revisions beyond the limit go", size: 1,
			change: func(d *appsv1.Deployment) {
				*d.Spec.RevisionHistoryLimit = 1
				d.Status = appsv1.DeploymentStatus{ObservedGeneration: 1, Replicas: 1, UpdatedReplicas: 1, ReadyReplicas: 1, AvailableReplicas: 1}
			},
			sets: func(d *appsv1.Deployment) sets {
				return sets{testSet(d, "v1", 3, 0, 0), testSet(d, "v0", 2, 0, 0), testSet(d, "v2", 4, 1, 1)}
			},
			want: "delete v0", reason: "only 1 old revisions are kept",
		},
		{
			name: "one that is being deleted is left alone", size: 2,
			change: func(d *appsv1.Deployment) { d.DeletionTimestamp = &metav1.Time{Time: start} },
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := testDeployment(c.size, "v2")
			if c.change != nil {
				c.change(d)
			}
			v := view{deployment: d, now: start, livingPods: c.living}
			if c.sets != nil {
				v.sets = c.sets(d)
			}
			p := decide(v)
			if got := describe(p); got != c.want {
				t.Errorf("actions: %s\nwant: %s", got, c.want)
			}
			if c.reason != "" && p.actions[0].reason != c.reason {
				t.Errorf("because %q, want %q", p.actions[0].reason, c.reason)
			}
		})
	}
}

func recreate(d *appsv1.Deployment) {
	d.Spec.Strategy = appsv1.DeploymentStrategy{Type: appsv1.RecreateDeploymentStrategyType}
}

func TestAReusedSetKeepsItsRevisions(t *testing.T) {
	d := testDeployment(1, "v1")
	back := testSet(d, "v1", 1, 0, 0)
	p := decide(view{deployment: d, sets: []*appsv1.ReplicaSet{back, testSet(d, "v2", 2, 1, 1)}, now: start})
	rs := p.actions[0].set
	if rs.Annotations[revisionAnnotation] != "3" || rs.Annotations[historyAnnotation] != "1" || p.revision != "3" {
		t.Errorf("set %v, deployment's revision %q; want revision 3 and 1 in the history", rs.Annotations, p.revision)
	}
	if back.Annotations[revisionAnnotation] != "1" {
		t.Error("the shared object was changed")
	}
}

func TestProgressingCondition(t *testing.T) {
	check := func(t *testing.T, p plan, status corev1.ConditionStatus, reason string) {
		t.Helper()
		c := conditionOf(&p.status, appsv1.DeploymentProgressing)
		if c == nil || c.Status != status || c.Reason != reason {
			t.Fatalf("Progressing is %+v, want %s %s", c, status, reason)
		}
	}
	d := testDeployment(2, "v2")
	p := decide(view{deployment: d, now: start})
	check(t, p, corev1.ConditionTrue, reasonCreated)
	if p.after != 601*time.Second {
		t.Errorf("next look after %v, want the deadline and a second", p.after)
	}
	d.Status = p.status

	rs := testSet(d, "v2", 1, 2, 1)
	p = decide(view{deployment: d, sets: []*appsv1.ReplicaSet{rs}, now: start.Add(300 * time.Second)})
	check(t, p, corev1.ConditionTrue, reasonUpdated)
	d.Status = p.status

	p = decide(view{deployment: d, sets: []*appsv1.ReplicaSet{rs}, now: start.Add(899 * time.Second)})
	check(t, p, corev1.ConditionTrue, reasonUpdated)
	p = decide(view{deployment: d, sets: []*appsv1.ReplicaSet{rs}, now: start.Add(901 * time.Second)})
	check(t, p, corev1.ConditionFalse, reasonTimedOut)
	d.Status = p.status

	rs.Status.AvailableReplicas, rs.Status.ReadyReplicas = 2, 2
	p = decide(view{deployment: d, sets: []*appsv1.ReplicaSet{rs}, now: start.Add(1000 * time.Second)})
	check(t, p, corev1.ConditionTrue, reasonAvailable)
	if p.after != 0 {
		t.Errorf("a complete rollout looks again after %v", p.after)
	}
	d.Status = p.status

	d.Spec.Paused = true
	p = decide(view{deployment: d, sets: []*appsv1.ReplicaSet{rs}, now: start.Add(1001 * time.Second)})
	check(t, p, corev1.ConditionUnknown, reasonPaused)
	d.Status, d.Spec.Paused = p.status, false
	p = decide(view{deployment: d, sets: []*appsv1.ReplicaSet{rs}, now: start.Add(1002 * time.Second)})
	check(t, p, corev1.ConditionTrue, reasonAvailable)

	d.Status = p.status
	if again := decide(view{deployment: d, sets: []*appsv1.ReplicaSet{rs}, now: start.Add(2000 * time.Second)}); !sameStatus(again.status, p.status) {
		t.Errorf("a status without news changed: %+v, was %+v", again.status, p.status)
	}
}

func TestAvailableCondition(t *testing.T) {
	d := testDeployment(4, "v1")
	for available, want := range map[int32]corev1.ConditionStatus{2: corev1.ConditionFalse, 3: corev1.ConditionTrue, 4: corev1.ConditionTrue} {
		p := decide(view{deployment: d, sets: []*appsv1.ReplicaSet{testSet(d, "v1", 1, 4, available)}, now: start})
		if c := conditionOf(&p.status, appsv1.DeploymentAvailable); c.Status != want {
			t.Errorf("%d of 4 available: %s, want %s", available, c.Status, want)
		}
		if got := p.status.UnavailableReplicas; got != 4-available {
			t.Errorf("%d of 4 available: %d unavailable", available, got)
		}
	}
}

func TestFenceposts(t *testing.T) {
	for _, c := range []struct {
		wanted             int32
		surge, unavailable intstr.IntOrString
		wantSurge, wantUn  int32
	}{
		{2, intstr.FromString("25%"), intstr.FromString("25%"), 1, 0},
		{10, intstr.FromString("25%"), intstr.FromString("25%"), 3, 2},
		{4, intstr.FromInt32(0), intstr.FromString("10%"), 0, 1}, // both 0 would never move
		{0, intstr.FromInt32(5), intstr.FromInt32(5), 0, 0},
		{2, intstr.FromInt32(0), intstr.FromInt32(5), 0, 2}, // not more than there are
	} {
		d := testDeployment(c.wanted, "v1")
		d.Spec.Strategy.RollingUpdate = &appsv1.RollingUpdateDeployment{MaxSurge: &c.surge, MaxUnavailable: &c.unavailable}
		if s, u := maxSurge(d), maxUnavailable(d); s != c.wantSurge || u != c.wantUn {
			t.Errorf("%d pods, surge %v, unavailable %v: %d and %d, want %d and %d", c.wanted, c.surge, c.unavailable, s, u, c.wantSurge, c.wantUn)
		}
	}
}

func TestTemplateHash(t *testing.T) {
	d := testDeployment(1, "v1")
	a := templateHash(&d.Spec.Template, nil)
	if b := templateHash(d.DeepCopy().Spec.Template.DeepCopy(), nil); a != b {
		t.Errorf("one template, two hashes: %s and %s", a, b)
	}
	one := int32(1)
	if templateHash(&d.Spec.Template, &one) == a {
		t.Error("a collision does not change the hash")
	}
	if len(a) > 10 || strings.ContainsAny(a, "013aeiou") {
		t.Errorf("hash %q is not of the safe alphabet", a)
	}
	rs := makeSet(d, 1)
	if rs.Name != "web-"+a || rs.Spec.Selector.MatchLabels["pod-template-hash"] != a || rs.Spec.Template.Labels["pod-template-hash"] != a {
		t.Errorf("set %s with selector %v does not carry the hash", rs.Name, rs.Spec.Selector.MatchLabels)
	}
	if !sameTemplate(&rs.Spec.Template, &d.Spec.Template) {
		t.Error("the hash label makes a template another")
	}
}

func TestHistoryIsBounded(t *testing.T) {
	h := ""
	for i := range 2000 {
		h = addHistory(h, fmt.Sprint(i))
	}
	if len(h) > maxHistory || !strings.HasSuffix(h, ",1999") {
		t.Errorf("history of %d bytes", len(h))
	}
}

func TestNoDeadlineMeansNoProgressing(t *testing.T) {
	d := testDeployment(1, "v1")
	*d.Spec.ProgressDeadlineSeconds = math.MaxInt32
	p := decide(view{deployment: d, now: start})
	if c := conditionOf(&p.status, appsv1.DeploymentProgressing); c != nil || p.after != 0 {
		t.Errorf("condition %+v, next look after %v; want none", c, p.after)
	}
}
