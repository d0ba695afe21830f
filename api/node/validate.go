package node

import (
	nodev1 "k8s.io/api/node/v1"
	apivalidation "k8s.io/apimachinery/pkg/api/validation"
	metav1validation "k8s.io/apimachinery/pkg/apis/meta/v1/validation"
	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/skiff-k8s/skiff/api/core"
)

func validateRuntimeClass(c, old *nodev1.RuntimeClass) field.ErrorList {
	if old != nil {
		return apivalidation.ValidateImmutableField(c.Handler, old.Handler, field.NewPath("handler"))
	}
	var errs field.ErrorList
	if c.Handler == "" {
		errs = append(errs, field.Required(field.NewPath("handler"), ""))
	} else {
		for _, m := range validation.IsDNS1123Label(c.Handler) {
			errs = append(errs, field.Invalid(field.NewPath("handler"), c.Handler, m))
		}
	}
	if c.Overhead != nil {
		errs = append(errs, core.ValidateOverhead(c.Overhead.PodFixed, field.NewPath("overhead"))...)
	}
	if s := c.Scheduling; s != nil {
		at := field.NewPath("scheduling")
		errs = append(errs, metav1validation.ValidateLabels(s.NodeSelector, at.Child("nodeSelector"))...)
		errs = append(errs, core.ValidateTolerations(s.Tolerations, at.Child("tolerations"))...)
	}
	return errs
}
