package apiextensions

import (
	"fmt"
	"slices"
	"strings"

	celgo "github.com/google/cel-go/cel"
	internal "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	structural "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel"
	"k8s.io/apimachinery/pkg/util/validation/field"
	celconfig "k8s.io/apiserver/pkg/apis/cel"
	apiservercel "k8s.io/apiserver/pkg/cel"
	"k8s.io/apiserver/pkg/cel/environment"
)

// ruleReasons are what a rule may call what it finds.
var ruleReasons = []string{
	string(internal.FieldValueDuplicate), string(internal.FieldValueForbidden), string(internal.FieldValueInvalid), string(internal.FieldValueRequired),
}

// expressions are those that an old definition had: they are compiled with all
// that any version of Kubernetes understood, new ones with what all servers of
// the cluster do.
type expressions struct{ rules, messages map[string]bool }

func expressionsOf(s *internal.CustomResourceDefinitionSpec) expressions {
	e := expressions{map[string]bool{}, map[string]bool{}}
	someSchema(s, func(p *internal.JSONSchemaProps) bool {
		for _, r := range p.XValidations {
			e.rules[r.Rule] = true
			if r.MessageExpression != "" {
				e.messages[r.MessageExpression] = true
			}
		}
		return false
	})
	return e
}

// RuleEnv implements cel.EnvLoader.
func (e expressions) RuleEnv(set *environment.EnvSet, text string) *celgo.Env {
	return environmentFor(set, e.rules[text])
}

// MessageExpressionEnv implements cel.EnvLoader.
func (e expressions) MessageExpressionEnv(set *environment.EnvSet, text string) *celgo.Env {
	return environmentFor(set, e.messages[text])
}

func environmentFor(set *environment.EnvSet, old bool) *celgo.Env {
	if old {
		return set.StoredExpressionsEnv()
	}
	return set.NewExpressionsEnv()
}

func broken(text string) bool { return strings.ContainsAny(text, "\n\r") }

// validateRuleTexts checks the rules of a part without compiling them.
func validateRuleTexts(p *internal.JSONSchemaProps, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	for i, r := range p.XValidations {
		at := at.Index(i)
		rule, message := strings.TrimSpace(r.Rule), strings.TrimSpace(r.Message)
		switch {
		case rule == "":
			errs = append(errs, field.Required(at.Child("rule"), "rule is not specified"))
		case r.Message != "" && message == "":
			errs = append(errs, field.Invalid(at.Child("message"), r.Message, "must be non-empty if specified"))
		case broken(message):
			errs = append(errs, field.Invalid(at.Child("message"), r.Message, "must not contain line breaks"))
		case broken(rule) && message == "":
			errs = append(errs, field.Required(at.Child("message"), "message must be specified if rule contains line breaks"))
		}
		if r.MessageExpression != "" && strings.TrimSpace(r.MessageExpression) == "" {
			errs = append(errs, field.Required(at.Child("messageExpression"), "messageExpression must be non-empty if specified"))
		}
		if r.Reason != nil && !slices.Contains(ruleReasons, string(*r.Reason)) {
			errs = append(errs, field.NotSupported(at.Child("reason"), *r.Reason, ruleReasons))
		}
		if r.FieldPath == "" {
			continue
		}
		if strings.TrimSpace(r.FieldPath) == "" {
			errs = append(errs, field.Invalid(at.Child("fieldPath"), r.FieldPath, "must be non-empty if specified"))
		}
		if broken(r.FieldPath) {
			errs = append(errs, field.Invalid(at.Child("fieldPath"), r.FieldPath, "must not contain line breaks"))
		}
		if s, err := structural.NewStructural(p); err == nil {
			if _, _, err := cel.ValidFieldPath(r.FieldPath, s); err != nil {
				errs = append(errs, field.Invalid(at.Child("fieldPath"), r.FieldPath, "must be a valid path"))
			}
		}
	}
	return errs
}

// validateRules compiles the rules of a part and estimates what they cost.
func (v *validator) validateRules(p *internal.JSONSchemaProps, at *field.Path, here place, rules *ruleContext) field.ErrorList {
	types, err := rules.typeInfo()
	if err != nil {
		return field.ErrorList{field.InternalError(at, fmt.Errorf("internal error: failed to construct type information for x-kubernetes-validations rules: %s", err))}
	}
	if types == nil {
		return field.ErrorList{field.InternalError(at, fmt.Errorf("internal error: failed to retrieve type information for x-kubernetes-validations"))}
	}
	base := environment.MustBaseEnvSet(environment.DefaultCompatibilityVersion())
	compiled, err := cel.Compile(types.schema, types.declaration, celconfig.PerCallLimit, base, v.expressions)
	if err != nil {
		return field.ErrorList{field.InternalError(at, err)}
	}
	var errs field.ErrorList
	for i := range compiled {
		errs = append(errs, v.validateCompiled(&compiled[i], &p.XValidations[i], at.Index(i), here, rules)...)
	}
	return errs
}

func (v *validator) validateCompiled(c *cel.CompilationResult, r *internal.ValidationRule, at *field.Path, here place, rules *ruleContext) field.ErrorList {
	var errs field.ErrorList
	tooDear := func(at *field.Path, what string, cost uint64) {
		if !v.cheap && cost > maxRuleCost {
			errs = append(errs, field.Forbidden(at, costMessage(what, cost, maxRuleCost)))
		}
		rules.total.add(at, cost)
	}
	rule := at.Child("rule")
	tooDear(rule, "estimated rule cost", rules.costOf(c))
	if e := c.Error; e != nil {
		if e.Type == apiservercel.ErrorTypeRequired {
			errs = append(errs, field.Required(rule, e.Detail))
		} else {
			errs = append(errs, field.Invalid(rule, *r, e.Detail))
		}
	}
	message := at.Child("messageExpression")
	if e := c.MessageExpressionError; e != nil {
		errs = append(errs, field.Invalid(message, *r, e.Detail))
	} else if c.MessageExpression != nil {
		tooDear(message, "estimated messageExpression cost", c.MessageExpressionMaxCost)
	}
	switch {
	case c.UsesOldSelf && here.unrelated != nil:
		errs = append(errs, field.Invalid(rule, r.Rule,
			fmt.Sprintf("oldSelf cannot be used on the uncorrelatable portion of the schema within %v", here.unrelated)))
	case !c.UsesOldSelf && r.OptionalOldSelf != nil:
		errs = append(errs, field.Invalid(at.Child("optionalOldSelf"), *r.OptionalOldSelf, "may not be set if oldSelf is not used in rule"))
	}
	return errs
}
