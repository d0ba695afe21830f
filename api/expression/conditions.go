package expression

import (
	"context"

	"github.com/google/cel-go/common/types"
	admissionregistrationv1 "k8s.io/api/admissionregistration/v1"
	utilerrors "k8s.io/apimachinery/pkg/util/errors"
)

// Conditions are the match conditions of a webhook or a policy, compiled. They
// are safe for concurrent use.
type Conditions struct {
	names    []string
	programs []*Program
	compiler *Compiler // nil where there are no composed variables
}

// ConditionScope is what the match conditions of webhooks may name; those of
// policies may name params too.
var ConditionScope = Scope{Authorizer: true}

// CompileConditions compiles the match conditions of a webhook. Those that were
// compiled before are not compiled again.
func CompileConditions(list []admissionregistrationv1.MatchCondition) *Conditions {
	c := &Conditions{}
	for _, m := range list {
		c.names = append(c.names, m.Name)
		c.programs = append(c.programs, Compile(m.Expression, ConditionScope, Stored, Bool))
	}
	return c
}

// Conditions compiles the match conditions of the policy.
func (c *Compiler) Conditions(list []admissionregistrationv1.MatchCondition, s Scope) *Conditions {
	out := &Conditions{compiler: c}
	for _, m := range list {
		out.names = append(out.names, m.Name)
		out.programs = append(out.programs, c.Compile(m.Expression, s, Stored, Bool))
	}
	return out
}

// Match says whether all conditions hold. When one does not, failed is its name,
// whatever the others say; else err joins what went wrong, and the failure policy
// of whoever asks decides what that means. Conditions do not see the namespace
// object.
func (c *Conditions) Match(ctx context.Context, in *Input) (ok bool, failed string, err error) {
	if len(c.programs) == 0 {
		return true, "", nil
	}
	e := NewEvaluation(ctx, c.compiler, in.WithoutNamespace(), ConditionsBudget)
	results := make([]any, len(c.programs))
	var errs []error
	for i, p := range c.programs {
		value, err, fatal := e.Eval(p)
		if fatal != nil {
			return false, "", fatal
		}
		if err != nil {
			errs = append(errs, err)
		}
		results[i] = value
	}
	for i, value := range results {
		if value == types.False {
			return false, c.names[i], nil
		}
	}
	if len(errs) > 0 {
		return false, "", utilerrors.NewAggregate(errs)
	}
	return true, "", nil
}
