package admission

import (
	"context"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/skiff-k8s/skiff/apiserver/rest"
)

// Mutator is a plugin that may change the object.
type Mutator interface {
	Admit(ctx context.Context, a *rest.Attributes) error
}

// Validator is a plugin that may only refuse.
type Validator interface {
	Validate(ctx context.Context, a *rest.Attributes) error
}

// Chain runs plugins in order, each of them a Mutator, a Validator or both; the
// first that refuses ends it.
type Chain struct {
	mutators   []Mutator
	validators []Validator
}

// New makes a chain of plugins.
func New(plugins ...any) *Chain {
	c := &Chain{}
	for _, p := range plugins {
		if m, ok := p.(Mutator); ok {
			c.mutators = append(c.mutators, m)
		}
		if v, ok := p.(Validator); ok {
			c.validators = append(c.validators, v)
		}
	}
	return c
}

// Admit implements rest.Admission. When a plugin asks for it, all have a second
// look at what it has made.
func (c *Chain) Admit(ctx context.Context, a *rest.Attributes) error {
	if err := c.admit(ctx, a); err != nil || !a.Rounds.Changed {
		return err
	}
	a.Rounds.Second = true
	return c.admit(ctx, a)
}

func (c *Chain) admit(ctx context.Context, a *rest.Attributes) error {
	for _, m := range c.mutators {
		if err := m.Admit(ctx, a); err != nil {
			return err
		}
	}
	return nil
}

// Validate implements rest.Admission.
func (c *Chain) Validate(ctx context.Context, a *rest.Attributes) error {
	for _, v := range c.validators {
		if err := v.Validate(ctx, a); err != nil {
			return err
		}
	}
	return nil
}

// is says whether the request is for that resource and subresource.
func is(a *rest.Attributes, gr schema.GroupResource, subresource string) bool {
	r := a.Resource
	return r.Name == gr.Resource && r.Group == gr.Group && a.Subresource == subresource
}

// forbid makes the error of a plugin that refuses.
func forbid(a *rest.Attributes, err error) error {
	return apierrors.NewForbidden(a.Resource.GR(), nameOf(a), err)
}

// nameOf is what the object is called in errors, even when it has no name yet.
func nameOf(a *rest.Attributes) string {
	switch {
	case a.Name != "":
		return a.Name
	case a.Object != nil && a.Object.GetName() != "":
		return a.Object.GetName()
	case a.Object != nil && a.Object.GetGenerateName() != "":
		return a.Object.GetGenerateName()
	}
	return "Unknown"
}
