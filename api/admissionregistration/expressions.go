package admissionregistration

import (
	"errors"
	"strings"

	celgo "github.com/google/cel-go/cel"
	admissionregistrationv1 "k8s.io/api/admissionregistration/v1"
	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"
	apicel "k8s.io/apiserver/pkg/cel"

	"github.com/skiff-k8s/skiff/api/expression"
	"github.com/skiff-k8s/skiff/api/validate"
)

// stored are the expressions that an object has already: they may use what the
// language had when they were stored.
type stored map[string]bool

// mode is which release's language an expression may use.
func (s stored) mode(text string) expression.Mode {
	if s[text] {
		return expression.Stored
	}
	return expression.New
}

// storedConditions are the expressions of match conditions.
func storedConditions(list []admissionregistrationv1.MatchCondition) stored {
	s := stored{}
	for _, c := range list {
		s[c.Expression] = true
	}
	return s
}

// compiler compiles the expressions of an object, with the variables that it has
// composed or, where there is none, without.
type compiler struct{ variables *expression.Compiler }

// check returns why an expression does not compile; text is what is compiled,
// value what is shown.
func (c compiler) check(at *field.Path, text, value string, s expression.Scope, mode expression.Mode, want []*celgo.Type) field.ErrorList {
	var p *expression.Program
	if c.variables != nil {
		p = c.variables.Compile(text, s, mode, want)
	} else {
		p = expression.Compile(text, s, mode, want)
	}
	return uncompiled(at, value, p)
}

// uncompiled turns why an expression does not compile into errors of a field.
func uncompiled(at *field.Path, value string, p *expression.Program) field.ErrorList {
	switch {
	case p.Err == nil:
		return nil
	case p.Err.Type == apicel.ErrorTypeInvalid:
		return field.ErrorList{field.Invalid(at, value, p.Err.Detail)}
	}
	return field.ErrorList{field.InternalError(at, errors.New(p.Err.Detail))}
}

// maxConditions of one webhook or policy.
const maxConditions = 64

// validateConditions checks match conditions. Those of policies may name params;
// none of them composed variables.
func validateConditions(list []admissionregistrationv1.MatchCondition, params bool, s stored, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	if len(list) > maxConditions {
		errs = append(errs, field.TooMany(at, len(list), maxConditions))
	}
	scope := expression.Scope{Params: params, Authorizer: true}
	seen := map[string]bool{}
	for i, c := range list {
		at := at.Index(i)
		if text := strings.TrimSpace(c.Expression); text == "" {
			errs = append(errs, field.Required(at.Child("expression"), ""))
		} else {
			errs = append(errs, compiler{}.check(at.Child("expression"), text, text, scope, s.mode(text), expression.Bool)...)
		}
		if c.Name == "" {
			errs = append(errs, field.Required(at.Child("name"), ""))
			continue
		}
		errs = append(errs, validate.Each(at.Child("name"), c.Name, validation.IsQualifiedName(c.Name))...)
		if seen[c.Name] {
			errs = append(errs, field.Duplicate(at.Child("name"), c.Name))
		}
		seen[c.Name] = true
	}
	return errs
}
