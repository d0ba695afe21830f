package apiextensions_test

import (
	"testing"

	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/all"
)

// TestSelectableFieldsWithAnEmptySchema has no recorded answer: kube-apiserver breaks
// the connection off.
func TestSelectableFieldsWithAnEmptySchema(t *testing.T) {
	crd := &apiextensionsv1.CustomResourceDefinition{
		ObjectMeta: metav1.ObjectMeta{Name: "things.example.com"},
		Spec: apiextensionsv1.CustomResourceDefinitionSpec{
			Group: "example.com", Scope: apiextensionsv1.NamespaceScoped,
			Names: apiextensionsv1.CustomResourceDefinitionNames{Plural: "things", Kind: "Thing"},
			Versions: []apiextensionsv1.CustomResourceDefinitionVersion{{
				Name: "v1", Served: true, Storage: true,
				Schema:           &apiextensionsv1.CustomResourceValidation{},
				SelectableFields: []apiextensionsv1.SelectableField{{JSONPath: ".spec.a"}},
			}},
		},
	}
	definitions := resource(t, "customresourcedefinitions")
	definitions.Default(crd)
	definitions.Prepare(crd, nil)
	var fields []string
	for _, err := range definitions.Validate(crd, nil) {
		fields = append(fields, err.Field)
	}
	want := []string{"spec.versions[0].schema.openAPIV3Schema", "spec.selectableFields"}
	if len(fields) != 2 || fields[0] != want[0] || fields[1] != want[1] {
		t.Errorf("refused for %q, want %q", fields, want)
	}
}

func resource(t *testing.T, name string) *api.Resource {
	t.Helper()
	for _, r := range all.Resources() {
		if r.Name == name {
			return r
		}
	}
	t.Fatalf("no resource %s", name)
	return nil
}
