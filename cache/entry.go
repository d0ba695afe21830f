package cache

import (
	"strconv"
	"strings"
	"sync/atomic"

	"github.com/skiff-k8s/skiff/api"
)

// Entry is one state of one object: the object itself, where and when it was
// stored, and the encodings that were asked for so far. It is shared and
// immutable; the encodings are made at first use.
type Entry struct {
	kind   *kind
	ledger *ledger // nil for views, which keep no encodings
	key    string
	object api.Object
	// node is the value of fieldIndexed where the kind has it.
	node     string
	revision int64
	created  int64
	// size is the length of the stored form in bytes, the measure of history.
	size int32
	// mended says that the object is not quite what is stored: its schema has
	// changed since.
	mended bool
	enc    [formats]atomic.Pointer[encoding]
}

// Object returns the object. Objects of built-in kinds have an empty TypeMeta.
func (e *Entry) Object() api.Object { return e.object }

// Resource returns the descriptor of the object.
func (e *Entry) Resource() *api.Resource { return e.kind.resource }

// Revision returns the revision that brought this state, which is the object's
// resource version too.
func (e *Entry) Revision() int64 { return e.revision }

// Created returns the revision that created the object.
func (e *Entry) Created() int64 { return e.created }

// Key returns "namespace/name", or "name" for cluster-scoped resources.
func (e *Entry) Key() string { return e.key }

// Namespace returns the object's namespace, empty for cluster-scoped ones.
func (e *Entry) Namespace() string {
	ns, _ := e.split()
	return ns
}

// Name returns the object's name.
func (e *Entry) Name() string {
	_, name := e.split()
	return name
}

func (e *Entry) split() (namespace, name string) {
	if i := strings.IndexByte(e.key, '/'); i >= 0 {
		return e.key[:i], e.key[i+1:]
	}
	return "", e.key
}

// ObjectKey returns the key of an object: "namespace/name", or "name" where the
// namespace is empty.
func ObjectKey(namespace, name string) string {
	if namespace == "" {
		return name
	}
	return namespace + "/" + name
}

// at sets the revision that the store gave to the entry's commit. It is called
// once, before the entry is shared.
func (e *Entry) at(revision, created int64) {
	e.revision, e.created = revision, created
	e.object.SetResourceVersion(strconv.FormatInt(revision, 10))
}

// View returns an entry that shows the same state as an object of another kind
// (an alias, or a projection), at the same key and revision. It keeps its
// encodings only as long as it lives.
func (e *Entry) View(r *api.Resource, o api.Object) *Entry {
	return &Entry{kind: e.kind.as(r), key: e.key, object: o, revision: e.revision, created: e.created}
}
