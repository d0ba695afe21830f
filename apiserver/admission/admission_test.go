package admission

import (
	"context"
	"strings"
	"testing"

	authenticationv1 "k8s.io/api/authentication/v1"
	corev1 "k8s.io/api/core/v1"
	nodev1 "k8s.io/api/node/v1"
	schedulingv1 "k8s.io/api/scheduling/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apiserver/pkg/authentication/user"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/coordination"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/api/scheduling"
	"github.com/skiff-k8s/skiff/apiserver/lookup"
	"github.com/skiff-k8s/skiff/apiserver/lookup/lookuptest"
	"github.com/skiff-k8s/skiff/apiserver/rest"
)

// attributes of a write of o; old is nil on create.
func attributes(r *api.Resource, op rest.Operation, o, old api.Object, change ...func(*rest.Attributes)) *rest.Attributes {
	a := &rest.Attributes{Request: &rest.Request{Resource: r, User: &user.DefaultInfo{Name: "ann"}}, Operation: op, Object: o, Old: old}
	for _, x := range []api.Object{o, old} {
		if x != nil {
			a.Name, a.Namespace = x.GetName(), x.GetNamespace()
		}
	}
	for _, f := range change {
		f(a)
	}
	return a
}

func by(name string, groups ...string) func(*rest.Attributes) {
	return func(a *rest.Attributes) { a.User = &user.DefaultInfo{Name: name, Groups: groups} }
}

func in(subresource string) func(*rest.Attributes) {
	return func(a *rest.Attributes) { a.Subresource = subresource }
}

func namespace(name string, phase corev1.NamespacePhase) *corev1.Namespace {
	return &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: name}, Status: corev1.NamespaceStatus{Phase: phase}}
}

func pod(change ...func(*corev1.Pod)) *corev1.Pod {
	p := &corev1.Pod{ObjectMeta: metav1.ObjectMeta{Namespace: "ns", Name: "p", UID: "uid"}, Spec: corev1.PodSpec{Containers: []corev1.Container{{Name: "c"}}}}
	for _, f := range change {
		f(p)
	}
	return p
}

// check compares an error with the words that it must hold, none for nil.
func check(t *testing.T, name string, err error, want string) {
	t.Helper()
	if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
		t.Errorf("%s: got %v, want %q", name, err, want)
	}
}

var ctx = context.Background()

func TestNamespaceLifecycle(t *testing.T) {
	n := NamespaceLifecycle{lookuptest.Fixed{}.With(lookup.Namespaces, namespace("ns", corev1.NamespaceActive), namespace("going", corev1.NamespaceTerminating))}
	at := func(ns string) *corev1.Pod { return pod(func(p *corev1.Pod) { p.Namespace = ns }) }
	for name, c := range map[string]struct {
		a    *rest.Attributes
		want string
	}{
		"active":                     {attributes(core.Pods, rest.Create, at("ns"), nil), ""},
		"not there":                  {attributes(core.Pods, rest.Create, at("none"), nil), `namespaces "none" not found`},
		"going":                      {attributes(core.Pods, rest.Create, at("going"), nil), "unable to create new content in namespace going because it is being terminated"},
		"update in one that goes":    {attributes(core.Pods, rest.Update, at("going"), at("going")), ""},
		"delete in one that is gone": {attributes(core.Pods, rest.Delete, nil, at("none")), ""},
		"delete default":             {attributes(core.Namespaces, rest.Delete, nil, namespace("default", "")), "this namespace may not be deleted"},
		"delete another":             {attributes(core.Namespaces, rest.Delete, nil, namespace("ns", "")), ""},
		"create a namespace":         {attributes(core.Namespaces, rest.Create, namespace("new", ""), nil), ""},
	} {
		err := New(n).Validate(ctx, c.a)
		if c.a.Operation != rest.Delete {
			err = New(n).Admit(ctx, c.a)
		}
		check(t, name, err, c.want)
	}
	err := n.Admit(ctx, attributes(core.Pods, rest.Create, at("going"), nil))
	if !apierrors.HasStatusCause(err, corev1.NamespaceTerminatingCause) {
		t.Error("the cause is not told")
	}
}

