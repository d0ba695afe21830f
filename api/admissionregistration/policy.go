package admissionregistration

import (
	"time"

	admissionregistrationv1 "k8s.io/api/admissionregistration/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/names"
	"github.com/skiff-k8s/skiff/api/optional"
	"github.com/skiff-k8s/skiff/api/table"
)

// ValidatingAdmissionPolicies are expressions that may refuse objects.
var ValidatingAdmissionPolicies = api.Define(api.Meta{
	Group: group, Version: "v1", Name: "validatingadmissionpolicies", Singular: "validatingadmissionpolicy",
	Kind: "ValidatingAdmissionPolicy", Categories: category,
}, func() *admissionregistrationv1.ValidatingAdmissionPolicy {
	return &admissionregistrationv1.ValidatingAdmissionPolicy{}
}, api.Rules[*admissionregistrationv1.ValidatingAdmissionPolicy]{
	NewList:      func() runtime.Object { return &admissionregistrationv1.ValidatingAdmissionPolicyList{} },
	AnyFinalizer: true,
	Default: func(p *admissionregistrationv1.ValidatingAdmissionPolicy) {
		optional.Default(&p.Spec.FailurePolicy, admissionregistrationv1.Fail)
		defaultMatch(p.Spec.MatchConstraints)
	},
	Prepare: func(p, old *admissionregistrationv1.ValidatingAdmissionPolicy) {
		if old == nil {
			p.Status = admissionregistrationv1.ValidatingAdmissionPolicyStatus{}
		} else {
			p.Status = old.Status
		}
		api.Generation(p, old, old != nil && !equality.Semantic.DeepEqual(p.Spec, old.Spec))
	},
	Validate:     validateValidatingPolicy,
	ValidateName: names.Subdomain,
	Update:       api.UpdatePolicy{NeedsVersion: true},
	Columns: table.Columns{
		table.Name(),
		table.Number("Validations", admissionregistrationv1.ValidatingAdmissionPolicySpec{}.SwaggerDoc()["validations"]),
		table.Text("ParamKind", admissionregistrationv1.ValidatingAdmissionPolicySpec{}.SwaggerDoc()["paramKind"]),
		table.Age(),
	},
	Row: func(p *admissionregistrationv1.ValidatingAdmissionPolicy, now time.Time) []any {
		return []any{p.Name, int64(len(p.Spec.Validations)), paramKind(p.Spec.ParamKind), table.AgeOf(p, now)}
	},
	Subresources: []api.Subresource{
		api.PartOnly("status", func(p, body *admissionregistrationv1.ValidatingAdmissionPolicy) { p.Status = body.Status }, validatePolicyStatus),
	},
})

// ValidatingAdmissionPolicyBindings put such policies to use.
var ValidatingAdmissionPolicyBindings = api.Define(api.Meta{
	Group: group, Version: "v1", Name: "validatingadmissionpolicybindings", Singular: "validatingadmissionpolicybinding",
	Kind: "ValidatingAdmissionPolicyBinding", Categories: category,
}, func() *admissionregistrationv1.ValidatingAdmissionPolicyBinding {
	return &admissionregistrationv1.ValidatingAdmissionPolicyBinding{}
}, api.Rules[*admissionregistrationv1.ValidatingAdmissionPolicyBinding]{
	NewList:      func() runtime.Object { return &admissionregistrationv1.ValidatingAdmissionPolicyBindingList{} },
	AnyFinalizer: true,
	Default:      func(b *admissionregistrationv1.ValidatingAdmissionPolicyBinding) { defaultMatch(b.Spec.MatchResources) },
	Prepare: func(b, old *admissionregistrationv1.ValidatingAdmissionPolicyBinding) {
		api.Generation(b, old, old != nil && !equality.Semantic.DeepEqual(b.Spec, old.Spec))
	},
	Validate:     validateValidatingBinding,
	ValidateName: names.Subdomain,
	Update:       api.UpdatePolicy{NeedsVersion: true},
	Columns:      bindingColumns(admissionregistrationv1.ValidatingAdmissionPolicyBindingSpec{}.SwaggerDoc()),
	Row: func(b *admissionregistrationv1.ValidatingAdmissionPolicyBinding, now time.Time) []any {
		return []any{b.Name, b.Spec.PolicyName, paramRef(b.Spec.ParamRef), table.AgeOf(b, now)}
	},
})

