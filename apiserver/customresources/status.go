package customresources

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"k8s.io/apiextensions-apiserver/pkg/apihelpers"
	internal "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	structural "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apimachinery/pkg/api/equality"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	utilerrors "k8s.io/apimachinery/pkg/util/errors"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/skiff-k8s/skiff/api/apiextensions"
)

type (
	definition = apiextensionsv1.CustomResourceDefinition
	names      = apiextensionsv1.CustomResourceDefinitionNames
	condType   = apiextensionsv1.CustomResourceDefinitionConditionType
	cond       = apiextensionsv1.CustomResourceDefinitionCondition
)

// condition returns the status of a condition, Unknown when there is none.
func condition(s *apiextensionsv1.CustomResourceDefinitionStatus, kind condType) apiextensionsv1.ConditionStatus {
	for i := range s.Conditions {
		if s.Conditions[i].Type == kind {
			return s.Conditions[i].Status
		}
	}
	return apiextensionsv1.ConditionUnknown
}

// setCondition sets a condition; its time changes when its status does.
func setCondition(s *apiextensionsv1.CustomResourceDefinitionStatus, c cond, now time.Time) {
	c.LastTransitionTime = metav1.NewTime(now).Rfc3339Copy()
	for i := range s.Conditions {
		if old := &s.Conditions[i]; old.Type == c.Type {
			if old.Status == c.Status && !old.LastTransitionTime.IsZero() {
				c.LastTransitionTime = old.LastTransitionTime
			}
			c.ObservedGeneration = old.ObservedGeneration
			*old = c
			return
		}
	}
	s.Conditions = append(s.Conditions, c)
}

// taken are the names in a group that others have.
type taken struct{ resources, kinds map[string]bool }

// takenBy collects the names that the definitions of a group have been given,
// without those of the definition named.
func takenBy(all []*definition, d *definition) taken {
	t := taken{map[string]bool{}, map[string]bool{}}
	for _, other := range all {
		if other.Spec.Group != d.Spec.Group || other.Name == d.Name {
			continue
		}
		n := &other.Status.AcceptedNames
		for _, name := range append([]string{n.Plural, n.Singular}, n.ShortNames...) {
			t.resources[name] = true
		}
		t.kinds[n.Kind], t.kinds[n.ListKind] = true, true
	}
	return t
}

// decide returns the status that a definition should have, given the names that
// others have and what keeps its schemas from being structural.
func decide(d *definition, others taken, nonStructural *cond, now time.Time) *apiextensionsv1.CustomResourceDefinitionStatus {
	s := d.Status.DeepCopy()
	acceptNames(d, s, others, now)
	establish(d, s, now)
	if nonStructural != nil {
		setCondition(s, *nonStructural, now)
	} else {
		s.Conditions = slices.DeleteFunc(s.Conditions, func(c cond) bool { return c.Type == apiextensionsv1.NonStructuralSchema })
	}
	if c := approvalCondition(d); c != nil {
		setCondition(s, *c, now)
	}
	return s
}

// acceptNames gives the definition the names that it wants and nobody has.
func acceptNames(d *definition, s *apiextensionsv1.CustomResourceDefinitionStatus, others taken, now time.Time) {
	want, have := &d.Spec.Names, &s.AcceptedNames
	if equality.Semantic.DeepEqual(*want, *have) {
		return
	}
	accepted := *have
	verdict := cond{Type: apiextensionsv1.NamesAccepted, Status: apiextensionsv1.ConditionTrue, Reason: "NoConflicts", Message: "no conflicts found"}
	refuse := func(reason string, err error) {
		verdict.Status, verdict.Reason, verdict.Message = apiextensionsv1.ConditionFalse, reason, err.Error()
	}
	for _, n := range []struct {
		reason    string
		want      string
		have      string
		get       *string
		usedNames map[string]bool
	}{
		{"PluralConflict", want.Plural, have.Plural, &accepted.Plural, others.resources},
		{"SingularConflict", want.Singular, have.Singular, &accepted.Singular, others.resources},
	} {
		if err := free(n.want, n.have, n.usedNames); err != nil {
			refuse(n.reason, err)
		} else {
			*n.get = n.want
		}
	}
	if !reflect.DeepEqual(want.ShortNames, have.ShortNames) {
		var errs []error
		for _, short := range want.ShortNames {
			if !slices.Contains(have.ShortNames, short) {
				errs = append(errs, free(short, "", others.resources))
			}
		}
		if err := utilerrors.NewAggregate(errs); err != nil {
			refuse("ShortNamesConflict", err)
		} else {
			accepted.ShortNames = want.ShortNames
		}
	}
	for _, n := range []struct {
		reason, want, have string
		get                *string
	}{
		{"KindConflict", want.Kind, have.Kind, &accepted.Kind},
		{"ListKindConflict", want.ListKind, have.ListKind, &accepted.ListKind},
	} {
		if err := free(n.want, n.have, others.kinds); err != nil {
			refuse(n.reason, err)
		} else {
			*n.get = n.want
		}
	}
	accepted.Categories = want.Categories
	s.AcceptedNames = accepted
	setCondition(s, verdict, now)
	if condition(s, apiextensionsv1.Established) == apiextensionsv1.ConditionUnknown {
		setCondition(s, cond{
			Type: apiextensionsv1.Established, Status: apiextensionsv1.ConditionFalse,
			Reason: "NotAccepted", Message: "not all names are accepted",
		}, now)
	}
}

