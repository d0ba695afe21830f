package policy

import (
	"sync"

	admissionregistrationv1 "k8s.io/api/admissionregistration/v1"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/expression"
	"github.com/skiff-k8s/skiff/apiserver/matching"
)

// definition is a policy of either kind.
type definition struct {
	name       string
	failure    admissionregistrationv1.FailurePolicyType
	paramKind  *admissionregistrationv1.ParamKind
	criteria   *matching.Criteria
	variables  []admissionregistrationv1.Variable
	conditions []admissionregistrationv1.MatchCondition

	// Of a validating policy:
	validations []admissionregistrationv1.Validation
	annotations []admissionregistrationv1.AuditAnnotation
	// Of a mutating policy:
	mutations []admissionregistrationv1.Mutation
	reinvoked bool

	compiling sync.Mutex // one at a time is enough
}

// binding is a binding of either kind.
type binding struct {
	name     string
	policy   string
	paramRef *admissionregistrationv1.ParamRef
	criteria *matching.Criteria // nil when it has none of its own
	actions  []admissionregistrationv1.ValidationAction
}

// definitionOf returns what a policy says; o is of either kind.
func definitionOf(o api.Object) *definition {
	switch p := o.(type) {
	case *admissionregistrationv1.ValidatingAdmissionPolicy:
		return &definition{
			name: p.Name, failure: failurePolicy(p.Spec.FailurePolicy), paramKind: p.Spec.ParamKind,
			criteria: matching.ForPolicy(p.Spec.MatchConstraints), variables: p.Spec.Variables, conditions: p.Spec.MatchConditions,
			validations: p.Spec.Validations, annotations: p.Spec.AuditAnnotations,
		}
	case *admissionregistrationv1.MutatingAdmissionPolicy:
		return &definition{
			name: p.Name, failure: failurePolicy(p.Spec.FailurePolicy), paramKind: p.Spec.ParamKind,
			criteria: matching.ForPolicy(p.Spec.MatchConstraints), variables: p.Spec.Variables, conditions: p.Spec.MatchConditions,
			mutations: p.Spec.Mutations, reinvoked: p.Spec.ReinvocationPolicy == admissionregistrationv1.IfNeededReinvocationPolicy,
		}
	}
	return nil
}

func failurePolicy(p *admissionregistrationv1.FailurePolicyType) admissionregistrationv1.FailurePolicyType {
	if p == nil {
		return admissionregistrationv1.Fail
	}
	return *p
}

// bindingOf returns what a binding says; o is of either kind.
func bindingOf(o api.Object) *binding {
	switch b := o.(type) {
	case *admissionregistrationv1.ValidatingAdmissionPolicyBinding:
		return &binding{
			name: b.Name, policy: b.Spec.PolicyName, paramRef: b.Spec.ParamRef,
			criteria: matching.ForBinding(b.Spec.MatchResources), actions: b.Spec.ValidationActions,
		}
	case *admissionregistrationv1.MutatingAdmissionPolicyBinding:
		return &binding{
			name: b.Name, policy: b.Spec.PolicyName, paramRef: b.Spec.ParamRef,
			criteria: matching.ForBinding(b.Spec.MatchResources),
		}
	}
	return nil
}

// compiled are the programs of a policy, in the order of the policy's lists.
// They are safe for concurrent use; what does not compile says so when it is
// evaluated.
type compiled struct {
	compiler    *expression.Compiler
	conditions  *expression.Conditions
	validations []*expression.Program
	messages    []*expression.Program // nil where there is no messageExpression
	annotations []*expression.Program
	mutations   []*expression.Program
}

func (d *definition) compile() *compiled {
	c := &compiled{compiler: expression.NewCompiler()}
	scope := expression.Scope{Params: d.paramKind != nil, Authorizer: true}
	quiet := expression.Scope{Params: d.paramKind != nil}
	patches := scope
	patches.Patches = true
	for _, v := range d.variables {
		c.compiler.Variable(v.Name, v.Expression, scope, expression.Stored)
	}
	c.conditions = c.compiler.Conditions(d.conditions, scope)
	for _, v := range d.validations {
		c.validations = append(c.validations, c.compiler.Compile(v.Expression, scope, expression.Stored, expression.Bool))
		var message *expression.Program
		if v.MessageExpression != "" {
			message = c.compiler.Compile(v.MessageExpression, quiet, expression.Stored, expression.String)
		}
		c.messages = append(c.messages, message)
	}
	for _, a := range d.annotations {
		c.annotations = append(c.annotations, c.compiler.Compile(a.ValueExpression, scope, expression.Stored, expression.StringOrNull))
	}
	for _, m := range d.mutations {
		var p *expression.Program
		switch {
		case m.PatchType == admissionregistrationv1.PatchTypeJSONPatch && m.JSONPatch != nil:
			p = c.compiler.Compile(m.JSONPatch.Expression, patches, expression.Stored, expression.Patch)
		case m.PatchType == admissionregistrationv1.PatchTypeApplyConfiguration && m.ApplyConfiguration != nil:
			p = c.compiler.Compile(m.ApplyConfiguration.Expression, patches, expression.Stored, expression.Object)
		}
		c.mutations = append(c.mutations, p)
	}
	return c
}
