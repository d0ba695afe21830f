package api

import metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

// CarryMeta copies the part of the metadata that a client may change from body
// to parent. Which resource version and UID the body asks for is a precondition
// that the server has checked before.
func CarryMeta(parent, body metav1.Object) {
	parent.SetLabels(body.GetLabels())
	parent.SetAnnotations(body.GetAnnotations())
	parent.SetFinalizers(body.GetFinalizers())
	parent.SetOwnerReferences(body.GetOwnerReferences())
	parent.SetManagedFields(body.GetManagedFields())
}

// Generation sets metadata.generation of o: 1 on create (old is nil), the old
// one on update, and one more than the old when changed.
func Generation[T Object](o T, old T, changed bool) {
	if isNil(old) {
		o.SetGeneration(1)
		return
	}
	g := old.GetGeneration()
	if changed {
		g++
	}
	o.SetGeneration(g)
}
