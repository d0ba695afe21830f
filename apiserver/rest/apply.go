package rest

import (
	"context"
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
		o, err := s.options.Applier.Apply(req, nil, p)
		if err != nil {
			return Result{}, err
		}
		if err := matchName(req, o); err != nil {
			return Result{}, err
		}
		return s.Create(ctx, req, o)
	}
	return s.change(ctx, req, k, change{
		verb: "apply", options: options,
		body: func(old api.Object) (api.Object, error) {
			o, err := s.options.Applier.Apply(req, old, p)
			if err != nil {
				return nil, err
			}
			return o, matchName(req, o)
		},
	})
}
