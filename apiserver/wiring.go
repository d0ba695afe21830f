package apiserver

import (
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/apiserver/endpoints"
	"github.com/skiff-k8s/skiff/apiserver/rest"
)

// internalResources are kept in the store and served to nobody.
func internalResources() []*api.Resource { return nil }

func (s *Server) admission() rest.Admission { return rest.Nothing{} }

func (s *Server) allocators() map[schema.GroupResource]rest.Allocator { return nil }

func (s *Server) actions() {}

func (s *Server) connectors() map[endpoints.ConnectKey]endpoints.Connector { return nil }
