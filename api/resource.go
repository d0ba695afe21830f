package api

import (
	"context"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/managedfields"
	"k8s.io/apimachinery/pkg/util/validation/field"
	"k8s.io/apiserver/pkg/authentication/user"
)

// Object is any object of the API.
type Object interface {
	metav1.Object
	runtime.Object
}

// Resource describes one kind of object and the path under which it is served.
// A nil function means that there is nothing to do at that step.
//
// On a write the server calls, in this order: Default, Prepare (on create after
// mutating admission), Stamp, Validate. Each gets a private copy of the new object that it may change,
// except Validate, and the stored object as old, which nobody changes.
type Resource struct {
	Meta

	// New makes an empty object, NewList an empty list of them.
	New     func() Object
	NewList func() runtime.Object

	// Default fills in what the API promises to fill in. It runs on every object
	// that a client sends, and must be idempotent.
	Default func(o Object)
	// Prepare makes the object fit to be validated. On create old is nil: status
	// is reset, generation becomes 1. On update it carries over what this path
	// must not change (status, and on a kind with generations raises the
	// generation when the spec changed).
	Prepare func(o, old Object)
	// Stamp writes into the object who asked and when, for the few kinds that keep
	// it; it has the last word before Validate. old is nil on create. now is a
	// whole second.
	Stamp func(o, old Object, who user.Info, now metav1.Time)
	// Validate reports what is wrong with the object; old is nil on create. The
	// metadata common to all kinds is checked by the generic code (see Name).
	Validate func(o, old Object) field.ErrorList
	// ValidateName checks metadata.name; nil means a DNS subdomain.
	ValidateName func(name string, prefix bool) []string
	// Warn returns warnings for the Warning header; old is nil on create.
	Warn func(o, old Object) []string
	// BeginDelete decides on graceful deletion. It may set the grace period in
	// opts (nil until then when the client named none) and returns true when the
	// object must stay, marked as being deleted, until somebody deletes it with
	// grace period zero.
	BeginDelete func(o Object, opts *metav1.DeleteOptions) bool

	// Retire, when set, is what the first delete of an object does, whatever the
	// delete asks for: it marks the object so that it stays until somebody has
	// cleared up after it.
	Retire func(o Object, now metav1.Time)

	// Summarize says in a few words what is different about the object, for its
	// trace: "Running", "scaled from 2 to 5". Empty when there is nothing to say.
	Summarize func(o, old Object) string
	// Untraced kinds leave no record in the trace: heartbeats and notes, which
	// would crowd out what people ask about.
	Untraced bool

	// Columns and Row make the server-side table. now is when the table is made.
	Columns []metav1.TableColumnDefinition
	Row     func(o Object, now time.Time) []any
	// RowConditions are the conditions of that row (a completed pod), nil for
	// none.
	RowConditions func(o Object) []metav1.TableRowCondition
	// RowOrder, when set, is the order of the rows of one answer; else they are in
	// that of the list: by namespace and name.
	RowOrder func(a, b Object) int

	// Fields returns the values that field selectors of this kind can ask for,
	// beyond metadata.name and metadata.namespace; nil when there are none.
	// FieldNames lists their names; any other name in a selector is an error.
	Fields     func(o Object) fields.Set
	FieldNames []string

	// Subresources are the paths below an object, in alphabetical order.
	Subresources []Subresource

	// Update says how a PUT of this kind is answered in the unusual cases.
	Update UpdatePolicy
	// OrphanByDefault: a delete that names no propagation policy leaves the
	// dependents behind (jobs and replication controllers, for compatibility).
	OrphanByDefault bool
	// AnswersDeleted: a delete that removes the object answers with its last
	// state instead of a Status.
	AnswersDeleted bool
	// DeleteWarning, when not empty, is said to whoever deletes without naming a
	// propagation policy.
	DeleteWarning string
	// AnyFinalizer: finalizers need no domain. Kinds differ in this for no reason but
	// their history.
	AnyFinalizer bool
	// NamedByUID: an object that is created without a name gets a UID for one.
	NamedByUID bool
	// UnknownField words the error about a field selector that the kind does not
	// offer; nil means the words of most kinds.
	UnknownField func(name string) string
	// Complete puts back what the stored form (protobuf) cannot hold. It runs on
	// every object that is read from the store.
	Complete func(o Object)
	// ReturnsDeleted: the answer to a delete is the object as it was, or as it is
	// now that it is being deleted, instead of a Status.
	ReturnsDeleted bool
	// Alias is set on a kind that is stored as another one; nil for kinds that
	// are stored as they are.
	Alias *Alias
	// Custom is what only custom kinds have; nil for built-in ones.
	Custom *Custom
}

// Custom are the steps that objects without a Go type need in place of one:
// decoding into a struct forgets what the struct does not have.
type Custom struct {
	// Coerce makes a body that a client sent fit the schema: it drops unknown
	// fields, and names them when asked. The error says that the metadata cannot
	// be read.
	Coerce func(o Object, named bool) (unknown []string, err error)
	// Read makes an object that was read from the store what the schema of its
	// version says today, and tells whether that changed it.
	Read func(o Object) (changed bool)
	// Validate, when set, takes the place of the resource's and its subresources'
	// own: status says that the status was written. It may warn of what is wrong
	// and was so before.
	Validate func(o, old Object, status bool, warn func(text string)) field.ErrorList
	// Raw says that objects may be of any version of the kind, as they are kept.
	Raw bool
	// Types returns what server-side apply merges objects of all versions with.
	Types func() (managedfields.TypeConverter, error)
	// ScaleReplicas is the path of the replicas that the scale subresource shows,
	// by version ("example.com/v1"); a version without scale has none.
	ScaleReplicas map[string][]string
	// Closed is why nothing new may be created now, empty when it may.
	Closed func() string
	// Deprecated is the warning that every request for this version is answered
	// with, empty for none.
	Deprecated string
}

