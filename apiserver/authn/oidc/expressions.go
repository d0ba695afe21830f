package oidc

import (
	"context"
	"errors"
	"fmt"
	"reflect"

	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
	authncel "k8s.io/apiserver/pkg/authentication/cel"
	"k8s.io/apiserver/pkg/authentication/user"
)

// expressions are the CEL expressions of a configuration. Those of a nil one say
// nothing and refuse nothing.
type expressions struct {
	username, groups, uid *authncel.CompilationResult
	extras                []extra
	claims, users         []validation
}

type extra struct {
	key   string
	value authncel.CompilationResult
}

type validation struct {
	message string
	rule    authncel.CompilationResult
}

// compile prepares what the configuration asks for. The environment of the
// expressions is large: it is made only where there are any.
func compile(c *Config) (*rules, error) {
	r := &rules{config: c}
	var compiler authncel.Compiler
	var e expressions
	var errs []error
	ready := func() {
		if compiler == nil {
			compiler = authncel.NewDefaultCompiler()
			r.expressions = &e
		}
	}
	claim := func(what, text string) *authncel.CompilationResult {
		ready()
		compiled, err := compiler.CompileClaimsExpression(&authncel.ClaimMappingExpression{Expression: text})
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", what, err))
		}
		return &compiled
	}
	m := &c.Mapping
	if text := m.Username.Expression; text != "" {
		e.username = claim("claimMappings.username.expression", text)
	}
	if text := m.Groups.Expression; text != "" {
		e.groups = claim("claimMappings.groups.expression", text)
	}
	if text := m.UID.Expression; text != "" {
		e.uid = claim("claimMappings.uid.expression", text)
	}
	for i, x := range m.Extra {
		e.extras = append(e.extras, extra{x.Key, *claim(fmt.Sprintf("claimMappings.extra[%d].valueExpression", i), x.ValueExpression)})
	}
	for i, v := range c.Claims {
		if v.Expression == "" {
			continue
		}
		ready()
		compiled, err := compiler.CompileClaimsExpression(&authncel.ClaimValidationCondition{Expression: v.Expression})
		if err != nil {
			errs = append(errs, fmt.Errorf("claimValidationRules[%d].expression: %w", i, err))
		}
		e.claims = append(e.claims, validation{v.Message, compiled})
	}
	for i, v := range c.Users {
		ready()
		compiled, err := compiler.CompileUserExpression(&authncel.UserValidationCondition{Expression: v.Expression})
		if err != nil {
			errs = append(errs, fmt.Errorf("userValidationRules[%d].expression: %w", i, err))
		}
		e.users = append(e.users, validation{v.Message, compiled})
	}
	return r, errors.Join(errs...)
}

func evaluate(ctx context.Context, c *authncel.CompilationResult, name string, value map[string]any) (ref.Val, error) {
	out, _, err := c.Program.ContextEval(ctx, map[string]any{name: value})
	if err != nil {
		return nil, fmt.Errorf("expression '%s' resulted in error: %w", c.ExpressionAccessor.GetExpression(), err)
	}
	return out, nil
}

func (e *expressions) text(ctx context.Context, c *authncel.CompilationResult, claims map[string]any) (string, error) {
	out, err := evaluate(ctx, c, "claims", claims)
	if err != nil {
		return "", err
	}
	text, ok := out.Value().(string)
	if !ok {
		return "", fmt.Errorf("expression '%s' must return a string", c.ExpressionAccessor.GetExpression())
	}
	return text, nil
}

// list reads a string or a list of strings; empty strings and null are nothing.
func (e *expressions) list(ctx context.Context, c *authncel.CompilationResult, claims map[string]any) ([]string, error) {
	out, err := evaluate(ctx, c, "claims", claims)
	if err != nil {
		return nil, err
	}
	var list []string
	switch {
	case out == types.NullValue:
		return nil, nil
	case out.Type() == types.StringType:
		list = []string{out.Value().(string)}
	default:
		native, err := out.ConvertToNative(reflect.TypeFor[[]string]())
		if err != nil {
			return nil, fmt.Errorf("expression '%s' must return a string or a list of strings", c.ExpressionAccessor.GetExpression())
		}
		list = native.([]string)
	}
	var kept []string
	for _, s := range list {
		if s != "" {
			kept = append(kept, s)
		}
	}
	return kept, nil
}

func (e *expressions) extra(ctx context.Context, claims map[string]any) (map[string][]string, error) {
	if e == nil || len(e.extras) == 0 {
		return nil, nil
	}
	out := map[string][]string{}
	for i := range e.extras {
		values, err := e.list(ctx, &e.extras[i].value, claims)
		if err != nil {
			return nil, err
		}
		if len(values) > 0 {
			out[e.extras[i].key] = values
		}
	}
	return out, nil
}

func (e *expressions) validateClaims(ctx context.Context, claims map[string]any) error {
	if e == nil {
		return nil
	}
	return validate(ctx, e.claims, "claims", claims)
}

func (e *expressions) validateUser(ctx context.Context, u user.Info) error {
	if e == nil {
		return nil
	}
	return validate(ctx, e.users, "user", map[string]any{
		"username": u.GetName(), "uid": u.GetUID(), "groups": u.GetGroups(), "extra": u.GetExtra(),
	})
}

func validate(ctx context.Context, list []validation, name string, value map[string]any) error {
	for i := range list {
		out, err := evaluate(ctx, &list[i].rule, name, value)
		if err != nil {
			return err
		}
		if out != types.True {
			return fmt.Errorf("validation expression '%s' failed: %s", list[i].rule.ExpressionAccessor.GetExpression(), list[i].message)
		}
	}
	return nil
}
