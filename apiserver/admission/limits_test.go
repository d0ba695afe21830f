package admission

import (
	"testing"
	"time"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	storagev1 "k8s.io/api/storage/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api/apps"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/apiserver/lookup"
	"github.com/skiff-k8s/skiff/apiserver/lookup/lookuptest"
	"github.com/skiff-k8s/skiff/apiserver/rest"
)

func cpu(text string) corev1.ResourceList {
	return corev1.ResourceList{corev1.ResourceCPU: resource.MustParse(text)}
}

func limitRange(items ...corev1.LimitRangeItem) LimitRanger {
	return LimitRanger{lookuptest.Fixed{}.With(lookup.LimitRanges, &corev1.LimitRange{
		ObjectMeta: metav1.ObjectMeta{Namespace: "ns", Name: "l"}, Spec: corev1.LimitRangeSpec{Limits: items}})}
}

func TestLimitRangerFillsIn(t *testing.T) {
	l := limitRange(corev1.LimitRangeItem{Type: corev1.LimitTypeContainer, Default: cpu("2"), DefaultRequest: cpu("1")})
	p := pod(func(p *corev1.Pod) {
		p.Spec.Containers = []corev1.Container{{Name: "bare"}, {Name: "own", Resources: corev1.ResourceRequirements{Requests: cpu("500m")}}}
	})
	check(t, "admit", l.Admit(ctx, attributes(core.Pods, rest.Create, p, nil)), "")
	c := p.Spec.Containers
	if c[0].Resources.Requests.Cpu().String() != "1" || c[0].Resources.Limits.Cpu().String() != "2" ||
		c[1].Resources.Requests.Cpu().String() != "500m" || c[1].Resources.Limits.Cpu().String() != "2" {
		t.Errorf("%+v", c)
	}
	if got := p.Annotations[limitAnnotation]; got != "LimitRanger plugin set: cpu request for container bare; cpu limit for container bare; cpu limit for container own" {
		t.Error(got)
	}
}

func TestLimitRangerBounds(t *testing.T) {
	with := func(request, limit string) *corev1.Pod {
		return pod(func(p *corev1.Pod) {
			if request != "" {
				p.Spec.Containers[0].Resources.Requests = cpu(request)
			}
			if limit != "" {
				p.Spec.Containers[0].Resources.Limits = cpu(limit)
			}
		})
	}
	container := limitRange(corev1.LimitRangeItem{Type: corev1.LimitTypeContainer, Min: cpu("1"), Max: cpu("4"), MaxLimitRequestRatio: cpu("2")})
	whole := limitRange(corev1.LimitRangeItem{Type: corev1.LimitTypePod, Max: cpu("3")})
	two := with("2", "2")
	two.Spec.Containers = append(two.Spec.Containers, *two.Spec.Containers[0].DeepCopy())
	for name, c := range map[string]struct {
		l    LimitRanger
		pod  *corev1.Pod
		want string
	}{
		"within":     {container, with("2", "4"), ""},
		"no request": {container, with("", "2"), "minimum cpu usage per Container is 1.  No request is specified"},
		"too little": {container, with("500m", "1"), "minimum cpu usage per Container is 1, but request is 500m"},
		"too much":   {container, with("4", "5"), "maximum cpu usage per Container is 4, but limit is 5"},
		"no limit":   {container, with("2", ""), "maximum cpu usage per Container is 4.  No limit is specified"},
		"ratio":      {container, with("1", "4"), "cpu max limit to request ratio per Container is 2, but provided ratio is 4.000000"},
		"whole pod":  {whole, two, "maximum cpu usage per Pod is 3, but limit is 4"},
	} {
		check(t, name, c.l.Validate(ctx, attributes(core.Pods, rest.Create, c.pod, nil)), c.want)
	}
	check(t, "another namespace", container.Validate(ctx, attributes(core.Pods, rest.Create, with("9", "9"), nil, func(a *rest.Attributes) { a.Namespace = "other" })), "")
}

