package policy

import (
	"context"

	corev1 "k8s.io/api/core/v1"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/expression"
	"github.com/skiff-k8s/skiff/apiserver/lookup"
	"github.com/skiff-k8s/skiff/apiserver/matching"
	"github.com/skiff-k8s/skiff/apiserver/rest"
)

// call is one request on its way through the policies.
type call struct {
	ctx        context.Context
	config     *Config
	attributes *rest.Attributes
	subject    *matching.Subject
	inputs     map[*api.Resource]*expression.Input
}

func (c *Config) newCall(ctx context.Context, a *rest.Attributes) *call {
	return &call{ctx: ctx, config: c, attributes: a, subject: c.World.NewSubject(a), inputs: map[*api.Resource]*expression.Input{}}
}

// input returns what expressions see of the request in one version, made once.
// The error is an API status error.
func (c *call) input(as *api.Resource) (*expression.Input, error) {
	if in := c.inputs[as]; in != nil {
		return in, nil
	}
	v, err := c.subject.Version(c.ctx, as)
	if err != nil {
		return nil, err
	}
	namespace, err := c.namespace()
	if err != nil {
		return nil, err
	}
	in, err := expression.NewInput(&expression.Request{
		Object: v.Body, OldObject: v.Old, Kind: v.Kind, Admission: c.subject.Request(v),
		Namespace: namespace, User: c.attributes.User, Authorizer: c.config.Authorizer,
	})
	if err != nil {
		return nil, err
	}
	c.inputs[as] = in
	return in, nil
}

// namespace returns the namespace that the object is in, nil for cluster-scoped
// ones; a namespace is in none.
func (c *call) namespace() (*corev1.Namespace, error) {
	s := c.subject
	if s.Namespace == "" || s.Resource.GR() == lookup.Namespaces {
		return nil, nil
	}
	return s.NamespaceObject(s.Namespace)
}
