package patch

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"sync"

	jsonpatch "gopkg.in/evanphx/json-patch.v4"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/util/mergepatch"
	"k8s.io/apimachinery/pkg/util/strategicpatch"
	"k8s.io/apimachinery/pkg/util/validation/field"
	kjson "sigs.k8s.io/json"

	"github.com/skiff-k8s/skiff/api"
)

const (
	// maxOperations bounds the operations of one JSON patch.
	maxOperations = 10000
	// maxCopyBytes bounds what the copy operations of one JSON patch add up to.
	maxCopyBytes = 3 << 20
)

// limitCopies sets the bound that the JSON patch library keeps for the process.
var limitCopies = sync.OnceFunc(func() { jsonpatch.AccumulatedCopySizeLimit = maxCopyBytes })

// ApplyOperations applies a JSON patch to a document. What copies add up to is
// bounded.
func ApplyOperations(ops jsonpatch.Patch, doc []byte) ([]byte, error) {
	limitCopies()
	for _, op := range ops {
		path, err := op.Path()
		if _, ok := op["value"]; !ok && err == nil && path == "" && (op.Kind() == "replace" || op.Kind() == "test") {
			// The library panics at the whole document without a value.
			return nil, fmt.Errorf("%s operation of the whole document without a value: %w", op.Kind(), jsonpatch.ErrInvalid)
		}
	}
	return ops.Apply(doc)
}

// Patch is one patch for objects of one kind.
type Patch struct {
	Type types.PatchType
	Data []byte
	// Kind of the object and a maker of empty ones.
	Kind schema.GroupVersionKind
	New  func() api.Object
	// Coerce makes an object without a Go type fit its schema, and names what it
	// dropped; nil for kinds with one.
	Coerce func(o api.Object, named bool) (unknown []string, err error)
	// Validation is what to do about fields that the kind does not have and
	// fields named twice: Strict refuses, Warn (and empty) warns, Ignore does
	// neither.
	Validation string
	// Warn receives the warnings; it may be nil.
	Warn func(text string)
}

// Apply returns what the patch makes of old, which is not changed. The object
// returned has its kind set only where it is unstructured.
func (p *Patch) Apply(old api.Object) (api.Object, error) {
	if p.Type == types.StrategicMergePatchType {
		if _, custom := old.(runtime.Unstructured); custom {
			return nil, unsupported(types.JSONPatchType, types.MergePatchType, types.ApplyYAMLPatchType)
		}
		return p.strategic(old)
	}
	doc, err := p.document(old)
	if err != nil {
		return nil, apierrors.NewInternalError(err)
	}
	var complaints []error
	switch p.Type {
	case types.JSONPatchType:
		doc, complaints, err = p.operations(doc)
	case types.MergePatchType:
		doc, complaints, err = p.merge(doc)
	default:
		return nil, unsupported(types.JSONPatchType, types.MergePatchType, types.StrategicMergePatchType, types.ApplyYAMLPatchType)
	}
	if err != nil {
		return nil, err
	}
	return p.decode(doc, complaints)
}

func unsupported(accepted ...types.PatchType) error {
	list := ""
	for i, t := range accepted {
		if i > 0 {
			list += ", "
		}
		list += string(t)
	}
	return apierrors.NewGenericServerResponse(http.StatusUnsupportedMediaType, "", schema.GroupResource{}, "",
		"the body of the request was in an unknown format - accepted media types include: "+list, 0, true)
}

// document returns the object as the JSON that a client sees, kind included.
func (p *Patch) document(old api.Object) ([]byte, error) {
	if _, custom := old.(runtime.Unstructured); custom {
		return json.Marshal(old)
	}
	body, err := json.Marshal(old)
	if err != nil || len(body) < 2 {
		return nil, fmt.Errorf("encoding %s: %w", p.Kind.Kind, err)
	}
	version, kind := p.Kind.ToAPIVersionAndKind()
	doc := fmt.Appendf(nil, `{"kind":%q,"apiVersion":%q,`, kind, version)
	return append(doc, body[1:]...), nil
}

