package controllers_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/apps"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/api/discovery"
	"github.com/skiff-k8s/skiff/client"
)

func TestADeploymentRollsOutBackAndAway(t *testing.T) {
	w := newWorld(t)
	w.create(apps.Deployments, deployment("web", 3))
	d := w.rolledOut("web")
	if d.Annotations["deployment.kubernetes.io/revision"] != "1" {
		t.Errorf("annotations %v, want revision 1", d.Annotations)
	}
	image := func(v string) func(*appsv1.Deployment) {
		return func(d *appsv1.Deployment) { d.Spec.Template.Spec.Containers[0].Image = v }
	}
	change(w, apps.Deployments, "default", "web", image("v2"))
	d = w.rolledOut("web")
	if d.Annotations["deployment.kubernetes.io/revision"] != "2" {
		t.Errorf("annotations %v, want revision 2", d.Annotations)
	}
	// Back to the first template, which has a ReplicaSet.
	change(w, apps.Deployments, "default", "web", image("v1"))
	d = w.rolledOut("web")
	sets := list[*appsv1.ReplicaSet](w, apps.ReplicaSets, "default")
	if len(sets) != 2 || d.Annotations["deployment.kubernetes.io/revision"] != "3" {
		t.Errorf("%d sets, annotations %v; want 2 and revision 3", len(sets), d.Annotations)
	}
	for _, p := range list[*corev1.Pod](w, core.Pods, "default") {
		if p.DeletionTimestamp == nil && p.Spec.Containers[0].Image != "v1" {
			t.Errorf("pod %s runs %s", p.Name, p.Spec.Containers[0].Image)
		}
	}
	progressing := slices.IndexFunc(d.Status.Conditions, func(c appsv1.DeploymentCondition) bool { return c.Type == appsv1.DeploymentProgressing })
	if c := d.Status.Conditions[progressing]; c.Reason != "NewReplicaSetAvailable" {
		t.Errorf("condition %+v", c)
	}
	w.eventually("an event of each scaling", func() bool {
		n := 0
		for _, e := range list[*corev1.Event](w, core.Events, "default") {
			if e.Reason == "ScalingReplicaSet" && e.InvolvedObject.Name == "web" {
				n++
			}
		}
		return n >= 5
	})

	change(w, apps.Deployments, "default", "web", func(d *appsv1.Deployment) { d.Spec.Replicas = new(int32(5)) })
	w.rolledOut("web")
	w.delete(apps.Deployments, "default", "web", metav1.DeletePropagationBackground)
	w.eventually("sets and pods are collected", func() bool {
		return len(list[*appsv1.ReplicaSet](w, apps.ReplicaSets, "default")) == 0 && len(list[*corev1.Pod](w, core.Pods, "default")) == 0
	})
}

func TestADeletedPodIsReplacedAtOnce(t *testing.T) {
	w := newWorld(t)
	w.create(apps.Deployments, deployment("web", 2))
	w.rolledOut("web")
	victim := list[*corev1.Pod](w, core.Pods, "default")[0]
	w.hold.Store(true) // the replacement exists before it can be ready
	w.delete(core.Pods, "default", victim.Name, metav1.DeletePropagationBackground)
	w.eventually("a replacement exists", func() bool {
		n := 0
		for _, p := range list[*corev1.Pod](w, core.Pods, "default") {
			if p.DeletionTimestamp == nil && p.UID != victim.UID {
				n++
			}
		}
		return n == 2
	})
	w.hold.Store(false)
	w.eventually("the deleted pod is gone", func() bool { return len(list[*corev1.Pod](w, core.Pods, "default")) == 2 })
	w.rolledOut("web")
}

