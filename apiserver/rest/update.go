package rest

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/util/validation/field"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/cache"
)

// change is one way to make the next state of an object from the stored one.
type change struct {
	verb    string
	options runtime.Object
	// body makes what the request asks for from what is stored (the object, or
	// what the subresource shows of it), which nobody changes. It runs once per
	// attempt and returns an object of its own.
	body func(old api.Object) (api.Object, error)
	// versioned says that body brings a resource version or UID of the client's,
	// which must be the stored one; empty ones mean any.
	versioned bool
	// applied says that body has set the managed fields.
	applied bool
}

// Update replaces an object or, with a subresource, what that covers. body
// belongs to the service afterwards.
func (s *Service) Update(ctx context.Context, req *Request, body api.Object) (Result, error) {
	if err := matchNamespace(req, body); err != nil {
		return Result{}, err
	}
	if err := matchName(req, body); err != nil {
		return Result{}, err
	}
	k, err := s.kept(req.Resource)
	if err != nil {
		return Result{}, err
	}
	if req.Resource.Update.CreatesMissing && req.Subresource == "" && body.GetResourceVersion() == "" &&
		k.Get(req.Namespace, req.Name) == nil {
		return s.createInstead(ctx, req, body)
	}
	return s.change(ctx, req, k, change{
		verb: "update",
		options: &metav1.UpdateOptions{
			DryRun: dryRun(req), FieldManager: req.FieldManager, FieldValidation: req.FieldValidation,
		},
		versioned: true,
		body: func(api.Object) (api.Object, error) {
			return body.DeepCopyObject().(api.Object), nil
		},
	})
}

// createInstead answers a PUT to what does not exist, for kinds that allow it.
func (s *Service) createInstead(ctx context.Context, req *Request, body api.Object) (Result, error) {
	if uid := body.GetUID(); uid != "" {
		return Result{}, conflict(req.Resource, req.Name, wrongUID(uid, ""))
	}
	return s.Create(ctx, req, body)
}

// change runs attempts until one is committed or refused.
func (s *Service) change(ctx context.Context, req *Request, k kept, c change) (Result, error) {
	for range maxAttempts {
		stored := k.Get(req.Namespace, req.Name)
		if stored == nil {
			return Result{}, notFound(req.Resource, req.Name)
		}
		result, err := s.changeOnce(ctx, req, k, stored, c)
		if !errors.Is(err, errRace) {
			return result, err
		}
	}
	return Result{}, conflict(req.Resource, req.Name, optimisticLock)
}

// changeOnce is one attempt on one stored state.
func (s *Service) changeOnce(ctx context.Context, req *Request, k kept, stored *cache.Entry, c change) (result Result, err error) {
	r := req.Resource
	shown, err := k.show(ctx, stored)
	if err != nil {
		return Result{}, err
	}
	old := shown.Object()
	sub, err := subOf(req)
	if err != nil {
		return Result{}, err
	}
	a := &Attributes{
		Request: req, Operation: Update, Kind: kindOf(r, sub), Namespace: req.Namespace, Name: req.Name,
		Old: old, Options: c.options,
	}
	o, err := s.next(ctx, a, sub, c)
	if err != nil {
		return Result{}, err
	}
	txn, err := s.allocate(ctx, a)
	defer func() { txn.end(err == nil && !req.DryRun) }()
	if err != nil {
		return Result{}, err
	}
	s.stamp(req, o, old)
	if err := s.checkKind(r, o); err != nil {
		return Result{}, err
	}
	if errs := validateUpdate(r, o, old, validatorOf(req, sub)); len(errs) > 0 {
		return Result{}, invalid(kindInErrors(r), req.Name, errs)
	}
	s.warn(req, o, old)
	if sub != nil && sub.View != nil {
		if a.Object, err = sub.View(o); err != nil {
			return Result{}, apierrors.NewInternalError(err)
		}
	}
	if err := s.options.Admission.Validate(ctx, a); err != nil {
		return Result{}, err
	}
	return s.commitChange(ctx, req, k, sub, stored, o, target{verb: c.verb}, txn)
}

