package deployment

import (
	"fmt"
	"hash/fnv"
	"maps"
	"strconv"
	"strings"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	apiequality "k8s.io/apimachinery/pkg/api/equality"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/dump"
	"k8s.io/apimachinery/pkg/util/rand"

	"github.com/skiff-k8s/skiff/api/apps"
	"github.com/skiff-k8s/skiff/controllers/ownership"
)

// Annotations by which a Deployment and its sets remember the rollout.
const (
	revisionAnnotation = "deployment.kubernetes.io/revision"
	historyAnnotation  = "deployment.kubernetes.io/revision-history"
	desiredAnnotation  = "deployment.kubernetes.io/desired-replicas"
	maxAnnotation      = "deployment.kubernetes.io/max-replicas"

	// maxHistory bounds the history annotation in bytes; the oldest revisions
	// drop out.
	maxHistory = 2000
)

// private are annotations that belong to the one object they are on and are not
// carried from a Deployment to its sets.
var private = map[string]bool{
	corev1.LastAppliedConfigAnnotation: true,
	revisionAnnotation:                 true,
	historyAnnotation:                  true,
	desiredAnnotation:                  true,
	maxAnnotation:                      true,
	appsv1.DeprecatedRollbackTo:        true,
}

// makeSet makes the set of the Deployment's present template, without its size.
func makeSet(d *appsv1.Deployment, revision int64) *appsv1.ReplicaSet {
	template := *d.Spec.Template.DeepCopy()
	hash := templateHash(&d.Spec.Template, d.Status.CollisionCount)
	template.Labels = with(template.Labels, appsv1.DefaultDeploymentUniqueLabelKey, hash)
	selector := d.Spec.Selector.DeepCopy()
	selector.MatchLabels = with(selector.MatchLabels, appsv1.DefaultDeploymentUniqueLabelKey, hash)
	rs := &appsv1.ReplicaSet{
		ObjectMeta: metav1.ObjectMeta{
			Namespace:       d.Namespace,
			Name:            d.Name + "-" + hash,
			Labels:          maps.Clone(template.Labels),
			OwnerReferences: []metav1.OwnerReference{ownership.Reference(apps.Deployments, d)},
		},
		Spec: appsv1.ReplicaSetSpec{
			MinReadySeconds: d.Spec.MinReadySeconds,
			Selector:        selector,
			Template:        template,
		},
	}
	adoptAnnotations(rs, d, revision, false)
	annotateSizes(rs, d)
	return rs
}

// templateHash names a template: the same as long as it does not change, another
// after each collision.
func templateHash(template *corev1.PodTemplateSpec, collisions *int32) string {
	h := fnv.New32a()
	fmt.Fprint(h, dump.ForHash(*template))
	if collisions != nil {
		var b [8]byte
		n := uint32(*collisions)
		b[0], b[1], b[2], b[3] = byte(n), byte(n>>8), byte(n>>16), byte(n>>24)
		h.Write(b[:])
	}
	return rand.SafeEncodeString(strconv.FormatUint(uint64(h.Sum32()), 10))
}

// sameTemplate compares templates without the hash label.
func sameTemplate(a, b *corev1.PodTemplateSpec) bool {
	return apiequality.Semantic.DeepEqual(withoutHash(a), withoutHash(b))
}

func withoutHash(t *corev1.PodTemplateSpec) *corev1.PodTemplateSpec {
	if _, ok := t.Labels[appsv1.DefaultDeploymentUniqueLabelKey]; !ok {
		return t
	}
	c := *t
	c.Labels = maps.Clone(t.Labels)
	delete(c.Labels, appsv1.DefaultDeploymentUniqueLabelKey)
	return &c
}

// adoptAnnotations gives the new set the Deployment's annotations and at least
// that revision. A set that exists and gets a higher revision keeps the one it
// had in its history. It says whether anything changed.
func adoptAnnotations(rs *appsv1.ReplicaSet, d *appsv1.Deployment, revision int64, exists bool) bool {
	changed := false
	set := func(key, value string) {
		if old, ok := rs.Annotations[key]; !ok || old != value {
			rs.Annotations = with(rs.Annotations, key, value)
			changed = true
		}
	}
	for key, value := range d.Annotations {
		if !private[key] {
			set(key, value)
		}
	}
	if had := rs.Annotations[revisionAnnotation]; revisionOf(rs) < revision {
		set(revisionAnnotation, strconv.FormatInt(revision, 10))
		if exists && had != "" {
			set(historyAnnotation, addHistory(rs.Annotations[historyAnnotation], had))
		}
	}
	return changed
}

func addHistory(history, revision string) string {
	if history == "" {
		return revision
	}
	history += "," + revision
	for len(history) > maxHistory {
		_, history, _ = strings.Cut(history, ",")
	}
	return history
}

// annotateSizes notes on a set what size the Deployment has at present, by which
// a later change of it is recognized. It says whether anything changed.
func annotateSizes(rs *appsv1.ReplicaSet, d *appsv1.Deployment) bool {
	desired := strconv.Itoa(int(wantedReplicas(d)))
	most := strconv.Itoa(int(wantedReplicas(d) + maxSurge(d)))
	if rs.Annotations[desiredAnnotation] == desired && rs.Annotations[maxAnnotation] == most {
		return false
	}
	rs.Annotations = with(with(rs.Annotations, desiredAnnotation, desired), maxAnnotation, most)
	return true
}

func numberIn(rs *appsv1.ReplicaSet, annotation string) (int32, bool) {
	n, err := strconv.ParseInt(rs.Annotations[annotation], 10, 32)
	return int32(n), err == nil
}

func revisionOf(rs *appsv1.ReplicaSet) int64 {
	n, _ := strconv.ParseInt(rs.Annotations[revisionAnnotation], 10, 64)
	return n
}

func newestRevision(sets []*appsv1.ReplicaSet) (newest int64) {
	for _, rs := range sets {
		newest = max(newest, revisionOf(rs))
	}
	return newest
}

func with(m map[string]string, key, value string) map[string]string {
	if m == nil {
		m = make(map[string]string)
	}
	m[key] = value
	return m
}
