package expression

import (
	"context"
	"fmt"
	"math"

	celgo "github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
	"github.com/google/cel-go/interpreter"
	celconfig "k8s.io/apiserver/pkg/apis/cel"
	apicel "k8s.io/apiserver/pkg/cel"
	"k8s.io/apiserver/pkg/cel/lazy"
)

// Budgets of an Evaluation, in units of CEL's cost. One evaluation of one
// program may cost at most a million besides.
const (
	// Budget is that of a policy with one binding and one param.
	Budget int64 = celconfig.RuntimeCELCostBudget
	// ConditionsBudget is that of the match conditions of one webhook or policy.
	ConditionsBudget int64 = celconfig.RuntimeCELCostBudgetMatchConditions
)

// Evaluation evaluates programs on one input, until its budget is used up. It is
// not safe for concurrent use.
type Evaluation struct {
	ctx       context.Context
	input     *Input
	variables *lazy.MapValue
	left      int64
	spent     int64 // by variables, while a program runs
}

// NewEvaluation starts an evaluation. c is the compiler that made the programs,
// nil for those of Compile.
func NewEvaluation(ctx context.Context, c *Compiler, in *Input, budget int64) *Evaluation {
	e := &Evaluation{ctx: ctx, input: in, left: budget}
	if c != nil {
		e.variables = lazy.NewMapValue(c.declared)
		for _, v := range c.variables {
			e.variables.Append(v.name, func(*lazy.MapValue) ref.Val { return e.compose(v) })
		}
	}
	return e
}

// Left is how much of the budget is left.
func (e *Evaluation) Left() int64 { return e.left }

// Eval evaluates a program. err is what is wrong with the expression or its
// value, and leaves others free to be evaluated; fatal is why nothing more can
// be evaluated, such as a budget that is used up.
func (e *Evaluation) Eval(p *Program) (value ref.Val, err, fatal error) {
	if p.Err != nil {
		return nil, &apicel.Error{
			Type: apicel.ErrorTypeInvalid, Detail: fmt.Sprintf("compilation error: %v", p.Err), Cause: p.Err,
		}, nil
	}
	value, details, err := p.program.ContextEval(e.ctx, e)
	spent := e.spent
	e.spent = 0
	if spent > e.left {
		return nil, nil, e.exhausted()
	}
	e.left -= spent
	cost, ok := costOf(details)
	if !ok {
		return nil, nil, e.stop(apicel.ErrorTypeInternal,
			fmt.Sprintf("runtime cost could not be calculated for expression: %v, no further expression will be run", p.Text), nil)
	}
	if cost > e.left {
		return nil, nil, e.exhausted()
	}
	e.left -= cost
	if err != nil {
		return nil, &apicel.Error{
			Type: apicel.ErrorTypeInvalid, Detail: fmt.Sprintf("expression '%v' resulted in error: %v", p.Text, err),
		}, nil
	}
	return value, nil, nil
}

func (e *Evaluation) exhausted() error {
	return e.stop(apicel.ErrorTypeInvalid,
		"validation failed due to running out of cost budget, no further validation rules will be run", apicel.ErrOutOfBudget)
}

func (e *Evaluation) stop(kind apicel.ErrorType, detail string, cause error) error {
	e.left = -1
	return &apicel.Error{Type: kind, Detail: detail, Cause: cause}
}

// costOf returns what an evaluation cost; ok is false when nobody knows.
func costOf(details *celgo.EvalDetails) (cost int64, ok bool) {
	if details == nil || details.ActualCost() == nil {
		return 0, false
	}
	return int64(min(*details.ActualCost(), math.MaxInt64)), true
}

// compose evaluates a variable, at its first use.
func (e *Evaluation) compose(v variable) ref.Val {
	if v.program.Err != nil {
		return types.NewErr("composited variable %q fails to compile: %v", v.name, v.program.Err)
	}
	value, details, err := v.program.program.ContextEval(e.ctx, e)
	cost, ok := costOf(details)
	if !ok {
		return types.NewErr("unable to calculate cost of variable %q", v.name)
	}
	e.spent = min(e.spent, math.MaxInt64-cost) + cost
	if err != nil {
		return types.NewErr("composited variable %q fails to evaluate: %v", v.name, err)
	}
	return value
}

// ResolveName implements interpreter.Activation.
func (e *Evaluation) ResolveName(name string) (any, bool) {
	switch name {
	case "object":
		return e.input.object, true
	case "oldObject":
		return e.input.oldObject, true
	case "params":
		return e.input.params, true
	case "request":
		return e.input.request, true
	case "namespaceObject":
		return e.input.namespace, true
	case "authorizer":
		return e.input.authorizer, e.input.authorizer != nil
	case "authorizer.requestResource":
		return e.input.resource, e.input.resource != nil
	case "variables":
		return e.variables, true
	}
	return nil, false
}

// Parent implements interpreter.Activation.
func (e *Evaluation) Parent() interpreter.Activation { return nil }
