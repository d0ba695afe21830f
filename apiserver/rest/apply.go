package rest

import (
	"context"
	"fmt"
	"net/http"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/skiff-k8s/skiff/api"
)

// apply answers server-side apply: the applier merges, and the result goes the
// way of every update, or of a create when there is nothing yet.
func (s *Service) apply(ctx context.Context, req *Request, k kept, p Patch, options *metav1.PatchOptions) (Result, error) {
	if s.options.Applier == nil {
		return Result{}, apierrors.NewGenericServerResponse(http.StatusUnsupportedMediaType, "", schema.GroupResource{}, "",
			"the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/strategic-merge-patch+json", 0, true)
	}
	if req.FieldManager == "" {
		return Result{}, invalid(schema.GroupVersionKind{Group: metav1.GroupName, Kind: "PatchOptions"}, "", requiredManager)
	}
	if req.Subresource == "" && k.Get(req.Namespace, req.Name) == nil {
		result, err := s.applyNew(ctx, req, p)
		if !apierrors.IsAlreadyExists(err) {
			return result, err
		}
		// Somebody else was faster, so there is something to apply to.
	}
	return s.change(ctx, req, k, change{
		verb: "apply", options: options, applied: true,
		body: func(old api.Object) (api.Object, error) {
			o, err := s.options.Applier.Apply(ctx, req, old, p)
			if err != nil {
				return nil, err
			}
			if err := matchNamespace(req, o); err != nil {
				return nil, err
			}
			return o, matchName(req, o)
		},
	})
}

// applyNew creates what is applied under a name that nothing has.
func (s *Service) applyNew(ctx context.Context, req *Request, p Patch) (Result, error) {
	o, err := s.options.Applier.Apply(ctx, req, nil, p)
	if err != nil {
		return Result{}, err
	}
	if err := matchName(req, o); err != nil {
		return Result{}, err
	}
	if uid := o.GetUID(); uid != "" {
		return Result{}, conflict(req.Resource, req.Name,
			fmt.Errorf("uid mismatch: the provided object specified uid %s, and no existing object was found", uid))
	}
	o.SetResourceVersion("")
	return s.createNew(ctx, req, o, true)
}
