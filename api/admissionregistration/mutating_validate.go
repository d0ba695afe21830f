package admissionregistration

import (
	"strings"

	celgo "github.com/google/cel-go/cel"
	admissionregistrationv1 "k8s.io/api/admissionregistration/v1"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/skiff-k8s/skiff/api/expression"
	"github.com/skiff-k8s/skiff/api/validate"
)

// mutable are the operations whose objects can be changed.
var mutable = []admissionregistrationv1.OperationType{
	admissionregistrationv1.OperationAll, admissionregistrationv1.Connect, admissionregistrationv1.Create, admissionregistrationv1.Update,
}

// validateMutable refuses rules about requests that bring no object.
func validateMutable(m *admissionregistrationv1.MatchResources, at *field.Path) field.ErrorList {
	if m == nil {
		return nil
	}
	var errs field.ErrorList
	for _, rule := range m.ResourceRules {
		for _, o := range rule.Operations {
			errs = append(errs, validate.OneOf(at.Child("resourceRules", "operations"), o, mutable...)...)
		}
	}
	return errs
}

func mutatingParts(p *admissionregistrationv1.MutatingAdmissionPolicy) *policy {
	if p == nil {
		return nil
	}
	s := &p.Spec
	return &policy{s.FailurePolicy, s.ParamKind, s.MatchConstraints, s.MatchConditions, s.Variables}
}

func validateMutatingPolicy(p, old *admissionregistrationv1.MutatingAdmissionPolicy) field.ErrorList {
	parts := mutatingParts(p)
	errs := parts.validate()
	errs = append(errs, validateMutable(p.Spec.MatchConstraints, specPath.Child("matchConstraints"))...)
	errs = append(errs, parts.validateConditions(mutatingParts(old))...)
	c := compiler{expression.NewCompiler()}
	errs = append(errs, parts.validateVariables(c, nil)...)
	if len(p.Spec.Mutations) == 0 {
		errs = append(errs, field.Required(specPath.Child("mutations"), "mutations must contain at least one item"))
	}
	before := storedMutations(old)
	for i := range p.Spec.Mutations {
		errs = append(errs, validateMutation(c, &p.Spec.Mutations[i], parts.scope(), before, specPath.Child("mutations").Index(i))...)
	}
	if p.Spec.ReinvocationPolicy == "" {
		return append(errs, field.Required(specPath.Child("reinvocationPolicy"), ""))
	}
	return append(errs, validate.OneOf(specPath.Child("reinvocationPolicy"), p.Spec.ReinvocationPolicy,
		admissionregistrationv1.IfNeededReinvocationPolicy, admissionregistrationv1.NeverReinvocationPolicy)...)
}

// storedMutations are the expressions that a mutating policy has already.
func storedMutations(p *admissionregistrationv1.MutatingAdmissionPolicy) stored {
	s := stored{}
	if p == nil {
		return s
	}
	for _, m := range p.Spec.Mutations {
		if m.ApplyConfiguration != nil {
			s[m.ApplyConfiguration.Expression] = true
		}
	}
	return s
}

func validateMutation(c compiler, m *admissionregistrationv1.Mutation, s expression.Scope, before stored, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	patch := func(name string, text *string, want []*celgo.Type) {
		if text == nil {
			errs = append(errs, field.Required(at.Child(name), "must be specified when patchType is "+string(m.PatchType)))
			return
		}
		at, trimmed := at.Child(name, "expression"), strings.TrimSpace(*text)
		if trimmed == "" {
			errs = append(errs, field.Required(at, ""))
			return
		}
		s.Patches = true
		errs = append(errs, c.check(at, trimmed, trimmed, s, before.mode(*text), want)...)
	}
	without := func(name string, set bool) {
		if set {
			errs = append(errs, field.Invalid(at.Child(name), "{"+name+"}", "must not be specified when patchType is "+string(m.PatchType)))
		}
	}
	var operations, configuration *string
	if m.JSONPatch != nil {
		operations = &m.JSONPatch.Expression
	}
	if m.ApplyConfiguration != nil {
		configuration = &m.ApplyConfiguration.Expression
	}
	switch m.PatchType {
	case admissionregistrationv1.PatchTypeJSONPatch:
		patch("jsonPatch", operations, expression.Patch)
		without("applyConfiguration", configuration != nil)
	case admissionregistrationv1.PatchTypeApplyConfiguration:
		patch("applyConfiguration", configuration, expression.Object)
		without("jsonPatch", operations != nil)
	case "":
		errs = append(errs, field.Required(at.Child("patchType"), ""))
	default:
		errs = append(errs, validate.OneOf(at.Child("patchType"), m.PatchType,
			admissionregistrationv1.PatchTypeApplyConfiguration, admissionregistrationv1.PatchTypeJSONPatch)...)
	}
	return errs
}

func validateMutatingBinding(b, _ *admissionregistrationv1.MutatingAdmissionPolicyBinding) field.ErrorList {
	errs := validateBindingParts(b.Spec.PolicyName, b.Spec.ParamRef, b.Spec.MatchResources)
	return append(errs, validateMutable(b.Spec.MatchResources, specPath.Child("matchResources"))...)
}
