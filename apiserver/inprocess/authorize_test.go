package inprocess

import (
	"context"
	"strings"
	"testing"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apiserver/pkg/authentication/user"
	"k8s.io/apiserver/pkg/authorization/authorizer"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/apiserver/rest"
)

func TestDecisionsAreKeptShortly(t *testing.T) {
	now := time.Now()
	asked, broad := 0, true
	g := &gate{
		user: &user.DefaultInfo{Name: "system:test"}, now: func() time.Time { return now }, broad: map[question]answer{},
		authorizer: authorizer.AuthorizerFunc(func(_ context.Context, a authorizer.Attributes) (authorizer.Decision, string, error) {
			asked++
			if broad && a.GetResource() == "pods" || a.GetName() == "mine" {
				return authorizer.DecisionAllow, "", nil
			}
			return authorizer.DecisionNoOpinion, "no rule", nil
		}),
	}
	check := func(name string) error {
		return g.check(t.Context(), &rest.Request{Verb: "get", Resource: core.Pods, Namespace: "default", Name: name}, nil)
	}
	for range 3 {
		if err := check("p"); err != nil {
			t.Fatal(err)
		}
	}
	if asked != 1 {
		t.Errorf("asked %d times for one decision", asked)
	}
	broad = false
	if err := check("p"); err != nil {
		t.Errorf("a kept decision was not used: %v", err)
	}
	now = now.Add(keepDecisions)
	err := check("p")
	if !apierrors.IsForbidden(err) || !strings.Contains(err.Error(),
		`pods "p" is forbidden: User "system:test" cannot get resource "pods" in API group "" in the namespace "default": no rule`) {
		t.Errorf("after the rules changed: %v", err)
	}
	if err := check("mine"); err != nil {
		t.Errorf("what is allowed by name: %v", err)
	}
}
