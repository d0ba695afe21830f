package matching

import (
	admissionv1 "k8s.io/api/admission/v1"
	authenticationv1 "k8s.io/api/authentication/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
)

// Request is a subject in the words of an AdmissionReview, seen in one version,
// without its objects and without a UID.
func (s *Subject) Request(v *Version) *admissionv1.AdmissionRequest {
	dry := s.DryRun
	asked := metav1.GroupVersionKind(s.Kind)
	resource := metav1.GroupVersionResource(s.Resource.GVR())
	r := &admissionv1.AdmissionRequest{
		Kind:               metav1.GroupVersionKind(v.Kind),
		Resource:           metav1.GroupVersionResource(v.Resource.GVR()),
		SubResource:        s.Subresource,
		RequestKind:        &asked,
		RequestResource:    &resource,
		RequestSubResource: s.Subresource,
		Name:               s.Name,
		Namespace:          s.Namespace,
		Operation:          admissionv1.Operation(s.Operation),
		DryRun:             &dry,
		Options:            runtime.RawExtension{Object: options(s.Options)},
	}
	if u := s.User; u != nil {
		r.UserInfo = authenticationv1.UserInfo{Username: u.GetName(), UID: u.GetUID(), Groups: u.GetGroups()}
		for key, value := range u.GetExtra() {
			if r.UserInfo.Extra == nil {
				r.UserInfo.Extra = map[string]authenticationv1.ExtraValue{}
			}
			r.UserInfo.Extra[key] = value
		}
	}
	return r
}

// options are those of the operation, with their kind: a patch is an update.
func options(o runtime.Object) runtime.Object {
	switch o := o.(type) {
	case *metav1.CreateOptions:
		return kinded(*o, "CreateOptions", func(o *metav1.CreateOptions) *metav1.TypeMeta { return &o.TypeMeta })
	case *metav1.UpdateOptions:
		return kinded(*o, "UpdateOptions", func(o *metav1.UpdateOptions) *metav1.TypeMeta { return &o.TypeMeta })
	case *metav1.PatchOptions:
		return kinded(metav1.UpdateOptions{DryRun: o.DryRun, FieldManager: o.FieldManager, FieldValidation: o.FieldValidation},
			"UpdateOptions", func(o *metav1.UpdateOptions) *metav1.TypeMeta { return &o.TypeMeta })
	case *metav1.DeleteOptions:
		return kinded(*o, "DeleteOptions", func(o *metav1.DeleteOptions) *metav1.TypeMeta { return &o.TypeMeta })
	}
	return o
}

// kinded returns a pointer to o, which knows its kind.
func kinded[T any, P interface {
	*T
	runtime.Object
}](o T, kind string, meta func(P) *metav1.TypeMeta) runtime.Object {
	p := P(&o)
	*meta(p) = metav1.TypeMeta{APIVersion: metav1.SchemeGroupVersion.String(), Kind: kind}
	return p
}
