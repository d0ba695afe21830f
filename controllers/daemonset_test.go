package controllers_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/util/intstr"

	"github.com/skiff-k8s/skiff/api/apps"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/client"
)

// readyNodes makes nodes that are well, and "n1" too.
func (w *world) readyNodes(names ...string) {
	w.Helper()
	for _, name := range names {
		w.create(core.Nodes, &corev1.Node{ObjectMeta: metav1.ObjectMeta{Name: name}})
	}
	for _, name := range append(names, "n1") {
		w.eventually("node "+name+" is free of taints", func() bool {
			n, err := client.Get[*corev1.Node](w.Context(), w.client, core.Nodes, "", name)
			if err != nil {
				w.Fatal(err)
			}
			if len(n.Spec.Taints) == 0 && len(n.Status.Conditions) > 0 {
				return true
			}
			next := n.DeepCopy()
			at := metav1.NewTime(time.Now())
			next.Status.Conditions = []corev1.NodeCondition{{Type: corev1.NodeReady, Status: corev1.ConditionTrue, LastHeartbeatTime: at, LastTransitionTime: at}}
			if _, err := w.client.Update(w.Context(), core.Nodes, next, "status"); err != nil && !apierrors.IsConflict(err) {
				w.Fatal(err)
			}
			return false
		})
	}
}

func (w *world) daemons(name string, n int32) *appsv1.DaemonSet {
	w.Helper()
	var ds *appsv1.DaemonSet
	w.eventually(fmt.Sprintf("daemon set %s has %d pods", name, n), func() bool {
		var err error
		if ds, err = client.Get[*appsv1.DaemonSet](w.Context(), w.client, apps.DaemonSets, "default", name); err != nil {
			w.Fatal(err)
		}
		s := ds.Status
		return s.ObservedGeneration == ds.Generation && s.DesiredNumberScheduled == n && s.NumberAvailable == n && s.UpdatedNumberScheduled == n && s.NumberMisscheduled == 0
	})
	return ds
}

func TestADaemonSetIsOnEachNode(t *testing.T) {
	w := newWorld(t)
	w.readyNodes("n2", "n3")
	d := deployment("agent", 1)
	w.create(apps.DaemonSets, &appsv1.DaemonSet{ObjectMeta: d.ObjectMeta, Spec: appsv1.DaemonSetSpec{Selector: d.Spec.Selector, Template: d.Spec.Template}})
	w.daemons("agent", 3)
	where := func() (out []string) {
		for _, p := range list[*corev1.Pod](w, core.Pods, "default") {
			out = append(out, p.Spec.NodeName)
		}
		slices.Sort(out)
		return out
	}
	if got := where(); !slices.Equal(got, []string{"n1", "n2", "n3"}) {
		t.Errorf("pods on %v", got)
	}
	w.readyNodes("n4")
	w.daemons("agent", 4)
	change(w, core.Nodes, "", "n2", func(n *corev1.Node) { n.Labels = map[string]string{"keep": "off"} })
	change(w, apps.DaemonSets, "default", "agent", func(ds *appsv1.DaemonSet) {
		ds.Spec.Template.Spec.Affinity = &corev1.Affinity{NodeAffinity: &corev1.NodeAffinity{RequiredDuringSchedulingIgnoredDuringExecution: &corev1.NodeSelector{
			NodeSelectorTerms: []corev1.NodeSelectorTerm{{MatchExpressions: []corev1.NodeSelectorRequirement{{Key: "keep", Operator: corev1.NodeSelectorOpNotIn, Values: []string{"off"}}}}},
		}}}
	})
	w.daemons("agent", 3)
	w.eventually("the pod of n2 is gone", func() bool { return slices.Equal(where(), []string{"n1", "n3", "n4"}) })

	victim := list[*corev1.Pod](w, core.Pods, "default")[0]
	change(w, core.Pods, "default", victim.Name, func(p *corev1.Pod) {
		p.Annotations = map[string]string{"test/exit": "1"}
	})
	w.eventually("a pod that failed is replaced", func() bool {
		_, err := w.client.Get(t.Context(), core.Pods, "default", victim.Name)
		return apierrors.IsNotFound(err)
	})
	w.daemons("agent", 3)

	w.delete(apps.DaemonSets, "default", "agent", metav1.DeletePropagationBackground)
	w.eventually("pods and revisions are collected", func() bool {
		return len(where()) == 0 && len(list[*appsv1.ControllerRevision](w, apps.ControllerRevisions, "default")) == 0
	})
}

func TestADaemonSetRollsOutAndBack(t *testing.T) {
	for _, surge := range []int32{0, 1} {
		t.Run(fmt.Sprint("surge ", surge), func(t *testing.T) {
			w := newWorld(t)
			w.readyNodes("n2", "n3")
			d := deployment("agent", 1)
			ds := &appsv1.DaemonSet{ObjectMeta: d.ObjectMeta, Spec: appsv1.DaemonSetSpec{Selector: d.Spec.Selector, Template: d.Spec.Template, RevisionHistoryLimit: new(int32(1))}}
			if surge > 0 {
				ds.Spec.UpdateStrategy.RollingUpdate = &appsv1.RollingUpdateDaemonSet{MaxSurge: ptrInt(surge), MaxUnavailable: ptrInt(0)}
			}
			w.create(apps.DaemonSets, ds)
			w.daemons("agent", 3)
			first := list[*appsv1.ControllerRevision](w, apps.ControllerRevisions, "default")[0]
			change(w, apps.DaemonSets, "default", "agent", func(ds *appsv1.DaemonSet) { ds.Spec.Template.Spec.Containers[0].Image = "v2" })
			w.daemons("agent", 3)
			w.images("agent", "v2")

			// As kubectl rollout undo does.
			if _, err := w.client.Patch(t.Context(), apps.DaemonSets, "default", "agent", types.StrategicMergePatchType, first.Data.Raw, ""); err != nil {
				t.Fatal(err)
			}
			w.daemons("agent", 3)
			w.images("agent", "v1")
			w.eventually("the first revision is the third", func() bool {
				r, err := client.Get[*appsv1.ControllerRevision](t.Context(), w.client, apps.ControllerRevisions, "default", first.Name)
				return err == nil && r.Revision == 3
			})
			change(w, apps.DaemonSets, "default", "agent", func(ds *appsv1.DaemonSet) { ds.Spec.Template.Spec.Containers[0].Image = "v3" })
			w.daemons("agent", 3)
			w.eventually("one old revision is kept", func() bool {
				return len(list[*appsv1.ControllerRevision](w, apps.ControllerRevisions, "default")) == 2
			})
		})
	}
}

// images checks what the pods of an app run.
func (w *world) images(app, want string) {
	w.Helper()
	w.eventually("all pods run "+want, func() bool {
		return !slices.ContainsFunc(list[*corev1.Pod](w, core.Pods, "default"), func(p *corev1.Pod) bool {
			return p.Labels["app"] == app && p.Spec.Containers[0].Image != want
		})
	})
}

func ptrInt(n int32) *intstr.IntOrString {
	v := intstr.FromInt32(n)
	return &v
}