func TestLoopsThatStopInARolloutEndItLater(t *testing.T) {
	w := newWorld(t)
	w.create(apps.Deployments, deployment("web", 6))
	w.rolledOut("web")
	w.hold.Store(true)
	change(w, apps.Deployments, "default", "web", func(d *appsv1.Deployment) { d.Spec.Template.Spec.Containers[0].Image = "v2" })
	w.eventually("the new set begins", func() bool { return len(list[*appsv1.ReplicaSet](w, apps.ReplicaSets, "default")) == 2 })
	w.stop()
	w.hold.Store(false)
	w.start()
	w.rolledOut("web")
	var running int
	for _, p := range list[*corev1.Pod](w, core.Pods, "default") {
		if p.DeletionTimestamp == nil {
			running++
		}
	}
	if running != 6 {
		t.Errorf("%d pods, want 6", running)
	}
}

func TestRecreateStopsBeforeItStarts(t *testing.T) {
	w := newWorld(t)
	d := deployment("web", 3)
	d.Spec.Strategy.Type = appsv1.RecreateDeploymentStrategyType
	w.create(apps.Deployments, d)
	w.rolledOut("web")
	change(w, apps.Deployments, "default", "web", func(d *appsv1.Deployment) { d.Spec.Template.Spec.Containers[0].Image = "v2" })
	for done := false; !done; {
		images := map[string]bool{}
		for _, p := range list[*corev1.Pod](w, core.Pods, "default") {
			images[p.Spec.Containers[0].Image] = true
		}
		if len(images) > 1 {
			t.Fatalf("pods of %v side by side", images)
		}
		done = images["v2"]
	}
	w.rolledOut("web")
}

