package garbage

import (
	"fmt"
	"slices"
	"strings"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"

	"github.com/skiff-k8s/skiff/api"
)

// standing is how an owner is.
type standing int

const (
	present    standing = iota + 1 // exists
	absent                         // does not exist, or another object has its name
	leaving                        // being deleted in the foreground: its dependents go first
	unknowable                     // the reference cannot be followed
)

// owner is an owner reference and how what it names is.
type owner struct {
	metav1.OwnerReference
	standing standing
}

type verdictKind int

const (
	keep   verdictKind = iota
	disown             // remove references to owners that are gone; others stay
	remove             // delete it
)

// verdict is what becomes of an object.
type verdict struct {
	kind   verdictKind
	disown map[types.UID]bool
	policy metav1.DeletionPropagation
	reason string
}

// decide judges an object by its owners.
func decide(o api.Object, owners []owner, hasDependents bool) verdict {
	if o.GetDeletionTimestamp() != nil || len(owners) == 0 {
		return verdict{}
	}
	var lost []owner // absent or leaving
	waited := false
	for _, w := range owners {
		switch w.standing {
		case absent:
			lost = append(lost, w)
		case leaving:
			lost = append(lost, w)
			waited = true
		}
	}
	switch {
	case len(lost) == 0:
		return verdict{}
	case len(lost) < len(owners):
		v := verdict{kind: disown, disown: make(map[types.UID]bool), reason: describe(lost) + ", and it has other owners"}
		for _, w := range lost {
			v.disown[w.UID] = true
		}
		return v
	}
	v := verdict{kind: remove, policy: metav1.DeletePropagationBackground, reason: describe(lost)}
	switch {
	case has(o, metav1.FinalizerOrphanDependents):
		v.policy = metav1.DeletePropagationOrphan
	case has(o, metav1.FinalizerDeleteDependents), waited && hasDependents:
		// What waits for this object waits for its dependents too.
		v.policy = metav1.DeletePropagationForeground
	}
	return v
}

// describe says what became of the owners: "its owner deployment/web is gone".
func describe(lost []owner) string {
	var b strings.Builder
	for i, w := range lost {
		if i > 0 {
			b.WriteString(", ")
		}
		state := "is gone"
		if w.standing == leaving {
			state = "is being deleted in the foreground"
		}
		fmt.Fprintf(&b, "its owner %s/%s %s", strings.ToLower(w.Kind), w.Name, state)
	}
	return b.String()
}

// blocks says whether o keeps the owner from being deleted in the foreground.
func blocks(o api.Object, owner types.UID) bool {
	return slices.ContainsFunc(o.GetOwnerReferences(), func(ref metav1.OwnerReference) bool {
		return ref.UID == owner && ref.BlockOwnerDeletion != nil && *ref.BlockOwnerDeletion
	})
}

// awaits says whether o is being deleted in the foreground.
func awaits(o api.Object) bool {
	return o.GetDeletionTimestamp() != nil && has(o, metav1.FinalizerDeleteDependents)
}

// maxCircle bounds how many objects are looked at for a circle; a larger one is
// not found, and its objects wait until somebody cuts it.
const maxCircle = 1000

// reaches says whether one object waits, by way of others, for another.
func reaches(from, to types.UID, next func(types.UID) ([]types.UID, error)) (bool, error) {
	seen := map[types.UID]bool{from: true}
	for queue := []types.UID{from}; len(queue) > 0; queue = queue[1:] {
		uids, err := next(queue[0])
		if err != nil {
			return false, err
		}
		for _, uid := range uids {
			if uid == to {
				return true, nil
			}
			if !seen[uid] && len(seen) < maxCircle {
				seen[uid] = true
				queue = append(queue, uid)
			}
		}
	}
	return false, nil
}

func has(o api.Object, finalizer string) bool { return slices.Contains(o.GetFinalizers(), finalizer) }
