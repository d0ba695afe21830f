package expression

import (
	celgo "github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/types/traits"
	apicel "k8s.io/apiserver/pkg/cel"
	"k8s.io/apiserver/pkg/cel/environment"
)

// Compiler compiles the expressions of one policy: they may name the variables
// that the policy composes, in the order in which they were added. It is not safe
// for concurrent use; the programs it makes are.
type Compiler struct {
	declared  *apicel.DeclType
	variables []variable
	sets      map[Scope]*environment.EnvSet
}

// variable is a composed variable.
type variable struct {
	name    string
	program *Program
}

// NewCompiler returns a compiler without variables yet.
func NewCompiler() *Compiler {
	return &Compiler{
		declared: apicel.NewObjectType("kubernetes.variables", map[string]*apicel.DeclField{}),
		sets:     map[Scope]*environment.EnvSet{},
	}
}

// Variable compiles a variable and lets the expressions after it name it, as
// variables.NAME; one that does not compile is of no known type.
func (c *Compiler) Variable(name, text string, s Scope, mode Mode) *Program {
	p := c.Compile(text, s, mode, Any)
	c.declared.Fields[name] = apicel.NewDeclField(name, declared(p.output), true, nil, nil)
	for i := range c.variables {
		if c.variables[i].name == name {
			c.variables[i].program = p
			return p
		}
	}
	c.variables = append(c.variables, variable{name, p})
	return p
}

// Compile makes a program of an expression that must evaluate to one of the types
// in want.
func (c *Compiler) Compile(text string, s Scope, mode Mode, want []*celgo.Type) *Program {
	set, ok := c.sets[s]
	if !ok {
		var err error
		if set, err = extend(environment.MustBaseEnvSet(compatible), s, c.declared); err != nil {
			return compile(nil, err, text, mode, want)
		}
		c.sets[s] = set
	}
	return compile(set, nil, text, mode, want)
}

// scalars are the types that have a declaration of their own.
var scalars = map[*celgo.Type]*apicel.DeclType{
	celgo.AnyType:       apicel.AnyType,
	celgo.BoolType:      apicel.BoolType,
	celgo.BytesType:     apicel.BytesType,
	celgo.DoubleType:    apicel.DoubleType,
	celgo.DurationType:  apicel.DurationType,
	celgo.IntType:       apicel.IntType,
	celgo.NullType:      apicel.NullType,
	celgo.StringType:    apicel.StringType,
	celgo.TimestampType: apicel.TimestampType,
	celgo.UintType:      apicel.UintType,
}

// declared is the declaration of a variable of a type, nil for one that is not
// known. What is no scalar, list or map can be anything.
func declared(t *celgo.Type) *apicel.DeclType {
	if t == nil {
		return apicel.DynType
	}
	if d, ok := scalars[t]; ok {
		return d
	}
	if t.HasTrait(traits.ContainerType) && t.HasTrait(traits.IndexerType) {
		switch p := t.Parameters(); len(p) {
		case 1:
			return apicel.NewListType(declared(p[0]), -1)
		case 2:
			return apicel.NewMapType(declared(p[0]), declared(p[1]), -1)
		}
	}
	return apicel.DynType
}
