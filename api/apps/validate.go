package apps

import (
	"fmt"
	"strconv"
	"strings"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	metav1validation "k8s.io/apimachinery/pkg/apis/meta/v1/validation"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/util/intstr"
	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/api/validate"
)

var (
	specPath   = field.NewPath("spec")
	statusPath = field.NewPath("status")
	strict     = metav1validation.LabelSelectorValidationOptions{}
)

// validateSelector wants a selector that selects something; kind names its
// owner.
func validateSelector(s *metav1.LabelSelector, kind string) field.ErrorList {
	at := specPath.Child("selector")
	if s == nil {
		return field.ErrorList{field.Required(at, "")}
	}
	errs := metav1validation.ValidateLabelSelector(s, strict, at)
	if len(s.MatchLabels)+len(s.MatchExpressions) == 0 {
		errs = append(errs, field.Invalid(at, s, "empty selector is invalid for "+kind))
	}
	return errs
}

// validateSelected checks the template and that the selector finds its pods;
// with several pods they cannot share a disk that allows one writer.
func validateSelected(t *corev1.PodTemplateSpec, selector labels.Selector, kind string) field.ErrorList {
	at := specPath.Child("template")
	var errs field.ErrorList
	if !selector.Empty() && !selector.Matches(labels.Set(t.Labels)) {
		errs = append(errs, core.MismatchedLabels(t, at))
	}
	errs = append(errs, core.ValidatePodTemplate(t, at)...)
	return append(errs, core.ValidateLasting(t, kind, at)...)
}

// amount wants a number that is not negative, or a percentage.
func amount(v intstr.IntOrString, at *field.Path) field.ErrorList {
	if v.Type == intstr.Int {
		return validate.NotNegative(at, v.IntVal)
	}
	var errs field.ErrorList
	for _, m := range validation.IsValidPercent(v.StrVal) {
		errs = append(errs, field.Invalid(at, v, m))
	}
	return errs
}

// atMostAll wants no more than 100%.
func atMostAll(v intstr.IntOrString, at *field.Path) field.ErrorList {
	if p, ok := percent(v); ok && p > 100 {
		return field.ErrorList{field.Invalid(at, v, "must not be greater than 100%")}
	}
	return nil
}

func percent(v intstr.IntOrString) (int, bool) {
	if v.Type != intstr.String || len(validation.IsValidPercent(v.StrVal)) > 0 {
		return 0, false
	}
	p, err := strconv.Atoi(strings.TrimSuffix(v.StrVal, "%"))
	return p, err == nil
}

// magnitude is the number in an amount, of pods or of percents.
func magnitude(v *intstr.IntOrString) int {
	if v == nil {
		return 0
	}
	if p, ok := percent(*v); ok {
		return p
	}
	return v.IntValue()
}

func invalidSelector(at *field.Path, s *metav1.LabelSelector) *field.Error {
	return field.Invalid(at, s, "invalid label selector")
}

func unsupportedStrategy(at *field.Path, value any, supported ...string) *field.Error {
	quoted := make([]string, len(supported))
	for i, s := range supported {
		quoted[i] = fmt.Sprintf("%q", s)
	}
	e := field.NotSupported[string](at, value, nil)
	e.Detail = "supported values: " + strings.Join(quoted, ", ")
	return e
}