func TestServiceAccount(t *testing.T) {
	no := false
	account := func(name string, automount *bool) *corev1.ServiceAccount {
		return &corev1.ServiceAccount{ObjectMeta: metav1.ObjectMeta{Namespace: "ns", Name: name}, AutomountServiceAccountToken: automount,
			ImagePullSecrets: []corev1.LocalObjectReference{{Name: "pull"}}}
	}
	s := ServiceAccount{
		Objects: lookuptest.Fixed{}.With(lookup.ServiceAccounts, account("default", nil), account("quiet", &no)),
		Suffix:  func() string { return "abcde" },
	}
	p := pod(func(p *corev1.Pod) {
		p.Spec.InitContainers = []corev1.Container{{Name: "i", VolumeMounts: []corev1.VolumeMount{{Name: "own", MountPath: tokenPath}}}}
	})
	check(t, "default", s.Admit(ctx, attributes(core.Pods, rest.Create, p, nil)), "")
	if p.Spec.ServiceAccountName != "default" || len(p.Spec.ImagePullSecrets) != 1 || len(p.Spec.Volumes) != 1 || p.Spec.Volumes[0].Name != "kube-api-access-abcde" {
		t.Errorf("%+v", p.Spec)
	}
	if m := p.Spec.Containers[0].VolumeMounts; len(m) != 1 || !m[0].ReadOnly || m[0].MountPath != tokenPath {
		t.Errorf("mounts %+v", m)
	}
	if m := p.Spec.InitContainers[0].VolumeMounts; len(m) != 1 || m[0].Name != "own" {
		t.Errorf("a mount of the user's own was touched: %+v", m)
	}
	check(t, "again", s.Admit(ctx, attributes(core.Pods, rest.Create, p, nil)), "")
	if len(p.Spec.Volumes) != 1 || len(p.Spec.Containers[0].VolumeMounts) != 1 {
		t.Error("a second run added more")
	}
	for name, change := range map[string]func(*corev1.Pod){
		"the account says no": func(p *corev1.Pod) { p.Spec.ServiceAccountName = "quiet" },
		"the pod says no":     func(p *corev1.Pod) { p.Spec.AutomountServiceAccountToken = &no },
		"a mirror pod":        func(p *corev1.Pod) { p.Annotations = map[string]string{corev1.MirrorPodAnnotationKey: "x"} },
	} {
		p := pod(change)
		check(t, name, s.Admit(ctx, attributes(core.Pods, rest.Create, p, nil)), "")
		if len(p.Spec.Volumes) != 0 {
			t.Errorf("%s: a token is mounted", name)
		}
	}
	p = pod(func(p *corev1.Pod) { p.Spec.ServiceAccountName = "none" })
	check(t, "no account", s.Admit(ctx, attributes(core.Pods, rest.Create, p, nil)), `pods "p" is forbidden: error looking up service account ns/none: serviceaccount "none" not found`)
	p = pod(func(p *corev1.Pod) {
		p.Annotations = map[string]string{corev1.MirrorPodAnnotationKey: "x"}
		p.Spec.Volumes = []corev1.Volume{{Name: "v", VolumeSource: corev1.VolumeSource{Secret: &corev1.SecretVolumeSource{}}}}
	})
	check(t, "mirror pod with a secret", s.Validate(ctx, attributes(core.Pods, rest.Create, p, nil)), "a mirror pod may not reference secrets")
}

func TestDefaultTolerationSeconds(t *testing.T) {
	for name, c := range map[string]struct {
		have []corev1.Toleration
		want int
	}{
		"none":       {nil, 2},
		"one":        {[]corev1.Toleration{{Key: corev1.TaintNodeNotReady, Operator: corev1.TolerationOpExists, Effect: corev1.TaintEffectNoExecute}}, 2},
		"everything": {[]corev1.Toleration{{Operator: corev1.TolerationOpExists}}, 1},
		"no effect":  {[]corev1.Toleration{{Key: corev1.TaintNodeNotReady, Effect: corev1.TaintEffectNoSchedule}}, 3},
	} {
		p := pod(func(p *corev1.Pod) { p.Spec.Tolerations = c.have })
		check(t, name, DefaultTolerationSeconds{}.Admit(ctx, attributes(core.Pods, rest.Create, p, nil)), "")
		if len(p.Spec.Tolerations) != c.want {
			t.Errorf("%s: %+v", name, p.Spec.Tolerations)
		}
	}
}