// UpdatePolicy is what distinguishes the PUT of one kind from another. The zero
// value fits most.
type UpdatePolicy struct {
	// CreatesMissing: a PUT to a name that does not exist creates the object
	// instead of failing with NotFound.
	CreatesMissing bool
	// NeedsVersion: a PUT without a resource version is invalid instead of
	// overwriting whatever is stored.
	NeedsVersion bool
}

// Alias tells how a kind is stored as another: events.k8s.io Events are stored
// as core Events, autoscaling/v1 autoscalers as autoscaling/v2. Both conversions
// return a new object that may share parts with the one given, which must not be
// changed afterwards; they keep all that the stored kind can hold.
//
// Custom kinds of several versions have Convert instead.
type Alias struct {
	// Stored is the descriptor under whose GR the objects are kept.
	Stored *Resource
	// ToStored takes an object of the served kind.
	ToStored func(o Object) Object
	// FromStored takes an object of the stored kind.
	FromStored func(o Object) Object
	// Convert, when set, takes the place of both: it turns objects of any version
	// of the kind into those of the version given. It may ask a webhook, and fail.
	// Objects that are of that version are returned as they are.
	Convert func(ctx context.Context, objects []Object, version string) ([]Object, error)
}

// Meta is what discovery says of a resource.
type Meta struct {
	Group, Version string
	// Name is the plural in the path: "pods". Singular is its singular: "pod".
	Name, Singular string
	Kind           string
	// ListKind is the kind of lists; empty for Kind with List behind it.
	ListKind   string
	ShortNames []string
	Categories []string
	Namespaced bool
	// Verbs in alphabetical order, as discovery lists them; nil means all of
	// AllVerbs.
	Verbs []string
	// Deprecation, when not empty, warns whoever uses the resource.
	Deprecation string
	// Ephemeral kinds are answered and not stored (reviews, token requests).
	Ephemeral bool
	// Remote kinds are served by another server behind this one. Only the metadata
	// of their objects is known here (metav1.PartialObjectMetadata), and their
	// revisions are that server's: nothing follows from them for this one.
	Remote bool
}

// AllVerbs are the verbs of an ordinary resource.
var AllVerbs = []string{"create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"}

// GVR returns the group, version and resource name.
func (m *Meta) GVR() schema.GroupVersionResource {
	return schema.GroupVersionResource{Group: m.Group, Version: m.Version, Resource: m.Name}
}

// GVK returns the group, version and kind.
func (m *Meta) GVK() schema.GroupVersionKind {
	return schema.GroupVersionKind{Group: m.Group, Version: m.Version, Kind: m.Kind}
}

// GR returns the group and resource, which name the stored objects whatever the
// version they are served in.
func (m *Meta) GR() schema.GroupResource {
	return schema.GroupResource{Group: m.Group, Resource: m.Name}
}

// ListGVK returns the group, version and kind of lists.
func (m *Meta) ListGVK() schema.GroupVersionKind {
	kind := m.ListKind
	if kind == "" {
		kind = m.Kind + "List"
	}
	return schema.GroupVersionKind{Group: m.Group, Version: m.Version, Kind: kind}
}

// Has says whether the resource has the verb.
func (m *Meta) Has(verb string) bool {
	verbs := m.Verbs
	if verbs == nil {
		verbs = AllVerbs
	}
	for _, v := range verbs {
		if v == verb {
			return true
		}
	}
	return false
}

// Subresource describes one path below an object.
type Subresource struct {
	// Name is the last part of the path: "status", "scale", "binding".
	Name string
	// Kind of the bodies that travel; zero for the kind of the parent.
	Kind schema.GroupVersionKind
	// Verbs in alphabetical order, as discovery lists them.
	Verbs []string

	// View makes the body from the parent object; nil gives the parent itself.
	// Subresources with View or Merge are served by the generic code with get,
	// update and patch.
	View func(parent Object) (Object, error)
	// Draft makes the body that a change begins with, where that is not View's;
	// nil where it is.
	Draft func(parent Object) (Object, error)
	// Merge carries what the body may change over to parent, which is a private
	// copy of the stored object; when the body is of the parent's kind it has
	// been defaulted before.
	Merge func(parent, body Object) error
	// Validate checks the parent after Merge against what is stored.
	Validate func(o, old Object) field.ErrorList
	// ValidateBody checks a body that is not of the parent's kind (scale)
	// before Merge.
	ValidateBody func(body Object) field.ErrorList
	// Actions (create of binding, eviction, token; exec, log, proxy) have no
	// Merge: code in apiserver registered under resource and name serves them.
}

// Sub returns the subresource with that name.
func (r *Resource) Sub(name string) (*Subresource, bool) {
	for i := range r.Subresources {
		if r.Subresources[i].Name == name {
			return &r.Subresources[i], true
		}
	}
	return nil, false
}
