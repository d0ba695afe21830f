package fairness

import (
	"slices"
	"strconv"

	flowcontrolv1 "k8s.io/api/flowcontrol/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	"k8s.io/apiserver/pkg/apis/flowcontrol/bootstrap"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/flowcontrol"
)

// Default is an object that every cluster has.
type Default struct {
	Object api.Object
	// mandatory objects are always as they are here; others only as long as their
	// annotation leaves them to the server.
	mandatory bool
}

// Defaults returns the default objects, levels first; they are the caller's own.
func Defaults() []Default {
	var out []Default
	add := func(o api.Object, mandatory bool) {
		// Left to the server until somebody says otherwise.
		o.SetAnnotations(map[string]string{flowcontrolv1.AutoUpdateAnnotationKey: "true"})
		out = append(out, Default{o, mandatory})
	}
	for n, list := range [][]*flowcontrolv1.PriorityLevelConfiguration{bootstrap.MandatoryPriorityLevelConfigurations, bootstrap.SuggestedPriorityLevelConfigurations} {
		for _, p := range list {
			p = p.DeepCopy()
			flowcontrol.PriorityLevelConfigurations.Default(p)
			add(p, n == 0)
		}
	}
	for n, list := range [][]*flowcontrolv1.FlowSchema{bootstrap.MandatoryFlowSchemas, bootstrap.SuggestedFlowSchemas} {
		for _, s := range list {
			s = s.DeepCopy()
			flowcontrol.FlowSchemas.Default(s)
			add(s, n == 0)
		}
	}
	return out
}

// Revise makes a copy of what is there what it should be, and says whether it had
// to change anything.
func (d Default) Revise(present api.Object) bool {
	update := d.mandatory || leftToServer(present)
	changed := false
	if is, err := strconv.ParseBool(present.GetAnnotations()[flowcontrolv1.AutoUpdateAnnotationKey]); err != nil || is != update {
		annotations := present.GetAnnotations()
		if annotations == nil {
			annotations = map[string]string{}
		}
		annotations[flowcontrolv1.AutoUpdateAnnotationKey] = strconv.FormatBool(update)
		present.SetAnnotations(annotations)
		changed = true
	}
	if !update {
		return changed
	}
	switch p := present.(type) {
	case *flowcontrolv1.FlowSchema:
		if want := d.Object.(*flowcontrolv1.FlowSchema); !equality.Semantic.DeepEqual(p.Spec, want.Spec) {
			want.Spec.DeepCopyInto(&p.Spec)
			return true
		}
	case *flowcontrolv1.PriorityLevelConfiguration:
		want := d.Object.(*flowcontrolv1.PriorityLevelConfiguration).Spec.DeepCopy()
		if p.Name == flowcontrolv1.PriorityLevelConfigurationNameExempt && p.Spec.Exempt != nil {
			want.Exempt = p.Spec.Exempt // that much is the administrator's
		}
		if !equality.Semantic.DeepEqual(p.Spec, *want) {
			p.Spec = *want
			return true
		}
	}
	return changed
}

// leftToServer says whether an administrator left the spec alone: by the
// annotation or, without one, by never having changed it.
func leftToServer(o api.Object) bool {
	if is, err := strconv.ParseBool(o.GetAnnotations()[flowcontrolv1.AutoUpdateAnnotationKey]); err == nil {
		return is
	}
	return o.GetGeneration() == 1
}

// unwanted says whether an object was a default one of another version.
func unwanted(o api.Object, defaults []Default) bool {
	is, err := strconv.ParseBool(o.GetAnnotations()[flowcontrolv1.AutoUpdateAnnotationKey])
	return err == nil && is && !slices.ContainsFunc(defaults, func(d Default) bool {
		_, schema := d.Object.(*flowcontrolv1.FlowSchema)
		_, same := o.(*flowcontrolv1.FlowSchema)
		return schema == same && d.Object.GetName() == o.GetName()
	})
}
