package admissionregistration

import (
	"strings"
	"testing"

	admissionregistrationv1 "k8s.io/api/admissionregistration/v1"
	"sigs.k8s.io/yaml"
)

func policyOf(t *testing.T, spec string) *admissionregistrationv1.ValidatingAdmissionPolicy {
	t.Helper()
	p := &admissionregistrationv1.ValidatingAdmissionPolicy{}
	p.Name = "p"
	if err := yaml.UnmarshalStrict([]byte(spec), &p.Spec); err != nil {
		t.Fatal(err)
	}
	ValidatingAdmissionPolicies.Default(p)
	return p
}

// TestWhatIsStoredMayStay: an update is not refused for expressions that were
// accepted before, unless it changes what they may name.
func TestWhatIsStoredMayStay(t *testing.T) {
	const rules = "matchConstraints: {resourceRules: [{apiGroups: [''], apiVersions: [v1], operations: [CREATE], resources: [pods]}]}\n"
	old := rules + "paramKind: {apiVersion: v1, kind: ConfigMap}\nmatchConditions: [{name: a, expression: nobody.knows}]\nvalidations: [{expression: 'true'}]"
	for _, test := range []struct{ name, spec, want string }{
		{"conditions as they were", strings.Replace(old, "'true'", "'false'", 1), ""},
		{"another condition", strings.Replace(old, "nobody.knows", "nobody.knew", 1), "spec.matchConditions[0].expression"},
		{"conditions as they were, without params", strings.Replace(old, "paramKind: {apiVersion: v1, kind: ConfigMap}\n", "", 1), "spec.matchConditions[0].expression"},
	} {
		t.Run(test.name, func(t *testing.T) {
			errs := ValidatingAdmissionPolicies.Validate(policyOf(t, test.spec), policyOf(t, old))
			switch {
			case test.want == "" && len(errs) > 0:
				t.Error(errs.ToAggregate())
			case test.want != "" && (len(errs) != 1 || errs[0].Field != test.want):
				t.Errorf("got %v, want an error at %s", errs.ToAggregate(), test.want)
			}
		})
	}
}

func TestConditionsOfWebhooksMayStay(t *testing.T) {
	webhook := func(expression string) *admissionregistrationv1.ValidatingWebhookConfiguration {
		c := &admissionregistrationv1.ValidatingWebhookConfiguration{}
		c.Name = "c"
		err := yaml.UnmarshalStrict([]byte(`
webhooks:
- name: a.example.com
  admissionReviewVersions: [v1]
  sideEffects: None
  clientConfig: {url: "https://a.example.com/"}
  matchConditions: [{name: a, expression: "`+expression+`"}]`), c)
		if err != nil {
			t.Fatal(err)
		}
		ValidatingWebhookConfigurations.Default(c)
		return c
	}
	if errs := ValidatingWebhookConfigurations.Validate(webhook("nobody"), webhook("nobody")); len(errs) > 0 {
		t.Error(errs.ToAggregate())
	}
	if errs := ValidatingWebhookConfigurations.Validate(webhook("nobody"), webhook("true")); len(errs) != 1 {
		t.Errorf("got %v", errs.ToAggregate())
	}
}
