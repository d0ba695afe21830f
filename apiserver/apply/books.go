package apply

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"k8s.io/apimachinery/pkg/api/equality"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/validation"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/managedfields"
	"k8s.io/apiserver/pkg/authorization/authorizer"
	"sigs.k8s.io/structured-merge-diff/v6/fieldpath"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/apiserver/apply/ownership"
	"github.com/skiff-k8s/skiff/apiserver/rest"
)

// Books is the rest.Applier. Its fields are set before its first use; it is safe
// for concurrent use.
type Books struct {
	// Find returns the resource that serves a kind, nil when there is none.
	Find func(schema.GroupVersionKind) *api.Resource
	// Authorizer decides who may create by applying; nil means everybody.
	Authorizer authorizer.Authorizer
	// Now is the clock of the entries.
	Now func() time.Time

	schemas schemas
}

var _ rest.Applier = (*Books)(nil)

// Track books a write by any verb but apply: what it changed belongs to whoever
// made it. It sets the managed fields of o and changes nothing else. A new object
// gets books; one that has lost its books stays without.
//
// The kinds of Go types are compared by these (package ownership); what that cannot
// tell, custom resources and scales are left to the library, which costs ten times
// as much (BenchmarkTrack).
func (b *Books) Track(req *rest.Request, old, o api.Object) {
	var kept []metav1.ManagedFieldsEntry
	if old != nil {
		kept = old.GetManagedFields()
	}
	sent := o.GetManagedFields()
	if old != nil && len(kept) == 0 && len(sent) == 0 {
		o.SetManagedFields(nil)
		return
	}
	fields, err := b.compare(req, old, o, kept, sent)
	if err == nil {
		o.SetManagedFields(fields)
		return
	}
	if fields, err = b.track(req, old, o); err != nil {
		fields = kept // what was right before is better than what cannot be read
	}
	b.stamp(fields, kept, sent)
	if sub, ok := req.Resource.Sub(req.Subresource); ok && sub.View != nil {
		untime(fields, kept)
	}
	o.SetManagedFields(fields)
}

// compare books by the Go types, when they tell all.
func (b *Books) compare(req *rest.Request, old, o api.Object, kept, sent []metav1.ManagedFieldsEntry) ([]metav1.ManagedFieldsEntry, error) {
	r := req.Resource
	if _, custom := o.(runtime.Unstructured); custom {
		return nil, ownership.ErrUnsure
	}
	if sub, ok := r.Sub(req.Subresource); ok && sub.View != nil {
		return nil, ownership.ErrUnsure
	}
	if len(sent) > 0 && req.Subresource == "" && !equality.Semantic.DeepEqual(sent, kept) {
		return nil, ownership.ErrUnsure // the client writes in the books
	}
	if old == nil {
		old = r.New()
	}
	except, below := notOwned(r, req.Subresource)
	changes, err := ownership.Compare(old, o, except...)
	if err != nil {
		return nil, err
	}
	if len(below) > 0 {
		filter := fieldpath.NewExcludeSetFilter(fieldpath.NewSet(below...))
		changes.Set, changes.Gone = filter.Filter(changes.Set), filter.Filter(changes.Gone)
	}
	return ownership.Book(kept, changes, b.writer(req, managerName(req), metav1.ManagedFieldsOperationUpdate))
}

// writer is the entry of who writes now, but for the fields.
func (b *Books) writer(req *rest.Request, manager string, operation metav1.ManagedFieldsOperationType) metav1.ManagedFieldsEntry {
	if manager == "" {
		manager = "unknown"
	}
	now := metav1.NewTime(b.Now()).Rfc3339Copy()
	return metav1.ManagedFieldsEntry{
		Manager: manager, Operation: operation,
		APIVersion: req.Resource.GVK().GroupVersion().String(), Subresource: req.Subresource, Time: &now,
	}
}

// track books by the library.
func (b *Books) track(req *rest.Request, old, o api.Object) ([]metav1.ManagedFieldsEntry, error) {
	r := req.Resource
	manager, err := b.manager(r, req.Subresource, r.GVK())
	if err != nil {
		return nil, err
	}
	if old == nil {
		old = r.New()
	}
	booked, err := manager.Update(named(old, r.GVK()), named(o, r.GVK()), managerName(req))
	if err != nil {
		return nil, err
	}
	return booked.(api.Object).GetManagedFields(), nil
}

