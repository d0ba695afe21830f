package rest

import (
	"context"
	"errors"
	"fmt"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/managedfields"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/cache"
)

// maxNames is how many generated names are tried before giving up.
const maxNames = 8

// Create stores a new object. o belongs to the service afterwards.
func (s *Service) Create(ctx context.Context, req *Request, o api.Object) (Result, error) {
	return s.createNew(ctx, req, o, false)
}

// createNew is Create; applied says that o comes from an apply, which has set its
// managed fields.
func (s *Service) createNew(ctx context.Context, req *Request, o api.Object, applied bool) (Result, error) {
	r := req.Resource
	if r.Ephemeral || req.Subresource != "" {
		return s.Act(ctx, req, o)
	}
	k, err := s.kept(r)
	if err != nil {
		return Result{}, err
	}
	if err := matchNamespace(req, o); err != nil {
		return Result{}, err
	}
	generated := o.GetName() == "" && o.GetGenerateName() != ""
	if o.GetName() == "" && !generated && r.NamedByUID {
		o.SetName(string(s.options.NewUID()))
	}
	if !generated && s.options.Allocators[r.GR()] == nil && !s.options.Contended(r, req.Namespace) {
		// Whoever won a race has taken the name.
		result, err := s.create(ctx, req, k, o, applied)
		if errors.Is(err, errRace) {
			err = alreadyExists(r, o.GetName(), k.Get(o.GetNamespace(), o.GetName()))
		}
		return result, err
	}
	for attempt, names := 1, 1; ; attempt++ {
		result, err := s.create(ctx, req, k, o.DeepCopyObject().(api.Object), applied)
		switch {
		case errors.Is(err, errRace) && attempt < maxAttempts:
		case errors.Is(err, errRace):
			return Result{}, conflict(r, o.GetName(), optimisticLock)
		case err != nil && generated && apierrors.IsAlreadyExists(err) && names < maxNames:
			names++
		default:
			return result, err
		}
	}
}

// create is one attempt.
func (s *Service) create(ctx context.Context, req *Request, k kept, o api.Object, applied bool) (result Result, err error) {
	r := req.Resource
	if r.Custom != nil {
		if reason := r.Custom.Closed(); reason != "" {
			return Result{}, apierrors.NewForbidden(r.GR(), o.GetName(), errors.New(reason))
		}
	}
	if r.Default != nil {
		r.Default(o)
	}
	wipeMeta(o)
	if !applied {
		s.track(req, nil, o)
	}
	a := &Attributes{
		Request: req, Operation: Create, Kind: r.GVK(), Namespace: o.GetNamespace(), Name: o.GetName(), Object: o,
		Options: &metav1.CreateOptions{DryRun: dryRun(req), FieldManager: req.FieldManager, FieldValidation: req.FieldValidation},
	}
	if err := s.admit(ctx, a); err != nil {
		return Result{}, err
	}
	o = a.Object
	if a.Rounds.Changed {
		if err := matchNamespace(req, o); err != nil {
			return Result{}, err
		}
		wipeMeta(o)
	}
	if r.Prepare != nil {
		r.Prepare(o, nil)
	}
	s.fillMeta(o)
	a.Name = o.GetName()
	txn, err := s.allocate(ctx, a)
	defer func() { txn.end(err == nil && !req.DryRun) }()
	if err != nil {
		return Result{}, err
	}
	s.stamp(req, o, nil)
	if err := s.checkKind(r, o); err != nil {
		return Result{}, err
	}
	if errs := validateCreate(r, o); len(errs) > 0 {
		return Result{}, invalid(kindInErrors(r), o.GetName(), errs)
	}
	s.warn(req, o, nil)
	if err := s.options.Admission.Validate(ctx, a); err != nil {
		return Result{}, err
	}
	if revision, ok := cache.ParseRevision(o.GetResourceVersion()); ok && revision != 0 && !req.DryRun {
		// kube-apiserver learns of it in its store, where a dry run does not get.
		return Result{}, unexplained(errors.New("resourceVersion should not be set on objects to be created"))
	}
	if existing := k.Get(o.GetNamespace(), o.GetName()); existing != nil {
		return Result{}, alreadyExists(r, o.GetName(), existing)
	}
	if req.DryRun {
		return Result{Object: o, Created: true}, nil
	}
	kept, err := k.store(ctx, o)
	if err != nil {
		return Result{}, err
	}
	e, _, err := s.commit(ctx, req, target{verb: "create", name: o.GetName(), uid: string(o.GetUID())}, txn, cache.Write{
		Resource: k.Resource(), Namespace: o.GetNamespace(), Name: o.GetName(), Object: kept,
	})
	if err != nil {
		return Result{}, err
	}
	if e, err = k.show(ctx, e); err != nil {
		return Result{}, err
	}
	return Result{Entry: e, Object: e.Object(), Created: true}, nil
}

// admit runs mutating admission, and keeps it from leaving books that nobody can
// read.
func (s *Service) admit(ctx context.Context, a *Attributes) error {
	before := a.Object.GetManagedFields()
	if err := s.options.Admission.Admit(ctx, a); err != nil {
		return err
	}
	if !a.Rounds.Changed {
		return nil
	}
	if err := managedfields.ValidateManagedFields(a.Object.GetManagedFields()); err != nil {
		a.Object.SetManagedFields(before)
		a.warn(fmt.Sprintf(".metadata.managedFields was in an invalid state after admission; this could be caused by an outdated mutating admission controller; please fix your requests: %v", err))
	}
	return nil
}

// allocate begins the transaction of an attempt, and lets the resource's
// allocator take part. The transaction is never nil, and is to be ended.
func (s *Service) allocate(ctx context.Context, a *Attributes) (*Txn, error) {
	txn := &Txn{}
	if !a.DryRun {
		a.Txn = txn
	}
	allocator := s.options.Allocators[a.Resource.GR()]
	if allocator == nil {
		return txn, nil
	}
	done, err := allocator.Allocate(ctx, a, txn)
	if done != nil {
		txn.OnDone(done)
	}
	return txn, err
}

// stamp has the kind write down who asks and when.
func (s *Service) stamp(req *Request, o, old api.Object) {
	if req.Resource.Stamp != nil {
		req.Resource.Stamp(o, old, req.User, s.now())
	}
}

func (s *Service) warn(req *Request, o, old api.Object) {
	if req.Warn == nil || req.Resource.Warn == nil {
		return
	}
	for _, text := range req.Resource.Warn(o, old) {
		req.Warn(text)
	}
}

func dryRun(req *Request) []string {
	if req.DryRun {
		return []string{metav1.DryRunAll}
	}
	return nil
}
