package policy

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"

	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
	"github.com/google/cel-go/common/types/traits"
	"google.golang.org/protobuf/types/known/structpb"
	jsonpatch "gopkg.in/evanphx/json-patch.v4"
	admissionregistrationv1 "k8s.io/api/admissionregistration/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apiserver/pkg/cel/mutation"
	"k8s.io/apiserver/pkg/cel/mutation/dynamic"
	kjson "sigs.k8s.io/json"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/expression"
	"github.com/skiff-k8s/skiff/apiserver/patch"
)

// mutate returns what one mutation makes of the object, which is not changed.
// Errors that are no API status errors are subject to the failure policy.
func (r *round) mutate(i *invocation, m *admissionregistrationv1.Mutation, p *expression.Program, c *compiled, in *expression.Input) (api.Object, error) {
	if p == nil {
		return nil, apierrors.NewInternalError(errors.New("policy evaluator is nil"))
	}
	v, err := r.subject.Version(r.ctx, i.as)
	if err != nil {
		return nil, err
	}
	converter := r.config.Converter(i.as, v.Kind)
	if converter == nil {
		return nil, unpatchable(v.Kind)
	}
	if p.Err != nil {
		return nil, p.Err
	}
	value, err, fatal := expression.NewEvaluation(r.ctx, c.compiler, in, expression.Budget).Eval(p)
	if fatal != nil {
		return nil, fatal
	}
	if err != nil {
		return nil, err
	}
	content, err := contentOf(v.Object, v.Kind)
	if err != nil {
		return nil, apierrors.NewInternalError(err)
	}
	var next map[string]any
	if m.PatchType == admissionregistrationv1.PatchTypeJSONPatch {
		next, err = applyOperations(content, value)
	} else {
		next, err = applyConfiguration(converter, content, value)
	}
	if err != nil {
		return nil, err
	}
	if next == nil {
		return v.Object, nil // a test in the patch failed
	}
	o, err := objectOf(next, v.Object, m.PatchType == admissionregistrationv1.PatchTypeJSONPatch)
	if err != nil {
		return nil, err
	}
	if i.as.Default != nil && v.Kind == i.as.GVK() {
		i.as.Default(o)
	}
	return o, nil
}

// unpatchable says that nothing is known of the structure of a kind.
func unpatchable(kind schema.GroupVersionKind) error {
	return apierrors.NewServiceUnavailable(fmt.Sprintf("Resource kind %s not found. There can be a delay between when CustomResourceDefinitions are created and when they are available.", kind))
}

// objectOf returns the content, which it takes, as an object of the type of like.
// With strict it may not have fields that the type does not know.
func objectOf(content map[string]any, like api.Object, strict bool) (api.Object, error) {
	o := reflect.New(reflect.TypeOf(like).Elem()).Interface().(api.Object)
	if u, ok := o.(runtime.Unstructured); ok {
		u.SetUnstructuredContent(content)
		return o, nil
	}
	// Objects of built-in kinds do not carry theirs.
	delete(content, "apiVersion")
	delete(content, "kind")
	if !strict {
		return o, runtime.DefaultUnstructuredConverter.FromUnstructured(content, o)
	}
	data, err := json.Marshal(content)
	if err != nil {
		return nil, apierrors.NewInternalError(err)
	}
	unknown, err := kjson.UnmarshalStrict(data, o)
	if err != nil {
		return nil, apierrors.NewInternalError(err)
	}
	if len(unknown) > 0 {
		return nil, apierrors.NewInternalError(runtime.NewStrictDecodingError(unknown))
	}
	return o, nil
}

// applyOperations applies a JSON patch that an expression evaluated to; it
// returns nil when a test in it failed, which undoes the whole patch.
func applyOperations(content map[string]any, value ref.Val) (map[string]any, error) {
	operations, err := operationsOf(value)
	if err != nil {
		return nil, err
	}
	document, err := json.Marshal(content)
	if err != nil {
		return nil, fmt.Errorf("failed to create JSON patch: %w", err)
	}
	patched, err := patch.ApplyOperations(operations, document)
	if errors.Is(err, jsonpatch.ErrTestFailed) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("JSON Patch: %w", err)
	}
	next := map[string]any{}
	if err := kjson.UnmarshalCaseSensitivePreserveInts(patched, &next); err != nil {
		return nil, apierrors.NewInternalError(err)
	}
	return next, nil
}

// operationsOf returns the JSON patch that a list of JSONPatch values is.
func operationsOf(value ref.Val) (jsonpatch.Patch, error) {
	list, ok := value.(traits.Lister)
	if !ok {
		return nil, errors.New("type mismatch: JSONPatchType.expression should evaluate to array")
	}
	out := jsonpatch.Patch{}
	for it := list.Iterator(); it.HasNext() == types.True; {
		item, err := it.Next().ConvertToNative(reflect.TypeFor[*mutation.JSONPatchVal]())
		if err != nil {
			return nil, fmt.Errorf("type mismatch: JSONPatchType.expression should evaluate to array of JSONPatch: %w", err)
		}
		operation, err := operationOf(item.(*mutation.JSONPatchVal))
		if err != nil {
			return nil, err
		}
		out = append(out, operation)
	}
	return out, nil
}

func operationOf(v *mutation.JSONPatchVal) (jsonpatch.Operation, error) {
	out := jsonpatch.Operation{}
	set := func(field string, value any) error {
		raw, err := json.Marshal(value)
		if err != nil {
			return fmt.Errorf("JSONPath valueExpression evaluated to a type that could not marshal to JSON: %w", err)
		}
		out[field] = (*json.RawMessage)(&raw)
		return nil
	}
	err := errors.Join(set("op", v.Op), set("path", v.Path))
	if v.From != "" {
		err = errors.Join(err, set("from", v.From))
	}
	if v.Val == nil || err != nil {
		return out, err
	}
	if o, ok := v.Val.(*dynamic.ObjectVal); ok {
		if err := o.CheckTypeNamesMatchFieldPathNames(); err != nil {
			return nil, fmt.Errorf("type mismatch: %w", err)
		}
	}
	value, err := v.Val.ConvertToNative(reflect.TypeFor[*structpb.Value]())
	if err != nil {
		return nil, fmt.Errorf("JSONPath valueExpression evaluated to a type that could not marshal to JSON: %w", err)
	}
	return out, set("value", value)
}
