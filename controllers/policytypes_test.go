package controllers_test

import (
	"strings"
	"testing"

	admissionregistrationv1 "k8s.io/api/admissionregistration/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api/admissionregistration"
	"github.com/skiff-k8s/skiff/client"
)

func TestTypesOfPoliciesAreChecked(t *testing.T) {
	w := newWorld(t)
	fail := admissionregistrationv1.Fail
	w.create(admissionregistration.ValidatingAdmissionPolicies, &admissionregistrationv1.ValidatingAdmissionPolicy{
		ObjectMeta: metav1.ObjectMeta{Name: "replicas"},
		Spec: admissionregistrationv1.ValidatingAdmissionPolicySpec{
			FailurePolicy: &fail,
			MatchConstraints: &admissionregistrationv1.MatchResources{ResourceRules: []admissionregistrationv1.NamedRuleWithOperations{{
				RuleWithOperations: admissionregistrationv1.RuleWithOperations{
					Operations: []admissionregistrationv1.OperationType{"*"},
					Rule:       admissionregistrationv1.Rule{APIGroups: []string{"apps"}, APIVersions: []string{"v1"}, Resources: []string{"deployments"}},
				},
			}}},
			Validations: []admissionregistrationv1.Validation{
				{Expression: "object.spec.replicas > 1 && object.spec.template.spec.containers.all(c, c.name != '')"},
				{Expression: "object.spec.replicas > '1'"},
				{Expression: "object.spec.maxReplicas > 1"},
			},
		},
	})
	var p *admissionregistrationv1.ValidatingAdmissionPolicy
	w.eventually("types checked", func() bool {
		var err error
		if p, err = client.Get[*admissionregistrationv1.ValidatingAdmissionPolicy](t.Context(), w.client, admissionregistration.ValidatingAdmissionPolicies, "", "replicas"); err != nil {
			t.Fatal(err)
		}
		return p.Status.TypeChecking != nil
	})
	warnings := p.Status.TypeChecking.ExpressionWarnings
	if p.Status.ObservedGeneration != 1 || len(warnings) != 2 {
		t.Fatalf("got %+v", p.Status)
	}
	const want = "apps/v1, Kind=Deployment: ERROR: <input>:1:22: found no matching overload for '_>_' applied to '(int, string)'"
	if w := warnings[0]; w.FieldRef != "spec.validations[1].expression" || !strings.HasPrefix(w.Warning, want) {
		t.Errorf("got %+v", w)
	}
	if w := warnings[1]; w.FieldRef != "spec.validations[2].expression" || !strings.Contains(w.Warning, "undefined field 'maxReplicas'") {
		t.Errorf("got %+v", w)
	}
}
