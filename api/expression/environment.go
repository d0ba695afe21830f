package expression

import (
	"fmt"
	"sync"

	celgo "github.com/google/cel-go/cel"
	"k8s.io/apimachinery/pkg/util/version"
	apicel "k8s.io/apiserver/pkg/cel"
	"k8s.io/apiserver/pkg/cel/common"
	"k8s.io/apiserver/pkg/cel/environment"
	"k8s.io/apiserver/pkg/cel/library"
	"k8s.io/apiserver/pkg/cel/mutation"
)

// Scope says which variables an expression may name beyond object, oldObject,
// request and namespaceObject.
type Scope struct {
	// Params declares params, which may be null.
	Params bool
	// Authorizer declares authorizer and authorizer.requestResource.
	Authorizer bool
	// Patches declares the types that patches are made of: Object, Object.spec
	// and so on, and JSONPatch.
	Patches bool
}

// Mode is which release's language an expression may use.
type Mode = environment.Type

const (
	// New expressions may use what the release before this one knows too, so that
	// they survive going back to it.
	New = environment.NewExpressions
	// Stored expressions may use all that this release knows.
	Stored = environment.StoredExpressions
)

// compatible is the release whose language new expressions keep to: the one
// before that which skiff speaks.
var compatible = version.MajorMinor(1, 35)

// always is the release that options are marked with that every release has.
var always = version.MajorMinor(1, 0)

// environments are those of expressions without composed variables.
var environments sync.Map // Scope to func() (*environment.EnvSet, error)

// environmentOf returns the environment of a scope, which is built once.
func environmentOf(s Scope) (*environment.EnvSet, error) {
	build, ok := environments.Load(s)
	if !ok {
		build, _ = environments.LoadOrStore(s, sync.OnceValues(func() (*environment.EnvSet, error) {
			return extend(environment.MustBaseEnvSet(compatible), s, nil)
		}))
	}
	return build.(func() (*environment.EnvSet, error))()
}

// extend adds what a scope declares to a base. variables is the type of the
// composed variables, nil when there are none.
func extend(base *environment.EnvSet, s Scope, variables *apicel.DeclType) (*environment.EnvSet, error) {
	request, namespace := requestType(), namespaceType()
	types := []*apicel.DeclType{namespace, request}
	options := []celgo.EnvOption{
		celgo.Variable("object", celgo.DynType),
		celgo.Variable("oldObject", celgo.DynType),
		celgo.Variable("namespaceObject", namespace.CelType()),
		celgo.Variable("request", request.CelType()),
	}
	if variables != nil {
		types = append(types, variables)
		options = append(options, celgo.Variable("variables", variables.CelType()))
	}
	if s.Params {
		options = append(options, celgo.Variable("params", celgo.DynType))
	}
	if s.Authorizer {
		options = append(options,
			celgo.Variable("authorizer", library.AuthorizerType),
			celgo.Variable("authorizer.requestResource", library.ResourceCheckType))
	}
	set, err := base.Extend(environment.VersionedOptions{IntroducedVersion: always, EnvOptions: options, DeclTypes: types})
	if err == nil && s.Patches {
		// A step of its own: it wraps the types that the step before declared.
		set, err = set.Extend(environment.VersionedOptions{IntroducedVersion: always, EnvOptions: []celgo.EnvOption{
			common.ResolverEnvOption(&mutation.DynamicTypeResolver{}),
			environment.UnversionedLib(library.JSONPatch),
		}})
	}
	if err != nil {
		return nil, fmt.Errorf("environment misconfigured: %w", err)
	}
	return set, nil
}
