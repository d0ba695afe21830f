package quota

import (
	"strings"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	resourcev1 "k8s.io/api/resource/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/skiff-k8s/skiff/api"
)

// amounts reads "cpu=1 pods=2".
func amounts(text string) corev1.ResourceList {
	out := corev1.ResourceList{}
	for _, part := range strings.Fields(text) {
		name, value, _ := strings.Cut(part, "=")
		out[corev1.ResourceName(name)] = resource.MustParse(value)
	}
	return out
}

func container(requests, limits string) corev1.Container {
	return corev1.Container{Name: "c", Resources: corev1.ResourceRequirements{Requests: amounts(requests), Limits: amounts(limits)}}
}

func TestUsage(t *testing.T) {
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	gone := metav1.NewTime(now.Add(-time.Hour))
	grace := int64(30)
	no := false
	class, gold := "gold", "fast"
	for name, c := range map[string]struct {
		resource string
		o        api.Object
		want     string
	}{
		"a pod":              {"pods", &corev1.Pod{Spec: corev1.PodSpec{Containers: []corev1.Container{container("cpu=1 example.com/gpu=2 hugepages-2Mi=4Mi", "memory=1Gi"), container("cpu=500m", "")}}}, "count/pods=1,cpu=1500m,hugepages-2Mi=4Mi,limits.memory=1Gi,pods=1,requests.cpu=1500m,requests.example.com/gpu=2,requests.hugepages-2Mi=4Mi"},
		"its init container": {"pods", &corev1.Pod{Spec: corev1.PodSpec{InitContainers: []corev1.Container{container("cpu=3", "")}, Containers: []corev1.Container{container("cpu=1", "")}}}, "count/pods=1,cpu=3,pods=1,requests.cpu=3"},
		"an ended pod":       {"pods", &corev1.Pod{Spec: corev1.PodSpec{Containers: []corev1.Container{container("cpu=1", "")}}, Status: corev1.PodStatus{Phase: corev1.PodSucceeded}}, "count/pods=1"},
		"a stuck pod":        {"pods", &corev1.Pod{ObjectMeta: metav1.ObjectMeta{DeletionTimestamp: &gone, DeletionGracePeriodSeconds: &grace}, Spec: corev1.PodSpec{Containers: []corev1.Container{container("cpu=1", "")}}}, "count/pods=1"},
		"a service":          {"services", &corev1.Service{Spec: corev1.ServiceSpec{Ports: make([]corev1.ServicePort, 2)}}, "count/services=1,services=1,services.loadbalancers=0,services.nodeports=0"},
		"a load balancer":    {"services", &corev1.Service{Spec: corev1.ServiceSpec{Type: corev1.ServiceTypeLoadBalancer, Ports: make([]corev1.ServicePort, 2)}}, "count/services=1,services=1,services.loadbalancers=1,services.nodeports=2"},
		"one without ports":  {"services", &corev1.Service{Spec: corev1.ServiceSpec{Type: corev1.ServiceTypeLoadBalancer, AllocateLoadBalancerNodePorts: &no, Ports: []corev1.ServicePort{{NodePort: 30000}, {}}}}, "count/services=1,services=1,services.loadbalancers=1,services.nodeports=1"},
		"a claim":            {"persistentvolumeclaims", &corev1.PersistentVolumeClaim{Spec: corev1.PersistentVolumeClaimSpec{StorageClassName: &class, Resources: corev1.VolumeResourceRequirements{Requests: amounts("storage=1500m")}}}, "count/persistentvolumeclaims=1,gold.storageclass.storage.k8s.io/persistentvolumeclaims=1,gold.storageclass.storage.k8s.io/requests.storage=2,persistentvolumeclaims=1,requests.storage=2"},
		"a growing claim":    {"persistentvolumeclaims", &corev1.PersistentVolumeClaim{Spec: corev1.PersistentVolumeClaimSpec{Resources: corev1.VolumeResourceRequirements{Requests: amounts("storage=1Gi")}}, Status: corev1.PersistentVolumeClaimStatus{AllocatedResources: amounts("storage=2Gi")}}, "count/persistentvolumeclaims=1,persistentvolumeclaims=1,requests.storage=2Gi"},
		"devices": {"resourceclaims.resource.k8s.io", &resourcev1.ResourceClaim{Spec: resourcev1.ResourceClaimSpec{Devices: resourcev1.DeviceClaim{Requests: []resourcev1.DeviceRequest{
			{Exactly: &resourcev1.ExactDeviceRequest{DeviceClassName: gold, AllocationMode: resourcev1.DeviceAllocationModeExactCount, Count: 2}},
			{FirstAvailable: []resourcev1.DeviceSubRequest{
				{DeviceClassName: gold, AllocationMode: resourcev1.DeviceAllocationModeExactCount, Count: 3},
				{DeviceClassName: gold, AllocationMode: resourcev1.DeviceAllocationModeExactCount, Count: 1},
			}},
		}}}}, "count/resourceclaims.resource.k8s.io=1,fast.deviceclass.resource.k8s.io/devices=5"},
		"a secret":       {"secrets", &corev1.Secret{}, "count/secrets=1,secrets=1"},
		"something else": {"widgets.example.com", &corev1.Secret{}, "count/widgets.example.com=1"},
	} {
		if got := Text(For(schema.ParseGroupResource(c.resource)).Usage(c.o, now)); got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", name, got, c.want)
		}
	}
	if For(schema.GroupResource{Resource: "events"}) != nil {
		t.Error("events are counted")
	}
}

