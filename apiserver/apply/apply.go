package apply

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/managedfields"
	kjson "sigs.k8s.io/json"
	"sigs.k8s.io/yaml"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/apiserver/rest"
)

// clientSide is the manager that kubectl writes under when it applies by itself.
const clientSide = "kubectl-client-side-apply"

// Apply merges what a manager applies into old, which is what the path shows:
// the object or, for the scale subresource, its Scale with the managed fields of
// the object. The errors are those that kube-apiserver answers: Conflict with a
// cause for each field that belongs to another manager, BadRequest for what is
// no such object, and an error without a reason for fields that the kind does
// not have.
func (b *Books) Apply(ctx context.Context, req *rest.Request, old api.Object, p rest.Patch) (api.Object, error) {
	plain, isPlain := plainJSON(p.Data)
	asked := &unstructured.Unstructured{Object: plain}
	if !isPlain {
		var err error
		if asked, err = decode(p.Data); err != nil {
			return nil, err
		}
	}
	var (
		o   api.Object
		err error
	)
	if sub, ok := req.Resource.Sub(req.Subresource); ok && sub.View != nil {
		o, err = b.applyScale(req, sub, old, asked, p.Force)
	} else {
		o, err = b.apply(req, old, asked, p.Force)
	}
	if err != nil {
		return nil, answer(err)
	}
	if !isPlain {
		if err := complain(req, p.Data); err != nil {
			return nil, err
		}
	}
	if old == nil {
		return o, b.mayCreate(ctx, req)
	}
	return o, nil
}

func (b *Books) apply(req *rest.Request, old api.Object, asked *unstructured.Unstructured, force bool) (api.Object, error) {
	if o, err := b.applyTyped(req, old, asked, force); err == nil {
		return o, nil
	}
	return b.applyBySchema(req, old, asked, force)
}

// applyBySchema leaves an apply to the library.
func (b *Books) applyBySchema(req *rest.Request, old api.Object, asked *unstructured.Unstructured, force bool) (api.Object, error) {
	r := req.Resource
	if old == nil {
		old = r.New()
	}
	live := named(old, r.GVK())
	if err := b.begin(r, live); err != nil {
		return nil, err
	}
	kept := live.GetManagedFields()
	manager, err := b.manager(r, req.Subresource, r.GVK())
	if err != nil {
		return nil, err
	}
	return b.merge(manager, live, asked, req.FieldManager, force, kept)
}

// merge runs one apply and makes its result fit to be stored.
func (b *Books) merge(manager *managedfields.FieldManager, live api.Object, asked *unstructured.Unstructured, name string, force bool, kept []metav1.ManagedFieldsEntry) (api.Object, error) {
	merged, err := manager.Apply(live, asked, name, force)
	if err != nil {
		return nil, err
	}
	o := merged.(api.Object)
	fields := o.GetManagedFields()
	b.stamp(fields, kept)
	o.SetManagedFields(fields)
	if _, custom := merged.(runtime.Unstructured); !custom {
		o.GetObjectKind().SetGroupVersionKind(schema.GroupVersionKind{})
	}
	return o, nil
}

// begin opens the books of an object that kubectl has applied from the client's
// side: what it holds is that one's, as of the object's creation.
func (b *Books) begin(r *api.Resource, live api.Object) error {
	if len(live.GetManagedFields()) > 0 || live.GetAnnotations()[corev1.LastAppliedConfigAnnotation] == "" {
		return nil
	}
	manager, err := b.manager(r, "", r.GVK())
	if err != nil {
		return err
	}
	booked, err := manager.Update(kinded(r.New(), r.GVK()), named(live, r.GVK()), clientSide)
	if err != nil {
		return err
	}
	fields := booked.(api.Object).GetManagedFields()
	created := live.GetCreationTimestamp()
	for i := range fields {
		fields[i].Time = created.DeepCopy()
	}
	live.SetManagedFields(fields)
	return nil
}

// decode reads what is applied: YAML, of which JSON is a part.
func decode(data []byte) (*unstructured.Unstructured, error) {
	o := &unstructured.Unstructured{Object: map[string]any{}}
	asJSON, err := yaml.YAMLToJSON(data)
	if err != nil {
		return nil, apierrors.NewBadRequest(fmt.Sprintf("error decoding YAML: error converting YAML to JSON: %v", err))
	}
	if err := kjson.UnmarshalCaseSensitivePreserveInts(asJSON, &o.Object); err != nil {
		return nil, apierrors.NewBadRequest(fmt.Sprintf("error decoding YAML: error unmarshaling JSON: while decoding JSON: %v", err))
	}
	if o.Object == nil {
		o.Object = map[string]any{}
	}
	return o, nil
}

// complain refuses or warns of keys that stand twice. Fields that the kind does
// not have never get this far.
func complain(req *rest.Request, data []byte) error {
	if req.FieldValidation == metav1.FieldValidationIgnore {
		return nil
	}
	err := yaml.UnmarshalStrict(data, &map[string]any{})
	if err == nil {
		return nil
	}
	if req.FieldValidation == metav1.FieldValidationStrict {
		return apierrors.NewBadRequest(fmt.Sprintf("error strict decoding YAML: %v", err))
	}
	if req.Warn != nil {
		// The first line says what went wrong with the whole.
		lines := strings.Split(err.Error(), "\n")
		for _, line := range lines[min(1, len(lines)-1):] {
			req.Warn(strings.TrimSpace(line))
		}
	}
	return nil
}

// answer makes an error of the merge one of the API: without a reason, as
// kube-apiserver does.
func answer(err error) error {
	var status apierrors.APIStatus
	if errors.As(err, &status) {
		return err
	}
	return &apierrors.StatusError{ErrStatus: metav1.Status{
		Status: metav1.StatusFailure, Code: http.StatusInternalServerError, Message: err.Error(),
	}}
}
