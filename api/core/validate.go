package core

import (
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

// invalid makes one error of each message about value.
func invalid(at *field.Path, value any, messages []string) field.ErrorList {
	var errs field.ErrorList
	for _, m := range messages {
		errs = append(errs, field.Invalid(at, value, m))
	}
	return errs
}

// oneOf wants value to be one of the supported ones, in the order in which the
// error lists them.
func oneOf[T ~string](at *field.Path, value T, supported ...T) field.ErrorList {
	if slices.Contains(supported, value) {
		return nil
	}
	return field.ErrorList{field.NotSupported(at, value, supported)}
}

// required wants text to be there.
func required(at *field.Path, text string) field.ErrorList {
	if text == "" {
		return field.ErrorList{field.Required(at, "")}
	}
	return nil
}

// requiredOneOf is oneOf for a field that must be set.
func requiredOneOf[T ~string](at *field.Path, value T, supported ...T) field.ErrorList {
	if value == "" {
		return required(at, "")
	}
	return oneOf(at, value, supported...)
}

func dnsLabel(at *field.Path, value string) field.ErrorList {
	return invalid(at, value, validation.IsDNS1123Label(value))
}

func dnsSubdomain(at *field.Path, value string) field.ErrorList {
	return invalid(at, value, validation.IsDNS1123Subdomain(value))
}

func qualifiedName(at *field.Path, value string) field.ErrorList {
	return invalid(at, value, validation.IsQualifiedName(value))
}

func nonNegative[T int32 | int64](at *field.Path, value T) field.ErrorList {
	if value < 0 {
		return field.ErrorList{field.Invalid(at, int64(value), "must be greater than or equal to 0")}
	}
	return nil
}

const (
	notPositive  = "must be greater than zero"
	fileModeText = "must be a number between 0 and 0777 (octal), both inclusive"
)

// localPath wants a relative path that does not lead upwards.
func localPath(at *field.Path, p string) field.ErrorList {
	var errs field.ErrorList
	if strings.HasPrefix(p, "/") {
		errs = append(errs, field.Invalid(at, p, "must be a relative path"))
	}
	return append(errs, noBacksteps(at, p)...)
}

func noBacksteps(at *field.Path, p string) field.ErrorList {
	if slices.Contains(strings.Split(p, "/"), "..") {
		return field.ErrorList{field.Invalid(at, p, "must not contain '..'")}
	}
	return nil
}

// localFile wants a relative path whose first part does not start with two dots,
// which the kubelet uses itself.
func localFile(at *field.Path, p string) field.ErrorList {
	errs := localPath(at, p)
	if strings.HasPrefix(p, "..") && !strings.HasPrefix(p, "../") {
		errs = append(errs, field.Invalid(at, p, "must not start with '..'"))
	}
	return errs
}

func fileMode(at *field.Path, mode *int32) field.ErrorList {
	if mode != nil && (*mode < 0 || *mode > 0o777) {
		return field.ErrorList{field.Invalid(at, *mode, fileModeText)}
	}
	return nil
}
