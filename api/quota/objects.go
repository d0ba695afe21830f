package quota

import (
	"slices"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	resourcev1 "k8s.io/api/resource/v1"
	"k8s.io/apimachinery/pkg/api/resource"

	"github.com/skiff-k8s/skiff/api"
)

// services measures Services: their number, and what of them the world outside
// the cluster has to provide.
var services = Meter{
	covers: func(name corev1.ResourceName) bool { return slices.Contains(serviceResources, name) },
	// The type of a Service can change.
	charges: func(subresource string, _, _ api.Object) bool { return subresource == "" },
	usage: func(o api.Object, _ time.Time) corev1.ResourceList {
		s := o.(*corev1.Service)
		nodePorts, balancers := int64(0), int64(0)
		switch s.Spec.Type {
		case corev1.ServiceTypeNodePort:
			nodePorts = int64(len(s.Spec.Ports))
		case corev1.ServiceTypeLoadBalancer:
			nodePorts, balancers = int64(len(s.Spec.Ports)), 1
			if allocate := s.Spec.AllocateLoadBalancerNodePorts; allocate != nil && !*allocate {
				nodePorts = askedNodePorts(s)
			}
		}
		return corev1.ResourceList{
			"count/services":                     units(1),
			corev1.ResourceServices:              units(1),
			corev1.ResourceServicesNodePorts:     units(nodePorts),
			corev1.ResourceServicesLoadBalancers: units(balancers),
		}
	},
}

var serviceResources = []corev1.ResourceName{
	"count/services", corev1.ResourceServices, corev1.ResourceServicesNodePorts, corev1.ResourceServicesLoadBalancers,
}

func askedNodePorts(s *corev1.Service) (n int64) {
	for i := range s.Spec.Ports {
		if s.Spec.Ports[i].NodePort != 0 {
			n++
		}
	}
	return n
}

// ofStorageClass stands between a storage class and the resource that is limited
// for it alone: gold.storageclass.storage.k8s.io/requests.storage.
const ofStorageClass = ".storageclass.storage.k8s.io/"

// volumeClaims measures claims for volumes: their number and the storage that
// they request, over all and by storage class.
var volumeClaims = Meter{
	covers: func(name corev1.ResourceName) bool {
		if _, of, ok := strings.Cut(string(name), ofStorageClass); ok {
			name = corev1.ResourceName(of)
			return name == corev1.ResourcePersistentVolumeClaims || name == corev1.ResourceRequestsStorage
		}
		return name == "count/persistentvolumeclaims" || name == corev1.ResourcePersistentVolumeClaims || name == corev1.ResourceRequestsStorage
	},
	charges: func(subresource string, o, old api.Object) bool {
		a, ok := o.(*corev1.PersistentVolumeClaim)
		b, was := old.(*corev1.PersistentVolumeClaim)
		if subresource != "status" || !ok || !was {
			return subresource == ""
		}
		return a.Status.AllocatedResources.Storage().Cmp(*b.Status.AllocatedResources.Storage()) != 0 ||
			!slices.Equal(attributeClasses(a), attributeClasses(b))
	},
	usage: func(o api.Object, _ time.Time) corev1.ResourceList {
		return claimUsage(o.(*corev1.PersistentVolumeClaim))
	},
	inScope: func(s corev1.ScopedResourceSelectorRequirement, o api.Object) bool {
		return s.ScopeName == corev1.ResourceQuotaScopeVolumeAttributesClass && selects(s, attributeClasses(o.(*corev1.PersistentVolumeClaim))...)
	},
}

func claimUsage(c *corev1.PersistentVolumeClaim) corev1.ResourceList {
	out := corev1.ResourceList{
		"count/persistentvolumeclaims":        units(1),
		corev1.ResourcePersistentVolumeClaims: units(1),
	}
	class, ok := c.Annotations[corev1.BetaStorageClassAnnotation]
	if !ok && c.Spec.StorageClassName != nil {
		class = *c.Spec.StorageClassName
	}
	if class != "" {
		out[corev1.ResourceName(class+ofStorageClass)+corev1.ResourcePersistentVolumeClaims] = units(1)
	}
	storage, ok := c.Spec.Resources.Requests[corev1.ResourceStorage]
	if !ok {
		return out
	}
	if allocated, ok := c.Status.AllocatedResources[corev1.ResourceStorage]; ok && allocated.Cmp(storage) > 0 {
		storage = allocated
	}
	storage = whole(storage)
	out[corev1.ResourceRequestsStorage] = storage
	if class != "" {
		out[corev1.ResourceName(class+ofStorageClass)+corev1.ResourceRequestsStorage] = storage
	}
	return out
}

// whole rounds up to whole bytes: a quota must not be of less.
func whole(q resource.Quantity) resource.Quantity {
	rounded := q.DeepCopy()
	if rounded.RoundUp(0) {
		return q
	}
	return rounded
}

// attributeClasses are the classes of attributes that a claim has, or is to have,
// sorted.
func attributeClasses(c *corev1.PersistentVolumeClaim) []string {
	var out []string
	add := func(name *string) {
		if name != nil && *name != "" && !slices.Contains(out, *name) {
			out = append(out, *name)
		}
	}
	add(c.Spec.VolumeAttributesClassName)
	add(c.Status.CurrentVolumeAttributesClassName)
	if m := c.Status.ModifyVolumeStatus; m != nil {
		add(&m.TargetVolumeAttributesClassName)
	}
	slices.Sort(out)
	return out
}

// deviceClaims measures claims for devices: their number, and the devices of each
// class.
var deviceClaims = Meter{
	covers: func(name corev1.ResourceName) bool {
		return name == "count/resourceclaims.resource.k8s.io" || strings.HasSuffix(string(name), corev1.ResourceClaimsPerClass)
	},
	charges: func(subresource string, _, _ api.Object) bool { return subresource == "" },
	usage: func(o api.Object, _ time.Time) corev1.ResourceList {
		out := corev1.ResourceList{"count/resourceclaims.resource.k8s.io": units(1)}
		for _, r := range o.(*resourcev1.ResourceClaim).Spec.Devices.Requests {
			for class, n := range devices(&r) {
				name := corev1.ResourceName(class + corev1.ResourceClaimsPerClass)
				have := out[name]
				have.Add(units(n))
				out[name] = have
			}
		}
		return out
	},
}

// devices is how many devices of each class a request may take: of alternatives
// that which takes most.
func devices(r *resourcev1.DeviceRequest) map[string]int64 {
	number := func(mode resourcev1.DeviceAllocationMode, count int64) int64 {
		switch mode {
		case resourcev1.DeviceAllocationModeExactCount:
			return count
		case resourcev1.DeviceAllocationModeAll:
			return resourcev1.AllocationResultsMaxSize
		}
		return 0
	}
	out := map[string]int64{}
	for _, a := range r.FirstAvailable {
		out[a.DeviceClassName] = max(out[a.DeviceClassName], number(a.AllocationMode, a.Count))
	}
	if e := r.Exactly; e != nil && len(r.FirstAvailable) == 0 {
		out[e.DeviceClassName] = number(e.AllocationMode, e.Count)
	}
	return out
}
