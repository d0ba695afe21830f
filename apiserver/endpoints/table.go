package endpoints

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/table"
)

// tabler makes tables of objects of one resource.
type tabler struct {
	resource *api.Resource
	version  string // of meta.k8s.io
	include  metav1.IncludeObjectPolicy
	now      func() time.Time
}

func newTabler(res *api.Resource, out output, i *info, now func() time.Time) (*tabler, error) {
	t := &tabler{resource: res, version: out.version, now: now, include: metav1.IncludeMetadata}
	if v := i.query.Get("includeObject"); v != "" {
		t.include = metav1.IncludeObjectPolicy(v)
	}
	switch t.include {
	case metav1.IncludeObject, metav1.IncludeMetadata, metav1.IncludeNone:
		return t, nil
	}
	return nil, apierrors.NewBadRequest(fmt.Sprintf("Unable to convert to Table as requested: includeObject: Invalid value: %q: must be 'Metadata', 'Object', 'None', or empty", string(t.include)))
}

// empty returns a table without rows.
func (t *tabler) empty() *metav1.Table {
	out := &metav1.Table{ColumnDefinitions: t.resource.Columns}
	if t.resource.Row == nil {
		out.ColumnDefinitions = table.Default()
	}
	out.Kind, out.APIVersion = "Table", "meta.k8s.io/"+t.version
	return out
}

// row makes the row of one object.
func (t *tabler) row(o api.Object) (metav1.TableRow, error) {
	var row metav1.TableRow
	if t.resource.Row != nil {
		row.Cells = t.resource.Row(o, t.now())
	} else {
		row.Cells = table.DefaultRow(o)
	}
	if f := t.resource.RowConditions; f != nil {
		row.Conditions = f(o)
	}
	var err error
	switch t.include {
	case metav1.IncludeMetadata:
		p := partial(o, t.version)
		row.Object.Raw, err = json.Marshal(p)
	case metav1.IncludeObject:
		row.Object.Raw, err = appendJSON(nil, t.resource.GVK(), o)
	}
	return row, err
}

// one makes the table of a single object.
func (t *tabler) one(o api.Object) (*metav1.Table, error) {
	out := t.empty()
	out.ResourceVersion = o.GetResourceVersion()
	row, err := t.row(o)
	out.Rows = []metav1.TableRow{row}
	return out, err
}

// partial is the metadata of an object as an object of its own.
func partial(o api.Object, version string) *metav1.PartialObjectMetadata {
	p := meta.AsPartialObjectMetadata(o)
	p.Kind, p.APIVersion = "PartialObjectMetadata", "meta.k8s.io/"+version
	return p
}

// writeShaped sends anything but a whole object: tables and metadata.
func (h *Handler) writeShaped(w http.ResponseWriter, r *http.Request, out output, code int, i *info, res *api.Resource, o api.Object) error {
	var body runtime.Object
	switch out.shape {
	case shapeTable:
		t, err := newTabler(res, out, i, h.config.Now)
		if err != nil {
			return err
		}
		if body, err = t.one(o); err != nil {
			return err
		}
	case shapeMetadata:
		body = partial(o, out.version)
	default:
		return notAcceptable(fmt.Sprintf("you requested PartialObjectMetadataList, but the requested object is not a list (*%s.%s)", internalPackage(res.Group), res.Kind))
	}
	data, err := encodeObject(nil, out, body.GetObjectKind().GroupVersionKind(), body)
	if err != nil {
		return err
	}
	writeBody(w, r, code, out.contentType(), data)
	return nil
}

// writeShapedList sends a list as a table or as metadata.
func (h *Handler) writeShapedList(w http.ResponseWriter, r *http.Request, out output, i *info, res *api.Resource, about metav1.ListMeta, objects []api.Object) error {
	var body runtime.Object
	switch out.shape {
	case shapeTable:
		t, err := newTabler(res, out, i, h.config.Now)
		if err != nil {
			return err
		}
		list := t.empty()
		list.ListMeta = about
		list.Rows = make([]metav1.TableRow, len(objects))
		if order := res.RowOrder; order != nil {
			objects = slices.SortedStableFunc(slices.Values(objects), order)
		}
		for n, o := range objects {
			if list.Rows[n], err = t.row(o); err != nil {
				return err
			}
		}
		body = list
	case shapeMetadataList:
		list := &metav1.PartialObjectMetadataList{ListMeta: about}
		if len(objects) > 0 { // none are null
			list.Items = make([]metav1.PartialObjectMetadata, len(objects))
		}
		list.Kind, list.APIVersion = "PartialObjectMetadataList", "meta.k8s.io/"+out.version
		for n, o := range objects {
			list.Items[n] = *partial(o, out.version)
		}
		body = list
	default:
		return notAcceptable(fmt.Sprintf("you requested PartialObjectMetadata, but the requested object is a list (*%s.%sList)", internalPackage(res.Group), res.Kind))
	}
	data, err := encodeObject(nil, out, body.GetObjectKind().GroupVersionKind(), body)
	if err != nil {
		return err
	}
	writeBody(w, r, http.StatusOK, out.contentType(), data)
	return nil
}
