package expression

import (
	"strings"
	"testing"

	"k8s.io/kube-openapi/pkg/validation/spec"
)

func TestTypesAreChecked(t *testing.T) {
	replicas := *spec.Int64Property()
	replicas.Format = "int32"
	deployment := &spec.Schema{SchemaProps: spec.SchemaProps{
		Type: []string{"object"},
		Properties: map[string]spec.Schema{
			"spec": {SchemaProps: spec.SchemaProps{
				Type: []string{"object"},
				Properties: map[string]spec.Schema{
					"replicas": replicas,
					"names":    {SchemaProps: spec.SchemaProps{Type: []string{"array"}, Items: &spec.SchemaOrArray{Schema: spec.StringProperty()}}},
				},
			}},
		},
	}}
	c := NewChecker("Deployment", deployment, true, "Other", nil)
	c.Variable("replicas", "object.spec.replicas")
	c.Variable("wrong", "object.spec.nothing")
	for text, want := range map[string]string{
		`object.spec.replicas > 1`:                     "",
		`object.spec.replicas > '1'`:                   "found no matching overload for '_>_' applied to '(int, string)'",
		`object.spec.maxReplicas > 1`:                  "undefined field 'maxReplicas'",
		`object.metadata.name + object.metadata.x`:     "undefined field 'x'",
		`object.spec.names.all(n, n > 0)`:              "found no matching overload for '_>_' applied to '(string, int)'",
		`oldObject.spec.replicas == params.anything`:   "",
		`variables.replicas == 'a'`:                    "found no matching overload for '_==_' applied to '(int, string)'",
		`variables.wrong == 'a'`:                       "",
		`variables.none == 'a'`:                        "undefined field 'none'",
		`authorizer.path('/x').check('get').allowed()`: "",
		`object.`: "Syntax error",
	} {
		err := c.Check(text)
		switch {
		case want == "" && err != nil:
			t.Errorf("%s: %v", text, err)
		case want != "" && (err == nil || !strings.Contains(err.Error(), want)):
			t.Errorf("%s: got %v, want %s", text, err, want)
		}
	}
}

func TestUnknownTypesCanBeAnything(t *testing.T) {
	if err := NewChecker("Thing", nil, false, "", nil).Check("object.a.b == oldObject.c"); err != nil {
		t.Error(err)
	}
}