func TestPodSecurity(t *testing.T) {
	labelled := func(name, key, level string) *corev1.Namespace {
		n := namespace(name, corev1.NamespaceActive)
		n.Labels = map[string]string{"pod-security.kubernetes.io/" + key: level}
		return n
	}
	s := PodSecurity{lookuptest.Fixed{}.With(lookup.Namespaces,
		namespace("open", corev1.NamespaceActive), labelled("base", "enforce", "baseline"), labelled("strict", "enforce", "restricted"), labelled("warned", "warn", "baseline"))}
	yes := true
	host := func(ns string) *corev1.Pod {
		return pod(func(p *corev1.Pod) {
			p.Namespace = ns
			p.Spec.Containers[0].SecurityContext = &corev1.SecurityContext{Privileged: &yes}
		})
	}
	plain := func(ns string) *corev1.Pod { return pod(func(p *corev1.Pod) { p.Namespace = ns }) }
	for name, c := range map[string]struct {
		pod  *corev1.Pod
		want string
	}{
		"no labels":             {host("open"), ""},
		"baseline":              {plain("base"), ""},
		"privileged":            {host("base"), `pods "p" is forbidden: violates PodSecurity "baseline:latest": privileged (container "c" must not set securityContext.privileged=true)`},
		"restricted by default": {plain("strict"), `violates PodSecurity "restricted:latest"`},
		"only warned":           {host("warned"), ""},
	} {
		check(t, name, s.Validate(ctx, attributes(core.Pods, rest.Create, c.pod, nil)), c.want)
	}
	var warnings []string
	warn := func(a *rest.Attributes) { a.Warn = func(text string) { warnings = append(warnings, text) } }
	d := &appsv1.Deployment{ObjectMeta: metav1.ObjectMeta{Namespace: "base", Name: "d"}}
	d.Spec.Template.Spec = host("base").Spec
	check(t, "a workload", s.Validate(ctx, attributes(apps.Deployments, rest.Create, d, nil, warn)), "")
	if len(warnings) != 1 {
		t.Errorf("warnings: %q", warnings)
	}
	same := host("base")
	check(t, "an update that changes nothing", s.Validate(ctx, attributes(core.Pods, rest.Update, same, same.DeepCopy())), "")
	check(t, "no such level", s.Validate(ctx, attributes(core.Namespaces, rest.Create, labelled("x", "enforce", "lax"), nil)), "must be one of privileged, baseline, restricted")
}

func TestDefaultStorageClass(t *testing.T) {
	class := func(name string, at time.Time, isDefault string) *storagev1.StorageClass {
		return &storagev1.StorageClass{ObjectMeta: metav1.ObjectMeta{Name: name, CreationTimestamp: metav1.NewTime(at), Annotations: map[string]string{defaultStorageClass: isDefault}}}
	}
	now := time.Now()
	d := DefaultStorageClass{lookuptest.Fixed{}.With(lookup.StorageClasses, class("old", now.Add(-time.Hour), "true"), class("new", now, "true"), class("other", now.Add(time.Hour), "false"))}
	claim := &corev1.PersistentVolumeClaim{ObjectMeta: metav1.ObjectMeta{Namespace: "ns", Name: "c"}}
	check(t, "default", d.Admit(ctx, attributes(core.PersistentVolumeClaims, rest.Create, claim, nil)), "")
	if claim.Spec.StorageClassName == nil || *claim.Spec.StorageClassName != "new" {
		t.Error(claim.Spec.StorageClassName)
	}
	empty := ""
	claim.Spec.StorageClassName = &empty
	check(t, "none wanted", d.Admit(ctx, attributes(core.PersistentVolumeClaims, rest.Create, claim, nil)), "")
	if *claim.Spec.StorageClassName != "" {
		t.Error("a claim that wants no class got one")
	}
}

func TestPodTopologyLabels(t *testing.T) {
	p := PodTopologyLabels{lookuptest.Fixed{}.With(lookup.Nodes, &corev1.Node{ObjectMeta: metav1.ObjectMeta{Name: "n", Labels: map[string]string{corev1.LabelTopologyZone: "z", "x": "y"}}})}
	b := &corev1.Binding{Target: corev1.ObjectReference{Kind: "Node", Name: "n"}}
	check(t, "bind", p.Admit(ctx, attributes(core.Pods, rest.Create, b, nil, in("binding"))), "")
	if len(b.Labels) != 1 || b.Labels[corev1.LabelTopologyZone] != "z" {
		t.Error(b.Labels)
	}
}
