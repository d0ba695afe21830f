package controllers_test

import (
	"fmt"
	"testing"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"

	"github.com/skiff-k8s/skiff/api/apps"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/client"
)

func statefulSet(name string, replicas int32) *appsv1.StatefulSet {
	d := deployment(name, replicas)
	return &appsv1.StatefulSet{ObjectMeta: d.ObjectMeta, Spec: appsv1.StatefulSetSpec{
		Replicas: &replicas, Selector: d.Spec.Selector, Template: d.Spec.Template, ServiceName: "headless",
	}}
}

// stateful waits until a set has all of its pods, and all of the present template.
func (w *world) stateful(name string) *appsv1.StatefulSet {
	w.Helper()
	var s *appsv1.StatefulSet
	w.eventually("stateful set "+name+" is rolled out", func() bool {
		var err error
		if s, err = client.Get[*appsv1.StatefulSet](w.Context(), w.client, apps.StatefulSets, "default", name); err != nil {
			w.Fatal(err)
		}
		n, t := *s.Spec.Replicas, s.Status
		return t.ObservedGeneration == s.Generation && t.Replicas == n && t.AvailableReplicas == n && t.UpdatedReplicas == n &&
			t.CurrentReplicas == n && t.CurrentRevision == t.UpdateRevision
	})
	return s
}

func (w *world) pod(name string) *corev1.Pod {
	p, err := client.Get[*corev1.Pod](w.Context(), w.client, core.Pods, "default", name)
	if err != nil && !apierrors.IsNotFound(err) {
		w.Fatal(err)
	}
	if err != nil {
		return nil
	}
	return p
}

func TestAStatefulSetKeepsItsOrder(t *testing.T) {
	w := newWorld(t)
	w.create(apps.StatefulSets, statefulSet("db", 3))
	w.stateful("db")
	for i := range 3 {
		p := w.pod(fmt.Sprint("db-", i))
		if p == nil || p.Spec.Hostname != p.Name || p.Spec.Subdomain != "headless" {
			t.Fatalf("pod %d: %+v", i, p)
		}
		if i > 0 && p.CreationTimestamp.Before(&w.pod(fmt.Sprint("db-", i-1)).CreationTimestamp) {
			t.Errorf("pod %d is older than the one before", i)
		}
	}
	victim := w.pod("db-1")
	w.delete(core.Pods, "default", "db-1", metav1.DeletePropagationBackground)
	w.eventually("it comes back by its name", func() bool { p := w.pod("db-1"); return p != nil && p.UID != victim.UID })
	w.stateful("db")
	w.delete(apps.StatefulSets, "default", "db", metav1.DeletePropagationForeground)
	w.eventually("all is gone", func() bool {
		_, err := w.client.Get(t.Context(), apps.StatefulSets, "default", "db")
		return apierrors.IsNotFound(err) && len(list[*corev1.Pod](w, core.Pods, "default")) == 0
	})
}