func TestPodsAreAdoptedAndReleased(t *testing.T) {
	w := newWorld(t)
	rs := func(name string) *appsv1.ReplicaSet {
		d := deployment(name, 1)
		return &appsv1.ReplicaSet{ObjectMeta: d.ObjectMeta, Spec: appsv1.ReplicaSetSpec{Replicas: d.Spec.Replicas, Selector: d.Spec.Selector, Template: d.Spec.Template}}
	}
	w.create(core.Pods, &corev1.Pod{
		ObjectMeta: metav1.ObjectMeta{Namespace: "default", Name: "stray", Labels: map[string]string{"app": "web"}},
		Spec:       corev1.PodSpec{Containers: []corev1.Container{{Name: "c", Image: "v1"}}},
	})
	set := w.create(apps.ReplicaSets, rs("web"))
	stray := func() *corev1.Pod {
		p, err := client.Get[*corev1.Pod](t.Context(), w.client, core.Pods, "default", "stray")
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	w.eventually("the pod is adopted", func() bool { return metav1.IsControlledBy(stray(), set) })
	if n := len(list[*corev1.Pod](w, core.Pods, "default")); n != 1 {
		t.Errorf("%d pods, want the adopted one only", n)
	}
	change(w, core.Pods, "default", "stray", func(p *corev1.Pod) { p.Labels = nil })
	w.eventually("the pod is released and replaced", func() bool {
		return metav1.GetControllerOf(stray()) == nil && len(list[*corev1.Pod](w, core.Pods, "default")) == 2
	})
	change(w, core.Pods, "default", "stray", func(p *corev1.Pod) { p.Labels = map[string]string{"app": "web"} })
	w.eventually("the pod is adopted again, and one of two goes", func() bool {
		n := 0
		for _, p := range list[*corev1.Pod](w, core.Pods, "default") {
			if p.DeletionTimestamp == nil && metav1.IsControlledBy(p, set) {
				n++
			}
		}
		return n == 1
	})
}

func configMap(name string, owners ...api.Object) *corev1.ConfigMap {
	o := &corev1.ConfigMap{ObjectMeta: metav1.ObjectMeta{Namespace: "default", Name: name}}
	block := true
	for _, w := range owners {
		o.OwnerReferences = append(o.OwnerReferences, metav1.OwnerReference{APIVersion: "v1", Kind: "ConfigMap", Name: w.GetName(), UID: w.GetUID(), BlockOwnerDeletion: &block})
	}
	return o
}

func (w *world) exists(name string) bool {
	_, err := w.client.Get(w.Context(), core.ConfigMaps, "default", name)
	if err != nil && !apierrors.IsNotFound(err) {
		w.Fatal(err)
	}
	return err == nil
}

func TestForegroundDeletionWaitsForDependents(t *testing.T) {
	w := newWorld(t)
	owner := w.create(core.ConfigMaps, configMap("owner"))
	held := configMap("held", owner)
	held.Finalizers = []string{"test.example/hold"}
	w.create(core.ConfigMaps, held)
	child := w.create(core.ConfigMaps, configMap("child", owner))
	w.create(core.ConfigMaps, configMap("grandchild", child))
	w.delete(core.ConfigMaps, "default", "owner", metav1.DeletePropagationForeground)
	w.eventually("what can go has gone", func() bool { return !w.exists("child") && !w.exists("grandchild") })
	if !w.exists("owner") || !w.exists("held") {
		t.Fatal("the owner did not wait for what blocks it")
	}
	change(w, core.ConfigMaps, "default", "held", func(o *corev1.ConfigMap) { o.Finalizers = nil })
	w.eventually("the owner goes last", func() bool { return !w.exists("held") && !w.exists("owner") })
}

func TestOrphansStay(t *testing.T) {
	w := newWorld(t)
	owner := w.create(core.ConfigMaps, configMap("owner"))
	w.create(core.ConfigMaps, configMap("child", owner))
	w.delete(core.ConfigMaps, "default", "owner", metav1.DeletePropagationOrphan)
	w.eventually("the owner is gone", func() bool { return !w.exists("owner") })
	child, err := w.client.Get(t.Context(), core.ConfigMaps, "default", "child")
	if err != nil || len(child.GetOwnerReferences()) != 0 {
		t.Errorf("child %v, %v; want it without owners", child, err)
	}
}

func TestGarbageOfADowntimeIsCollected(t *testing.T) {
	w := newWorld(t)
	first, second := w.create(core.ConfigMaps, configMap("first")), w.create(core.ConfigMaps, configMap("second"))
	w.stop()
	w.create(core.ConfigMaps, configMap("one", first))
	w.create(core.ConfigMaps, configMap("both", first, second))
	wrong := configMap("wrong", first)
	wrong.OwnerReferences[0].UID = "not-its-uid"
	w.create(core.ConfigMaps, wrong)
	w.delete(core.ConfigMaps, "default", "first", metav1.DeletePropagationBackground)
	w.start()
	w.eventually("dependents of what is gone are collected", func() bool { return !w.exists("one") && !w.exists("wrong") })
	w.eventually("the other has one owner", func() bool {
		o, err := w.client.Get(t.Context(), core.ConfigMaps, "default", "both")
		return err == nil && len(o.GetOwnerReferences()) == 1 && o.GetOwnerReferences()[0].Name == "second"
	})
}

func TestANamespaceIsFurnishedAndEmptied(t *testing.T) {
	w := newWorld(t)
	w.create(core.Namespaces, &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: "team"}})
	w.eventually("account and root CA exist", func() bool {
		_, aerr := w.client.Get(t.Context(), core.ServiceAccounts, "team", "default")
		ca, cerr := client.Get[*corev1.ConfigMap](t.Context(), w.client, core.ConfigMaps, "team", "kube-root-ca.crt")
		return aerr == nil && cerr == nil && ca.Data["ca.crt"] == "certificate"
	})
	change(w, core.ConfigMaps, "team", "kube-root-ca.crt", func(c *corev1.ConfigMap) { c.Data = nil })
	if err := w.client.Delete(t.Context(), core.ServiceAccounts, "team", "default", metav1.DeleteOptions{}); err != nil {
		t.Fatal(err)
	}
	w.eventually("they are repaired", func() bool {
		_, aerr := w.client.Get(t.Context(), core.ServiceAccounts, "team", "default")
		ca, cerr := client.Get[*corev1.ConfigMap](t.Context(), w.client, core.ConfigMaps, "team", "kube-root-ca.crt")
		return aerr == nil && cerr == nil && ca.Data["ca.crt"] == "certificate"
	})

	d := deployment("web", 2)
	d.Namespace = "team"
	w.create(apps.Deployments, d)
	held := configMap("held")
	held.Namespace, held.Finalizers = "team", []string{"test.example/hold"}
	w.create(core.ConfigMaps, held)
	w.eventually("pods run", func() bool { return len(list[*corev1.Pod](w, core.Pods, "team")) == 2 })
	w.delete(core.Namespaces, "", "team", metav1.DeletePropagationBackground)
	w.eventually("the condition tells what holds the namespace", func() bool {
		ns, err := client.Get[*corev1.Namespace](t.Context(), w.client, core.Namespaces, "", "team")
		if err != nil {
			t.Fatal(err)
		}
		return ns.Status.Phase == corev1.NamespaceTerminating && slices.ContainsFunc(ns.Status.Conditions, func(c corev1.NamespaceCondition) bool {
			return c.Type == corev1.NamespaceFinalizersRemaining && c.Status == corev1.ConditionTrue && strings.Contains(c.Message, "test.example/hold")
		})
	})
	change(w, core.ConfigMaps, "team", "held", func(c *corev1.ConfigMap) { c.Finalizers = nil })
	w.eventually("the namespace is gone", func() bool {
		_, err := w.client.Get(t.Context(), core.Namespaces, "", "team")
		return apierrors.IsNotFound(err)
	})
	if n := len(list[*appsv1.Deployment](w, apps.Deployments, "team")) + len(list[*corev1.Pod](w, core.Pods, "team")) + len(list[*corev1.Event](w, core.Events, "team")); n != 0 {
		t.Errorf("%d objects are left in it", n)
	}
}

