package rest

import (
	"context"
	"errors"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/skiff-k8s/skiff/api"
)

// Act answers a create in an action subresource or in a resource that is not
// stored. body belongs to the service afterwards.
func (s *Service) Act(ctx context.Context, req *Request, body api.Object) (Result, error) {
	a, ok := s.Action(req.Resource.GR(), req.Subresource)
	if !ok {
		return Result{}, methodNotAllowed(req)
	}
	if err := matchNamespace(req, body); err != nil {
		return Result{}, err
	}
	if req.Subresource != "" {
		if body.GetName() == "" {
			body.SetName(req.Name)
		}
		if err := matchName(req, body); err != nil {
			return Result{}, err
		}
	}
	return a.Do(ctx, req, body)
}

// Admit runs admission for the body of an action. It returns the body as
// admission left it.
func (s *Service) Admit(ctx context.Context, a *Attributes) (api.Object, error) {
	if err := s.options.Admission.Admit(ctx, a); err != nil {
		return nil, err
	}
	if err := s.options.Admission.Validate(ctx, a); err != nil {
		return nil, err
	}
	return a.Object, nil
}

// Modify changes a stored object on behalf of an action: modify gets a private
// copy of the state and may refuse. Neither admission nor validation run, which
// the action has done on its body. It is tried again when the state changes
// meanwhile.
func (s *Service) Modify(ctx context.Context, req *Request, summary string, modify func(o api.Object) error) (Result, error) {
	k, err := s.kept(req.Resource)
	if err != nil {
		return Result{}, err
	}
	for range maxAttempts {
		stored := k.Get(req.Namespace, req.Name)
		if stored == nil {
			return Result{}, notFound(req.Resource, req.Name)
		}
		shown, err := k.show(ctx, stored)
		if err != nil {
			return Result{}, err
		}
		o := shown.Object().DeepCopyObject().(api.Object)
		if err := modify(o); err != nil {
			return Result{}, asStatus(err)
		}
		result, err := s.commitChange(ctx, req, k, nil, stored, o, target{verb: req.Verb, summary: summary}, &Txn{})
		if !errors.Is(err, errRace) {
			return result, err
		}
	}
	return Result{}, conflict(req.Resource, req.Name, optimisticLock)
}

// Parent returns the object that an action is about, or a NotFound error.
func (s *Service) Parent(ctx context.Context, req *Request) (api.Object, error) {
	k, err := s.kept(req.Resource)
	if err != nil {
		return nil, err
	}
	e, err := k.lookup(ctx, req.Namespace, req.Name)
	if err != nil {
		return nil, err
	}
	if e == nil {
		return nil, apierrors.NewNotFound(req.Resource.GR(), req.Name)
	}
	return e.Object(), nil
}
