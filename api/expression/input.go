package expression

import (
	"fmt"
	"reflect"

	admissionv1 "k8s.io/api/admission/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apiserver/pkg/authentication/user"
	"k8s.io/apiserver/pkg/authorization/authorizer"
	"k8s.io/apiserver/pkg/cel/library"
)

// Input is what expressions see of a request. It may be read by several
// evaluations at once.
type Input struct {
	object, oldObject, params, request, namespace any
	// authorizer and resource are nil where the expressions must not ask.
	authorizer, resource any
}

// Request is what an Input is made of.
type Request struct {
	// Object and OldObject are nil where the operation has none. Kind is theirs:
	// objects need not carry it.
	Object, OldObject runtime.Object
	Kind              schema.GroupVersionKind
	// Admission is the request in the words of an AdmissionReview; its objects and
	// its UID are not looked at.
	Admission *admissionv1.AdmissionRequest
	// Namespace of the object; nil for cluster-scoped ones, and for expressions
	// that do not see it.
	Namespace *corev1.Namespace
	// User and Authorizer answer authorizer.…; expressions may not ask when
	// Authorizer is nil.
	User       user.Info
	Authorizer authorizer.Authorizer
}

// NewInput makes the input of a request. The objects are not changed, and must
// not change while the input is in use.
func NewInput(r *Request) (*Input, error) {
	in := &Input{}
	var err error
	if in.oldObject, err = contents(r.OldObject, r.Kind); err != nil {
		return nil, fmt.Errorf("failed to prepare oldObject variable for evaluation: %w", err)
	}
	if in.object, err = contents(r.Object, r.Kind); err != nil {
		return nil, fmt.Errorf("failed to prepare object variable for evaluation: %w", err)
	}
	if in.request, err = requestContents(r.Admission); err != nil {
		return nil, fmt.Errorf("failed to prepare request variable for evaluation: %w", err)
	}
	if r.Namespace != nil {
		if in.namespace, err = contents(visible(r.Namespace), schema.GroupVersionKind{}); err != nil {
			return nil, fmt.Errorf("failed to prepare namespace variable for evaluation: %w", err)
		}
	}
	if r.Authorizer != nil {
		in.authorizer = library.NewAuthorizerVal(r.User, r.Authorizer)
		in.resource = library.NewResourceAuthorizerVal(r.User, r.Authorizer, asked{r.Admission})
	}
	return in, nil
}

// WithParams returns an input that differs in its params only, an object of that
// kind or nil.
func (in *Input) WithParams(params runtime.Object, kind schema.GroupVersionKind) (*Input, error) {
	out := *in
	var err error
	if out.params, err = contents(params, kind); err != nil {
		return nil, fmt.Errorf("failed to prepare params variable for evaluation: %w", err)
	}
	return &out, nil
}

// WithoutAuthorizer returns an input whose expressions may not ask what the user
// may do.
func (in *Input) WithoutAuthorizer() *Input {
	out := *in
	out.authorizer, out.resource = nil, nil
	return &out
}

// WithoutNamespace returns an input whose namespaceObject is null.
func (in *Input) WithoutNamespace() *Input {
	out := *in
	out.namespace = nil
	return &out
}

// contents returns an object as the map that expressions see, with its kind when
// that is not empty; nil for none.
func contents(o runtime.Object, kind schema.GroupVersionKind) (any, error) {
	if o == nil || reflect.ValueOf(o).IsNil() {
		return nil, nil
	}
	m, err := runtime.DefaultUnstructuredConverter.ToUnstructured(o)
	if err != nil {
		return nil, err
	}
	if !kind.Empty() {
		m["apiVersion"], m["kind"] = kind.GroupVersion().String(), kind.Kind
	}
	return m, nil
}

// requestContents returns what expressions see of the request.
func requestContents(r *admissionv1.AdmissionRequest) (map[string]any, error) {
	if r == nil {
		return nil, nil
	}
	seen := *r
	seen.UID, seen.Object, seen.OldObject = "", runtime.RawExtension{}, runtime.RawExtension{}
	return runtime.DefaultUnstructuredConverter.ToUnstructured(&seen)
}

// visible is what expressions see of a namespace.
func visible(n *corev1.Namespace) *corev1.Namespace {
	return &corev1.Namespace{
		Spec: n.Spec, Status: n.Status,
		ObjectMeta: metav1.ObjectMeta{
			Name: n.Name, GenerateName: n.GenerateName, Namespace: n.Namespace, UID: n.UID,
			ResourceVersion: n.ResourceVersion, Generation: n.Generation, CreationTimestamp: n.CreationTimestamp,
			DeletionTimestamp: n.DeletionTimestamp, DeletionGracePeriodSeconds: n.DeletionGracePeriodSeconds,
			Labels: n.Labels, Annotations: n.Annotations, Finalizers: n.Finalizers,
		},
	}
}

// asked is the resource that authorizer.requestResource is about.
type asked struct{ *admissionv1.AdmissionRequest }

func (a asked) GetName() string      { return a.Name }
func (a asked) GetNamespace() string { return a.Namespace }
func (a asked) GetResource() schema.GroupVersionResource {
	r := a.RequestResource
	if r == nil {
		r = &a.Resource
	}
	return schema.GroupVersionResource{Group: r.Group, Version: r.Version, Resource: r.Resource}
}
func (a asked) GetSubresource() string { return a.SubResource }
