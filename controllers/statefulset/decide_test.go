package statefulset

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/util/intstr"

	"github.com/skiff-k8s/skiff/api/apps"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/controllers/ownership"
)

var now = time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC)

type setChange func(*appsv1.StatefulSet)

// testSet makes a set of n pods that are made in order.
func testSet(n int32, changes ...setChange) *appsv1.StatefulSet {
	s := &appsv1.StatefulSet{
		ObjectMeta: metav1.ObjectMeta{Namespace: "ns", Name: "db", UID: "set", Generation: 4},
		Spec: appsv1.StatefulSetSpec{
			Replicas: &n, ServiceName: "headless", Selector: &metav1.LabelSelector{MatchLabels: map[string]string{"app": "db"}},
			UpdateStrategy: appsv1.StatefulSetUpdateStrategy{Type: appsv1.RollingUpdateStatefulSetStrategyType,
				RollingUpdate: &appsv1.RollingUpdateStatefulSetStrategy{Partition: new(int32)}},
		},
	}
	for _, c := range changes {
		c(s)
	}
	return s
}

func parallel(s *appsv1.StatefulSet) { s.Spec.PodManagementPolicy = appsv1.ParallelPodManagement }
func onDelete(s *appsv1.StatefulSet) {
	s.Spec.UpdateStrategy = appsv1.StatefulSetUpdateStrategy{Type: appsv1.OnDeleteStatefulSetStrategyType}
}
func partition(n int32) setChange {
	return func(s *appsv1.StatefulSet) { s.Spec.UpdateStrategy.RollingUpdate.Partition = &n }
}
func maxUnavailable(text string) setChange {
	return func(s *appsv1.StatefulSet) {
		v := intstr.Parse(text)
		s.Spec.UpdateStrategy.RollingUpdate.MaxUnavailable = &v
	}
}
func from(n int32) setChange {
	return func(s *appsv1.StatefulSet) { s.Spec.Ordinals = &appsv1.StatefulSetOrdinals{Start: n} }
}
func minReady(n int32) setChange {
	return func(s *appsv1.StatefulSet) { s.Spec.MinReadySeconds = n }
}

// withClaims adds a claim template, and what becomes of its claims.
func withClaims(scaled, deleted appsv1.PersistentVolumeClaimRetentionPolicyType) setChange {
	return func(s *appsv1.StatefulSet) {
		s.Spec.VolumeClaimTemplates = []corev1.PersistentVolumeClaim{{ObjectMeta: metav1.ObjectMeta{Name: "data", Labels: map[string]string{"a": "b"}}}}
		s.Spec.PersistentVolumeClaimRetentionPolicy = &appsv1.StatefulSetPersistentVolumeClaimRetentionPolicy{WhenScaled: scaled, WhenDeleted: deleted}
	}
}

const (
	keep = appsv1.RetainPersistentVolumeClaimRetentionPolicyType
	drop = appsv1.DeletePersistentVolumeClaimRetentionPolicyType
)

type podChange func(*corev1.Pod)

// pod makes a pod of the present revision that is ready.
func pod(ordinal int, changes ...podChange) *corev1.Pod {
	name := fmt.Sprint("db-", ordinal)
	p := &corev1.Pod{
		ObjectMeta: metav1.ObjectMeta{Namespace: "ns", Name: name, UID: types.UID(name), Labels: map[string]string{
			appsv1.StatefulSetRevisionLabel: "new", appsv1.StatefulSetPodNameLabel: name,
		}},
		Status: corev1.PodStatus{Phase: corev1.PodRunning, Conditions: []corev1.PodCondition{{
			Type: corev1.PodReady, Status: corev1.ConditionTrue, LastTransitionTime: metav1.NewTime(now.Add(-time.Minute)),
		}}},
	}
	for _, c := range changes {
		c(p)
	}
	return p
}

func old(p *corev1.Pod)      { p.Labels[appsv1.StatefulSetRevisionLabel] = "old" }
func unready(p *corev1.Pod)  { p.Status.Conditions[0].Status = corev1.ConditionFalse }
func deleting(p *corev1.Pod) { p.DeletionTimestamp = &metav1.Time{Time: now} }
func failed(p *corev1.Pod)   { p.Status.Phase = corev1.PodFailed }

func viewOf(s *appsv1.StatefulSet, pods ...*corev1.Pod) view {
	return view{set: s, pods: pods, now: now, claims: map[string]*corev1.PersistentVolumeClaim{},
		current: revision{"old", &corev1.PodTemplateSpec{}}, update: revision{"new", &corev1.PodTemplateSpec{}}}
}

