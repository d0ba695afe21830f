package table

import (
	"sort"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/util/duration"
)

// What cells say when there is nothing to say.
const (
	None    = "<none>"
	Unset   = "<unset>"
	Unknown = "<unknown>"
)

// DefaultRow is the row under Default.
func DefaultRow(o metav1.Object) []any {
	return []any{o.GetName(), o.GetCreationTimestamp().UTC().Format(time.RFC3339)}
}

// Since says how long ago t was, in the short form of ages: "5s", "3d4h".
func Since(t metav1.Time, now time.Time) string {
	if t.IsZero() {
		return Unknown
	}
	return duration.HumanDuration(now.Sub(t.Time))
}

// SinceMicro is Since for a time with microseconds.
func SinceMicro(t metav1.MicroTime, now time.Time) string {
	if t.IsZero() {
		return Unknown
	}
	return duration.HumanDuration(now.Sub(t.Time))
}

// AgeOf says how old o is.
func AgeOf(o metav1.Object, now time.Time) string {
	return Since(o.GetCreationTimestamp(), now)
}

// Or returns s, or other when s is empty.
func Or(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// Map writes a map as a list of pairs in key order: "a=1,b=2".
func Map(m map[string]string) string {
	return labels.FormatLabels(m)
}

// Selector writes a label selector.
func Selector(s *metav1.LabelSelector) string {
	return metav1.FormatLabelSelector(s)
}

// Containers writes the names and images of containers, each a list with commas.
func Containers(list []corev1.Container) (names, images string) {
	n := make([]string, len(list))
	i := make([]string, len(list))
	for k := range list {
		n[k], i[k] = list[k].Name, list[k].Image
	}
	return strings.Join(n, ","), strings.Join(i, ",")
}

// Some joins the first max items with commas and says how many more there are:
// "a,b,c + 2 more...".
func Some(items []string, max int) string {
	if len(items) <= max {
		return strings.Join(items, ",")
	}
	return strings.Join(items[:max], ",") + " + " + itoa(len(items)-max) + " more..."
}

// SortedKeys returns the keys of m in order.
func SortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

// Deref writes what p points to, other when it is nil.
func Deref[T ~string](p *T, other string) string {
	if p == nil {
		return other
	}
	return string(*p)
}
