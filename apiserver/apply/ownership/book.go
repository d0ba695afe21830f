package ownership

import (
	"slices"
	"strings"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/structured-merge-diff/v6/fieldpath"
)

// maxUpdaters is how many managers may have entries by writing; older ones are put
// together by the library.
const maxUpdaters = 10

// fieldsType is the only form of field sets that there is.
const fieldsType = "FieldsV1"

// Book returns the entries after a write by manager that made changes, at a time.
// entries and what they hold are not changed. ErrUnsure is returned for entries of
// other versions, and where there are too many.
func Book(entries []metav1.ManagedFieldsEntry, c Changes, writer metav1.ManagedFieldsEntry) ([]metav1.ManagedFieldsEntry, error) {
	if c.Set.Empty() && c.Gone.Empty() {
		return entries, nil
	}
	out := make([]metav1.ManagedFieldsEntry, 0, len(entries)+1)
	mine := c.Set
	booked, updaters := false, 0
	for _, e := range entries {
		if e.APIVersion != writer.APIVersion || e.FieldsType != fieldsType || e.FieldsV1 == nil {
			return nil, ErrUnsure
		}
		own := e.Manager == writer.Manager && e.Operation == writer.Operation && e.Subresource == writer.Subresource
		read, err := remembered.read(e.FieldsV1.Raw)
		if err != nil {
			return nil, ErrUnsure
		}
		had := read.Set
		set := had
		if !own || c.Set.Empty() {
			set = set.Difference(c.Set)
		}
		set = set.Difference(c.Gone)
		if own && !c.Set.Empty() {
			set, booked = set.Union(mine), true
			e.Time = writer.Time
		}
		if set.Empty() {
			continue
		}
		if own && booked || !set.Equals(had) {
			if err := write(&e, set); err != nil {
				return nil, err
			}
		}
		if e.Operation == metav1.ManagedFieldsOperationUpdate {
			updaters++
		}
		out = append(out, e)
	}
	if !booked && !mine.Empty() {
		e := writer
		e.FieldsType = fieldsType
		if err := write(&e, mine); err != nil {
			return nil, err
		}
		out, updaters = append(out, e), updaters+1
	}
	if updaters > maxUpdaters {
		return nil, ErrUnsure
	}
	slices.SortStableFunc(out, order)
	if len(out) == 0 {
		return nil, nil
	}
	return out, nil
}

func write(e *metav1.ManagedFieldsEntry, set *fieldpath.Set) error {
	raw, err := set.ToJSON()
	if err != nil {
		return err
	}
	e.FieldsV1 = &metav1.FieldsV1{Raw: raw}
	return nil
}

// order is that in which entries are listed: appliers first, then by time.
func order(a, b metav1.ManagedFieldsEntry) int {
	seconds := func(t *metav1.Time) int64 {
		if t == nil {
			return 0
		}
		return t.Unix()
	}
	switch x, y := seconds(a.Time), seconds(b.Time); {
	case a.Operation != b.Operation:
		return strings.Compare(string(a.Operation), string(b.Operation))
	case x != y:
		return int(max(-1, min(1, x-y)))
	case a.Manager != b.Manager:
		return strings.Compare(a.Manager, b.Manager)
	case a.APIVersion != b.APIVersion:
		return strings.Compare(a.APIVersion, b.APIVersion)
	}
	return strings.Compare(a.Subresource, b.Subresource)
}