func TestPriority(t *testing.T) {
	never := corev1.PreemptNever
	class := func(name string, value int32, global bool, policy *corev1.PreemptionPolicy) *schedulingv1.PriorityClass {
		return &schedulingv1.PriorityClass{ObjectMeta: metav1.ObjectMeta{Name: name}, Value: value, GlobalDefault: global, PreemptionPolicy: policy}
	}
	plain := Priority{lookuptest.Fixed{}.With(lookup.PriorityClasses, class("high", 100, false, &never))}
	withDefault := Priority{lookuptest.Fixed{}.With(lookup.PriorityClasses, class("high", 100, false, &never), class("normal", 7, true, nil), class("other", 9, true, nil))}
	five := int32(5)
	for name, c := range map[string]struct {
		p         Priority
		pod       *corev1.Pod
		want      int32
		className string
		policy    corev1.PreemptionPolicy
		err       string
	}{
		"nothing":      {plain, pod(), 0, "", corev1.PreemptLowerPriority, ""},
		"named":        {plain, pod(func(p *corev1.Pod) { p.Spec.PriorityClassName = "high" }), 100, "high", never, ""},
		"default":      {withDefault, pod(), 7, "normal", corev1.PreemptLowerPriority, ""},
		"unknown":      {plain, pod(func(p *corev1.Pod) { p.Spec.PriorityClassName = "x" }), 0, "", "", "no PriorityClass with name x was found"},
		"a number":     {plain, pod(func(p *corev1.Pod) { p.Spec.Priority = &five }), 0, "", "", "the integer value of priority (5) must not be provided in pod spec; priority admission controller computed 0"},
		"other policy": {plain, pod(func(p *corev1.Pod) { p.Spec.PreemptionPolicy = &never }), 0, "", "", "the string value of PreemptionPolicy (Never) must not be provided in pod spec"},
	} {
		err := c.p.Admit(ctx, attributes(core.Pods, rest.Create, c.pod, nil))
		check(t, name, err, c.err)
		if err == nil && (*c.pod.Spec.Priority != c.want || c.pod.Spec.PriorityClassName != c.className || *c.pod.Spec.PreemptionPolicy != c.policy) {
			t.Errorf("%s: %d %q %s", name, *c.pod.Spec.Priority, c.pod.Spec.PriorityClassName, *c.pod.Spec.PreemptionPolicy)
		}
	}
	check(t, "a second default", withDefault.Validate(ctx, attributes(scheduling.PriorityClasses, rest.Create, class("new", 1, true, nil), nil)), "already marked as default")
}

func TestRuntimeClass(t *testing.T) {
	name := "vm"
	r := RuntimeClass{lookuptest.Fixed{}.With(lookup.RuntimeClasses, &nodev1.RuntimeClass{
		ObjectMeta: metav1.ObjectMeta{Name: name},
		Scheduling: &nodev1.Scheduling{NodeSelector: map[string]string{"vm": "yes"}, Tolerations: []corev1.Toleration{{Key: "vm"}}},
	})}
	p := pod(func(p *corev1.Pod) { p.Spec.RuntimeClassName, p.Spec.NodeSelector = &name, map[string]string{"a": "b"} })
	check(t, "scheduling", r.Admit(ctx, attributes(core.Pods, rest.Create, p, nil)), "")
	if p.Spec.NodeSelector["vm"] != "yes" || p.Spec.NodeSelector["a"] != "b" || len(p.Spec.Tolerations) != 1 {
		t.Errorf("%+v", p.Spec)
	}
	p = pod(func(p *corev1.Pod) {
		p.Spec.RuntimeClassName, p.Spec.NodeSelector = &name, map[string]string{"vm": "no"}
	})
	check(t, "conflict", r.Admit(ctx, attributes(core.Pods, rest.Create, p, nil)), "conflict: runtimeClass.scheduling.nodeSelector[vm] = yes; pod.spec.nodeSelector[vm] = no")
	none := "none"
	p = pod(func(p *corev1.Pod) { p.Spec.RuntimeClassName = &none })
	check(t, "unknown", r.Admit(ctx, attributes(core.Pods, rest.Create, p, nil)), `RuntimeClass "none" not found`)
	p = pod(func(p *corev1.Pod) { p.Spec.Overhead = corev1.ResourceList{} })
	check(t, "overhead of nobody", r.Validate(ctx, attributes(core.Pods, rest.Create, p, nil)), "Pod Overhead set without corresponding RuntimeClass")
}