func TestAServiceKnowsItsPods(t *testing.T) {
	w := newWorld(t)
	w.create(apps.Deployments, deployment("web", 2))
	w.create(core.Services, &corev1.Service{
		ObjectMeta: metav1.ObjectMeta{Namespace: "default", Name: "web"},
		Spec:       corev1.ServiceSpec{Selector: map[string]string{"app": "web"}, Ports: []corev1.ServicePort{{Port: 80}}},
	})
	slicesOf := func() (out []*discoveryv1.EndpointSlice) {
		for _, s := range list[*discoveryv1.EndpointSlice](w, discovery.EndpointSlices, "default") {
			if s.Labels[discoveryv1.LabelServiceName] == "web" {
				out = append(out, s)
			}
		}
		return out
	}
	ready := func() (n int) {
		for _, s := range slicesOf() {
			for _, e := range s.Endpoints {
				if *e.Conditions.Ready && *e.NodeName == "n1" {
					n++
				}
			}
		}
		return n
	}
	w.eventually("two ready endpoints", func() bool { return ready() == 2 })
	w.eventually("two addresses in the Endpoints", func() bool {
		e, err := client.Get[*corev1.Endpoints](t.Context(), w.client, core.Endpoints, "default", "web")
		return err == nil && len(e.Subsets) == 1 && len(e.Subsets[0].Addresses) == 2
	})
	change(w, apps.Deployments, "default", "web", func(d *appsv1.Deployment) { d.Spec.Replicas = new(int32(0)) })
	w.eventually("no endpoints", func() bool { return ready() == 0 })
	w.delete(core.Services, "default", "web", metav1.DeletePropagationBackground)
	w.eventually("slices and Endpoints go with the service", func() bool {
		_, err := w.client.Get(t.Context(), core.Endpoints, "default", "web")
		return len(slicesOf()) == 0 && apierrors.IsNotFound(err)
	})
}

func TestNodesGetAddressesOnce(t *testing.T) {
	w := newWorld(t)
	for i := range 20 {
		w.create(core.Nodes, &corev1.Node{ObjectMeta: metav1.ObjectMeta{Name: fmt.Sprint("extra", i)}})
	}
	w.eventually("each node has its own range", func() bool {
		seen := map[string]bool{}
		for _, n := range list[*corev1.Node](w, core.Nodes, "") {
			if n.Spec.PodCIDR != "" {
				seen[n.Spec.PodCIDR] = true
			}
		}
		return len(seen) == 21
	})
}

