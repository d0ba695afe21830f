package rest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/apis/meta/internalversion"
	internalvalidation "k8s.io/apimachinery/pkg/apis/meta/internalversion/validation"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/cache"
)

// freshTimeout bounds how long a read waits for a revision that has not been
// seen yet.
const freshTimeout = 3 * time.Second

// Get returns one object, or what a subresource shows of it. An empty resource
// version asks for the newest state, "0" for any, others for one that is not
// older.
func (s *Service) Get(ctx context.Context, req *Request, resourceVersion string) (Result, error) {
	k, err := s.kept(req.Resource)
	if err != nil {
		return Result{}, err
	}
	if err := s.fresh(ctx, resourceVersion); err != nil {
		return Result{}, err
	}
	e, err := k.lookup(ctx, req.Namespace, req.Name)
	if err != nil {
		return Result{}, err
	}
	if e == nil {
		return Result{}, notFound(req.Resource, req.Name)
	}
	if req.Subresource == "" {
		return Result{Entry: e, Object: e.Object()}, nil
	}
	sub, ok := req.Resource.Sub(req.Subresource)
	if !ok {
		return Result{}, notFound(req.Resource, req.Name)
	}
	return showSub(sub, e)
}

// showSub is the answer of a subresource over the state of its parent.
func showSub(sub *api.Subresource, e *cache.Entry) (Result, error) {
	if sub.View == nil {
		return Result{Entry: e, Object: e.Object()}, nil
	}
	body, err := sub.View(e.Object())
	if err != nil {
		return Result{}, apierrors.NewInternalError(err)
	}
	return Result{Object: body}, nil
}

// fresh waits until the cache is as new as the resource version asks for.
func (s *Service) fresh(ctx context.Context, resourceVersion string) error {
	switch resourceVersion {
	case "0":
		return nil
	case "":
		if err := s.cache.Catch(ctx); err != nil {
			return storeError(err)
		}
		return nil
	}
	revision, ok := cache.ParseRevision(resourceVersion)
	if !ok {
		return unexplained(badVersion(resourceVersion))
	}
	return s.reach(ctx, revision)
}

// reach waits for a revision, not for ever.
func (s *Service) reach(ctx context.Context, revision int64) error {
	if s.cache.Revision() >= revision {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, freshTimeout)
	defer cancel()
	err := s.cache.WaitFor(ctx, revision)
	if errors.Is(err, context.DeadlineExceeded) {
		return tooLargeVersion(revision, s.cache.Revision())
	}
	if err != nil {
		return storeError(err)
	}
	return nil
}

// CheckFields refuses selectors by fields that the kind does not offer.
func CheckFields(r *api.Resource, sel fields.Selector) error {
	if sel == nil {
		return nil
	}
	for _, q := range sel.Requirements() {
		if q.Field == "metadata.name" || q.Field == "metadata.namespace" || slices.Contains(r.FieldNames, q.Field) {
			continue
		}
		if len(r.FieldNames) == 0 && r.Custom == nil {
			return apierrors.NewBadRequest(fmt.Sprintf("%q is not a known field selector: only \"metadata.name\", \"metadata.namespace\"", q.Field))
		}
		if r.UnknownField != nil {
			return apierrors.NewBadRequest(r.UnknownField(q.Field))
		}
		return apierrors.NewBadRequest("field label not supported: " + q.Field)
	}
	return nil
}

var listOptionsKind = schema.GroupVersionKind{Group: metav1.GroupName, Kind: "ListOptions"}

// List returns one page of the objects that opts select.
func (s *Service) List(ctx context.Context, req *Request, opts ListOptions) (List, error) {
	k, err := s.kept(req.Resource)
	if err != nil {
		return List{}, err
	}
	if err := CheckFields(req.Resource, opts.Fields); err != nil {
		return List{}, err
	}
	if errs := internalvalidation.ValidateListOptions(&internalversion.ListOptions{
		ResourceVersion: opts.ResourceVersion, ResourceVersionMatch: opts.ResourceVersionMatch, Continue: opts.Continue,
	}, true); len(errs) > 0 {
		return List{}, invalid(listOptionsKind, "", errs)
	}
	if _, ok := cache.ParseRevision(opts.ResourceVersion); !ok && opts.ResourceVersion != "" {
		return List{}, apierrors.NewBadRequest("invalid resource version: " + badVersion(opts.ResourceVersion).Error())
	}
	page, err := s.page(ctx, &opts)
	if err != nil {
		return List{}, err
	}
	sel, rest := k.selection(req.Namespace, &opts)
	if page.limit == 0 && page.start == "" && page.exact == 0 {
		entries, revision := k.List(sel)
		entries, err := k.showAll(ctx, entries, rest)
		return List{Revision: revision, Entries: entries}, err
	}
	return s.listPage(ctx, k, sel, rest, page)
}

