// Package all names every built-in kind: the one list by which a descriptor
// becomes part of the API.
package all

import (
	"sync"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/admissionregistration"
	"github.com/skiff-k8s/skiff/api/apiextensions"
	"github.com/skiff-k8s/skiff/api/apiregistration"
	"github.com/skiff-k8s/skiff/api/apps"
	"github.com/skiff-k8s/skiff/api/authentication"
	"github.com/skiff-k8s/skiff/api/authorization"
	"github.com/skiff-k8s/skiff/api/autoscaling"
	"github.com/skiff-k8s/skiff/api/batch"
	"github.com/skiff-k8s/skiff/api/certificates"
	"github.com/skiff-k8s/skiff/api/coordination"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/api/discovery"
	"github.com/skiff-k8s/skiff/api/events"
	"github.com/skiff-k8s/skiff/api/flowcontrol"
	"github.com/skiff-k8s/skiff/api/networking"
	"github.com/skiff-k8s/skiff/api/node"
	"github.com/skiff-k8s/skiff/api/policy"
	"github.com/skiff-k8s/skiff/api/rbac"
	"github.com/skiff-k8s/skiff/api/resource"
	"github.com/skiff-k8s/skiff/api/scheduling"
	"github.com/skiff-k8s/skiff/api/storage"
)

// Resources lists the descriptors of all built-in kinds, group by group in the
// order in which discovery names the groups.
func Resources() []*api.Resource {
	var list []*api.Resource
	for _, group := range [][]*api.Resource{
		core.Resources(),
		apiregistration.Resources(),
		apps.Resources(),
		events.Resources(),
		authentication.Resources(),
		authorization.Resources(),
		autoscaling.Resources(),
		batch.Resources(),
		certificates.Resources(),
		networking.Resources(),
		policy.Resources(),
		rbac.Resources(),
		storage.Resources(),
		admissionregistration.Resources(),
		apiextensions.Resources(),
		scheduling.Resources(),
		coordination.Resources(),
		node.Resources(),
		discovery.Resources(),
		resource.Resources(),
		flowcontrol.Resources(),
	} {
		list = append(list, group...)
	}
	return list
}

// Catalog returns the catalog of all built-in kinds, made at first use.
var Catalog = sync.OnceValue(func() *api.Catalog { return api.NewCatalog(Resources()...) })
