package rest

import (
	"k8s.io/apiserver/pkg/authentication/user"

	"github.com/skiff-k8s/skiff/api"
)

// Request is who asks for what. The cause of a write travels in the context
// (package trace). A Request is not changed by the service and may be read from
// several goroutines.
type Request struct {
	User user.Info
	// Verb is get, list, watch, create, update, patch, delete or
	// deletecollection. For an action subresource it is what the front door
	// authorized, usually create.
	Verb     string
	Resource *api.Resource
	// Subresource is empty for the object itself.
	Subresource string
	// Namespace is empty for cluster-scoped resources and for reads across all
	// namespaces; Name is empty for collections and for create.
	Namespace, Name string

	DryRun bool
	// FieldManager is the query parameter, or empty.
	FieldManager string
	// FieldValidation is Ignore, Warn or Strict; empty means Warn for requests
	// that patch and nothing for others, since decoding happened before.
	FieldValidation string
	// UserAgent of the client; its first word is kept in the trace.
	UserAgent string
	// Warn receives the warnings for the Warning header; nil drops them. It must
	// be safe for concurrent use.
	Warn func(text string)
	// Annotate receives what admission notes for the audit log; nil drops it. It
	// must be safe for concurrent use.
	Annotate func(key, value string)
	// Admitted says that the request is a step of an action that admission has
	// let pass: it is not asked again.
	Admitted bool
}

// Note notes something for the audit log.
func (r *Request) Note(key, value string) {
	if r.Annotate != nil {
		r.Annotate(key, value)
	}
}

func (r *Request) warn(text string) {
	if r.Warn != nil {
		r.Warn(text)
	}
}
