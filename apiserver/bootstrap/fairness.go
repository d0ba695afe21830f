package bootstrap

import (
	flowcontrolv1 "k8s.io/api/flowcontrol/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/apiserver/fairness"
)

// priorityAndFairness are the default levels and the schemas that name them.
func (c Config) priorityAndFairness() []wanted {
	var out []wanted
	for _, d := range fairness.Defaults() {
		gr := schema.GroupResource{Group: flowcontrolv1.GroupName, Resource: "prioritylevelconfigurations"}
		if _, ok := d.Object.(*flowcontrolv1.FlowSchema); ok {
			gr.Resource = "flowschemas"
		}
		out = append(out, wanted{gr: gr, o: d.Object, status: true, repair: func(present api.Object) bool {
			changed := d.Revise(present)
			if s, ok := present.(*flowcontrolv1.FlowSchema); ok {
				// All levels that the default schemas name are default levels.
				changed = fairness.SetDangling(s, true, c.Now()) || changed
			}
			return changed
		}})
	}
	return out
}