func TestALostNodeIsMarkedAndItsPodsMove(t *testing.T) {
	w := newWorld(t)
	heartbeat := func(name string) {
		for {
			o, err := client.Get[*corev1.Node](t.Context(), w.client, core.Nodes, "", name)
			if err != nil {
				t.Fatal(err)
			}
			next := o.DeepCopy()
			at := metav1.NewTime(time.Now().Add(time.Duration(w.skew.Load())).Add(time.Second))
			next.Status.Conditions = []corev1.NodeCondition{{Type: corev1.NodeReady, Status: corev1.ConditionTrue, LastHeartbeatTime: at, LastTransitionTime: at}}
			if _, err := w.client.Update(t.Context(), core.Nodes, next, "status"); err == nil {
				return
			} else if !apierrors.IsConflict(err) {
				t.Fatal(err)
			}
		}
	}
	w.create(core.Nodes, &corev1.Node{ObjectMeta: metav1.ObjectMeta{Name: "n2"}})
	heartbeat("n1")
	heartbeat("n2")
	for _, seconds := range []int64{10, 1000} {
		w.create(core.Pods, &corev1.Pod{
			ObjectMeta: metav1.ObjectMeta{Namespace: "default", Name: fmt.Sprint("tolerates-", seconds), Annotations: map[string]string{"test/node": "none"}},
			Spec: corev1.PodSpec{
				NodeName:    "n2",
				Containers:  []corev1.Container{{Name: "c", Image: "v1"}},
				Tolerations: []corev1.Toleration{{Operator: corev1.TolerationOpExists, Effect: corev1.TaintEffectNoExecute, TolerationSeconds: &seconds}},
			},
		})
	}
	node := func() *corev1.Node {
		n, err := client.Get[*corev1.Node](t.Context(), w.client, core.Nodes, "", "n2")
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	tainted := func(effect corev1.TaintEffect) bool {
		return slices.ContainsFunc(node().Spec.Taints, func(x corev1.Taint) bool {
			return x.Key == corev1.TaintNodeUnreachable && x.Effect == effect
		})
	}
	touch := func() {
		change(w, core.Nodes, "", "n2", func(n *corev1.Node) {
			if n.Labels == nil {
				n.Labels = map[string]string{}
			}
			n.Labels["touched"] = fmt.Sprint(time.Now().UnixNano())
		})
	}
	// New nodes are tainted until the loop has heard that they are ready.
	w.eventually("the nodes are known to be well", func() bool {
		return !slices.ContainsFunc(list[*corev1.Node](w, core.Nodes, ""), func(n *corev1.Node) bool {
			return len(n.Spec.Taints) > 0 || n.Spec.PodCIDR == ""
		})
	})
	// The one node goes on to be heard from, the other falls silent.
	for _, s := range []time.Duration{25, 45} {
		w.skew.Store(int64(s * time.Second))
		heartbeat("n1")
	}
	touch()
	w.eventually("the node is unreachable", func() bool {
		return tainted(corev1.TaintEffectNoSchedule) && tainted(corev1.TaintEffectNoExecute)
	})
	pods := func() (names []string) {
		for _, p := range list[*corev1.Pod](w, core.Pods, "default") {
			if p.DeletionTimestamp == nil {
				names = append(names, p.Name)
			}
		}
		return names
	}
	w.skew.Store(int64(60 * time.Second))
	touch()
	w.eventually("the pod whose time is over is evicted", func() bool { return slices.Equal(pods(), []string{"tolerates-1000"}) })
	heartbeat("n2")
	w.eventually("the taints go when the node is back", func() bool {
		return !tainted(corev1.TaintEffectNoSchedule) && !tainted(corev1.TaintEffectNoExecute)
	})
	if got := pods(); !slices.Equal(got, []string{"tolerates-1000"}) {
		t.Errorf("pods %v, want the patient one", got)
	}
}

// TestLoopsOverTheWire runs what the other tests run in process with loops whose
// reads lag behind their writes.
func TestLoopsOverTheWire(t *testing.T) {
	w := newRemoteWorld(t)
	w.create(core.Namespaces, &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: "team"}})
	w.create(apps.Deployments, deployment("web", 10))
	w.rolledOut("web")
	for i := range 3 {
		change(w, apps.Deployments, "default", "web", func(d *appsv1.Deployment) {
			d.Spec.Template.Spec.Containers[0].Image = fmt.Sprint("v", i%2+2)
			d.Spec.Replicas = new(int32(10 + i))
		})
		w.rolledOut("web")
	}
	// No loop does twice what it has not seen yet.
	created := 0
	for _, e := range list[*corev1.Event](w, core.Events, "default") {
		if e.Reason == "FailedCreate" {
			t.Errorf("event %s: %s", e.InvolvedObject.Name, e.Message)
		}
		created += strings.Count(e.Reason, "SuccessfulCreate")
	}
	if n := len(list[*appsv1.ReplicaSet](w, apps.ReplicaSets, "default")); n != 3 || created == 0 {
		t.Errorf("%d sets, %d events of created pods; want 3 sets", n, created)
	}
	w.delete(apps.Deployments, "default", "web", metav1.DeletePropagationBackground)
	w.eventually("sets and pods are collected", func() bool {
		return len(list[*appsv1.ReplicaSet](w, apps.ReplicaSets, "default")) == 0 && len(list[*corev1.Pod](w, core.Pods, "default")) == 0
	})
	w.delete(core.Namespaces, "", "team", metav1.DeletePropagationBackground)
	w.eventually("the namespace is gone", func() bool {
		_, err := w.client.Get(t.Context(), core.Namespaces, "", "team")
		return apierrors.IsNotFound(err)
	})
}

