package policy

import (
	"slices"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/managedfields"
	"k8s.io/apiserver/pkg/authorization/authorizer"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/apiserver/matching"
	"github.com/skiff-k8s/skiff/apiserver/rest"
	"github.com/skiff-k8s/skiff/cache"
)

// Config is what policies are evaluated with. All fields but the last are
// needed.
type Config struct {
	Cache *cache.Cache
	World *matching.World
	// Find returns the resource that serves a kind, nil when there is none.
	Find func(schema.GroupVersionKind) *api.Resource
	// Authorizer answers expressions that ask what the user may do.
	Authorizer authorizer.Authorizer
	// Converter returns what turns objects of a kind into structured values and
	// back, nil when the kind has no schema. resource is where the kind is served.
	Converter func(resource *api.Resource, kind schema.GroupVersionKind) managedfields.TypeConverter
	// Metrics may be nil.
	Metrics *Metrics
}

// excluded are the kinds that policies never see: policies themselves, which
// one could lock away from everybody, and questions that the cluster itself
// depends on.
var excluded = []schema.GroupResource{
	{Group: group, Resource: "validatingadmissionpolicies"},
	{Group: group, Resource: "validatingadmissionpolicybindings"},
	{Group: group, Resource: "mutatingadmissionpolicies"},
	{Group: group, Resource: "mutatingadmissionpolicybindings"},
	{Group: "authentication.k8s.io", Resource: "selfsubjectreviews"},
	{Group: "authentication.k8s.io", Resource: "tokenreviews"},
	{Group: "authorization.k8s.io", Resource: "localsubjectaccessreviews"},
	{Group: "authorization.k8s.io", Resource: "selfsubjectaccessreviews"},
	{Group: "authorization.k8s.io", Resource: "selfsubjectrulesreviews"},
	{Group: "authorization.k8s.io", Resource: "subjectaccessreviews"},
}

func isExcluded(a *rest.Attributes) bool { return slices.Contains(excluded, a.Resource.GR()) }

// forbidden is the error of a request that a policy refuses; its message and
// reason are set by whoever makes it.
func forbidden(a *rest.Attributes, err error) *apierrors.StatusError {
	name := a.Name
	if name == "" && a.Object != nil {
		name = a.Object.GetName()
		if name == "" {
			name = a.Object.GetGenerateName()
		}
	}
	if name == "" {
		name = "Unknown"
	}
	return apierrors.NewForbidden(a.Resource.GR(), name, err)
}
