package apiserver

import (
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/apiserver/actions"
	"github.com/skiff-k8s/skiff/apiserver/endpoints"
	"github.com/skiff-k8s/skiff/apiserver/rest"
)

// internalResources are kept in the store and served to nobody.
func internalResources() []*api.Resource { return nil }

func (s *Server) admission() rest.Admission { return rest.Nothing{} }

func (s *Server) allocators() map[schema.GroupResource]rest.Allocator { return nil }

func (s *Server) actions() {
	a := &actions.Actions{
		Service: s.service, Objects: s.objects, Find: s.resources.stored, Authorizer: s.authorizer, Rules: s.roles,
		Accounts: s.tokens, Tokens: s.authenticator(), Now: s.config.Now,
	}
	a.Register()
}

func (s *Server) connectors() map[endpoints.ConnectKey]endpoints.Connector { return nil }
