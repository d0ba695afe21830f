// Package validate has the checks that the validation of many kinds is made of,
// with Kubernetes' messages.
package validate

import (
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

// Each makes one error of each message about value.
func Each(at *field.Path, value any, messages []string) field.ErrorList {
	var errs field.ErrorList
	for _, m := range messages {
		errs = append(errs, field.Invalid(at, value, m))
	}
	return errs
}

// OneOf wants value to be one of the supported ones, in the order in which the
// error lists them.
func OneOf[T ~string](at *field.Path, value T, supported ...T) field.ErrorList {
	if slices.Contains(supported, value) {
		return nil
	}
	return field.ErrorList{field.NotSupported(at, value, supported)}
}

// Required wants text to be there.
func Required(at *field.Path, text string) field.ErrorList {
	if text == "" {
		return field.ErrorList{field.Required(at, "")}
	}
	return nil
}

// RequiredOneOf is OneOf for a field that must be set.
func RequiredOneOf[T ~string](at *field.Path, value T, supported ...T) field.ErrorList {
	if value == "" {
		return Required(at, "")
	}
	return OneOf(at, value, supported...)
}

// NotNegative wants a number of 0 or more.
func NotNegative[T int32 | int64](at *field.Path, value T) field.ErrorList {
	if value < 0 {
		return field.ErrorList{field.Invalid(at, int64(value), "must be greater than or equal to 0")}
	}
	return nil
}

// maxDriverName is the longest name that CSI gives a driver.
const maxDriverName = 63

// DriverName wants the name of a CSI driver.
func DriverName(at *field.Path, name string) field.ErrorList {
	if name == "" {
		return field.ErrorList{field.Required(at, "")}
	}
	var errs field.ErrorList
	if len(name) > maxDriverName {
		errs = append(errs, field.TooLong(at, "", maxDriverName))
	}
	return append(errs, Each(at, name, validation.IsDNS1123Subdomain(strings.ToLower(name)))...)
}