func TestNodeRestriction(t *testing.T) {
	mine := pod(func(p *corev1.Pod) { p.Spec.NodeName = "n1" })
	theirs := pod(func(p *corev1.Pod) { p.Name, p.Spec.NodeName = "q", "n2" })
	n := NodeRestriction{lookuptest.Fixed{}.With(lookup.Pods, mine, theirs)}
	node := by("system:node:n1", "system:nodes")
	object := func(name string, labels map[string]string) *corev1.Node {
		return &corev1.Node{ObjectMeta: metav1.ObjectMeta{Name: name, Labels: labels}}
	}
	mirror := func(on string) *corev1.Pod {
		return pod(func(p *corev1.Pod) {
			p.Annotations, p.Spec.NodeName = map[string]string{corev1.MirrorPodAnnotationKey: "x"}, on
		})
	}
	relabelled := mine.DeepCopy()
	relabelled.Labels = map[string]string{"a": "b"}
	tainted := object("n1", nil)
	tainted.Spec.Taints = []corev1.Taint{{Key: "x"}}
	lease := func(ns, name string) api.Object {
		o := coordination.Leases.New()
		o.SetNamespace(ns)
		o.SetName(name)
		return o
	}
	token := func(ref *authenticationv1.BoundObjectReference) *authenticationv1.TokenRequest {
		return &authenticationv1.TokenRequest{ObjectMeta: metav1.ObjectMeta{Namespace: "ns", Name: "sa"}, Spec: authenticationv1.TokenRequestSpec{BoundObjectRef: ref}}
	}
	bound := func(pod string) *authenticationv1.BoundObjectReference {
		return &authenticationv1.BoundObjectReference{Kind: "Pod", APIVersion: "v1", Name: pod, UID: "uid"}
	}
	for name, c := range map[string]struct {
		a    *rest.Attributes
		want string
	}{
		"anybody else":           {attributes(core.Pods, rest.Create, pod(), nil), ""},
		"mirror pod":             {attributes(core.Pods, rest.Create, mirror("n1"), nil, node), ""},
		"mirror pod elsewhere":   {attributes(core.Pods, rest.Create, mirror("n2"), nil, node), "can only create pods with spec.nodeName set to itself"},
		"a pod":                  {attributes(core.Pods, rest.Create, mine, nil, node), "can only create mirror pods"},
		"delete its pod":         {attributes(core.Pods, rest.Delete, nil, mine, node), ""},
		"delete another's pod":   {attributes(core.Pods, rest.Delete, nil, theirs, node), "can only delete pods with spec.nodeName set to itself"},
		"status of its pod":      {attributes(core.Pods, rest.Update, mine, mine, node, in("status")), ""},
		"status of another's":    {attributes(core.Pods, rest.Update, theirs, theirs, node, in("status")), "can only update pod status for pods with spec.nodeName set to itself"},
		"labels through status":  {attributes(core.Pods, rest.Update, relabelled, mine, node, in("status")), "cannot update labels through pod status"},
		"itself":                 {attributes(core.Nodes, rest.Create, object("n1", map[string]string{"kubernetes.io/hostname": "n1", "x": "y"}), nil, node), ""},
		"another node":           {attributes(core.Nodes, rest.Create, object("n2", nil), nil, node), `node "n1" is not allowed to modify node "n2"`},
		"a reserved label":       {attributes(core.Nodes, rest.Update, object("n1", map[string]string{"node-role.kubernetes.io/control-plane": ""}), object("n1", nil), node), "is not allowed to modify labels: node-role.kubernetes.io/control-plane"},
		"an isolating label":     {attributes(core.Nodes, rest.Update, object("n1", nil), object("n1", map[string]string{"x.node-restriction.kubernetes.io/a": "b"}), node), "is not allowed to modify labels"},
		"its taints":             {attributes(core.Nodes, rest.Update, tainted, object("n1", nil), node), "is not allowed to modify taints"},
		"its lease":              {attributes(coordination.Leases, rest.Create, lease("kube-node-lease", "n1"), nil, node), ""},
		"another's lease":        {attributes(coordination.Leases, rest.Create, lease("kube-node-lease", "n2"), nil, node), "same name as the requesting node"},
		"token for its pod":      {attributes(core.ServiceAccounts, rest.Create, token(bound("p")), nil, node, in("token")), ""},
		"token for another's":    {attributes(core.ServiceAccounts, rest.Create, token(bound("q")), nil, node, in("token")), "bound to a pod scheduled on a different node"},
		"token bound to nothing": {attributes(core.ServiceAccounts, rest.Create, token(nil), nil, node, in("token")), "node requested token not bound to a pod"},
	} {
		check(t, name, n.Validate(ctx, c.a), c.want)
	}
}