func free(want, have string, used map[string]bool) error {
	if want == have || !used[want] {
		return nil
	}
	return fmt.Errorf("%q is already in use", want)
}

// establish lets a definition be served once its names are accepted. It stays
// established whatever becomes of its names.
func establish(d *definition, s *apiextensionsv1.CustomResourceDefinitionStatus, now time.Time) {
	if condition(s, apiextensionsv1.Established) == apiextensionsv1.ConditionTrue ||
		condition(s, apiextensionsv1.NamesAccepted) != apiextensionsv1.ConditionTrue {
		return
	}
	c := cond{
		Type: apiextensionsv1.Established, Status: apiextensionsv1.ConditionTrue,
		Reason: "InitialNamesAccepted", Message: "the initial names have been accepted",
	}
	if v := d.Spec.Conversion; v != nil && v.Webhook != nil && v.Webhook.ClientConfig != nil &&
		apiextensions.CheckCABundle(v.Webhook.ClientConfig.CABundle) != nil {
		c.Status, c.Reason, c.Message = apiextensionsv1.ConditionFalse, "InvalidCABundle", "The conversion webhook CABundle is invalid"
	}
	setCondition(s, c, now)
}

// structuralCondition says what keeps the schemas from being structural, nil when
// they are.
func structuralCondition(d *definition) *cond {
	var errs field.ErrorList
	if d.Spec.PreserveUnknownFields {
		errs = append(errs, field.Invalid(field.NewPath("spec", "preserveUnknownFields"), true, "must be false"))
	}
	c := &cond{Type: apiextensionsv1.NonStructuralSchema, Status: apiextensionsv1.ConditionTrue, Reason: "Violations"}
	for i, v := range d.Spec.Versions {
		if v.Schema == nil || v.Schema.OpenAPIV3Schema == nil {
			continue
		}
		old := &internal.CustomResourceValidation{}
		if err := apiextensionsv1.Convert_v1_CustomResourceValidation_To_apiextensions_CustomResourceValidation(v.Schema, old, nil); err != nil {
			continue
		}
		s, err := structural.NewStructural(old.OpenAPIV3Schema)
		if err != nil {
			c.Status, c.Reason = apiextensionsv1.ConditionUnknown, "StructuralError"
			c.Message = fmt.Sprintf("failed to check validation schema for version %s: %v", v.Name, err)
			return c
		}
		errs = append(errs, structural.ValidateStructural(field.NewPath("spec", "versions").Index(i).Child("schema", "openAPIV3Schema"), s)...)
	}
	if len(errs) == 0 {
		return nil
	}
	c.Message = errs.ToAggregate().Error()
	return c
}

// approvalCondition says whether a kind in a group of the Kubernetes project has
// been approved there, nil for all other groups.
func approvalCondition(d *definition) *cond {
	if !apihelpers.IsProtectedCommunityGroup(d.Spec.Group) {
		return nil
	}
	state, reason := apihelpers.GetAPIApprovalState(d.Annotations)
	c := &cond{Type: apiextensionsv1.KubernetesAPIApprovalPolicyConformant, Status: apiextensionsv1.ConditionFalse, Message: reason}
	switch state {
	case apihelpers.APIApprovalInvalid:
		c.Reason = "InvalidAnnotation"
	case apihelpers.APIApprovalMissing:
		c.Reason = "MissingAnnotation"
	case apihelpers.APIApproved:
		c.Status, c.Reason = apiextensionsv1.ConditionTrue, "ApprovedAnnotation"
	case apihelpers.APIApprovalBypassed:
		c.Reason = "UnapprovedAnnotation"
	default:
		c.Status, c.Reason = apiextensionsv1.ConditionUnknown, "UnknownAnnotation"
	}
	return c
}

// summary says in a few words what a change of status is about, for traces.
func summary(before, after *apiextensionsv1.CustomResourceDefinitionStatus) string {
	var out []string
	for _, c := range after.Conditions {
		if condition(before, c.Type) != c.Status {
			text := string(c.Type)
			if c.Status != apiextensionsv1.ConditionTrue {
				text = "not " + text
			}
			out = append(out, text)
		}
	}
	return strings.Join(out, ", ")
}
