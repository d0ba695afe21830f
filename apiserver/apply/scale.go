package apply

import (
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
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
// the one owns those of the other.
func (b *Books) applyScale(req *rest.Request, sub *api.Subresource, shown api.Object, asked *unstructured.Unstructured, force bool) (api.Object, error) {
	r := req.Resource
	gv := r.GVK().GroupVersion().String()
	parent := shown.GetManagedFields()
	handler := managedfields.NewScaleHandler(parent, r.GVK().GroupVersion(), managedfields.ResourcePathMappings{gv: replicas})
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
	restoreTimes(entries, parent, scale.GetManagedFields())
	scale.SetManagedFields(entries)
	return scale, nil
}

// restoreTimes gives the entries that came back from a Scale their time, which
// the way through it loses.
func restoreTimes(entries []metav1.ManagedFieldsEntry, sources ...[]metav1.ManagedFieldsEntry) {
	for i := range entries {
		e := &entries[i]
		for _, source := range sources {
			for j := range source {
				s := &source[j]
				if e.Time == nil && s.Manager == e.Manager && s.Operation == e.Operation && s.Subresource == e.Subresource {
					e.Time = s.Time
				}
			}
		}
	}
}
