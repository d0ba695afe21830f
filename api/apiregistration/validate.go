package apiregistration

import (
	"fmt"

	"k8s.io/apimachinery/pkg/api/validation/path"

	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"
	apiregistrationv1 "k8s.io/kube-aggregator/pkg/apis/apiregistration/v1"

	"github.com/skiff-k8s/skiff/api/validate"
)

// Bounds of the priorities.
const (
	maxGroupPriority   = 20000
	maxVersionPriority = 1000
)

func validateAPIService(s, _ *apiregistrationv1.APIService) field.ErrorList {
	var errs field.ErrorList
	at := field.NewPath("spec")
	spec := &s.Spec
	// What is no name at all has been said already.
	if want := spec.Version + "." + spec.Group; s.Name != want && s.Name != "" && len(path.IsValidPathSegmentName(s.Name)) == 0 {
		errs = append(errs, field.Invalid(field.NewPath("metadata", "name"), s.Name,
			fmt.Sprintf("must be `spec.version+\".\"+spec.group`: %q", want)))
	}
	switch {
	case spec.Group != "":
		errs = append(errs, validate.Each(at.Child("group"), spec.Group, validation.IsDNS1123Subdomain(spec.Group))...)
	case spec.Version != "v1":
		errs = append(errs, field.Required(at.Child("group"), "only v1 may have an empty group and it better be legacy kube"))
	}
	errs = append(errs, validate.Each(at.Child("version"), spec.Version, validation.IsDNS1035Label(spec.Version))...)
	if p := spec.GroupPriorityMinimum; p <= 0 || p > maxGroupPriority {
		errs = append(errs, field.Invalid(at.Child("groupPriorityMinimum"), p, "must be positive and less than 20000"))
	}
	if p := spec.VersionPriority; p <= 0 || p > maxVersionPriority {
		errs = append(errs, field.Invalid(at.Child("versionPriority"), p, "must be positive and less than 1000"))
	}
	if spec.Service == nil {
		return append(errs, validateLocal(spec, at)...)
	}
	return append(errs, validateRemote(spec, at)...)
}

// validateLocal: whom we are ourselves we do not have to identify.
func validateLocal(s *apiregistrationv1.APIServiceSpec, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	if len(s.CABundle) != 0 {
		errs = append(errs, field.Invalid(at.Child("caBundle"), fmt.Sprintf("%d bytes", len(s.CABundle)), "local APIServices may not have a caBundle"))
	}
	if s.InsecureSkipTLSVerify {
		errs = append(errs, field.Invalid(at.Child("insecureSkipTLSVerify"), s.InsecureSkipTLSVerify, "local APIServices may not have insecureSkipTLSVerify"))
	}
	return errs
}

func validateRemote(s *apiregistrationv1.APIServiceSpec, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	service := at.Child("service")
	if s.Service.Namespace == "" {
		errs = append(errs, field.Required(service.Child("namespace"), ""))
	}
	if s.Service.Name == "" {
		errs = append(errs, field.Required(service.Child("name"), ""))
	}
	if p := s.Service.Port; p != nil {
		for _, m := range validation.IsValidPortNum(int(*p)) {
			errs = append(errs, field.Invalid(service.Child("port"), *p, "port is not valid: "+m))
		}
	}
	if s.InsecureSkipTLSVerify && len(s.CABundle) > 0 {
		errs = append(errs, field.Invalid(at.Child("insecureSkipTLSVerify"), s.InsecureSkipTLSVerify, "may not be true if caBundle is present"))
	}
	return errs
}
