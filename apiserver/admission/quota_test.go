package admission

import (
	"strings"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/apps"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/apiserver/lookup"
	"github.com/skiff-k8s/skiff/apiserver/lookup/lookuptest"
	"github.com/skiff-k8s/skiff/apiserver/rest"
)

// list reads "cpu=1 pods=2".
func list(text string) corev1.ResourceList {
	out := corev1.ResourceList{}
	for _, part := range strings.Fields(text) {
		name, value, _ := strings.Cut(part, "=")
		out[corev1.ResourceName(name)] = resource.MustParse(value)
	}
	return out
}

func limits(name, hard, used string, change ...func(*corev1.ResourceQuota)) *corev1.ResourceQuota {
	q := &corev1.ResourceQuota{
		ObjectMeta: metav1.ObjectMeta{Namespace: "ns", Name: name, ResourceVersion: "7"},
		Spec:       corev1.ResourceQuotaSpec{Hard: list(hard)},
		Status:     corev1.ResourceQuotaStatus{Hard: list(hard), Used: list(used)},
	}
	for _, f := range change {
		f(q)
	}
	return q
}

func scoped(scopes ...corev1.ResourceQuotaScope) func(*corev1.ResourceQuota) {
	return func(q *corev1.ResourceQuota) { q.Spec.Scopes = scopes }
}

func needs(requests, limits string) func(*corev1.Pod) {
	return func(p *corev1.Pod) {
		p.Spec.Containers[0].Resources = corev1.ResourceRequirements{Requests: list(requests), Limits: list(limits)}
	}
}

