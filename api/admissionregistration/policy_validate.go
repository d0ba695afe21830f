package admissionregistration

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	admissionregistrationv1 "k8s.io/api/admissionregistration/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/skiff-k8s/skiff/api/expression"
	"github.com/skiff-k8s/skiff/api/validate"
)

var specPath = field.NewPath("spec")

// policy is what policies of both kinds have.
type policy struct {
	failure    *admissionregistrationv1.FailurePolicyType
	param      *admissionregistrationv1.ParamKind
	match      *admissionregistrationv1.MatchResources
	conditions []admissionregistrationv1.MatchCondition
	variables  []admissionregistrationv1.Variable
}

// scope is what the expressions of a policy may name.
func (p *policy) scope() expression.Scope {
	return expression.Scope{Params: p.param != nil, Authorizer: true}
}

// validate checks all but the expressions.
func (p *policy) validate() field.ErrorList {
	var errs field.ErrorList
	if p.failure == nil {
		errs = append(errs, field.Required(specPath.Child("failurePolicy"), ""))
	} else {
		errs = append(errs, validate.OneOf(specPath.Child("failurePolicy"), *p.failure, admissionregistrationv1.Fail, admissionregistrationv1.Ignore)...)
	}
	if p.param != nil {
		errs = append(errs, validateParamKind(p.param, specPath.Child("paramKind"))...)
	}
	at := specPath.Child("matchConstraints")
	if p.match == nil {
		errs = append(errs, field.Required(at, ""))
	} else {
		errs = append(errs, validateMatch(p.match, at)...)
		if len(p.match.ResourceRules) == 0 {
			errs = append(errs, field.Required(at.Child("resourceRules"), ""))
		}
	}
	return errs
}

// validateConditions checks the match conditions, unless nothing has changed that
// could make them wrong.
func (p *policy) validateConditions(old *policy) field.ErrorList {
	var before stored
	if old != nil {
		if equality.Semantic.DeepEqual(p.param, old.param) && equality.Semantic.DeepEqual(p.conditions, old.conditions) {
			return nil
		}
		before = storedConditions(old.conditions)
	}
	return validateConditions(p.conditions, p.param != nil, before, specPath.Child("matchConditions"))
}

// identifier is the form of names in CEL, except for words that mean something.
var (
	identifier = regexp.MustCompile("^[_a-zA-Z][_a-zA-Z0-9]*$")
	reserved   = []string{
		"true", "false", "null", "in", "as", "break", "const", "continue", "else", "for", "function", "if", "import",
		"let", "loop", "package", "namespace", "return", "var", "void", "while",
	}
)

// validateVariables checks the composed variables, in their order: each may name
// those before it.
func (p *policy) validateVariables(c compiler, before stored) field.ErrorList {
	var errs field.ErrorList
	for i, v := range p.variables {
		at := specPath.Child("variables").Index(i)
		switch {
		case strings.TrimSpace(v.Name) == "":
			errs = append(errs, field.Required(at.Child("name"), "name is not specified"))
		case !identifier.MatchString(v.Name) || slices.Contains(reserved, v.Name):
			errs = append(errs, field.Invalid(at.Child("name"), v.Name, "must be a valid CEL identifier"))
		}
		if strings.TrimSpace(v.Expression) == "" {
			errs = append(errs, field.Required(at.Child("expression"), "expression is not specified"))
			continue
		}
		program := c.variables.Variable(v.Name, v.Expression, p.scope(), before.mode(v.Expression))
		errs = append(errs, uncompiled(at.Child("expression"), v.Expression, program)...)
	}
	return errs
}

func validatingParts(p *admissionregistrationv1.ValidatingAdmissionPolicy) *policy {
	if p == nil {
		return nil
	}
	s := &p.Spec
	return &policy{s.FailurePolicy, s.ParamKind, s.MatchConstraints, s.MatchConditions, s.Variables}
}

func validateValidatingPolicy(p, old *admissionregistrationv1.ValidatingAdmissionPolicy) field.ErrorList {
	parts := validatingParts(p)
	errs := parts.validate()
	errs = append(errs, parts.validateConditions(validatingParts(old))...)
	var c compiler
	if len(p.Spec.Variables) > 0 {
		c.variables = expression.NewCompiler()
	}
	before := storedValidations(old)
	errs = append(errs, parts.validateVariables(c, before.validations)...)
	if len(p.Spec.Validations) == 0 && len(p.Spec.AuditAnnotations) == 0 {
		const either = "validations or auditAnnotations must contain at least one item"
		return append(errs, field.Required(specPath.Child("validations"), either), field.Required(specPath.Child("auditAnnotations"), either))
	}
	for i := range p.Spec.Validations {
		errs = append(errs, validateValidation(c, &p.Spec.Validations[i], parts.scope(), before, specPath.Child("validations").Index(i))...)
	}
	return append(errs, validateAnnotations(c, p, parts.scope(), before.annotations)...)
}