func TestAStatefulSetRollsOutInPartsAndBack(t *testing.T) {
	for _, policy := range []appsv1.PodManagementPolicyType{appsv1.OrderedReadyPodManagement, appsv1.ParallelPodManagement} {
		t.Run(string(policy), func(t *testing.T) {
			w := newWorld(t)
			s := statefulSet("db", 4)
			s.Spec.PodManagementPolicy = policy
			w.create(apps.StatefulSets, s)
			first := w.stateful("db").Status.CurrentRevision
			change(w, apps.StatefulSets, "default", "db", func(s *appsv1.StatefulSet) {
				s.Spec.Template.Spec.Containers[0].Image, s.Spec.UpdateStrategy.RollingUpdate.Partition = "v2", new(int32(3))
			})
			w.eventually("the last pod is new", func() bool {
				s, err := client.Get[*appsv1.StatefulSet](t.Context(), w.client, apps.StatefulSets, "default", "db")
				return err == nil && s.Status.UpdatedReplicas == 1 && s.Status.CurrentReplicas == 3 && s.Status.ReadyReplicas == 4 && s.Status.CurrentRevision == first
			})
			w.delete(core.Pods, "default", "db-0", metav1.DeletePropagationBackground)
			w.eventually("an old pod comes back old", func() bool {
				p := w.pod("db-0")
				return p != nil && p.DeletionTimestamp == nil && p.Spec.NodeName != ""
			})
			if image := w.pod("db-0").Spec.Containers[0].Image; image != "v1" {
				t.Errorf("db-0 runs %s, want v1", image)
			}
			change(w, apps.StatefulSets, "default", "db", func(s *appsv1.StatefulSet) { *s.Spec.UpdateStrategy.RollingUpdate.Partition = 0 })
			w.stateful("db")
			w.images("db", "v2")

			// As kubectl rollout undo does.
			r, err := client.Get[*appsv1.ControllerRevision](t.Context(), w.client, apps.ControllerRevisions, "default", first)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := w.client.Patch(t.Context(), apps.StatefulSets, "default", "db", types.StrategicMergePatchType, r.Data.Raw, ""); err != nil {
				t.Fatal(err)
			}
			if got := w.stateful("db"); got.Status.CurrentRevision != first {
				t.Errorf("revision %s after going back, want %s", got.Status.CurrentRevision, first)
			}
			w.images("db", "v1")
			if n := len(list[*appsv1.ControllerRevision](w, apps.ControllerRevisions, "default")); n != 2 {
				t.Errorf("%d revisions, want 2", n)
			}
		})
	}
}

func TestAStatefulSetsClaimsComeAndGo(t *testing.T) {
	w := newWorld(t)
	s := statefulSet("db", 3)
	s.Spec.VolumeClaimTemplates = []corev1.PersistentVolumeClaim{{
		ObjectMeta: metav1.ObjectMeta{Name: "data"},
		Spec: corev1.PersistentVolumeClaimSpec{AccessModes: []corev1.PersistentVolumeAccessMode{corev1.ReadWriteOnce},
			Resources: corev1.VolumeResourceRequirements{Requests: corev1.ResourceList{corev1.ResourceStorage: resource.MustParse("1Gi")}}},
	}}
	s.Spec.PersistentVolumeClaimRetentionPolicy = &appsv1.StatefulSetPersistentVolumeClaimRetentionPolicy{
		WhenScaled: appsv1.DeletePersistentVolumeClaimRetentionPolicyType, WhenDeleted: appsv1.DeletePersistentVolumeClaimRetentionPolicyType,
	}
	w.create(apps.StatefulSets, s)
	w.stateful("db")
	// What protects claims in use is no part of this world.
	claims := func() (out []string) {
		for _, c := range list[*corev1.PersistentVolumeClaim](w, core.PersistentVolumeClaims, "default") {
			if c.DeletionTimestamp != nil && len(c.Finalizers) > 0 {
				next := c.DeepCopy()
				next.Finalizers = nil
				if _, err := w.client.Update(t.Context(), core.PersistentVolumeClaims, next, ""); err != nil && !apierrors.IsConflict(err) && !apierrors.IsNotFound(err) {
					t.Fatal(err)
				}
			}
			out = append(out, c.Name)
		}
		return out
	}
	if got := claims(); fmt.Sprint(got) != "[data-db-0 data-db-1 data-db-2]" {
		t.Fatalf("claims %v", got)
	}
	change(w, apps.StatefulSets, "default", "db", func(s *appsv1.StatefulSet) { *s.Spec.Replicas = 1 })
	w.eventually("claims go with their pods", func() bool { return len(claims()) == 1 })
	change(w, apps.StatefulSets, "default", "db", func(s *appsv1.StatefulSet) { *s.Spec.Replicas = 2 })
	w.stateful("db")
	w.delete(apps.StatefulSets, "default", "db", metav1.DeletePropagationBackground)
	w.eventually("claims go with the set", func() bool { return len(claims()) == 0 })
}
