// Package scheduling describes the kind of scheduling.k8s.io/v1: priority
// classes.
package scheduling

import (
	"fmt"
	"time"

	corev1 "k8s.io/api/core/v1"
	schedulingv1 "k8s.io/api/scheduling/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/names"
	"github.com/skiff-k8s/skiff/api/table"
)

const (
	// HighestUserPriority is the highest value that users may give a class.
	HighestUserPriority = int32(1_000_000_000)
	// SystemCriticalPriority is where the priorities of system classes begin.
	SystemCriticalPriority = 2 * HighestUserPriority
	systemPrefix           = "system-"
)

// SystemClasses are the classes that every cluster has, with their values.
var SystemClasses = map[string]int32{
	"system-cluster-critical": SystemCriticalPriority,
	"system-node-critical":    SystemCriticalPriority + 1000,
}

// Resources lists the kinds of the group.
func Resources() []*api.Resource { return []*api.Resource{PriorityClasses} }

// PriorityClasses give names to the priorities of pods.
var PriorityClasses = api.Define(api.Meta{
	Group: schedulingv1.GroupName, Version: "v1", Name: "priorityclasses", Singular: "priorityclass", Kind: "PriorityClass",
	ShortNames: []string{"pc"},
}, func() *schedulingv1.PriorityClass { return &schedulingv1.PriorityClass{} }, api.Rules[*schedulingv1.PriorityClass]{
	NewList: func() runtime.Object { return &schedulingv1.PriorityClassList{} },
	Default: func(c *schedulingv1.PriorityClass) {
		if c.PreemptionPolicy == nil {
			p := corev1.PreemptLowerPriority
			c.PreemptionPolicy = &p
		}
	},
	Prepare: func(c, old *schedulingv1.PriorityClass) {
		api.Generation(c, old, false)
	},
	Validate:     validatePriorityClass,
	ValidateName: names.Subdomain,
	Columns: table.Columns{
		table.Name(),
		table.Number("Value", schedulingv1.PriorityClass{}.SwaggerDoc()["value"]),
		table.Flag("Global-Default", schedulingv1.PriorityClass{}.SwaggerDoc()["globalDefault"]),
		table.Age(),
		table.Text("PreemptionPolicy", schedulingv1.PriorityClass{}.SwaggerDoc()["preemptionPolicy"]),
	},
	Row: func(c *schedulingv1.PriorityClass, now time.Time) []any {
		return []any{c.Name, int64(c.Value), c.GlobalDefault, table.AgeOf(c, now), table.Deref(c.PreemptionPolicy, "")}
	},
})

func validatePriorityClass(c, old *schedulingv1.PriorityClass) field.ErrorList {
	var errs field.ErrorList
	if old != nil {
		if c.Value != old.Value {
			errs = append(errs, field.Forbidden(field.NewPath("value"), "may not be changed in an update."))
		}
		if c.PreemptionPolicy != nil && old.PreemptionPolicy != nil && *c.PreemptionPolicy != *old.PreemptionPolicy {
			errs = append(errs, field.Invalid(field.NewPath("preemptionPolicy"), *c.PreemptionPolicy, "field is immutable"))
		}
		return errs
	}
	if len(c.Name) >= len(systemPrefix) && c.Name[:len(systemPrefix)] == systemPrefix {
		value, known := SystemClasses[c.Name]
		switch {
		case !known || value != c.Value || c.GlobalDefault:
			errs = append(errs, field.Forbidden(field.NewPath("metadata", "name"),
				fmt.Sprintf("priority class names with '%s' prefix are reserved for system use only. error: %s", systemPrefix, systemClassProblem(c, known, value))))
		}
	} else if c.Value > HighestUserPriority {
		errs = append(errs, field.Forbidden(field.NewPath("value"), fmt.Sprintf("maximum allowed value of a user defined priority is %v", HighestUserPriority)))
	}
	if p := c.PreemptionPolicy; p != nil {
		switch *p {
		case corev1.PreemptLowerPriority, corev1.PreemptNever:
		case "":
			errs = append(errs, field.Required(field.NewPath("preemptionPolicy"), ""))
		default:
			errs = append(errs, field.NotSupported(field.NewPath("preemptionPolicy"), *p,
				[]string{string(corev1.PreemptLowerPriority), string(corev1.PreemptNever)}))
		}
	}
	return errs
}

func systemClassProblem(c *schedulingv1.PriorityClass, known bool, value int32) string {
	switch {
	case !known:
		return fmt.Sprintf("%v is not a known system priority class", c.Name)
	case value != c.Value:
		return fmt.Sprintf("value of %v PriorityClass must be %v", c.Name, value)
	}
	return fmt.Sprintf("globalDefault of %v PriorityClass must be false", c.Name)
}
