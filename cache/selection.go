package cache

import (
	"strings"

	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/types"
)

// Selection selects objects of one table. The zero value selects all.
type Selection struct {
	// Namespace is empty for all.
	Namespace string
	// Labels and Fields are nil for everything. The names in Fields must be known
	// to the kind; a name that is not selects nothing.
	Labels labels.Selector
	Fields fields.Selector
	// Controller selects the objects whose controlling owner has this UID.
	Controller types.UID
	// Owner selects the objects that name this UID among their owners.
	Owner types.UID
}

// filter is a selection made ready for one table.
type filter struct {
	kind       *kind
	prefix     string // of the keys, "namespace/" or empty
	key        string // the one key, when the selection names it
	node       string // exact value of the indexed field
	hasNode    bool
	labels     labels.Selector
	fields     fields.Selector
	controller types.UID
	owner      types.UID
}

func (t *Table) filter(s Selection) filter {
	f := filter{kind: t.kind, controller: s.Controller, owner: s.Owner}
	if s.Namespace != "" && t.kind.resource.Namespaced {
		f.prefix = s.Namespace + "/"
	}
	if s.Labels != nil && !s.Labels.Empty() {
		f.labels = s.Labels
	}
	if s.Fields != nil && !s.Fields.Empty() {
		f.fields = s.Fields
		if name, ok := s.Fields.RequiresExactMatch("metadata.name"); ok && name != "" {
			ns, haveNS := s.Fields.RequiresExactMatch("metadata.namespace")
			switch {
			case !t.kind.resource.Namespaced:
				f.key = name
			case s.Namespace != "":
				f.key = f.prefix + name
			case haveNS && ns != "":
				f.key = ns + "/" + name
			}
		}
		if t.nodes != nil {
			f.node, f.hasNode = s.Fields.RequiresExactMatch(fieldIndexed)
		}
	}
	return f
}

// everything says that the filter lets all objects of the table pass.
func (f *filter) everything() bool {
	return f.prefix == "" && f.labels == nil && f.fields == nil && f.controller == "" && f.owner == ""
}

func (f *filter) matches(e *Entry) bool {
	if f.prefix != "" && !strings.HasPrefix(e.key, f.prefix) {
		return false
	}
	if f.controller != "" {
		if c := controllerOf(e); c == nil || c.UID != f.controller {
			return false
		}
	}
	if f.owner != "" {
		found := false
		for _, ref := range e.object.GetOwnerReferences() {
			found = found || ref.UID == f.owner
		}
		if !found {
			return false
		}
	}
	if f.labels != nil && !f.labels.Matches(labels.Set(e.object.GetLabels())) {
		return false
	}
	return f.fields == nil || f.fields.Matches(&fieldsOf{entry: e})
}

// fieldsOf are an entry's selectable fields, computed when one beyond the
// metadata is asked for.
type fieldsOf struct {
	entry *Entry
	set   fields.Set
}

// Has says whether the field exists.
func (f *fieldsOf) Has(field string) bool {
	switch field {
	case "metadata.name", "metadata.namespace":
		return true
	case fieldIndexed:
		return f.entry.kind.hasNode
	}
	_, ok := f.rest()[field]
	return ok
}

// Get returns the field's value.
func (f *fieldsOf) Get(field string) string {
	switch field {
	case "metadata.name":
		return f.entry.Name()
	case "metadata.namespace":
		return f.entry.Namespace()
	case fieldIndexed:
		return f.entry.node
	}
	return f.rest()[field]
}

func (f *fieldsOf) rest() fields.Set {
	if f.set == nil {
		if get := f.entry.kind.resource.Fields; get != nil {
			f.set = get(f.entry.object)
		}
		if f.set == nil {
			f.set = fields.Set{}
		}
	}
	return f.set
}