func shape(p plan) string {
	var parts []string
	for _, t := range p.tasks {
		for _, s := range t {
			switch s.kind {
			case createClaim:
				parts = append(parts, "claim "+s.claim.Name)
			case updateClaim:
				parts = append(parts, "own "+s.claim.Name)
			case createPod:
				parts = append(parts, "+"+s.pod.Name+" "+revisionOf(s.pod))
			case updatePod:
				parts = append(parts, "fix "+s.pod.Name)
			case deletePod:
				parts = append(parts, "-"+s.pod.Name)
			}
		}
	}
	if p.after > 0 {
		parts = append(parts, p.after.String())
	}
	return strings.Join(parts, ", ")
}

func TestOrder(t *testing.T) {
	for _, c := range []struct {
		name string
		set  *appsv1.StatefulSet
		pods []*corev1.Pod
		want string
	}{
		{"the first", testSet(3), nil, "+db-0 new"},
		{"the second when the first is ready", testSet(3), []*corev1.Pod{pod(0)}, "+db-1 new"},
		{"not before", testSet(3), []*corev1.Pod{pod(0, unready)}, ""},
		{"not before it has been for long enough", testSet(3, minReady(90)), []*corev1.Pod{pod(0)}, "30s"},
		{"not before the old one is gone", testSet(3), []*corev1.Pod{pod(0, deleting)}, ""},
		{"a gap first", testSet(3), []*corev1.Pod{pod(0), pod(2)}, "+db-1 new"},
		{"what failed is replaced", testSet(3), []*corev1.Pod{pod(0), pod(1, failed), pod(2)}, "-db-1"},
		{"what failed and goes is waited for", testSet(3), []*corev1.Pod{pod(0), pod(1, failed, deleting)}, ""},
		{"all at once", testSet(3, parallel), []*corev1.Pod{pod(0, unready)}, "+db-1 new, +db-2 new"},
		{"from another number", testSet(2, from(5)), []*corev1.Pod{pod(5)}, "+db-6 new"},
		{"the number moved", testSet(2, from(1)), []*corev1.Pod{pod(0), pod(1), pod(2)}, "-db-0"},
		{"the last goes first", testSet(1), []*corev1.Pod{pod(0), pod(1), pod(2)}, "-db-2"},
		{"one goes after the other", testSet(1), []*corev1.Pod{pod(0), pod(1), pod(2, deleting)}, ""},
		{"none goes while one before is in trouble", testSet(1), []*corev1.Pod{pod(0), pod(1, unready), pod(2, unready)}, ""},
		{"the one in trouble may go", testSet(1), []*corev1.Pod{pod(0), pod(1), pod(2, unready)}, "-db-2"},
		{"none goes while one that stays is in trouble", testSet(1), []*corev1.Pod{pod(0, unready), pod(1)}, ""},
		{"all go at once", testSet(0, parallel), []*corev1.Pod{pod(0, unready), pod(1), pod(2, deleting)}, "-db-1, -db-0"},
		{"nothing while it is deleted", testSet(3, func(s *appsv1.StatefulSet) { s.DeletionTimestamp = &metav1.Time{} }), nil, ""},
		{"a label is missing", testSet(1), []*corev1.Pod{pod(0, func(p *corev1.Pod) { delete(p.Labels, appsv1.StatefulSetPodNameLabel) })}, "fix db-0"},
		{"a stranger is left alone", testSet(1), []*corev1.Pod{pod(0), pod(9, func(p *corev1.Pod) { p.Name = "db-01" })}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := decide(viewOf(c.set, c.pods...))
			if got := shape(p); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
			for _, task := range p.tasks {
				if slices.ContainsFunc(task, func(s step) bool { return s.reason == "" }) {
					t.Error("a step without a reason")
				}
			}
		})
	}
}

