package apps

import (
	"bytes"
	"strings"

	appsv1 "k8s.io/api/apps/v1"
	apivalidation "k8s.io/apimachinery/pkg/api/validation"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/skiff-k8s/skiff/api/validate"
)

// validateControllerRevision: a revision is what it was.
func validateControllerRevision(c, old *appsv1.ControllerRevision) field.ErrorList {
	var errs field.ErrorList
	switch {
	case c.Data.Raw == nil && c.Data.Object == nil:
		errs = append(errs, field.Required(field.NewPath("data"), "data is mandatory"))
	case c.Data.Raw != nil && !bytes.HasPrefix(bytes.TrimSpace(c.Data.Raw), []byte("{")):
		errs = append(errs, field.Required(field.NewPath("data"), "data must be a valid JSON object"))
	}
	errs = append(errs, validate.NotNegative(field.NewPath("revision"), c.Revision)...)
	if old != nil {
		errs = append(errs, apivalidation.ValidateImmutableField(c.Data, old.Data, field.NewPath("data"))...)
	}
	return errs
}

// lowerKind names a kind as kubectl does: "statefulset.apps".
func lowerKind(k schema.GroupVersionKind) string {
	if k.Group == "" {
		return strings.ToLower(k.Kind)
	}
	return strings.ToLower(k.Kind) + "." + k.Group
}
