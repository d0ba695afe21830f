package apply

import (
	"context"
	"errors"
	"fmt"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apiserver/pkg/authorization/authorizer"

	"github.com/skiff-k8s/skiff/apiserver/rest"
)

// mayCreate refuses an apply to what does not exist from whoever may only patch.
func (b *Books) mayCreate(ctx context.Context, req *rest.Request) error {
	if b.Authorizer == nil {
		return nil
	}
	r := req.Resource
	decision, reason, err := b.Authorizer.Authorize(ctx, authorizer.AttributesRecord{
		User: req.User, Verb: "create", Namespace: req.Namespace, Name: req.Name,
		APIGroup: r.Group, APIVersion: r.Version, Resource: r.Name, ResourceRequest: true,
	})
	if decision == authorizer.DecisionAllow {
		return nil
	}
	if reason == "" && err != nil {
		reason = err.Error()
	}
	text := fmt.Sprintf("User %q cannot create resource %q in API group %q", req.User.GetName(), r.Name, r.Group)
	if req.Namespace != "" {
		text += fmt.Sprintf(" in the namespace %q", req.Namespace)
	} else {
		text += " at the cluster scope"
	}
	if reason != "" {
		text += ": " + reason
	}
	return apierrors.NewForbidden(r.GR(), req.Name, errors.New(text))
}