// commitChange stores the next state of an object, or removes the object when
// that state has nothing left that keeps it.
func (s *Service) commitChange(ctx context.Context, req *Request, k kept, sub *api.Subresource, stored *cache.Entry, o api.Object, t target, txn *Txn) (Result, error) {
	gone := released(req.Resource, o)
	shown, err := k.show(ctx, stored)
	if err != nil {
		return Result{}, err
	}
	steady, unchanged := sameOwners(o, shown.Object()), false
	if steady != nil {
		booked := o.GetManagedFields()
		o.SetManagedFields(steady)
		kept, err := k.store(ctx, o)
		if unchanged = err == nil && stored.Same(kept); !unchanged {
			o.SetManagedFields(booked)
		}
	}
	kept, err := k.store(ctx, o)
	if err != nil {
		return Result{}, err
	}
	t.name, t.uid = req.Name, string(stored.Object().GetUID())
	w := cache.Write{Resource: k.Resource(), Namespace: req.Namespace, Name: req.Name, Object: kept, Expect: stored.Revision()}
	switch {
	case req.DryRun:
		return dryResult(sub, o)
	case gone:
		w.Object, t.summary = nil, "removed: nothing holds it any longer"
		_, revision, err := s.commit(ctx, req, t, txn, w)
		if err != nil {
			return Result{}, err
		}
		// The answer is the object as it would have been.
		o.SetResourceVersion(fmt.Sprint(revision))
		return dryResult(sub, o)
	case len(txn.extra) == 0 && (unchanged || steady == nil && stored.Same(kept)):
		return s.answer(ctx, k, sub, stored)
	}
	if t.summary == "" && req.Resource.Summarize != nil {
		t.summary = req.Resource.Summarize(o, shown.Object())
	}
	e, _, err := s.commit(ctx, req, t, txn, w)
	if err != nil {
		return Result{}, err
	}
	return s.answer(ctx, k, sub, e)
}

// next makes the state that the request asks for, in full, as mutating admission
// leaves it. Where a subresource has a form of its own (scale), admission sees
// that form, before it is merged; a.Old becomes the form as it was.
func (s *Service) next(ctx context.Context, a *Attributes, sub *api.Subresource, c change) (api.Object, error) {
	req, old := a.Request, a.Old
	if sub == nil || sub.View == nil {
		body, err := s.desired(req, sub, old, old, c)
		if err != nil {
			return nil, err
		}
		if a.Object, err = s.assemble(req, sub, old, body, c.applied); err != nil {
			return nil, err
		}
		if err := s.admit(ctx, a); err != nil {
			return nil, err
		}
		if !a.Rounds.Changed {
			return a.Object, nil
		}
		// What was changed from outside goes by the same rules as what the client
		// sent. Its books have been kept.
		a.Object, err = s.assemble(req, sub, old, a.Object, true)
		return a.Object, err
	}
	draft := sub.View
	if sub.Draft != nil {
		draft = sub.Draft
	}
	view, err := draft(old)
	if err != nil {
		return nil, apierrors.NewInternalError(err)
	}
	if c.applied {
		view.SetManagedFields(old.GetManagedFields())
	}
	if a.Object, err = s.desired(req, sub, old, view, c); err != nil {
		return nil, err
	}
	a.Old = view
	if err := s.admit(ctx, a); err != nil {
		return nil, err
	}
	return s.assemble(req, sub, old, a.Object, c.applied)
}

// desired makes what the request asks for of what it is about: the object, or
// what the subresource shows of it.
func (s *Service) desired(req *Request, sub *api.Subresource, old, view api.Object, c change) (api.Object, error) {
	body, err := c.body(view)
	if err != nil {
		return nil, err
	}
	whole := sub == nil || sub.View == nil
	if err := s.checkVersion(req, body, old, c.versioned, whole); err != nil {
		return nil, err
	}
	if own := sub == nil || sub.View == nil; own && req.Resource.Default != nil {
		req.Resource.Default(body) // the body is of the parent's kind
	}
	return body, nil
}

// assemble makes the next state of the object of what is desired. booked says
// that body has the managed fields that the object is to have.
func (s *Service) assemble(req *Request, sub *api.Subresource, old, body api.Object, booked bool) (api.Object, error) {
	r := req.Resource
	o := body
	if sub != nil {
		if sub.ValidateBody != nil {
			if errs := sub.ValidateBody(body); len(errs) > 0 {
				return nil, invalid(kindOf(r, sub), req.Name, errs)
			}
		}
		o = old.DeepCopyObject().(api.Object)
		if err := sub.Merge(o, body); err != nil {
			return nil, asStatus(err)
		}
	}
	carryGeneration := o.GetGeneration()
	carryMeta(o, old)
	switch {
	case sub != nil:
		o.SetGeneration(carryGeneration) // scale raises it
	case r.Prepare != nil:
		r.Prepare(o, old)
	}
	o.SetResourceVersion(old.GetResourceVersion())
	if booked {
		o.SetManagedFields(body.GetManagedFields())
	} else {
		s.track(req, old, o)
	}
	return o, nil
}

