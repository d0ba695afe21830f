package apiserver

import (
	"context"

	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/kube-openapi/pkg/validation/spec"

	"github.com/skiff-k8s/skiff/apiserver/matching"
	"github.com/skiff-k8s/skiff/apiserver/policy"
)

// policies are the plugins of admission policies.
type policies struct {
	mutating   *policy.Mutating
	validating *policy.Validating
	access     policy.Access
}

// openPolicies begins to follow the admission policies.
func (s *Server) openPolicies() error {
	config := &policy.Config{
		Cache:      s.cache,
		World:      &matching.World{Objects: s.objects, Resources: s.resources.all},
		Find:       s.resources.forKind,
		Authorizer: upstream{s.authorizer},
		Converter:  s.books.Converter,
		Metrics:    policy.NewMetrics(s.metrics),
	}
	s.policies.access = policy.Access{Config: config, Objects: s.objects}
	var err error
	if s.policies.mutating, err = policy.NewMutating(config); err != nil {
		return err
	}
	s.policies.validating, err = policy.NewValidating(config)
	return err
}

func (p *policies) close() {
	if p.mutating != nil {
		p.mutating.Close()
	}
	if p.validating != nil {
		p.validating.Close()
	}
}

// Schema returns the schema of a kind with all references in it resolved.
func (s *Server) Schema(ctx context.Context, gvk schema.GroupVersionKind) (*spec.Schema, error) {
	return s.documents.Schema(ctx, gvk)
}
