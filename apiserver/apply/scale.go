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

// replicasOf says where the versions of a kind keep what their Scale shows.
func replicasOf(r *api.Resource) managedfields.ResourcePathMappings {
	out := managedfields.ResourcePathMappings{}
	if r.Custom == nil {
		out[r.GVK().GroupVersion().String()] = replicas
		return out
	}
	for version, steps := range r.Custom.ScaleReplicas {
		path := make(fieldpath.Path, len(steps))
		for i := range steps {
			path[i].FieldName = &steps[i]
		}
		out[version] = path
	}
	return out
}

// applyScale applies to the Scale of an object. shown carries the object's own
// managed fields, and so does the Scale returned: whoever owns the replicas of
// the one owns those of the other. As with kube-apiserver, an entry that is new
// to the object has no time.
func (b *Books) applyScale(req *rest.Request, sub *api.Subresource, shown api.Object, asked *unstructured.Unstructured, force bool) (api.Object, error) {
	r := req.Resource
	handler := managedfields.NewScaleHandler(shown.GetManagedFields(), r.GVK().GroupVersion(), replicasOf(r))
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