// checkVersion compares the resource version and the UID that a body brings with
// what is stored. whole says that the body is of the object's own kind.
func (s *Service) checkVersion(req *Request, body, old api.Object, versioned, whole bool) error {
	r := req.Resource
	// What a patch makes of the UID is for validation to refuse.
	if uid := body.GetUID(); versioned && uid != "" && uid != old.GetUID() {
		return conflict(r, req.Name, wrongUID(uid, old.GetUID()))
	}
	switch version := body.GetResourceVersion(); {
	case version == old.GetResourceVersion():
	case version != "" && version != "0":
		if _, ok := cache.ParseRevision(version); !ok {
			_, err := strconv.ParseUint(version, 10, 63)
			return unexplained(err)
		}
		return conflict(r, req.Name, optimisticLock)
	case versioned && r.Update.NeedsVersion && whole:
		return invalid(schema.GroupVersionKind{Group: r.Group, Kind: r.Name}, req.Name, field.ErrorList{
			field.Invalid(metadataPath.Child("resourceVersion"), 0, "must be specified for an update"),
		})
	}
	return nil
}

func wrongUID(asked, found types.UID) error {
	return fmt.Errorf("Precondition failed: UID in precondition: %v, UID in object meta: %v", asked, found)
}

// subOf returns the subresource that a change goes to, nil for the object.
func subOf(req *Request) (*api.Subresource, error) {
	if req.Subresource == "" {
		return nil, nil
	}
	sub, ok := req.Resource.Sub(req.Subresource)
	if !ok {
		return nil, notFound(req.Resource, req.Name)
	}
	if sub.Merge == nil {
		return nil, methodNotAllowed(req)
	}
	return sub, nil
}

func validatorOf(req *Request, sub *api.Subresource) func(o, old api.Object) field.ErrorList {
	r := req.Resource
	if r.Custom != nil && r.Custom.Validate != nil {
		status := sub != nil && sub.View == nil
		return func(o, old api.Object) field.ErrorList { return r.Custom.Validate(o, old, status, req.warn) }
	}
	if sub != nil {
		return sub.Validate
	}
	return r.Validate
}

func kindOf(r *api.Resource, sub *api.Subresource) schema.GroupVersionKind {
	if sub != nil && !sub.Kind.Empty() {
		return sub.Kind
	}
	return r.GVK()
}

// answer shows a stored state as the answer to a change.
func (s *Service) answer(ctx context.Context, k kept, sub *api.Subresource, e *cache.Entry) (Result, error) {
	e, err := k.show(ctx, e)
	if err != nil {
		return Result{}, err
	}
	if sub != nil {
		return showSub(sub, e)
	}
	return Result{Entry: e, Object: e.Object()}, nil
}

// dryResult shows a state that is not stored.
func dryResult(sub *api.Subresource, o api.Object) (Result, error) {
	if sub == nil || sub.View == nil {
		return Result{Object: o}, nil
	}
	body, err := sub.View(o)
	if err != nil {
		return Result{}, apierrors.NewInternalError(err)
	}
	return Result{Object: body}, nil
}

// asStatus leaves API errors as they are and turns others into bad requests.
func asStatus(err error) error {
	var status apierrors.APIStatus
	if errors.As(err, &status) {
		return err
	}
	return apierrors.NewBadRequest(err.Error())
}

// released says whether an object that is being deleted has nothing left that
// keeps it: its grace period is over, it has no finalizers, and its kind agrees.
func released(r *api.Resource, o api.Object) bool {
	grace := o.GetDeletionGracePeriodSeconds()
	if o.GetDeletionTimestamp() == nil || grace != nil && *grace != 0 || len(o.GetFinalizers()) > 0 {
		return false
	}
	if r.BeginDelete == nil {
		return true
	}
	zero := int64(0)
	return !r.BeginDelete(o.DeepCopyObject().(api.Object), &metav1.DeleteOptions{GracePeriodSeconds: &zero})
}