func TestUpdates(t *testing.T) {
	for _, c := range []struct {
		name string
		set  *appsv1.StatefulSet
		pods []*corev1.Pod
		want string
	}{
		{"the highest first", testSet(3), []*corev1.Pod{pod(0, old), pod(1, old), pod(2, old)}, "-db-2"},
		{"then the next", testSet(3), []*corev1.Pod{pod(0, old), pod(1, old), pod(2)}, "-db-1"},
		{"not while it is away", testSet(3), []*corev1.Pod{pod(0, old), pod(1, old), pod(2, old, deleting)}, ""},
		{"it comes back new", testSet(3), []*corev1.Pod{pod(0, old), pod(1, old)}, "+db-2 new"},
		{"to a partition", testSet(3, partition(2)), []*corev1.Pod{pod(0, old), pod(1, old), pod(2)}, ""},
		{"below the partition it comes back old", testSet(3, partition(2)), []*corev1.Pod{pod(0, old), pod(2)}, "+db-1 old"},
		{"the partition counts from the first", testSet(3, partition(1), from(5)), []*corev1.Pod{pod(6), pod(7)}, "+db-5 old"},
		{"by hand", testSet(3, onDelete), []*corev1.Pod{pod(0, old), pod(1, old), pod(2, old)}, ""},
		{"by hand, new", testSet(3, onDelete), []*corev1.Pod{pod(0, old), pod(2, old)}, "+db-1 new"},
		{"without a partition it comes back old", testSet(3, func(s *appsv1.StatefulSet) {
			s.Spec.UpdateStrategy.RollingUpdate, s.Status.CurrentReplicas = nil, 2
		}), []*corev1.Pod{pod(0, old), pod(2)}, "+db-1 old"},
		{"two at a time", testSet(4, maxUnavailable("2")), []*corev1.Pod{pod(0, old), pod(1, old), pod(2, old), pod(3, old)}, "-db-3, -db-2"},
		{"two at a time, one is away", testSet(4, parallel, maxUnavailable("50%")), []*corev1.Pod{pod(0, old), pod(1, old), pod(2, old), pod(3, unready)}, "-db-2"},
		{"a low one in trouble does not hold the high ones up", testSet(2, parallel), []*corev1.Pod{pod(0, old, unready), pod(1, old)}, "-db-1"},
		{"in order it does", testSet(2), []*corev1.Pod{pod(0, old, unready), pod(1, old)}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := decide(viewOf(c.set, c.pods...))
			if got := shape(p); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

func TestStatus(t *testing.T) {
	v := viewOf(testSet(4, minReady(30)), pod(0, old), pod(1, unready), pod(2, func(p *corev1.Pod) {
		p.Status.Conditions[0].LastTransitionTime = metav1.NewTime(now.Add(-10 * time.Second))
	}), pod(3, deleting))
	p := decide(v)
	got := p.status
	want := appsv1.StatefulSetStatus{ObservedGeneration: 4, Replicas: 4, ReadyReplicas: 3, AvailableReplicas: 2, CurrentReplicas: 1, UpdatedReplicas: 2,
		CurrentRevision: "old", UpdateRevision: "new", CollisionCount: got.CollisionCount}
	if fmt.Sprint(got) != fmt.Sprint(want) || *got.CollisionCount != 0 {
		t.Errorf("status %+v, want %+v", got, want)
	}
	if p.after != 20*time.Second {
		t.Errorf("look again after %v, want 20s", p.after)
	}
	if s := decide(viewOf(testSet(2), pod(0), pod(1))).status; s.CurrentRevision != "new" || s.CurrentReplicas != 2 {
		t.Errorf("status at the end of an update %+v", s)
	}
	// A pod that is deleted for an update counts no more, so that it comes back new.
	if s := decide(viewOf(testSet(2), pod(0, old), pod(1, old))).status; s.CurrentReplicas != 1 {
		t.Errorf("%d current replicas, want 1", s.CurrentReplicas)
	}
}

// claim makes the claim of a pod, owned by set or pod of these UIDs.
func claim(ordinal int, setUID, podUID types.UID) *corev1.PersistentVolumeClaim {
	c := &corev1.PersistentVolumeClaim{ObjectMeta: metav1.ObjectMeta{Namespace: "ns", Name: fmt.Sprint("data-db-", ordinal)}}
	if setUID != "" {
		c.OwnerReferences = append(c.OwnerReferences, ownership.Reference(apps.StatefulSets, &appsv1.StatefulSet{ObjectMeta: metav1.ObjectMeta{Name: "db", UID: setUID}}))
	}
	if podUID != "" {
		c.OwnerReferences = append(c.OwnerReferences, ownership.Reference(core.Pods, &corev1.Pod{ObjectMeta: metav1.ObjectMeta{Name: fmt.Sprint("db-", ordinal), UID: podUID}}))
	}
	return c
}

func TestClaims(t *testing.T) {
	foreign := claim(0, "", "")
	foreign.OwnerReferences = []metav1.OwnerReference{{Kind: "Other", Name: "x", UID: "x", Controller: new(true)}}
	leaving := claim(0, "", "")
	leaving.DeletionTimestamp = &metav1.Time{Time: now}
	for _, c := range []struct {
		name   string
		set    *appsv1.StatefulSet
		pods   []*corev1.Pod
		claims []*corev1.PersistentVolumeClaim
		want   string
	}{
		{"before the pod", testSet(1, withClaims(keep, keep)), nil, nil, "claim data-db-0, +db-0 new"},
		{"as it is", testSet(1, withClaims(keep, keep)), nil, []*corev1.PersistentVolumeClaim{claim(0, "", "")}, "+db-0 new"},
		{"not while it is being deleted", testSet(1, withClaims(keep, keep)), nil, []*corev1.PersistentVolumeClaim{leaving}, ""},
		{"not while it belongs to an earlier pod", testSet(1, withClaims(drop, keep)), nil, []*corev1.PersistentVolumeClaim{claim(0, "", "earlier")}, ""},
		{"again for a pod that waits", testSet(1, withClaims(keep, keep)), []*corev1.Pod{pod(0, unready, func(p *corev1.Pod) { p.Status.Phase = corev1.PodPending })}, nil, "claim data-db-0"},
		{"goes with the set", testSet(1, withClaims(keep, drop)), []*corev1.Pod{pod(0)}, []*corev1.PersistentVolumeClaim{claim(0, "", "")}, "own data-db-0"},
		{"goes with the set already", testSet(1, withClaims(keep, drop)), []*corev1.Pod{pod(0)}, []*corev1.PersistentVolumeClaim{claim(0, "set", "")}, ""},
		{"stays after all", testSet(1, withClaims(keep, keep)), []*corev1.Pod{pod(0)}, []*corev1.PersistentVolumeClaim{claim(0, "set", "")}, "own data-db-0"},
		{"of an earlier set is left alone", testSet(1, withClaims(keep, drop)), []*corev1.Pod{pod(0)}, []*corev1.PersistentVolumeClaim{claim(0, "earlier", "")}, ""},
		{"of another controller is left alone", testSet(1, withClaims(keep, drop)), []*corev1.Pod{pod(0)}, []*corev1.PersistentVolumeClaim{foreign}, ""},
		{"goes with its pod", testSet(1, withClaims(drop, drop)), []*corev1.Pod{pod(0), pod(1)}, []*corev1.PersistentVolumeClaim{claim(0, "set", ""), claim(1, "set", "")}, "own data-db-1, -db-1"},
		{"stays though its pod goes", testSet(1, withClaims(keep, drop)), []*corev1.Pod{pod(0), pod(1)}, []*corev1.PersistentVolumeClaim{claim(0, "set", ""), claim(1, "set", "")}, "-db-1"},
		{"is wanted again", testSet(1, withClaims(drop, keep)), []*corev1.Pod{pod(0)}, []*corev1.PersistentVolumeClaim{claim(0, "", "db-0")}, "own data-db-0"},
	} {
		t.Run(c.name, func(t *testing.T) {
			v := viewOf(c.set, c.pods...)
			for _, x := range c.claims {
				v.claims[x.Name] = x
			}
			p := decide(v)
			if got := shape(p); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
			if blocked := len(c.claims) > 0 && c.claims[0] == leaving; blocked != (p.blocked != nil) {
				t.Errorf("blocked by %v", p.blocked)
			}
			if conflict := len(c.claims) > 0 && c.claims[0] == foreign; conflict != (len(p.notes) > 0 && p.notes[0].reason == "ConflictingController") {
				t.Errorf("notes %v", p.notes)
			}
		})
	}
}

func TestPodsHaveNamesAndStorage(t *testing.T) {
	s := testSet(1, withClaims(keep, drop))
	r := revision{"rev", &corev1.PodTemplateSpec{Spec: corev1.PodSpec{Volumes: []corev1.Volume{{Name: "data"}, {Name: "other"}}}}}
	p := newPod(s, r, 7)
	if p.Name != "db-7" || p.GenerateName != "" || p.Spec.Hostname != "db-7" || p.Spec.Subdomain != "headless" ||
		p.Labels[appsv1.StatefulSetPodNameLabel] != "db-7" || p.Labels[appsv1.PodIndexLabel] != "7" || p.Labels[appsv1.StatefulSetRevisionLabel] != "rev" {
		t.Errorf("pod %+v", p)
	}
	if v := p.Spec.Volumes; len(v) != 2 || v[0].PersistentVolumeClaim.ClaimName != "data-db-7" || v[1].Name != "other" {
		t.Errorf("volumes %+v", p.Spec.Volumes)
	}
	c := newClaim(s, &s.Spec.VolumeClaimTemplates[0], 0)
	if c.Name != "data-db-0" || c.Labels["a"] != "b" || c.Labels["app"] != "db" || !metav1.IsControlledBy(c, s) || len(s.Spec.VolumeClaimTemplates[0].Labels) != 1 {
		t.Errorf("claim %+v", c)
	}
	for name, want := range map[string]int{"db-0": 0, "db-12": 12, "db-01": noOrdinal, "db": noOrdinal, "-1": noOrdinal, "db-x": noOrdinal, "db--1": 1} {
		if _, n := ordinalOf(name); n != want {
			t.Errorf("ordinal of %s is %d, want %d", name, n, want)
		}
	}
}
