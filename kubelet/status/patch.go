package status

import (
	"encoding/json"
	"fmt"

	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/util/strategicpatch"
)

// part of a pod that a status patch speaks of.
type part struct {
	Status v1.PodStatus `json:"status"`
}

// Patch returns the strategic merge patch that turns old into s for the pod with
// this UID, and false when there is nothing to change. The UID is part of the
// patch, so that it cannot hit a later pod of the same name.
func Patch(uid types.UID, old, s *v1.PodStatus) (patch []byte, changed bool, err error) {
	if equality.Semantic.DeepEqual(old, s) {
		return nil, false, nil
	}
	a, err := json.Marshal(part{*old})
	if err != nil {
		return nil, false, fmt.Errorf("encoding a pod's status: %w", err)
	}
	b, err := json.Marshal(part{*s})
	if err != nil {
		return nil, false, fmt.Errorf("encoding a pod's status: %w", err)
	}
	patch, err = strategicpatch.CreateTwoWayMergePatch(a, b, v1.Pod{})
	if err != nil {
		return nil, false, fmt.Errorf("comparing a pod's status: %w", err)
	}
	if string(patch) == "{}" {
		// They differ in what does not travel only.
		return nil, false, nil
	}
	head, err := json.Marshal(map[string]any{"metadata": map[string]any{"uid": uid}})
	if err != nil {
		return nil, false, fmt.Errorf("encoding a pod's status: %w", err)
	}
	return append(append(head[:len(head)-1], ','), patch[1:]...), true, nil
}