// TestAReplicationControllerKeepsItsPods is as the tests of ReplicaSets, which
// have the same core: what differs is what the object looks like.
func TestAReplicationControllerKeepsItsPods(t *testing.T) {
	w := newWorld(t)
	template := deployment("web", 1).Spec.Template
	w.create(core.ReplicationControllers, &corev1.ReplicationController{
		ObjectMeta: metav1.ObjectMeta{Namespace: "default", Name: "web"},
		Spec:       corev1.ReplicationControllerSpec{Replicas: new(int32(3)), Template: &template},
	})
	settled := func(n int32) {
		w.eventually(fmt.Sprintf("%d replicas are available", n), func() bool {
			rc, err := client.Get[*corev1.ReplicationController](t.Context(), w.client, core.ReplicationControllers, "default", "web")
			if err != nil {
				t.Fatal(err)
			}
			s := rc.Status
			return s.Replicas == n && s.AvailableReplicas == n && s.ReadyReplicas == n && s.FullyLabeledReplicas == n && s.ObservedGeneration == rc.Generation
		})
	}
	settled(3)
	change(w, core.ReplicationControllers, "default", "web", func(rc *corev1.ReplicationController) { rc.Spec.Replicas = new(int32(1)) })
	settled(1)
	// A status that somebody else wrote is set right.
	if _, err := w.client.Patch(t.Context(), core.ReplicationControllers, "default", "web", types.MergePatchType, []byte(`{"status":{"readyReplicas":0,"availableReplicas":0}}`), "status"); err != nil {
		t.Fatal(err)
	}
	settled(1)
	pod := list[*corev1.Pod](w, core.Pods, "default")[0]
	if ref := metav1.GetControllerOf(pod); ref == nil || ref.Kind != "ReplicationController" || ref.APIVersion != "v1" {
		t.Errorf("owner %+v", ref)
	}
	w.delete(core.ReplicationControllers, "default", "web", metav1.DeletePropagationForeground)
	w.eventually("pods go before their controller", func() bool {
		_, err := w.client.Get(t.Context(), core.ReplicationControllers, "default", "web")
		if apierrors.IsNotFound(err) && len(list[*corev1.Pod](w, core.Pods, "default")) > 0 {
			t.Fatal("the controller is gone, pods are not")
		}
		return apierrors.IsNotFound(err)
	})
}
