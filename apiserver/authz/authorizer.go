package authz

import (
	"context"

	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/apiserver/pkg/authentication/user"
)

// Attributes are what a request is judged by.
type Attributes struct {
	User user.Info
	Verb string
	// Group, Version, Resource, Subresource, Namespace and Name of a request for
	// a resource.
	Group, Version, Resource, Subresource string
	Namespace, Name                       string
	// Fields is the field selector of a list, watch or deletecollection; nil for
	// none.
	Fields fields.Selector
	// Path of a request that is not for a resource; Resource is empty then.
	Path string
}

// ForResource says whether the request is for a resource.
func (a *Attributes) ForResource() bool { return a.Resource != "" }

// Decision is the answer of an Authorizer.
type Decision uint8

const (
	// NoOpinion: somebody else may allow it.
	NoOpinion Decision = iota
	// Allow: it may be done.
	Allow
	// Deny: it may not be done, whatever others say.
	Deny
)

// Authorizer decides. reason is in the words that a Forbidden answer ends with,
// and may be empty.
type Authorizer interface {
	Authorize(ctx context.Context, a *Attributes) (d Decision, reason string, err error)
}

// Union asks its members in turn; the first with an opinion decides.
type Union []Authorizer

// Authorize implements Authorizer. A member's error is passed on only when
// nobody has an opinion.
func (u Union) Authorize(ctx context.Context, a *Attributes) (Decision, string, error) {
	var (
		firstErr error
		reasons  string
	)
	for _, m := range u {
		d, reason, err := m.Authorize(ctx, a)
		if d != NoOpinion {
			return d, reason, err
		}
		if err != nil && firstErr == nil {
			firstErr = err
		}
		if reason != "" {
			if reasons != "" {
				reasons += "\n"
			}
			reasons += reason
		}
	}
	return NoOpinion, reasons, firstErr
}

// Masters allows everything to members of system:masters.
type Masters struct{}

// Authorize implements Authorizer.
func (Masters) Authorize(_ context.Context, a *Attributes) (Decision, string, error) {
	for _, g := range a.User.GetGroups() {
		if g == user.SystemPrivilegedGroup {
			return Allow, "", nil
		}
	}
	return NoOpinion, "", nil
}

// Always answers everything the same.
type Always struct {
	Decision Decision
	Reason   string
}

// Authorize implements Authorizer.
func (a Always) Authorize(context.Context, *Attributes) (Decision, string, error) {
	return a.Decision, a.Reason, nil
}