func TestResourceQuota(t *testing.T) {
	deadline := int64(30)
	service := func(kind corev1.ServiceType, ports int) *corev1.Service {
		s := &corev1.Service{ObjectMeta: metav1.ObjectMeta{Namespace: "ns", Name: "s"}, Spec: corev1.ServiceSpec{Type: kind}}
		s.Spec.Ports = make([]corev1.ServicePort, ports)
		return s
	}
	deployment := apps.Deployments.New()
	deployment.SetNamespace("ns")
	deployment.SetName("d")
	for name, c := range map[string]struct {
		quotas []*corev1.ResourceQuota
		r      *api.Resource
		o, old api.Object
		change []func(*rest.Attributes)
		want   string // of the error
	}{
		"room":                    {[]*corev1.ResourceQuota{limits("q", "pods=2", "pods=1")}, core.Pods, pod(), nil, nil, ""},
		"full":                    {[]*corev1.ResourceQuota{limits("q", "pods=2", "pods=2")}, core.Pods, pod(), nil, nil, `pods "p" is forbidden: exceeded quota: q, requested: pods=1, used: pods=2, limited: pods=2`},
		"the second is full":      {[]*corev1.ResourceQuota{limits("a", "pods=2", "pods=1"), limits("b", "count/pods=1", "count/pods=1")}, core.Pods, pod(), nil, nil, "exceeded quota: b, requested: count/pods=1, used: count/pods=1, limited: count/pods=1"},
		"several":                 {[]*corev1.ResourceQuota{limits("q", "requests.cpu=1 limits.memory=1Gi pods=9", "requests.cpu=900m limits.memory=1Gi pods=1")}, core.Pods, pod(needs("cpu=200m", "cpu=1 memory=1Mi")), nil, nil, "exceeded quota: q, requested: limits.memory=1Mi,requests.cpu=200m, used: limits.memory=1Gi,requests.cpu=900m, limited: limits.memory=1Gi,requests.cpu=1"},
		"must be said":            {[]*corev1.ResourceQuota{limits("q", "limits.cpu=1 memory=1Gi", "limits.cpu=0 memory=0")}, core.Pods, pod(), nil, nil, "failed quota: q: must specify limits.cpu for: c; memory for: c"},
		"not counted yet":         {[]*corev1.ResourceQuota{limits("q", "pods=2", "")}, core.Pods, pod(), nil, nil, "status unknown for quota: q, resources: pods"},
		"extended":                {[]*corev1.ResourceQuota{limits("q", "requests.example.com/gpu=1", "requests.example.com/gpu=0")}, core.Pods, pod(needs("example.com/gpu=2", "example.com/gpu=2")), nil, nil, "requested: requests.example.com/gpu=2"},
		"another scope":           {[]*corev1.ResourceQuota{limits("q", "pods=1", "pods=1", scoped(corev1.ResourceQuotaScopeTerminating))}, core.Pods, pod(), nil, nil, ""},
		"the scope":               {[]*corev1.ResourceQuota{limits("q", "pods=1", "pods=1", scoped(corev1.ResourceQuotaScopeNotTerminating, corev1.ResourceQuotaScopeBestEffort))}, core.Pods, pod(), nil, nil, "exceeded quota"},
		"moved into the scope":    {[]*corev1.ResourceQuota{limits("q", "pods=1", "pods=1", scoped(corev1.ResourceQuotaScopeTerminating))}, core.Pods, pod(func(p *corev1.Pod) { p.Spec.ActiveDeadlineSeconds = &deadline }), pod(), nil, "exceeded quota"},
		"an update of a pod":      {[]*corev1.ResourceQuota{limits("q", "pods=1", "pods=1")}, core.Pods, pod(), pod(), nil, ""},
		"a resize":                {[]*corev1.ResourceQuota{limits("q", "requests.cpu=1", "requests.cpu=500m")}, core.Pods, pod(needs("cpu=2", "")), pod(needs("cpu=500m", "")), []func(*rest.Attributes){in("resize")}, "exceeded quota: q, requested: requests.cpu=1500m, used: requests.cpu=500m, limited: requests.cpu=1"},
		"a smaller size":          {[]*corev1.ResourceQuota{limits("q", "requests.cpu=100m", "requests.cpu=500m")}, core.Pods, pod(needs("cpu=400m", "")), pod(needs("cpu=500m", "")), []func(*rest.Attributes){in("resize")}, ""},
		"a status":                {[]*corev1.ResourceQuota{limits("q", "pods=1", "pods=1")}, core.Pods, pod(), pod(), []func(*rest.Attributes){in("status")}, ""},
		"node ports":              {[]*corev1.ResourceQuota{limits("q", "services=5 services.nodeports=1", "services=1 services.nodeports=0")}, core.Services, service(corev1.ServiceTypeNodePort, 2), nil, nil, `services "s" is forbidden: exceeded quota: q, requested: services.nodeports=2, used: services.nodeports=0, limited: services.nodeports=1`},
		"another type":            {[]*corev1.ResourceQuota{limits("q", "services=1 services.loadbalancers=0 services.nodeports=9", "services=1 services.loadbalancers=0 services.nodeports=0")}, core.Services, service(corev1.ServiceTypeLoadBalancer, 1), service(corev1.ServiceTypeClusterIP, 1), nil, "requested: services.loadbalancers=1"},
		"any kind":                {[]*corev1.ResourceQuota{limits("q", "count/deployments.apps=0", "count/deployments.apps=0")}, apps.Deployments, deployment, nil, nil, `deployments.apps "d" is forbidden: exceeded quota: q, requested: count/deployments.apps=1`},
		"another kind":            {[]*corev1.ResourceQuota{limits("q", "count/deployments.apps=0", "count/deployments.apps=0")}, core.Pods, pod(), nil, nil, ""},
		"less than nothing":       {[]*corev1.ResourceQuota{limits("q", "requests.example.com/gpu=1", "requests.example.com/gpu=0")}, core.Pods, pod(needs("example.com/gpu=-2", "")), nil, nil, "quota usage is negative for resource(s): requests.example.com/gpu"},
		"a priority":              {[]*corev1.ResourceQuota{limits("q", "pods=0", "pods=0", priority(corev1.ScopeSelectorOpIn, "high"))}, core.Pods, pod(func(p *corev1.Pod) { p.Spec.PriorityClassName = "high" }), nil, nil, "exceeded quota"},
		"another priority":        {[]*corev1.ResourceQuota{limits("q", "pods=0", "pods=0", priority(corev1.ScopeSelectorOpIn, "high"))}, core.Pods, pod(func(p *corev1.Pod) { p.Spec.PriorityClassName = "low" }), nil, nil, ""},
		"no priority":             {[]*corev1.ResourceQuota{limits("q", "pods=0", "pods=0", priority(corev1.ScopeSelectorOpNotIn, "high"))}, core.Pods, pod(), nil, nil, "exceeded quota"},
		"in another namespace":    {[]*corev1.ResourceQuota{limits("q", "pods=0", "pods=0", func(q *corev1.ResourceQuota) { q.Namespace = "other" })}, core.Pods, pod(), nil, nil, ""},
		"something without price": {[]*corev1.ResourceQuota{limits("q", "count/events=0", "count/events=0")}, core.Events, &corev1.Event{ObjectMeta: metav1.ObjectMeta{Namespace: "ns", Name: "e"}}, nil, nil, ""},
	} {
		objects := lookuptest.Fixed{}
		for _, q := range c.quotas {
			objects = objects.With(lookup.ResourceQuotas, q)
		}
		plugin := &ResourceQuota{Objects: objects, Quotas: core.ResourceQuotas, Now: time.Now}
		op := rest.Create
		if c.old != nil {
			op = rest.Update
		}
		// As a dry run, and with a transaction.
		check(t, name+" (dry run)", plugin.Validate(ctx, attributes(c.r, op, c.o, c.old, c.change...)), c.want)
		a := attributes(c.r, op, c.o, c.old, c.change...)
		a.Txn = &rest.Txn{}
		check(t, name, plugin.Validate(ctx, a), c.want)
	}
}

func priority(op corev1.ScopeSelectorOperator, values ...string) func(*corev1.ResourceQuota) {
	return func(q *corev1.ResourceQuota) {
		q.Spec.ScopeSelector = &corev1.ScopeSelector{MatchExpressions: []corev1.ScopedResourceSelectorRequirement{
			{ScopeName: corev1.ResourceQuotaScopePriorityClass, Operator: op, Values: values},
		}}
	}
}
