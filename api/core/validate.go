package core

import (
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/skiff-k8s/skiff/api/validate"
)

func dnsLabel(at *field.Path, value string) field.ErrorList {
	return validate.Each(at, value, validation.IsDNS1123Label(value))
}

func dnsSubdomain(at *field.Path, value string) field.ErrorList {
	return validate.Each(at, value, validation.IsDNS1123Subdomain(value))
}

func qualifiedName(at *field.Path, value string) field.ErrorList {
	return validate.Each(at, value, validation.IsQualifiedName(value))
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
