package webhooks

import (
	"encoding/json"
	"errors"
	"fmt"

	admissionv1 "k8s.io/api/admission/v1"
	admissionv1beta1 "k8s.io/api/admission/v1beta1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
)

// review is a question to a webhook in one of the versions of AdmissionReview,
// and the empty answer to it.
type review struct {
	uid              types.UID
	question, answer runtime.Object
}

func newReview(version string, r *admissionv1.AdmissionRequest) (review, error) {
	switch version {
	case admissionv1.SchemeGroupVersion.Version:
		return review{r.UID, &admissionv1.AdmissionReview{Request: r}, &admissionv1.AdmissionReview{}}, nil
	case admissionv1beta1.SchemeGroupVersion.Version:
		return review{r.UID, &admissionv1beta1.AdmissionReview{Request: &admissionv1beta1.AdmissionRequest{
			UID: r.UID, Kind: r.Kind, Resource: r.Resource, SubResource: r.SubResource,
			RequestKind: r.RequestKind, RequestResource: r.RequestResource, RequestSubResource: r.RequestSubResource,
			Name: r.Name, Namespace: r.Namespace, Operation: admissionv1beta1.Operation(r.Operation), UserInfo: r.UserInfo,
			Object: r.Object, OldObject: r.OldObject, DryRun: r.DryRun, Options: r.Options,
		}}, &admissionv1beta1.AdmissionReview{}}, nil
	}
	return review{}, errors.New("webhook does not accept known AdmissionReview versions (v1, v1beta1)")
}

// response reads the answer, or says what is wrong with it. mutating webhooks may
// bring a patch, others must not.
func (r review) response(mutating bool) (*admissionv1.AdmissionResponse, error) {
	if old, ok := r.answer.(*admissionv1beta1.AdmissionReview); ok {
		return oldResponse(old.Response, mutating)
	}
	a := r.answer.(*admissionv1.AdmissionReview)
	kind := admissionv1.SchemeGroupVersion.WithKind("AdmissionReview")
	switch p := a.Response; {
	case p == nil:
		return nil, errors.New("webhook response was absent")
	case p.UID != r.uid:
		return nil, fmt.Errorf("expected response.uid=%q, got %q", r.uid, p.UID)
	case a.GroupVersionKind() != kind:
		return nil, fmt.Errorf("expected webhook response of %v, got %v", kind.String(), a.GroupVersionKind().String())
	case !mutating && len(p.Patch) > 0:
		return nil, errors.New("validating webhook may not return response.patch")
	case !mutating && p.PatchType != nil:
		return nil, errors.New("validating webhook may not return response.patchType")
	case len(p.Patch) > 0 && p.PatchType == nil:
		return nil, errors.New("webhook returned response.patch but not response.patchType")
	case len(p.Patch) == 0 && p.PatchType != nil:
		return nil, errors.New("webhook returned response.patchType but not response.patch")
	case p.PatchType != nil && *p.PatchType == "":
		return nil, fmt.Errorf("webhook returned invalid response.patchType of %q", *p.PatchType)
	}
	return a.Response, nil
}

// oldResponse reads a v1beta1 answer, of which less was asked.
func oldResponse(p *admissionv1beta1.AdmissionResponse, mutating bool) (*admissionv1.AdmissionResponse, error) {
	if p == nil {
		return nil, errors.New("webhook response was absent")
	}
	out := &admissionv1.AdmissionResponse{
		UID: p.UID, Allowed: p.Allowed, Result: p.Result, AuditAnnotations: p.AuditAnnotations, Warnings: p.Warnings,
	}
	if mutating && len(p.Patch) > 0 {
		out.Patch, out.PatchType = p.Patch, new(admissionv1.PatchTypeJSONPatch)
	}
	return out, nil
}

// bodies encodes the objects of reviews, each once for all webhooks that see it in
// the same version. It is for one request and not safe for concurrent use.
type bodies map[runtime.Object][]byte

func (b bodies) encode(o runtime.Object, kind schema.GroupVersionKind) (runtime.RawExtension, error) {
	if o == nil {
		return runtime.RawExtension{}, nil
	}
	if raw, ok := b[o]; ok {
		return runtime.RawExtension{Raw: raw}, nil
	}
	raw, err := encode(o, kind)
	if err != nil {
		return runtime.RawExtension{}, err
	}
	b[o] = raw
	return runtime.RawExtension{Raw: raw}, nil
}

// encode returns an object as JSON with its kind, which objects of built-in kinds
// do not carry.
func encode(o runtime.Object, kind schema.GroupVersionKind) ([]byte, error) {
	raw, err := json.Marshal(o)
	if err != nil {
		return nil, err
	}
	if !o.GetObjectKind().GroupVersionKind().Empty() {
		return raw, nil
	}
	version, name := kind.ToAPIVersionAndKind()
	out := fmt.Appendf(make([]byte, 0, len(raw)+64), `{"kind":%q,"apiVersion":%q`, name, version)
	if len(raw) > 2 {
		out = append(out, ',')
	}
	return append(out, raw[1:]...), nil
}
