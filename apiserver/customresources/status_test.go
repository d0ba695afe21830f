package customresources

import (
	"testing"
	"time"

	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

func definitionOf(plural, kind string, short ...string) *definition {
	return &definition{
		ObjectMeta: metav1.ObjectMeta{Name: plural + ".example.com"},
		Spec: apiextensionsv1.CustomResourceDefinitionSpec{
			Group: "example.com", Scope: apiextensionsv1.NamespaceScoped,
			Names: names{Plural: plural, Singular: plural[:len(plural)-1], Kind: kind, ListKind: kind + "List", ShortNames: short},
		},
	}
}

func accepted(d *definition) *definition {
	d.Status = *decide(d, taken{}, nil, time.Unix(0, 0))
	return d
}

func TestDecide(t *testing.T) {
	cats := accepted(definitionOf("cats", "Cat", "ct"))
	for _, tt := range []struct {
		name        string
		d           *definition
		established apiextensionsv1.ConditionStatus
		reason      string
		plural      string
	}{
		{"free names", definitionOf("dogs", "Dog"), apiextensionsv1.ConditionTrue, "NoConflicts", "dogs"},
		{"a kind that is taken", definitionOf("kitties", "Cat"), apiextensionsv1.ConditionFalse, "ListKindConflict", "kitties"},
		{"a short name that is taken", definitionOf("cattles", "Cattle", "ct"), apiextensionsv1.ConditionFalse, "ShortNamesConflict", "cattles"},
		{"a plural that is taken", definitionOf("cats", "Feline"), apiextensionsv1.ConditionFalse, "SingularConflict", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if tt.plural == "" {
				tt.d.Name = "others.example.com"
			}
			s := decide(tt.d, takenBy([]*definition{cats, tt.d}, tt.d), nil, time.Unix(1, 0))
			if got := condition(s, apiextensionsv1.Established); got != tt.established {
				t.Errorf("established: %s", got)
			}
			if s.Conditions[0].Reason != tt.reason {
				t.Errorf("reason %s: %s", s.Conditions[0].Reason, s.Conditions[0].Message)
			}
			if s.AcceptedNames.Plural != tt.plural {
				t.Errorf("plural %q", s.AcceptedNames.Plural)
			}
		})
	}
}

func TestDecideIsSteady(t *testing.T) {
	d := accepted(definitionOf("dogs", "Dog"))
	again := decide(d, taken{}, nil, time.Unix(99, 0))
	if !same(d.Status, *again) {
		t.Errorf("%+v became %+v", d.Status, *again)
	}
	// Names that others have taken since do not end what is established.
	d.Spec.Names.ShortNames = []string{"ct"}
	s := decide(d, taken{resources: map[string]bool{"ct": true}, kinds: map[string]bool{}}, nil, time.Unix(99, 0))
	if condition(s, apiextensionsv1.Established) != apiextensionsv1.ConditionTrue || condition(s, apiextensionsv1.NamesAccepted) != apiextensionsv1.ConditionFalse {
		t.Errorf("%+v", s.Conditions)
	}
}

func TestApproval(t *testing.T) {
	for annotation, want := range map[string]string{
		"": "MissingAnnotation", "unapproved, a test": "UnapprovedAnnotation", "https://example.com/1": "ApprovedAnnotation", "yes": "InvalidAnnotation",
	} {
		d := definitionOf("things", "Thing")
		d.Spec.Group = "things.k8s.io"
		d.Annotations = map[string]string{apiextensionsv1.KubeAPIApprovedAnnotation: annotation}
		s := decide(d, taken{}, nil, time.Unix(0, 0))
		found := ""
		for _, c := range s.Conditions {
			if c.Type == apiextensionsv1.KubernetesAPIApprovalPolicyConformant {
				found = c.Reason
			}
		}
		if found != want {
			t.Errorf("%q: %q, want %q", annotation, found, want)
		}
	}
}

func TestDeprecation(t *testing.T) {
	version := func(name string, served, deprecated bool) apiextensionsv1.CustomResourceDefinitionVersion {
		return apiextensionsv1.CustomResourceDefinitionVersion{Name: name, Served: served, Deprecated: deprecated}
	}
	d := definitionOf("dogs", "Dog")
	d.Spec.Versions = []apiextensionsv1.CustomResourceDefinitionVersion{
		version("v1alpha1", true, true), version("v1beta1", true, false), version("v1", true, false), version("v2", false, false), version("v3", true, true),
	}
	for i, want := range []string{
		"example.com/v1alpha1 Dog is deprecated; use example.com/v1 Dog", "", "", "", "example.com/v3 Dog is deprecated",
	} {
		if got := deprecation(d, &d.Spec.Versions[i]); got != want {
			t.Errorf("%s: %q", d.Spec.Versions[i].Name, got)
		}
	}
}
