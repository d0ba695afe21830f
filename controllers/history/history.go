// Package history keeps what the templates of DaemonSets and StatefulSets were, as
// ControllerRevisions: each holds a patch that brings its template back, which is
// what kubectl rollout undo sends.
//
// Which revision is the present one, and which are too old to be kept, is decided
// by pure functions (Sort, Excess); Keeper acts.
package history

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"maps"
	"slices"
	"strconv"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	apiequality "k8s.io/apimachinery/pkg/api/equality"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/rand"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/controllers/ownership"
)

// maxOwnerName is how much of the owner's name goes into that of a revision, so
// that the whole stays within 253 bytes.
const maxOwnerName = 223

// Owner is the object whose template is kept.
type Owner struct {
	api.Object
	Resource *api.Resource
	Template *corev1.PodTemplateSpec
	// HashLabel is the label of a revision that holds its hash.
	HashLabel string
	// Annotations go onto new revisions.
	Annotations map[string]string
	// Collisions counts the names that were taken; it makes the next try differ.
	Collisions *int32
}

// Data returns the patch that restores a template.
func Data(t *corev1.PodTemplateSpec) ([]byte, error) {
	// By way of a map, as kubectl does, which compares bytes.
	text, err := json.Marshal(t)
	if err != nil {
		return nil, err
	}
	var template map[string]any
	if err := json.Unmarshal(text, &template); err != nil {
		return nil, err
	}
	template["$patch"] = "replace"
	return json.Marshal(map[string]any{"spec": map[string]any{"template": template}})
}

// Template returns what a revision holds.
func Template(r *appsv1.ControllerRevision) (*corev1.PodTemplateSpec, error) {
	var patch struct {
		Spec struct {
			Template *corev1.PodTemplateSpec `json:"template"`
		} `json:"spec"`
	}
	if err := json.Unmarshal(r.Data.Raw, &patch); err != nil {
		return nil, fmt.Errorf("revision %s: %w", r.Name, err)
	}
	if patch.Spec.Template == nil {
		return nil, fmt.Errorf("revision %s holds no template", r.Name)
	}
	return patch.Spec.Template, nil
}

// holds says whether the revision is of this template: by bytes or, where those
// were written by another hand, by meaning.
func holds(r *appsv1.ControllerRevision, data []byte, t *corev1.PodTemplateSpec) bool {
	if bytes.Equal(r.Data.Raw, data) {
		return true
	}
	kept, err := Template(r)
	return err == nil && apiequality.Semantic.DeepEqual(kept, t)
}

// Sorted are the revisions of an object.
type Sorted struct {
	// Current holds the present template, nil when none does.
	Current *appsv1.ControllerRevision
	// Equal are further ones with the present template: they can come about when
	// revisions are adopted.
	Equal []*appsv1.ControllerRevision
	// Old are all others, the oldest first.
	Old []*appsv1.ControllerRevision
}

// Sort finds the revision of the template among those of an object.
func Sort(revisions []*appsv1.ControllerRevision, t *corev1.PodTemplateSpec) (Sorted, error) {
	data, err := Data(t)
	if err != nil {
		return Sorted{}, err
	}
	revisions = slices.Clone(revisions)
	slices.SortFunc(revisions, byRevision)
	var s Sorted
	for _, r := range slices.Backward(revisions) {
		switch {
		case !holds(r, data, t):
			s.Old = append(s.Old, r)
		case s.Current == nil:
			s.Current = r
		default:
			s.Equal = append(s.Equal, r)
		}
	}
	slices.Reverse(s.Old)
	return s, nil
}

// Known is Sort without comparing templates, for a name that is known to be that
// of the present one; false when no revision has it or a later one exists.
func Known(revisions []*appsv1.ControllerRevision, name string) (Sorted, bool) {
	revisions = slices.SortedFunc(slices.Values(revisions), byRevision)
	last := len(revisions) - 1
	if last < 0 || revisions[last].Name != name {
		return Sorted{}, false
	}
	return Sorted{Current: revisions[last], Old: revisions[:last]}, true
}

func byRevision(a, b *appsv1.ControllerRevision) int {
	return cmp.Or(cmp.Compare(a.Revision, b.Revision), a.CreationTimestamp.Compare(b.CreationTimestamp.Time), cmp.Compare(a.Name, b.Name))
}

// next returns the number of the revision after those.
func (s Sorted) next() int64 {
	var newest int64
	for _, r := range slices.Concat(s.Old, s.Equal) {
		newest = max(newest, r.Revision)
	}
	return newest + 1
}

// Excess returns the old revisions, oldest first, that are beyond the limit and of
// which nothing lives. What lives counts as kept beyond the limit.
func (s Sorted) Excess(limit *int32, lives func(*appsv1.ControllerRevision) bool) []*appsv1.ControllerRevision {
	if limit == nil {
		return nil
	}
	free := slices.DeleteFunc(slices.Concat(s.Old, s.Equal), lives)
	slices.SortFunc(free, byRevision)
	return free[:max(0, len(free)-int(*limit))]
}

// newRevision makes the revision of the owner's template.
func newRevision(o Owner, number int64) (*appsv1.ControllerRevision, error) {
	data, err := Data(o.Template)
	if err != nil {
		return nil, err
	}
	h := fnv.New32()
	h.Write(data)
	if o.Collisions != nil {
		h.Write(strconv.AppendInt(nil, int64(*o.Collisions), 10))
	}
	hash := rand.SafeEncodeString(strconv.FormatUint(uint64(h.Sum32()), 10))
	labels := maps.Clone(o.Template.Labels)
	if labels == nil {
		labels = make(map[string]string, 1)
	}
	labels[o.HashLabel] = hash
	name := o.GetName()
	return &appsv1.ControllerRevision{
		ObjectMeta: metav1.ObjectMeta{
			Namespace:       o.GetNamespace(),
			Name:            name[:min(len(name), maxOwnerName)] + "-" + hash,
			Labels:          labels,
			Annotations:     maps.Clone(o.Annotations),
			OwnerReferences: []metav1.OwnerReference{ownership.Reference(o.Resource, o.Object)},
		},
		Data:     runtime.RawExtension{Raw: data},
		Revision: number,
	}, nil
}
