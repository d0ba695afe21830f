package apply

import (
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/util/managedfields"
	"sigs.k8s.io/structured-merge-diff/v6/fieldpath"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/apiserver/rest"
)

// replicas is where the built-in kinds keep what their Scale shows.
var replicas = fieldpath.MakePathOrDie("spec", "replicas")

// applyScale applies to the Scale of an object. shown carries the object's own
// managed fields, and so does the Scale returned: whoever owns the replicas of
// the one owns those of the other. As with kube-apiserver, an entry that is new
// to the object has no time.
func (b *Books) applyScale(req *rest.Request, sub *api.Subresource, shown api.Object, asked *unstructured.Unstructured, force bool) (api.Object, error) {
	r := req.Resource
	gv := r.GVK().GroupVersion().String()
	handler := managedfields.NewScaleHandler(shown.GetManagedFields(), r.GVK().GroupVersion(), managedfields.ResourcePathMappings{gv: replicas})
	own, err := handler.ToSubresource()
	if err != nil {
		return nil, err
	}
	live := named(shown, sub.Kind)
	live.SetManagedFields(own)
	manager, err := b.manager(r, req.Subresource, sub.Kind)
	if err != nil {
		return nil, err
	}
	scale, err := b.merge(manager, live, asked, req.FieldManager, force, own)
	if err != nil {
		return nil, err
	}
	entries, err := handler.ToParent(scale.GetManagedFields())
	if err != nil {
		return nil, err
	}
	scale.SetManagedFields(entries)
	return scale, nil
}
