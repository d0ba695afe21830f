package inprocess

import (
	"context"
	"fmt"
	"sync"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/apiserver/pkg/authentication/user"
	"k8s.io/apiserver/pkg/authorization/authorizer"

	"github.com/skiff-k8s/skiff/apiserver/rest"
)

// keepDecisions is how long the answer to a broad question is believed.
const keepDecisions = 5 * time.Second

// gate authorizes the requests of one user.
//
// It first asks whether the user may do this to every object of the resource,
// and keeps the answer for a short time: components usually may, and then a read
// costs a look into a map. Only when they may not, the exact question is asked,
// each time. The map is bounded by verbs times resources.
type gate struct {
	authorizer authorizer.Authorizer
	user       user.Info
	now        func() time.Time

	mu    sync.RWMutex
	broad map[question]answer
}

type question struct{ verb, group, version, resource, subresource string }

type answer struct {
	allowed bool
	until   time.Time
}

// check returns a Forbidden error unless the user may make the request; selector
// is what narrows a list or watch, nil for nothing.
func (g *gate) check(ctx context.Context, req *rest.Request, selector fields.Selector) error {
	r := req.Resource
	q := question{req.Verb, r.Group, r.Version, r.Name, req.Subresource}
	allowed, err := g.everywhere(ctx, q)
	if allowed {
		return nil
	}
	if err != nil {
		return err
	}
	a := g.attributes(q)
	a.Namespace, a.Name = req.Namespace, req.Name
	if selector != nil {
		a.FieldSelectorRequirements = selector.Requirements()
		// As on the wire: a read narrowed to one name is about that object.
		if name, ok := selector.RequiresExactMatch("metadata.name"); ok && a.Name == "" {
			a.Name = name
		}
	}
	decision, reason, err := g.authorizer.Authorize(ctx, a)
	if decision == authorizer.DecisionAllow {
		return nil
	}
	if err != nil && reason == "" {
		reason = err.Error()
	}
	return apierrors.NewForbidden(r.GR(), req.Name, fmt.Errorf("%s", refusal(a, reason)))
}

// everywhere answers whether the user may do this to all objects.
func (g *gate) everywhere(ctx context.Context, q question) (bool, error) {
	now := g.now()
	g.mu.RLock()
	known, ok := g.broad[q]
	g.mu.RUnlock()
	if ok && now.Before(known.until) {
		return known.allowed, nil
	}
	decision, _, _ := g.authorizer.Authorize(ctx, g.attributes(q))
	if err := ctx.Err(); err != nil {
		return false, apierrors.NewTimeoutError(err.Error(), 0)
	}
	allowed := decision == authorizer.DecisionAllow
	g.mu.Lock()
	g.broad[q] = answer{allowed, now.Add(keepDecisions)}
	g.mu.Unlock()
	return allowed, nil
}

func (g *gate) attributes(q question) authorizer.AttributesRecord {
	return authorizer.AttributesRecord{
		User: g.user, Verb: q.verb, APIGroup: q.group, APIVersion: q.version,
		Resource: q.resource, Subresource: q.subresource, ResourceRequest: true,
	}
}

// refusal says in words what the user may not do.
func refusal(a authorizer.AttributesRecord, reason string) string {
	resource := a.Resource
	if a.Subresource != "" {
		resource += "/" + a.Subresource
	}
	text := fmt.Sprintf("User %q cannot %s resource %q in API group %q", a.User.GetName(), a.Verb, resource, a.APIGroup)
	if a.Namespace != "" {
		text += fmt.Sprintf(" in the namespace %q", a.Namespace)
	} else {
		text += " at the cluster scope"
	}
	if reason != "" {
		text += ": " + reason
	}
	return text
}
