package rest

import (
	"context"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/apiserver/patch"
)

// Patch changes one object or what a subresource covers. It is applied again
// when the object changes meanwhile, unless it brings a resource version.
func (s *Service) Patch(ctx context.Context, req *Request, p Patch) (Result, error) {
	k, err := s.kept(req.Resource)
	if err != nil {
		return Result{}, err
	}
	sub, err := subOf(req)
	if err != nil {
		return Result{}, err
	}
	options := &metav1.PatchOptions{
		DryRun: dryRun(req), FieldManager: req.FieldManager, FieldValidation: req.FieldValidation,
	}
	if p.Type == types.ApplyYAMLPatchType {
		options.Force = &p.Force
		return s.apply(ctx, req, k, p, options)
	}
	maker := patch.Patch{
		Type: p.Type, Data: p.Data,
		Kind: kindOf(req.Resource, sub), New: req.Resource.New,
		Validation: req.FieldValidation, Warn: once(req.Warn),
	}
	if c := req.Resource.Custom; c != nil && (sub == nil || sub.View == nil) {
		maker.Coerce = c.Coerce
	}
	return s.change(ctx, req, k, change{
		verb: "patch", options: options,
		body: func(old api.Object) (api.Object, error) {
			if sub != nil && sub.View != nil {
				maker.New = emptyLike(old)
			}
			o, err := maker.Apply(old)
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