// showAll puts entries into the form served and drops those that rest does not
// select.
func (k kept) showAll(ctx context.Context, entries []*cache.Entry, rest fields.Selector) ([]*cache.Entry, error) {
	if k.served.Alias == nil {
		return entries, nil
	}
	if k.served.Alias.Convert != nil {
		if err := k.convert(ctx, entries); err != nil {
			return nil, err
		}
	}
	out := entries[:0]
	for _, e := range entries {
		if k.served.Alias.Convert == nil {
			e = e.View(k.served, k.served.Alias.FromStored(e.Object()))
		}
		if k.fieldsMatch(rest, e.Object()) {
			out = append(out, e)
		}
	}
	return out, nil
}

// page is which part of which state a list asks for.
type page struct {
	exact int64  // the revision of the state; 0 for the present one
	start string // first key, empty for the beginning
	limit int64
	token bool // the request continues another
}

func (s *Service) page(ctx context.Context, opts *ListOptions) (page, error) {
	p := page{limit: max(opts.Limit, 0)}
	if opts.Continue != "" {
		return s.continued(ctx, opts, p)
	}
	if opts.ResourceVersion == "0" {
		// Any state will do, all of it at once.
		p.limit = 0
	}
	if err := s.fresh(ctx, opts.ResourceVersion); err != nil {
		return p, err
	}
	exact := opts.ResourceVersionMatch == metav1.ResourceVersionMatchExact ||
		opts.ResourceVersionMatch == "" && opts.Limit > 0 // what a limit meant before there was a choice
	if exact && opts.ResourceVersion != "" && opts.ResourceVersion != "0" {
		p.exact, _ = cache.ParseRevision(opts.ResourceVersion)
	}
	return p, nil
}

func (s *Service) continued(ctx context.Context, opts *ListOptions, p page) (page, error) {
	if opts.ResourceVersion != "" && opts.ResourceVersion != "0" {
		return p, apierrors.NewBadRequest("specifying resource version is not allowed when using continue")
	}
	token, err := decodeContinue(opts.Continue)
	if err != nil {
		return p, err
	}
	p.start, p.token = token.Start, true
	if token.Revision > 0 {
		p.exact = token.Revision
		return p, s.reach(ctx, token.Revision)
	}
	return p, s.fresh(ctx, "")
}

const (
	oldContinue = "The provided continue parameter is too old to display a consistent list result. " +
		"You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. " +
		"Continuing with the provided token results in an inconsistent list - " +
		"objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list."
	oldVersion = "The resourceVersion for the provided list is too old."
)

// listPage reads a part of one state.
func (s *Service) listPage(ctx context.Context, k kept, sel cache.Selection, rest fields.Selector, p page) (List, error) {
	var state *cache.State
	if p.exact == 0 {
		state = k.Now()
	} else if at, ok := k.At(p.exact); ok {
		state = at
	} else {
		err := apierrors.NewResourceExpired(oldVersion)
		if p.token {
			err = apierrors.NewResourceExpired(oldContinue)
			err.ErrStatus.Continue = encodeContinue(continueToken{Revision: -1, Start: p.start})
		}
		return List{}, err
	}
	l := List{Revision: state.Revision()}
	selected := sel.Labels == nil || sel.Labels.Empty()
	selected = selected && (sel.Fields == nil || sel.Fields.Empty()) && rest == nil
	var following int64
	var failed error
	state.Scan(sel, p.start, func(e *cache.Entry) bool {
		if p.limit > 0 && int64(len(l.Entries)) == p.limit {
			if following == 0 {
				l.Continue = encodeContinue(continueToken{Revision: l.Revision, Start: e.Key()})
			}
			following++
			return selected // count what follows only where the count is told
		}
		if rest != nil { // whether it belongs to the page is to be seen in the form served
			if e, failed = k.show(ctx, e); failed != nil {
				return false
			}
		}
		if k.fieldsMatch(rest, e.Object()) {
			l.Entries = append(l.Entries, e)
		}
		return true
	})
	if failed == nil && rest == nil {
		l.Entries, failed = k.showAll(ctx, l.Entries, nil)
	}
	if failed != nil {
		return List{}, failed
	}
	if following > 0 && selected {
		l.Remaining = &following
	}
	return l, nil
}