// storedPolicy are the expressions that a validating policy has already.
type storedPolicy struct{ validations, messages, annotations stored }

func storedValidations(p *admissionregistrationv1.ValidatingAdmissionPolicy) storedPolicy {
	s := storedPolicy{stored{}, stored{}, stored{}}
	if p == nil {
		return s
	}
	for _, v := range p.Spec.Validations {
		s.validations[v.Expression], s.messages[v.MessageExpression] = true, true
	}
	for _, a := range p.Spec.AuditAnnotations {
		s.annotations[a.ValueExpression] = true
	}
	return s
}

// reasons are those that a validation may give.
var reasons = []metav1.StatusReason{metav1.StatusReasonForbidden, metav1.StatusReasonInvalid, metav1.StatusReasonRequestEntityTooLarge}

func validateValidation(c compiler, v *admissionregistrationv1.Validation, s expression.Scope, before storedPolicy, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	if strings.TrimSpace(v.Expression) == "" {
		errs = append(errs, field.Required(at.Child("expression"), "expression is not specified"))
	} else {
		errs = append(errs, c.check(at.Child("expression"), v.Expression, v.Expression, s, before.validations.mode(v.Expression), expression.Bool)...)
	}
	if text := v.MessageExpression; text != "" {
		if strings.TrimSpace(text) == "" {
			errs = append(errs, field.Invalid(at.Child("messageExpression"), text, "must be non-empty if specified"))
		} else {
			quiet := s
			quiet.Authorizer = false
			errs = append(errs, c.check(at.Child("messageExpression"), text, text, quiet, before.messages.mode(text), expression.String)...)
		}
	}
	switch trimmed := strings.TrimSpace(v.Message); {
	case v.Message != "" && trimmed == "":
		errs = append(errs, field.Invalid(at.Child("message"), v.Message, "must be non-empty if specified"))
	case strings.ContainsAny(trimmed, "\n\r"):
		errs = append(errs, field.Invalid(at.Child("message"), v.Message, "must not contain line breaks"))
	}
	if v.Reason != nil {
		errs = append(errs, validate.OneOf(at.Child("reason"), *v.Reason, reasons...)...)
	}
	return errs
}

const (
	// maxAnnotations of one policy.
	maxAnnotations = 20
	// maxAnnotationExpression is the longest expression of one, in bytes.
	maxAnnotationExpression = 5 << 10
)

func validateAnnotations(c compiler, p *admissionregistrationv1.ValidatingAdmissionPolicy, s expression.Scope, before stored) field.ErrorList {
	var errs field.ErrorList
	list, path := p.Spec.AuditAnnotations, specPath.Child("auditAnnotations")
	if len(list) > maxAnnotations {
		errs = append(errs, field.Invalid(path, list, fmt.Sprintf("must not have more than %d auditAnnotations", maxAnnotations)))
	}
	seen := map[string]bool{}
	for i, a := range list {
		at := path.Index(i)
		if p.Name != "" {
			name := p.Name + "/" + a.Key
			errs = append(errs, validate.Each(at.Child("key"), name, validation.IsQualifiedName(name))...)
		} else {
			errs = append(errs, field.Invalid(at.Child("key"), a.Key, "requires metadata.name be non-empty"))
		}
		switch text := strings.TrimSpace(a.ValueExpression); {
		case text == "":
			errs = append(errs, field.Required(at.Child("valueExpression"), "valueExpression is not specified"))
		case len(text) > maxAnnotationExpression:
			errs = append(errs, field.Required(at.Child("valueExpression"), fmt.Sprintf("must not exceed %d bytes in length", maxAnnotationExpression)))
		default:
			errs = append(errs, c.check(at.Child("valueExpression"), text, a.ValueExpression, s, before.mode(a.ValueExpression), expression.StringOrNull)...)
		}
		if seen[a.Key] {
			errs = append(errs, field.Duplicate(at.Child("key"), a.Key))
		}
		seen[a.Key] = true
	}
	return errs
}
