package expression

import (
	"fmt"
	"slices"

	celgo "github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/types"
	celconfig "k8s.io/apiserver/pkg/apis/cel"
	apicel "k8s.io/apiserver/pkg/cel"
	"k8s.io/apiserver/pkg/cel/environment"
	"k8s.io/utils/lru"
)

// The types that expressions of admission evaluate to.
var (
	Bool   = []*celgo.Type{celgo.BoolType}
	String = []*celgo.Type{celgo.StringType}
	// StringOrNull is what audit annotations are made of.
	StringOrNull = []*celgo.Type{celgo.StringType, celgo.NullType}
	// Any is what composed variables may be.
	Any = []*celgo.Type{celgo.AnyType}
	// Object is an apply configuration, Patch a JSON patch. Both need a scope with
	// patches.
	Object = []*celgo.Type{types.NewObjectType("Object")}
	Patch  = []*celgo.Type{celgo.ListType(types.NewObjectType("JSONPatch"))}
)

// Program is a compiled expression, or why it does not compile. It is safe for
// concurrent use.
type Program struct {
	// Text is the expression.
	Text string
	// Err is nil when it compiled.
	Err *apicel.Error

	program celgo.Program
	output  *celgo.Type
}

// maxPrograms is how many programs Compile remembers, a few KiB each: those
// longest unused are forgotten and compiled again when needed.
const maxPrograms = 1024

// programs remembers what Compile has made.
var programs = lru.New(maxPrograms)

type programKey struct {
	text  string
	scope Scope
	mode  Mode
	want  string
}

// Compile makes a program of an expression that names no composed variables and
// must evaluate to one of the types in want.
func Compile(text string, s Scope, mode Mode, want []*celgo.Type) *Program {
	key := programKey{text, s, mode, fmt.Sprint(want)}
	if p, ok := programs.Get(key); ok {
		return p.(*Program)
	}
	set, err := environmentOf(s)
	p := compile(set, err, text, mode, want)
	programs.Add(key, p)
	return p
}

// compile makes a program in an environment, or says why not; err is why there
// is no environment.
func compile(set *environment.EnvSet, err error, text string, mode Mode, want []*celgo.Type) *Program {
	p := &Program{Text: text}
	var env *celgo.Env
	if err == nil {
		env, err = set.Env(mode)
	}
	if err != nil {
		return p.failed(apicel.ErrorTypeInternal, "unexpected error loading CEL environment: "+err.Error(), nil)
	}
	ast, issues := env.Compile(text)
	if issues != nil {
		return p.failed(apicel.ErrorTypeInvalid, "compilation failed: "+issues.String(), apicel.NewCompilationError(issues))
	}
	p.output = ast.OutputType()
	if !slices.ContainsFunc(want, func(t *celgo.Type) bool { return p.output.IsExactType(t) || celgo.AnyType.IsExactType(t) }) {
		wanted := want[0].String()
		if len(want) > 1 {
			wanted = fmt.Sprintf("one of %v", want)
		}
		return p.failed(apicel.ErrorTypeInvalid, fmt.Sprintf("must evaluate to %v but got %v", wanted, p.output.String()), nil)
	}
	p.program, err = env.Program(ast, celgo.InterruptCheckFrequency(celconfig.CheckFrequency))
	if err != nil {
		return p.failed(apicel.ErrorTypeInternal, "program instantiation failed: "+err.Error(), nil)
	}
	return p
}

func (p *Program) failed(kind apicel.ErrorType, detail string, cause error) *Program {
	p.Err, p.output = &apicel.Error{Type: kind, Detail: detail, Cause: cause}, nil
	return p
}
