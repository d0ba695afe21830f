package customresources

import (
	"fmt"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/util/validation"

	"github.com/skiff-k8s/skiff/api"
)

func same(a, b any) bool { return equality.Semantic.DeepEqual(a, b) }

// prepare keeps status and spec apart where the version has a status subresource,
// and counts generations.
func (k *Kind) prepare(o, old api.Object) {
	u := o.(*unstructured.Unstructured)
	apart := k.versionOf(u).Status
	if old == nil {
		if apart {
			delete(u.Object, "status")
		}
		u.SetGeneration(1)
		return
	}
	before := old.(*unstructured.Unstructured)
	if apart {
		if status, ok := before.Object["status"]; ok {
			u.Object["status"] = status
		} else {
			delete(u.Object, "status")
		}
	}
	g := before.GetGeneration()
	if !sameContent(u.Object, before.Object) {
		g++
	}
	u.SetGeneration(g)
}

// statusPart is the status subresource: it changes the status and nothing else.
func (k *Kind) statusPart() api.Subresource {
	return api.Subresource{
		Name: "status", Verbs: []string{"get", "patch", "update"},
		Merge: func(parent, body api.Object) error {
			parent.SetManagedFields(body.GetManagedFields())
			u := parent.(*unstructured.Unstructured)
			if status, ok := body.(*unstructured.Unstructured).Object["status"]; ok {
				u.Object["status"] = status
			} else {
				delete(u.Object, "status")
			}
			return nil
		},
	}
}

// knownFinalizers may stand without a domain.
var knownFinalizers = []string{metav1.FinalizerOrphanDependents, metav1.FinalizerDeleteDependents, string(corev1.FinalizerKubernetes)}

// warnFinalizers warns of new finalizers whose names others might use too.
func warnFinalizers(o, old api.Object) []string {
	var had, out []string
	if old != nil {
		had = old.GetFinalizers()
	}
	added := slices.Clone(o.GetFinalizers())
	slices.Sort(added)
	for _, name := range slices.Compact(added) {
		if slices.Contains(had, name) {
			continue
		}
		warn := func(text string) {
			out = append(out, fmt.Sprintf("metadata.finalizers: %q: %s", name, text))
		}
		for _, wrong := range validation.IsQualifiedName(name) {
			warn(wrong)
		}
		switch {
		case strings.Contains(name, "/") || slices.Contains(knownFinalizers, name):
		case strings.Contains(name, "."):
			warn("prefer a domain-qualified finalizer name including a path (/) to avoid accidental conflicts with other finalizer writers")
		default:
			warn("prefer a domain-qualified finalizer name to avoid accidental conflicts with other finalizer writers")
		}
	}
	return out
}
