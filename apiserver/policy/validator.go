package policy

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
	admissionregistrationv1 "k8s.io/api/admissionregistration/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	celconfig "k8s.io/apiserver/pkg/apis/cel"
	apicel "k8s.io/apiserver/pkg/cel"

	"github.com/skiff-k8s/skiff/api/expression"
)

// decision is what one validation says of a request.
type decision struct {
	deny    bool
	message string
	reason  metav1.StatusReason // empty for Invalid
}

// annotation is what one audit annotation says of a request.
type annotation struct {
	key, value string
	// err is set when it could not be evaluated and that counts.
	err string
}

// validate evaluates a validating policy on one input with its params. Both
// lists are empty when its match conditions do not hold.
func (d *definition) validate(ctx context.Context, c *compiled, in *expression.Input) ([]decision, []annotation) {
	failed := func(err error) []decision {
		return []decision{{deny: d.failure != admissionregistrationv1.Ignore, message: err.Error()}}
	}
	if ok, _, err := c.conditions.Match(ctx, in); err != nil {
		if d.failure == admissionregistrationv1.Ignore {
			return nil, nil
		}
		return failed(err), nil
	} else if !ok {
		return nil, nil
	}
	decisions, err := d.decide(ctx, c, in)
	if err != nil {
		return failed(err), nil
	}
	annotations, err := d.annotate(ctx, c, in)
	if err != nil {
		return failed(err), nil
	}
	return decisions, annotations
}

// decide evaluates the validations. The error is that they used up the budget.
func (d *definition) decide(ctx context.Context, c *compiled, in *expression.Input) ([]decision, error) {
	type result struct {
		value ref.Val
		err   error
	}
	results := make([]result, len(c.validations))
	e := expression.NewEvaluation(ctx, c.compiler, in, expression.Budget)
	for i, p := range c.validations {
		value, err, fatal := e.Eval(p)
		if fatal != nil {
			return nil, fatal
		}
		results[i] = result{value, err}
	}
	messages, messagesErr := d.messages(ctx, c, in, e.Left())
	broken := errors.Is(messagesErr, apicel.ErrInternal) || errors.Is(messagesErr, apicel.ErrOutOfBudget)
	decisions := make([]decision, len(results))
	for i, r := range results {
		v := &d.validations[i]
		switch {
		case r.err != nil:
			decisions[i] = decision{deny: d.failure != admissionregistrationv1.Ignore, message: r.err.Error()}
		case broken:
			decisions[i] = decision{deny: d.failure != admissionregistrationv1.Ignore, message: fmt.Sprintf("failed messageExpression: %s", messagesErr)}
		case r.value != types.True:
			decisions[i] = decision{deny: true, message: messageOf(v, messages, i)}
			if v.Reason != nil {
				decisions[i].reason = *v.Reason
			}
		}
	}
	return decisions, nil
}

// messages evaluates the message expressions, of all validations at once; those
// that fail are empty.
func (d *definition) messages(ctx context.Context, c *compiled, in *expression.Input, budget int64) ([]string, error) {
	out := make([]string, len(c.messages))
	var e *expression.Evaluation
	for i, p := range c.messages {
		if p == nil {
			continue
		}
		if e == nil {
			e = expression.NewEvaluation(ctx, c.compiler, in.WithoutAuthorizer(), budget)
		}
		value, err, fatal := e.Eval(p)
		if fatal != nil {
			return nil, fatal
		}
		if err == nil {
			if text, ok := value.Value().(string); ok {
				out[i] = presentable(text)
			}
		}
	}
	return out, nil
}

// presentable returns what may be shown of a message: nothing when it is too
// long or has more than one line.
func presentable(text string) string {
	text = strings.TrimSpace(text)
	if len(text) > celconfig.MaxEvaluatedMessageExpressionSizeBytes || strings.Contains(text, "\n") {
		return ""
	}
	return text
}

// messageOf is what a request is refused with by a validation: its evaluated
// message, else its fixed one, else the expression.
func messageOf(v *admissionregistrationv1.Validation, evaluated []string, i int) string {
	if i < len(evaluated) && evaluated[i] != "" {
		return evaluated[i]
	}
	if text := strings.TrimSpace(v.Message); text != "" {
		return text
	}
	return "failed expression: " + strings.TrimSpace(v.Expression)
}

// annotate evaluates the audit annotations, with a budget of their own.
func (d *definition) annotate(ctx context.Context, c *compiled, in *expression.Input) ([]annotation, error) {
	if len(c.annotations) == 0 {
		return nil, nil
	}
	e := expression.NewEvaluation(ctx, c.compiler, in.WithoutAuthorizer(), expression.Budget)
	var out []annotation
	for i, p := range c.annotations {
		value, err, fatal := e.Eval(p)
		if fatal != nil {
			return nil, fatal
		}
		a := annotation{key: d.annotations[i].Key}
		switch text := textOf(value); {
		case err != nil && d.failure == admissionregistrationv1.Ignore:
			continue
		case err != nil:
			a.err = err.Error()
		case value.Type() == types.StringType && text != "":
			a.value = text
		case value.Type() == types.StringType, value.Type() == types.NullType:
			continue // nothing to say
		default:
			a.err = fmt.Sprintf("valueExpression '%v' resulted in unsupported return type: %v. Return type must be either string or null.",
				d.annotations[i].ValueExpression, value.Type())
		}
		out = append(out, a)
	}
	return out, nil
}

func textOf(v ref.Val) string {
	if v == nil {
		return ""
	}
	text, _ := v.Value().(string)
	return strings.TrimSpace(text)
}