// strict says whether unknown and repeated fields matter.
func (p *Patch) strict() bool { return p.Validation != metav1.FieldValidationIgnore }

// operation is what a JSON patch may hold, for finding fields it should not.
type operation struct {
	Op    string `json:"op"`
	Path  string `json:"path"`
	From  string `json:"from"`
	Value any    `json:"value"`
}

func (p *Patch) operations(doc []byte) (patched []byte, complaints []error, err error) {
	if p.strict() {
		var ops []operation
		if complaints, err = kjson.UnmarshalStrict(p.Data, &ops); err != nil {
			return nil, nil, undecodable(err)
		}
		for i, c := range complaints {
			complaints[i] = fmt.Errorf("json patch %w", c)
		}
	}
	ops, err := jsonpatch.DecodePatch(p.Data)
	if err != nil {
		return nil, nil, apierrors.NewBadRequest(err.Error())
	}
	if len(ops) > maxOperations {
		return nil, nil, apierrors.NewRequestEntityTooLargeError(
			fmt.Sprintf("The allowed maximum operations in a JSON patch is %d, got %d", maxOperations, len(ops)))
	}
	if patched, err = ApplyOperations(ops, doc); err != nil {
		return nil, nil, unprocessable(err)
	}
	return patched, complaints, nil
}

func (p *Patch) merge(doc []byte) (patched []byte, complaints []error, err error) {
	if p.strict() {
		if complaints, err = kjson.UnmarshalStrict(p.Data, &map[string]any{}); err != nil {
			return nil, nil, undecodable(err)
		}
	}
	patched, err = jsonpatch.MergePatch(doc, p.Data)
	if errors.Is(err, jsonpatch.ErrBadJSONPatch) {
		return nil, nil, apierrors.NewBadRequest(err.Error())
	}
	if err != nil {
		return nil, nil, apierrors.NewInternalError(err)
	}
	return patched, complaints, nil
}

// decode reads the patched document.
func (p *Patch) decode(doc []byte, complaints []error) (api.Object, error) {
	o := p.New()
	var into any = o
	custom, isCustom := o.(*unstructured.Unstructured)
	if isCustom {
		custom.Object = map[string]any{}
		into = &custom.Object
	}
	var err error
	if p.strict() {
		var more []error
		more, err = kjson.UnmarshalStrict(doc, into)
		complaints = append(complaints, more...)
	} else {
		err = kjson.UnmarshalCaseSensitivePreserveInts(doc, into)
	}
	if err == nil && p.Coerce == nil { // of which kind others are validation sees
		err = p.sameKind(o)
	}
	if err == nil && p.Coerce != nil {
		var unknown []string
		unknown, err = p.Coerce(o, p.strict())
		for _, path := range unknown {
			complaints = append(complaints, fmt.Errorf("unknown field %q", path))
		}
	}
	if err != nil {
		return nil, badResult(string(doc), err)
	}
	return o, p.complain(string(doc), complaints)
}

// sameKind refuses a patch that changes what kind of object it is.
func (p *Patch) sameKind(o api.Object) error {
	got := o.GetObjectKind().GroupVersionKind()
	if got.Kind == "" {
		got.Kind = p.Kind.Kind // taken away, it stays what it was
	}
	if got.Version == "" && got.Group == "" {
		got.Group, got.Version = p.Kind.Group, p.Kind.Version
	}
	if got == p.Kind {
		return nil
	}
	return fmt.Errorf("the patch changes the kind of the object from %s to %s", p.Kind, got)
}

// complain refuses or warns of unknown and repeated fields.
func (p *Patch) complain(value string, complaints []error) error {
	if len(complaints) == 0 {
		return nil
	}
	if p.Validation == metav1.FieldValidationStrict {
		return badResult(value, runtime.NewStrictDecodingError(complaints))
	}
	if p.Warn != nil {
		for _, c := range complaints {
			p.Warn(c.Error())
		}
	}
	return nil
}

