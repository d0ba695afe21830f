package admissionregistration

import (
	"slices"
	"strings"

	admissionregistrationv1 "k8s.io/api/admissionregistration/v1"
	metav1validation "k8s.io/apimachinery/pkg/apis/meta/v1/validation"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

var specPath = field.NewPath("spec")

// validateValidatingPolicy checks the form of a policy. That its expressions
// compile is checked where the environment for them is.
func validateValidatingPolicy(p, _ *admissionregistrationv1.ValidatingAdmissionPolicy) field.ErrorList {
	s := &p.Spec
	errs := validatePolicyParts(s.FailurePolicy, s.ParamKind, s.MatchConstraints)
	errs = append(errs, validateVariables(s.Variables)...)
	errs = append(errs, validateConditions(s.MatchConditions, specPath.Child("matchConditions"))...)
	if len(s.Validations) == 0 && len(s.AuditAnnotations) == 0 {
		const either = "validations or auditAnnotations must contain at least one item"
		errs = append(errs, field.Required(specPath.Child("validations"), either), field.Required(specPath.Child("auditAnnotations"), either))
	}
	for i, v := range s.Validations {
		at := specPath.Child("validations").Index(i)
		if strings.TrimSpace(v.Expression) == "" {
			errs = append(errs, field.Required(at.Child("expression"), "expression is not specified"))
		}
		if v.Message != "" && strings.TrimSpace(v.Message) == "" {
			errs = append(errs, field.Invalid(at.Child("message"), v.Message, "message must be non-empty if specified"))
		}
		if strings.Contains(v.Message, "\n") {
			errs = append(errs, field.Invalid(at.Child("message"), v.Message, "message must not contain line breaks"))
		}
		if strings.Contains(v.Expression, "\n") && v.Message == "" {
			errs = append(errs, field.Required(at.Child("message"), "message must be specified if expression contains line breaks"))
		}
	}
	for i, a := range s.AuditAnnotations {
		at := specPath.Child("auditAnnotations").Index(i)
		if a.Key == "" {
			errs = append(errs, field.Required(at.Child("key"), ""))
		} else {
			errs = append(errs, each(at.Child("key"), a.Key, validation.IsQualifiedName(p.Name+"/"+a.Key))...)
		}
		if strings.TrimSpace(a.ValueExpression) == "" {
			errs = append(errs, field.Required(at.Child("valueExpression"), "valueExpression is not specified"))
		}
	}
	return errs
}

func validateMutatingPolicy(p, _ *admissionregistrationv1.MutatingAdmissionPolicy) field.ErrorList {
	s := &p.Spec
	errs := validatePolicyParts(s.FailurePolicy, s.ParamKind, s.MatchConstraints)
	errs = append(errs, validateVariables(s.Variables)...)
	errs = append(errs, validateConditions(s.MatchConditions, specPath.Child("matchConditions"))...)
	if len(s.Mutations) == 0 {
		errs = append(errs, field.Required(specPath.Child("mutations"), "mutations must contain at least one item"))
	}
	for i, m := range s.Mutations {
		at := specPath.Child("mutations").Index(i)
		switch m.PatchType {
		case admissionregistrationv1.PatchTypeApplyConfiguration:
			if m.ApplyConfiguration == nil {
				errs = append(errs, field.Required(at.Child("applyConfiguration"), "must be specified when patchType is ApplyConfiguration"))
			} else if strings.TrimSpace(m.ApplyConfiguration.Expression) == "" {
				errs = append(errs, field.Required(at.Child("applyConfiguration", "expression"), ""))
			}
		case admissionregistrationv1.PatchTypeJSONPatch:
			if m.JSONPatch == nil {
				errs = append(errs, field.Required(at.Child("jsonPatch"), "must be specified when patchType is JSONPatch"))
			} else if strings.TrimSpace(m.JSONPatch.Expression) == "" {
				errs = append(errs, field.Required(at.Child("jsonPatch", "expression"), ""))
			}
		case "":
			errs = append(errs, field.Required(at.Child("patchType"), ""))
		default:
			errs = append(errs, oneOf(at.Child("patchType"), m.PatchType,
				admissionregistrationv1.PatchTypeApplyConfiguration, admissionregistrationv1.PatchTypeJSONPatch)...)
		}
	}
	return append(errs, oneOf(specPath.Child("reinvocationPolicy"), s.ReinvocationPolicy,
		admissionregistrationv1.IfNeededReinvocationPolicy, admissionregistrationv1.NeverReinvocationPolicy)...)
}

// validatePolicyParts checks what policies of both kinds have.
func validatePolicyParts(failure *admissionregistrationv1.FailurePolicyType, param *admissionregistrationv1.ParamKind, match *admissionregistrationv1.MatchResources) field.ErrorList {
	var errs field.ErrorList
	if failure == nil {
		errs = append(errs, field.Required(specPath.Child("failurePolicy"), ""))
	} else {
		errs = append(errs, oneOf(specPath.Child("failurePolicy"), *failure, admissionregistrationv1.Fail, admissionregistrationv1.Ignore)...)
	}
	if param != nil {
		errs = append(errs, validateParamKind(param, specPath.Child("paramKind"))...)
	}
	at := specPath.Child("matchConstraints")
	if match == nil {
		return append(errs, field.Required(at, ""))
	}
	errs = append(errs, validateMatch(match, at)...)
	if len(match.ResourceRules) == 0 {
		errs = append(errs, field.Required(at.Child("resourceRules"), ""))
	}
	return errs
}

func validateParamKind(k *admissionregistrationv1.ParamKind, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	version := at.Child("apiVersion")
	switch gv, err := schema.ParseGroupVersion(k.APIVersion); {
	case k.APIVersion == "":
		errs = append(errs, field.Required(version, ""))
	case err != nil:
		errs = append(errs, field.Invalid(version, k.APIVersion, err.Error()))
	default:
		if gv.Group != "" {
			errs = append(errs, each(version, gv.Group, validation.IsDNS1123Subdomain(gv.Group))...)
		}
		errs = append(errs, each(version, gv.Version, validation.IsDNS1035Label(gv.Version))...)
	}
	if k.Kind == "" {
		return append(errs, field.Required(at.Child("kind"), ""))
	}
	return append(errs, each(at.Child("kind"), k.Kind, validation.IsDNS1035Label(strings.ToLower(k.Kind)))...)
}

func validateMatch(m *admissionregistrationv1.MatchResources, at *field.Path) field.ErrorList {
	errs := metav1validation.ValidateLabelSelector(m.NamespaceSelector, strict, at.Child("namespaceSelector"))
	errs = append(errs, metav1validation.ValidateLabelSelector(m.ObjectSelector, strict, at.Child("objectSelector"))...)
	if m.MatchPolicy != nil {
		errs = append(errs, oneOf(at.Child("matchPolicy"), *m.MatchPolicy, admissionregistrationv1.Equivalent, admissionregistrationv1.Exact)...)
	}
	for i := range m.ResourceRules {
		errs = append(errs, validateRule(&m.ResourceRules[i].RuleWithOperations, at.Child("resourceRules").Index(i))...)
	}
	for i := range m.ExcludeResourceRules {
		errs = append(errs, validateRule(&m.ExcludeResourceRules[i].RuleWithOperations, at.Child("excludeResourceRules").Index(i))...)
	}
	return errs
}

func validateVariables(list []admissionregistrationv1.Variable) field.ErrorList {
	var errs field.ErrorList
	for i, v := range list {
		at := specPath.Child("variables").Index(i)
		if v.Name == "" {
			errs = append(errs, field.Required(at.Child("name"), "name is not specified"))
		} else if slices.ContainsFunc(list[:i], func(o admissionregistrationv1.Variable) bool { return o.Name == v.Name }) {
			errs = append(errs, field.Duplicate(at.Child("name"), v.Name))
		}
		if strings.TrimSpace(v.Expression) == "" {
			errs = append(errs, field.Required(at.Child("expression"), "expression is not specified"))
		}
	}
	return errs
}

func validateValidatingBinding(b, _ *admissionregistrationv1.ValidatingAdmissionPolicyBinding) field.ErrorList {
	errs := validateBindingParts(b.Spec.PolicyName, b.Spec.ParamRef, b.Spec.MatchResources)
	at := specPath.Child("validationActions")
	actions := b.Spec.ValidationActions
	if len(actions) == 0 {
		return append(errs, field.Required(at, "at least one validation action is required"))
	}
	for i, a := range actions {
		errs = append(errs, oneOf(at.Index(i), a, admissionregistrationv1.Audit, admissionregistrationv1.Deny, admissionregistrationv1.Warn)...)
		if slices.Contains(actions[:i], a) {
			errs = append(errs, field.Duplicate(at.Index(i), a))
		}
	}
	if slices.Contains(actions, admissionregistrationv1.Deny) && slices.Contains(actions, admissionregistrationv1.Warn) {
		errs = append(errs, field.Invalid(at, actions,
			"must not contain both Deny and Warn (repeating the same validation failure information in the API response and headers serves no purpose)"))
	}
	return errs
}

func validateMutatingBinding(b, _ *admissionregistrationv1.MutatingAdmissionPolicyBinding) field.ErrorList {
	return validateBindingParts(b.Spec.PolicyName, b.Spec.ParamRef, b.Spec.MatchResources)
}

func validateBindingParts(policy string, ref *admissionregistrationv1.ParamRef, match *admissionregistrationv1.MatchResources) field.ErrorList {
	var errs field.ErrorList
	if policy == "" {
		errs = append(errs, field.Required(specPath.Child("policyName"), ""))
	} else {
		errs = append(errs, each(specPath.Child("policyName"), policy, validation.IsDNS1123Subdomain(policy))...)
	}
	if ref != nil {
		errs = append(errs, validateParamRef(ref, specPath.Child("paramRef"))...)
	}
	if match != nil {
		errs = append(errs, validateMatch(match, specPath.Child("matchResources"))...)
	}
	return errs
}

func validateParamRef(r *admissionregistrationv1.ParamRef, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	switch {
	case r.Name != "" && r.Selector != nil:
		errs = append(errs, field.Forbidden(at.Child("name"), "name and selector are mutually exclusive"))
	case r.Name == "" && r.Selector == nil:
		errs = append(errs, field.Required(at, "one of name or selector must be specified"))
	case r.Selector != nil:
		errs = append(errs, metav1validation.ValidateLabelSelector(r.Selector, strict, at.Child("selector"))...)
	}
	action := at.Child("parameterNotFoundAction")
	switch a := r.ParameterNotFoundAction; {
	case a == nil:
		errs = append(errs, field.Required(action, ""))
	case *a != admissionregistrationv1.AllowAction && *a != admissionregistrationv1.DenyAction:
		e := field.NotSupported[string](action, *a, nil)
		e.Detail = `supported values: "Deny", "Allow"`
		errs = append(errs, e)
	}
	return errs
}
