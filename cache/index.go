package cache

import (
	"slices"
	"strings"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// index maps values to the entries that have them, each list in key order.
type index[K comparable] map[K][]*Entry

func (x index[K]) add(k K, e *Entry) {
	list := x[k]
	i, found := slices.BinarySearchFunc(list, e.key, byKey)
	if found {
		list[i] = e
		return
	}
	x[k] = slices.Insert(list, i, e)
}

func (x index[K]) remove(k K, key string) {
	list := x[k]
	i, found := slices.BinarySearchFunc(list, key, byKey)
	if !found {
		return
	}
	if len(list) == 1 {
		delete(x, k)
		return
	}
	x[k] = slices.Delete(list, i, i+1)
}

func byKey(e *Entry, key string) int { return strings.Compare(e.key, key) }

// replace moves an object from its old state's values to its new one's. Either
// may be nil.
func replace[K comparable](x index[K], old, now *Entry, values func(*Entry) []K) {
	var keep []K
	if now != nil {
		keep = values(now)
	}
	if old != nil {
		for _, v := range values(old) {
			if !slices.Contains(keep, v) {
				x.remove(v, old.key)
			}
		}
	}
	for _, v := range keep {
		x.add(v, now)
	}
}

// fieldIndexed is the selectable field that tables index where a kind has it:
// what every node agent selects its pods by.
const fieldIndexed = "spec.nodeName"

func controllerOf(e *Entry) *metav1.OwnerReference { return metav1.GetControllerOfNoCopy(e.object) }
