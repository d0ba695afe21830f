package admissionregistration

import (
	v1 "k8s.io/api/admissionregistration/v1"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

func validateMutatingWebhooks(o, old *v1.MutatingWebhookConfiguration) field.ErrorList { return nil }
func validateValidatingWebhooks(o, old *v1.ValidatingWebhookConfiguration) field.ErrorList {
	return nil
}
func validateValidatingPolicy(o, old *v1.ValidatingAdmissionPolicy) field.ErrorList { return nil }
func validateMutatingPolicy(o, old *v1.MutatingAdmissionPolicy) field.ErrorList     { return nil }
func validateValidatingBinding(o, old *v1.ValidatingAdmissionPolicyBinding) field.ErrorList {
	return nil
}
func validateMutatingBinding(o, old *v1.MutatingAdmissionPolicyBinding) field.ErrorList { return nil }