func badResult(value string, err error) error {
	return apierrors.NewInvalid(schema.GroupKind{}, "", field.ErrorList{
		field.Invalid(field.NewPath("patch"), value, err.Error()),
	})
}

func undecodable(err error) error {
	return apierrors.NewBadRequest(fmt.Sprintf("error decoding patch: %v", err))
}

func unprocessable(err error) error {
	return apierrors.NewGenericServerResponse(http.StatusUnprocessableEntity, "", schema.GroupResource{}, "", err.Error(), 0, false)
}

// strategic applies a strategic merge patch: lists merge by the keys that the Go
// type names.
func (p *Patch) strategic(old api.Object) (api.Object, error) {
	var asked map[string]any
	var complaints []error
	var err error
	if p.strict() {
		complaints, err = kjson.UnmarshalStrict(p.Data, &asked)
	} else {
		err = kjson.UnmarshalCaseSensitivePreserveInts(p.Data, &asked)
	}
	if err != nil {
		return nil, apierrors.NewBadRequest(err.Error())
	}
	base := old
	touched, partial := partsOf(old, asked)
	if partial {
		base = touched.of(old)
	}
	present, err := runtime.DefaultUnstructuredConverter.ToUnstructured(base)
	if err != nil {
		return nil, apierrors.NewInternalError(err)
	}
	present["apiVersion"], present["kind"] = p.Kind.ToAPIVersionAndKind()
	told := func() string { return fmt.Sprintf("%+v", asked) }
	o := p.New()
	next, err := mergeStrategic(present, asked, o)
	if err != nil {
		return nil, strategicError(err)
	}
	err = runtime.DefaultUnstructuredConverter.FromUnstructuredWithValidation(next, o, p.strict())
	if unknown, ok := runtime.AsStrictDecodingError(err); ok {
		complaints, err = append(complaints, unknown.Errors()...), nil
	}
	if err == nil {
		err = p.sameKind(o)
	}
	if err != nil {
		return nil, badResult(told(), err)
	}
	if len(complaints) > 0 {
		err = p.complain(told(), complaints)
	}
	if partial {
		o = touched.into(old, o)
	}
	o.GetObjectKind().SetGroupVersionKind(schema.GroupVersionKind{})
	return o, err
}

// mergeStrategic is the library's merge, which panics on a merge key that cannot
// be compared: a map where a name belongs.
func mergeStrategic(present, asked map[string]any, o api.Object) (next map[string]any, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = apierrors.NewBadRequest(fmt.Sprintf("the patch does not have the form of the object: %v", p))
		}
	}()
	return strategicpatch.StrategicMergeMapPatch(present, asked, o)
}

// strategicError tells the client what is wrong with a strategic merge patch.
func strategicError(err error) error {
	if apierrors.IsBadRequest(err) {
		return err
	}
	for _, bad := range []error{
		mergepatch.ErrBadJSONDoc, mergepatch.ErrBadPatchFormatForPrimitiveList, mergepatch.ErrBadPatchFormatForRetainKeys,
		mergepatch.ErrBadPatchFormatForSetElementOrderList, mergepatch.ErrUnsupportedStrategicMergePatchFormat,
	} {
		if errors.Is(err, bad) {
			return apierrors.NewBadRequest(err.Error())
		}
	}
	if errors.Is(err, mergepatch.ErrNoListOfLists) || errors.Is(err, mergepatch.ErrPatchContentNotMatchRetainKeys) {
		return unprocessable(err)
	}
	// Kubernetes passes the others on as they stand, without a reason.
	return &apierrors.StatusError{ErrStatus: metav1.Status{
		Status: metav1.StatusFailure, Code: http.StatusInternalServerError, Message: err.Error(),
	}}
}