func TestCovered(t *testing.T) {
	names := Names(amounts(`pods=1 count/pods=1 cpu=1 requests.example.com/gpu=1 limits.example.com/gpu=1 hugepages-2Mi=1 services=1 count/services=1
		gold.storageclass.storage.k8s.io/requests.storage=1 gold.storageclass.storage.k8s.io/cpu=1 requests.storage=1 secrets=1 count/secrets=1
		count/deployments.apps=1 fast.deviceclass.resource.k8s.io/devices=1 requests.deviceclass.resource.kubernetes.io/fast=1`))
	for r, want := range map[string]string{
		"pods":                           "count/pods,cpu,hugepages-2Mi,pods,requests.deviceclass.resource.kubernetes.io/fast,requests.example.com/gpu",
		"services":                       "count/services,services",
		"persistentvolumeclaims":         "gold.storageclass.storage.k8s.io/requests.storage,requests.storage",
		"secrets":                        "count/secrets,secrets",
		"deployments.apps":               "count/deployments.apps",
		"resourceclaims.resource.k8s.io": "fast.deviceclass.resource.k8s.io/devices",
	} {
		if got := Join(For(schema.ParseGroupResource(r)).Covered(names)); got != want {
			t.Errorf("%s covers %s, want %s", r, got, want)
		}
	}
}

func TestScopesOfAttributeClasses(t *testing.T) {
	fast, slow := "fast", "slow"
	claim := &corev1.PersistentVolumeClaim{Spec: corev1.PersistentVolumeClaimSpec{VolumeAttributesClassName: &fast}, Status: corev1.PersistentVolumeClaimStatus{CurrentVolumeAttributesClassName: &slow}}
	for _, c := range []struct {
		op     corev1.ScopeSelectorOperator
		values []string
		o      *corev1.PersistentVolumeClaim
		want   bool
	}{
		{corev1.ScopeSelectorOpIn, []string{"fast"}, claim, true},
		{corev1.ScopeSelectorOpIn, []string{"slow"}, claim, true},
		{corev1.ScopeSelectorOpIn, []string{"other"}, claim, false},
		{corev1.ScopeSelectorOpNotIn, []string{"other"}, &corev1.PersistentVolumeClaim{}, true},
		{corev1.ScopeSelectorOpExists, nil, claim, true},
		{corev1.ScopeSelectorOpExists, nil, &corev1.PersistentVolumeClaim{}, false},
		{corev1.ScopeSelectorOpDoesNotExist, nil, &corev1.PersistentVolumeClaim{}, true},
		{corev1.ScopeSelectorOpDoesNotExist, nil, claim, false},
		{"Odd", nil, claim, false},
	} {
		q := &corev1.ResourceQuota{Spec: corev1.ResourceQuotaSpec{ScopeSelector: &corev1.ScopeSelector{MatchExpressions: []corev1.ScopedResourceSelectorRequirement{
			{ScopeName: corev1.ResourceQuotaScopeVolumeAttributesClass, Operator: c.op, Values: c.values},
		}}}}
		if got := For(schema.GroupResource{Resource: "persistentvolumeclaims"}).InScopes(q, c.o); got != c.want {
			t.Errorf("%s %v: %v", c.op, c.values, got)
		}
	}
}
