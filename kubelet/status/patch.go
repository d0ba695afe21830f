package status

import (
	"encoding/json"
	"fmt"

	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/util/strategicpatch"
)

// object is the part of a pod that a status patch speaks of.
type object struct {
	Metadata struct {
		UID types.UID `json:"uid,omitempty"`
	} `json:"metadata"`
	Status v1.PodStatus `json:"status"`
}

// Patch returns the strategic merge patch that turns old into s for the pod with
// this UID, and false when there is nothing to change. The UID is part of the
// patch, so that it cannot hit a later pod of the same name.
func Patch(uid types.UID, old, s *v1.PodStatus) (patch []byte, changed bool, err error) {
	if equality.Semantic.DeepEqual(old, s) {
		return nil, false, nil
	}
	// Without a UID in the old object the patch keeps the one of the new object.
	a, err := json.Marshal(object{Status: *old})
	if err != nil {
		return nil, false, fmt.Errorf("encoding a pod's status: %w", err)
	}
	next := object{Status: *s}
	next.Metadata.UID = uid
	b, err := json.Marshal(next)
	if err != nil {
		return nil, false, fmt.Errorf("encoding a pod's status: %w", err)
	}
	patch, err = strategicpatch.CreateTwoWayMergePatch(a, b, v1.Pod{})
	if err != nil {
		return nil, false, fmt.Errorf("comparing a pod's status: %w", err)
	}
	return patch, true, nil
}
