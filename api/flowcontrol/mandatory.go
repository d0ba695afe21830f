package flowcontrol

import (
	"fmt"

	flowcontrolv1 "k8s.io/api/flowcontrol/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	"k8s.io/apimachinery/pkg/util/validation/field"
	"k8s.io/apiserver/pkg/apis/flowcontrol/bootstrap"

	"github.com/skiff-k8s/skiff/api/badvalue"
)

// validateMandatorySchema: what no server can do without is not to be changed.
func validateMandatorySchema(f *flowcontrolv1.FlowSchema) field.ErrorList {
	for _, m := range bootstrap.MandatoryFlowSchemas {
		if m.Name == f.Name && !equality.Semantic.DeepEqual(m.Spec, f.Spec) {
			return field.ErrorList{field.Invalid(specPath, badvalue.Of(f.Spec), fmt.Sprintf("spec of '%s' must equal the fixed value", f.Name))}
		}
	}
	return nil
}

// validateMandatoryLevel is the same for levels; how much the exempt level lends may
// be changed.
func validateMandatoryLevel(p *flowcontrolv1.PriorityLevelConfiguration) field.ErrorList {
	for _, m := range bootstrap.MandatoryPriorityLevelConfigurations {
		if m.Name != p.Name {
			continue
		}
		have, text := p.Spec, "spec of '%s' must equal the fixed value"
		if p.Name == flowcontrolv1.PriorityLevelConfigurationNameExempt {
			have.Exempt, text = m.Spec.Exempt, "spec of '%s' except the 'spec.exempt' field must equal the fixed value"
		}
		if !equality.Semantic.DeepEqual(m.Spec, have) {
			return field.ErrorList{field.Invalid(specPath, badvalue.Of(p.Spec), fmt.Sprintf(text, p.Name))}
		}
	}
	return nil
}
