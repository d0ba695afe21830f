package schema

import (
	"context"
	"fmt"
	"math"
	"strings"

	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel/model"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/listtype"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/objectmeta"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/validation"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/util/validation/field"
	celconfig "k8s.io/apiserver/pkg/apis/cel"
	"k8s.io/apiserver/pkg/cel/common"
	"k8s.io/apiserver/pkg/warning"
)

// unchecked tells that the rules were not looked at, because an object of the
// wrong form can make them fail in ways that help nobody.
const unchecked = "some validation rules were not checked because the object was invalid; correct the existing errors to complete validation"

// Validate reports what is wrong with an object besides its metadata. old is nil
// on create. What was wrong before and has not changed is let pass; where a rule
// says so, warn is told.
func (v *Version) Validate(u, old *unstructured.Unstructured, warn func(string)) field.ErrorList {
	p, err := v.parts()
	if err != nil {
		return internal(err)
	}
	validator, err := p.validator()
	if err != nil {
		return internal(err)
	}
	var errs field.ErrorList
	correlated := p.correlate(u, old)
	if old == nil {
		errs = validation.ValidateCustomResource(nil, u.Object, validator)
	} else {
		errs = validation.ValidateCustomResourceUpdate(nil, u.Object, old.Object, validator, validation.WithRatcheting(correlated))
	}
	errs = append(errs, v.validateReplicas(u)...)
	errs = append(errs, v.validateScaleStatus(u)...)
	errs = append(errs, objectmeta.Validate(nil, u.Object, p.structural, false)...)
	if old == nil || len(listtype.ValidateListSetsAndMaps(nil, p.structural, old.Object)) == 0 {
		errs = append(errs, listtype.ValidateListSetsAndMaps(nil, p.structural, u.Object)...)
	}
	return p.validateRules(errs, u, old, correlated, warn)
}

// ValidateStatus reports what is wrong with an object whose status was written.
func (v *Version) ValidateStatus(u, old *unstructured.Unstructured, warn func(string)) field.ErrorList {
	p, err := v.parts()
	if err != nil {
		return internal(err)
	}
	validator, err := p.status()
	if err != nil {
		return internal(err)
	}
	var errs field.ErrorList
	correlated := p.correlate(u, old)
	if status, ok := u.Object["status"]; ok {
		var options []validation.ValidationOption
		if p.structural != nil {
			options = append(options, validation.WithRatcheting(correlated.Key("status")))
		}
		errs = validation.ValidateCustomResourceUpdate(field.NewPath("status"), status, old.Object["status"], validator, options...)
	}
	errs = append(errs, v.validateScaleStatus(u)...)
	if len(listtype.ValidateListSetsAndMaps(nil, p.structural, old.Object)) == 0 {
		errs = append(errs, listtype.ValidateListSetsAndMaps(nil, p.structural, u.Object)...)
	}
	return p.validateRules(errs, u, old, correlated, warn)
}

// correlate relates the parts of an object to what they were; nil on create.
func (p *parts) correlate(u, old *unstructured.Unstructured) *common.CorrelatedObject {
	if old == nil {
		return nil
	}
	return common.NewCorrelatedObject(u.Object, old.Object, &model.Structural{Structural: p.structural})
}

// validateRules adds what the rules say, unless the object is so wrong that they
// cannot be asked.
func (p *parts) validateRules(errs field.ErrorList, u, old *unstructured.Unstructured, correlated *common.CorrelatedObject, warn func(string)) field.ErrorList {
	rules := p.rules()
	if rules == nil {
		return errs
	}
	for _, e := range errs {
		switch e.Type {
		case field.ErrorTypeNotSupported, field.ErrorTypeRequired, field.ErrorTypeTooLong, field.ErrorTypeTooMany, field.ErrorTypeTypeInvalid:
			return append(errs, field.Invalid(nil, nil, unchecked))
		}
	}
	var (
		before  any
		options []cel.Option
	)
	if old != nil {
		before = old.Object
		options = append(options, cel.WithRatcheting(correlated))
	}
	// The cost budget bounds the evaluation, so it needs no deadline.
	ctx := context.Background()
	if warn != nil {
		ctx = warning.WithWarningRecorder(ctx, recorder(warn))
	}
	found, _ := rules.Validate(ctx, nil, p.structural, u.Object, before, celconfig.RuntimeCELCostBudget, options...)
	return append(errs, found...)
}

// recorder takes warnings of rules.
type recorder func(text string)

// AddWarning implements warning.Recorder.
func (r recorder) AddWarning(_, text string) { r(text) }

// validateReplicas checks the replicas that the scale subresource may set.
func (v *Version) validateReplicas(u *unstructured.Unstructured) field.ErrorList {
	if v.Scale == nil {
		return nil
	}
	return checkReplicas(u, v.Scale.SpecReplicasPath)
}

// validateScaleStatus checks what the scale subresource shows of the status.
func (v *Version) validateScaleStatus(u *unstructured.Unstructured) field.ErrorList {
	if v.Scale == nil {
		return nil
	}
	errs := checkReplicas(u, v.Scale.StatusReplicasPath)
	if at := v.Scale.LabelSelectorPath; at != nil {
		if selector, _, err := unstructured.NestedString(u.Object, Steps(*at)...); err != nil {
			errs = append(errs, field.Invalid(field.NewPath(*at), selector, err.Error()))
		}
	}
	return errs
}

func checkReplicas(u *unstructured.Unstructured, path string) field.ErrorList {
	n, _, err := unstructured.NestedInt64(u.Object, Steps(path)...)
	at := field.NewPath(path)
	switch {
	case err != nil:
		return field.ErrorList{field.Invalid(at, n, err.Error())}
	case n < 0:
		return field.ErrorList{field.Invalid(at, n, "should be a non-negative integer")}
	case n > math.MaxInt32:
		return field.ErrorList{field.Invalid(at, n, fmt.Sprintf("should be less than or equal to %v", math.MaxInt32))}
	}
	return nil
}

// Steps takes a simple path (".spec.replicas") apart.
func Steps(path string) []string { return strings.Split(strings.TrimPrefix(path, "."), ".") }

func internal(err error) field.ErrorList {
	return field.ErrorList{field.InternalError(nil, err)}
}