// manager returns what merges and books changes to objects of a kind: the
// resource's own, or that of a subresource with a form of its own.
func (b *Books) manager(r *api.Resource, subresource string, kind schema.GroupVersionKind) (*managedfields.FieldManager, error) {
	_, custom := r.New().(runtime.Unstructured)
	c := converter{schemas: &b.schemas, home: r.GVK().GroupVersion()}
	if kind != r.GVK() {
		c.foreign = kind
	}
	if r.Custom != nil {
		c.custom = r.Custom.Types
	}
	v := versions{find: b.Find, custom: custom && kind == r.GVK()}
	make := managedfields.NewDefaultFieldManager
	if custom {
		make = managedfields.NewDefaultCRDFieldManager
	}
	return make(c, v, v, v, kind, kind.GroupVersion(), subresource, filters(r, subresource, kind))
}

// notOwned returns the fields that a write to a path cannot change, which
// therefore nobody owns by writing there: members at the top, and paths below.
func notOwned(r *api.Resource, subresource string) (top []string, below []fieldpath.Path) {
	add := func(parts ...any) { below = append(below, fieldpath.MakePathOrDie(parts...)) }
	switch subresource {
	case "":
		if _, ok := r.Sub("status"); ok {
			top = append(top, "status")
		}
		if r.GR() == signingRequests {
			top = append(top, "spec") // nobody may change it
		}
	case "status", "approval":
		top = append(top, "spec")
		if r.Custom != nil {
			add("metadata")
		}
		switch r.GR() {
		case schema.GroupResource{Group: "apps", Resource: "deployments"}:
			add("metadata", "labels")
		case schema.GroupResource{Resource: "pods"}:
			add("metadata", "deletionTimestamp")
			add("metadata", "ownerReferences")
		}
	}
	return top, below
}

var signingRequests = schema.GroupResource{Group: "certificates.k8s.io", Resource: "certificatesigningrequests"}

// filters is notOwned in the form of the library.
func filters(r *api.Resource, subresource string, kind schema.GroupVersionKind) map[fieldpath.APIVersion]fieldpath.Filter {
	top, paths := notOwned(r, subresource)
	for _, name := range top {
		paths = append(paths, fieldpath.MakePathOrDie(name))
	}
	if len(paths) == 0 {
		return nil
	}
	return map[fieldpath.APIVersion]fieldpath.Filter{
		fieldpath.APIVersion(kind.GroupVersion().String()): fieldpath.NewExcludeSetFilter(fieldpath.NewSet(paths...)),
	}
}

// stamp gives the entries that were made just now the time of the server's
// clock. Entries that were there before have the very times they had; one that
// took nothing from anybody and changed nothing has none, as with
// kube-apiserver.
func (b *Books) stamp(fields []metav1.ManagedFieldsEntry, before ...[]metav1.ManagedFieldsEntry) {
	had := map[*metav1.Time]bool{}
	for _, list := range before {
		for i := range list {
			had[list[i].Time] = true
		}
	}
	now := metav1.NewTime(b.Now()).Rfc3339Copy()
	for i := range fields {
		if fields[i].Time != nil && !had[fields[i].Time] {
			fields[i].Time = now.DeepCopy()
		}
	}
}

// untime takes the times off the entries that are not in before: what was
// written by way of a Scale has none with kube-apiserver.
func untime(fields, before []metav1.ManagedFieldsEntry) {
	for i := range fields {
		same := func(e metav1.ManagedFieldsEntry) bool { return e.Time == fields[i].Time }
		if !slices.ContainsFunc(before, same) {
			fields[i].Time = nil
		}
	}
}

// ownAgent is the user agent of skiff's own parts.
const ownAgent = "skiff"

// component names the part of Kubernetes whose work one of skiff's parts does: tools
// know by these names what people did not write.
func component(user string) string {
	switch {
	case strings.HasPrefix(user, "system:serviceaccount:kube-system:"):
		return "kube-controller-manager"
	case strings.HasPrefix(user, "system:node:"):
		return "kubelet"
	case user == "system:kube-scheduler":
		return "kube-scheduler"
	}
	return "kube-apiserver"
}

// managerName is who a write is booked under.
func managerName(req *rest.Request) string {
	if req.FieldManager != "" {
		return req.FieldManager
	}
	name, _, _ := strings.Cut(req.UserAgent, "/")
	if name == ownAgent {
		name = component(req.User.GetName())
	}
	if strings.HasPrefix(name, "kubectl ") { // the front door knows the command
		name = "kubectl"
	}
	name = strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return -1
	}, name)
	return strings.ToValidUTF8(name[:min(len(name), validation.FieldManagerMaxLength)], "")
}
