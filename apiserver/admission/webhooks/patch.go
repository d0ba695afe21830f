package webhooks

import (
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"

	jsonpatch "gopkg.in/evanphx/json-patch.v4"
	admissionv1 "k8s.io/api/admission/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	kjson "sigs.k8s.io/json"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/apiserver/matching"
	"github.com/skiff-k8s/skiff/apiserver/patch"
)

// maxOperations bounds the operations of a webhook's patch.
const maxOperations = 10_000

// patched returns what the answer of a webhook makes of the object: patched,
// decoded and defaulted; nil when the patch is empty.
func patched(h *hook, v *matching.Version, answer *admissionv1.AdmissionResponse) (api.Object, error) {
	ops, err := jsonpatch.DecodePatch(answer.Patch)
	if err != nil {
		return nil, &failure{h.name, fmt.Errorf("received undecodable patch in webhook response: %w", err), http.StatusServiceUnavailable}
	}
	switch {
	case len(ops) == 0:
		return nil, nil
	case len(ops) > maxOperations:
		return nil, &failure{h.name, fmt.Errorf("received a patch of %d operations, the maximum is %d", len(ops), maxOperations), http.StatusServiceUnavailable}
	case v.Object == nil:
		return nil, apierrors.NewInternalError(fmt.Errorf("admission webhook %q attempted to modify the object, which is not supported for this operation", h.name))
	case *answer.PatchType != admissionv1.PatchTypeJSONPatch:
		return nil, &failure{h.name, fmt.Errorf("unsupported patch type %q", *answer.PatchType), http.StatusBadRequest}
	}
	doc, err := encode(v.Object, v.Kind)
	if err != nil {
		return nil, apierrors.NewInternalError(err)
	}
	if doc, err = patch.ApplyOperations(ops, doc); err != nil {
		return nil, apierrors.NewInternalError(err)
	}
	o, err := decode(doc, v)
	if err != nil {
		return nil, apierrors.NewInternalError(err)
	}
	r := v.Resource
	if v.Kind != r.GVK() {
		return o, nil
	}
	if r.Default != nil {
		r.Default(o)
	}
	if r.Custom != nil {
		// What the schema does not know goes, silently: the client did not send it.
		if _, err := r.Custom.Coerce(o, false); err != nil {
			return nil, apierrors.NewInternalError(err)
		}
	}
	return o, nil
}

// decode reads an object of the kind of v.Object.
func decode(doc []byte, v *matching.Version) (api.Object, error) {
	o := reflect.New(reflect.TypeOf(v.Object).Elem()).Interface().(api.Object)
	if custom, ok := o.(runtime.Unstructured); ok {
		return o, custom.(json.Unmarshaler).UnmarshalJSON(doc)
	}
	if err := kjson.UnmarshalCaseSensitivePreserveInts(doc, o); err != nil {
		return nil, err
	}
	if got := o.GetObjectKind().GroupVersionKind(); got != v.Kind {
		return nil, fmt.Errorf("the patch makes a %v of a %v", got.String(), v.Kind.String())
	}
	o.GetObjectKind().SetGroupVersionKind(schema.GroupVersionKind{})
	return o, nil
}