// MutatingAdmissionPolicies are expressions that may change objects.
var MutatingAdmissionPolicies = api.Define(api.Meta{
	Group: group, Version: "v1", Name: "mutatingadmissionpolicies", Singular: "mutatingadmissionpolicy",
	Kind: "MutatingAdmissionPolicy", Categories: category,
}, func() *admissionregistrationv1.MutatingAdmissionPolicy {
	return &admissionregistrationv1.MutatingAdmissionPolicy{}
}, api.Rules[*admissionregistrationv1.MutatingAdmissionPolicy]{
	NewList:      func() runtime.Object { return &admissionregistrationv1.MutatingAdmissionPolicyList{} },
	AnyFinalizer: true,
	Default: func(p *admissionregistrationv1.MutatingAdmissionPolicy) {
		optional.Default(&p.Spec.FailurePolicy, admissionregistrationv1.Fail)
		defaultMatch(p.Spec.MatchConstraints)
	},
	Prepare: func(p, old *admissionregistrationv1.MutatingAdmissionPolicy) {
		api.Generation(p, old, old != nil && !equality.Semantic.DeepEqual(p.Spec, old.Spec))
	},
	Validate:     validateMutatingPolicy,
	ValidateName: names.Subdomain,
	Update:       api.UpdatePolicy{NeedsVersion: true},
	Columns: table.Columns{
		table.Name(),
		table.Number("Mutations", admissionregistrationv1.MutatingAdmissionPolicySpec{}.SwaggerDoc()["mutations"]),
		table.Text("ParamKind", admissionregistrationv1.MutatingAdmissionPolicySpec{}.SwaggerDoc()["paramKind"]),
		table.Age(),
	},
	Row: func(p *admissionregistrationv1.MutatingAdmissionPolicy, now time.Time) []any {
		return []any{p.Name, int64(len(p.Spec.Mutations)), paramKind(p.Spec.ParamKind), table.AgeOf(p, now)}
	},
})

// MutatingAdmissionPolicyBindings put such policies to use.
var MutatingAdmissionPolicyBindings = api.Define(api.Meta{
	Group: group, Version: "v1", Name: "mutatingadmissionpolicybindings", Singular: "mutatingadmissionpolicybinding",
	Kind: "MutatingAdmissionPolicyBinding", Categories: category,
}, func() *admissionregistrationv1.MutatingAdmissionPolicyBinding {
	return &admissionregistrationv1.MutatingAdmissionPolicyBinding{}
}, api.Rules[*admissionregistrationv1.MutatingAdmissionPolicyBinding]{
	NewList:      func() runtime.Object { return &admissionregistrationv1.MutatingAdmissionPolicyBindingList{} },
	AnyFinalizer: true,
	Default:      func(b *admissionregistrationv1.MutatingAdmissionPolicyBinding) { defaultMatch(b.Spec.MatchResources) },
	Prepare: func(b, old *admissionregistrationv1.MutatingAdmissionPolicyBinding) {
		api.Generation(b, old, old != nil && !equality.Semantic.DeepEqual(b.Spec, old.Spec))
	},
	Validate:     validateMutatingBinding,
	ValidateName: names.Subdomain,
	Update:       api.UpdatePolicy{NeedsVersion: true},
	Columns:      bindingColumns(admissionregistrationv1.MutatingAdmissionPolicyBindingSpec{}.SwaggerDoc()),
	Row: func(b *admissionregistrationv1.MutatingAdmissionPolicyBinding, now time.Time) []any {
		return []any{b.Name, b.Spec.PolicyName, paramRef(b.Spec.ParamRef), table.AgeOf(b, now)}
	},
})

func bindingColumns(doc map[string]string) table.Columns {
	return table.Columns{
		table.Name(),
		table.Text("PolicyName", doc["policyName"]),
		table.Text("ParamRef", doc["paramRef"]),
		table.Age(),
	}
}

func paramKind(k *admissionregistrationv1.ParamKind) string {
	if k == nil {
		return table.Unset
	}
	return k.APIVersion + "/" + k.Kind
}

// paramRef names the params of a binding: by name, in the namespace of the object
// unless it names one, or by labels.
func paramRef(r *admissionregistrationv1.ParamRef) string {
	switch {
	case r == nil || r.Name == "" && r.Selector == nil:
		return table.Unset
	case r.Name == "":
		return r.Selector.String()
	}
	return table.Or(r.Namespace, "*") + "/" + r.Name
}
