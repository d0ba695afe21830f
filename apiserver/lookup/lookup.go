// Package lookup is the read-only view of the present state that the front door
// decides on: authentication looks for service accounts, authorization for
// roles, admission for namespaces and quotas.
//
// The view is the newest committed state and costs a map or tree look-up; it
// never waits. Objects are shared: nobody changes them.
package lookup

import (
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/skiff-k8s/skiff/api"
)

// Objects finds objects by resource and name. All methods are safe for
// concurrent use.
type Objects interface {
	// Get returns one object, nil when there is none. namespace is empty for
	// cluster-scoped resources.
	Get(gr schema.GroupResource, namespace, name string) api.Object
	// Each calls yield for the objects of a resource in one namespace, or in all
	// when it is empty, until yield returns false.
	Each(gr schema.GroupResource, namespace string, yield func(api.Object) bool)
	// EachByField calls yield for the objects whose selectable field has that
	// value ("spec.nodeName" of pods), until yield returns false.
	EachByField(gr schema.GroupResource, field, value string, yield func(api.Object) bool)
}

// GroupResource names a resource whatever its version.
type GroupResource = schema.GroupResource

// Resources that the front door looks at.
var (
	Namespaces          = schema.GroupResource{Resource: "namespaces"}
	Nodes               = schema.GroupResource{Resource: "nodes"}
	Pods                = schema.GroupResource{Resource: "pods"}
	Services            = schema.GroupResource{Resource: "services"}
	Endpoints           = schema.GroupResource{Resource: "endpoints"}
	Secrets             = schema.GroupResource{Resource: "secrets"}
	ConfigMaps          = schema.GroupResource{Resource: "configmaps"}
	ServiceAccounts     = schema.GroupResource{Resource: "serviceaccounts"}
	LimitRanges         = schema.GroupResource{Resource: "limitranges"}
	ResourceQuotas      = schema.GroupResource{Resource: "resourcequotas"}
	PersistentVolumes   = schema.GroupResource{Resource: "persistentvolumes"}
	VolumeClaims        = schema.GroupResource{Resource: "persistentvolumeclaims"}
	Roles               = schema.GroupResource{Group: "rbac.authorization.k8s.io", Resource: "roles"}
	RoleBindings        = schema.GroupResource{Group: "rbac.authorization.k8s.io", Resource: "rolebindings"}
	ClusterRoles        = schema.GroupResource{Group: "rbac.authorization.k8s.io", Resource: "clusterroles"}
	ClusterRoleBindings = schema.GroupResource{Group: "rbac.authorization.k8s.io", Resource: "clusterrolebindings"}
	PriorityClasses     = schema.GroupResource{Group: "scheduling.k8s.io", Resource: "priorityclasses"}
	RuntimeClasses      = schema.GroupResource{Group: "node.k8s.io", Resource: "runtimeclasses"}
	StorageClasses      = schema.GroupResource{Group: "storage.k8s.io", Resource: "storageclasses"}
	VolumeAttachments   = schema.GroupResource{Group: "storage.k8s.io", Resource: "volumeattachments"}
	IngressClasses      = schema.GroupResource{Group: "networking.k8s.io", Resource: "ingressclasses"}
	CertificateRequests = schema.GroupResource{Group: "certificates.k8s.io", Resource: "certificatesigningrequests"}
	DisruptionBudgets   = schema.GroupResource{Group: "policy", Resource: "poddisruptionbudgets"}
	EndpointSlices      = schema.GroupResource{Group: "discovery.k8s.io", Resource: "endpointslices"}
)

// Get returns one object as its own type; ok is false when there is none.
func Get[T api.Object](v Objects, gr schema.GroupResource, namespace, name string) (o T, ok bool) {
	found := v.Get(gr, namespace, name)
	if found == nil {
		return o, false
	}
	o, ok = found.(T)
	return o, ok
}

// Each calls yield for each object of a resource as its own type.
func Each[T api.Object](v Objects, gr schema.GroupResource, namespace string, yield func(T) bool) {
	v.Each(gr, namespace, func(o api.Object) bool {
		if t, ok := o.(T); ok {
			return yield(t)
		}
		return true
	})
}
