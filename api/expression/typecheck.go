package expression

import (
	"fmt"
	"sync/atomic"

	celgo "github.com/google/cel-go/cel"
	apicel "k8s.io/apiserver/pkg/cel"
	"k8s.io/apiserver/pkg/cel/common"
	"k8s.io/apiserver/pkg/cel/environment"
	"k8s.io/apiserver/pkg/cel/library"
	"k8s.io/apiserver/pkg/cel/openapi"
	"k8s.io/kube-openapi/pkg/validation/spec"
)

// Checker finds what is wrong with expressions once it is known what kind of
// object they are about. It is not safe for concurrent use.
type Checker struct {
	set       *environment.EnvSet
	err       error
	variables *apicel.DeclType
}

// names tells the types of different checkers apart.
var names atomic.Uint64

// typeOf declares the type of an object with that schema, nil when nothing is
// known of it.
func typeOf(kind string, s *spec.Schema) *apicel.DeclType {
	if s == nil {
		return nil
	}
	t := common.SchemaDeclType(&openapi.Schema{Schema: s}, true)
	if t == nil {
		return nil
	}
	return t.MaybeAssignTypeName(fmt.Sprintf("%s%d", kind, names.Add(1)))
}

// NewChecker returns a checker for objects of a kind with that schema, all
// references in which are resolved. params says that there are params, of the
// schema paramSchema, which is nil when it is not known.
func NewChecker(kind string, schema *spec.Schema, params bool, paramKind string, paramSchema *spec.Schema) *Checker {
	c := &Checker{variables: apicel.NewObjectType("kubernetes.variables", map[string]*apicel.DeclField{})}
	request, namespace := requestType(), namespaceType()
	types := []*apicel.DeclType{namespace, request, c.variables}
	options := []celgo.EnvOption{
		celgo.Variable("namespaceObject", namespace.CelType()),
		celgo.Variable("request", request.CelType()),
		celgo.Variable("authorizer", library.AuthorizerType),
		celgo.Variable("variables", c.variables.CelType()),
	}
	declare := func(t *apicel.DeclType, names ...string) {
		of := celgo.DynType
		if t != nil {
			of = t.CelType()
			types = append(types, t)
		}
		for _, name := range names {
			options = append(options, celgo.Variable(name, of))
		}
	}
	declare(typeOf(kind, schema), "object", "oldObject")
	if params {
		declare(typeOf(paramKind, paramSchema), "params")
	}
	c.set, c.err = environment.MustBaseEnvSet(compatible).Extend(environment.VersionedOptions{
		IntroducedVersion: always, EnvOptions: options, DeclTypes: types,
	})
	return c
}

// Variable makes a composed variable known to the expressions after it.
func (c *Checker) Variable(name, text string) {
	var t *celgo.Type
	if ast, err := c.compile(text); err == nil {
		t = ast.OutputType()
	}
	c.variables.Fields[name] = apicel.NewDeclField(name, declared(t), true, nil, nil)
}

// Check returns what is wrong with an expression, in CEL's words.
func (c *Checker) Check(text string) error {
	_, err := c.compile(text)
	return err
}

func (c *Checker) compile(text string) (*celgo.Ast, error) {
	if c.err != nil {
		return nil, fmt.Errorf("type checking error: fail to build env: %w", c.err)
	}
	env, err := c.set.Env(Stored)
	if err != nil {
		return nil, fmt.Errorf("type checking error: fail to build env: %w", err)
	}
	ast, issues := env.Compile(text)
	if issues != nil {
		return nil, &apicel.Error{Type: apicel.ErrorTypeInvalid, Detail: issues.String()}
	}
	return ast, nil
}
