// Package flowcontrol describes the kinds of flowcontrol.apiserver.k8s.io/v1:
// how the server shares itself between clients.
package flowcontrol

import (
	"cmp"
	"time"

	flowcontrolv1 "k8s.io/api/flowcontrol/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/names"
	"github.com/skiff-k8s/skiff/api/optional"
	"github.com/skiff-k8s/skiff/api/table"
)

const group = flowcontrolv1.GroupName

// Resources lists the kinds of the group in alphabetical order of their paths.
func Resources() []*api.Resource { return []*api.Resource{FlowSchemas, PriorityLevelConfigurations} }

// FlowSchemas sort requests into priority levels.
var FlowSchemas = api.Define(api.Meta{
	Group: group, Version: "v1", Name: "flowschemas", Singular: "flowschema", Kind: "FlowSchema",
}, func() *flowcontrolv1.FlowSchema { return &flowcontrolv1.FlowSchema{} }, api.Rules[*flowcontrolv1.FlowSchema]{
	NewList: func() runtime.Object { return &flowcontrolv1.FlowSchemaList{} },
	Default: func(s *flowcontrolv1.FlowSchema) {
		if s.Spec.MatchingPrecedence == 0 {
			s.Spec.MatchingPrecedence = flowcontrolv1.FlowSchemaMaxMatchingPrecedence / 10
		}
	},
	Prepare: func(s, old *flowcontrolv1.FlowSchema) {
		if old == nil {
			s.Status = flowcontrolv1.FlowSchemaStatus{}
		} else {
			s.Status = old.Status
		}
		api.Generation(s, old, old != nil && !equality.Semantic.DeepEqual(s.Spec, old.Spec))
	},
	Validate:     validateFlowSchema,
	ValidateName: names.Subdomain,
	Columns:      flowSchemaColumns(),
	Row:          flowSchemaRow,
	RowOrder: func(a, b *flowcontrolv1.FlowSchema) int { // that in which requests are matched with them
		return cmp.Or(cmp.Compare(a.Spec.MatchingPrecedence, b.Spec.MatchingPrecedence), cmp.Compare(a.Name, b.Name))
	},
	Subresources: []api.Subresource{
		api.PartOnly("status", func(s, body *flowcontrolv1.FlowSchema) { s.Status = body.Status }, nil),
	},
})

// PriorityLevelConfigurations say how many requests of a level run at a time.
var PriorityLevelConfigurations = api.Define(api.Meta{
	Group: group, Version: "v1", Name: "prioritylevelconfigurations", Singular: "prioritylevelconfiguration", Kind: "PriorityLevelConfiguration",
}, func() *flowcontrolv1.PriorityLevelConfiguration { return &flowcontrolv1.PriorityLevelConfiguration{} }, api.Rules[*flowcontrolv1.PriorityLevelConfiguration]{
	NewList: func() runtime.Object { return &flowcontrolv1.PriorityLevelConfigurationList{} },
	Default: defaultPriorityLevel,
	Prepare: func(p, old *flowcontrolv1.PriorityLevelConfiguration) {
		if old == nil {
			p.Status = flowcontrolv1.PriorityLevelConfigurationStatus{}
		} else {
			p.Status = old.Status
		}
		api.Generation(p, old, old != nil && !equality.Semantic.DeepEqual(p.Spec, old.Spec))
	},
	Validate:     validatePriorityLevel,
	ValidateName: names.Subdomain,
	Columns:      priorityLevelColumns(),
	Row:          priorityLevelRow,
	Subresources: []api.Subresource{
		api.PartOnly("status", func(p, body *flowcontrolv1.PriorityLevelConfiguration) { p.Status = body.Status }, nil),
	},
})

func flowSchemaColumns() table.Columns {
	spec := flowcontrolv1.FlowSchemaSpec{}.SwaggerDoc()
	return table.Columns{
		table.Name(),
		table.Text("PriorityLevel", flowcontrolv1.PriorityLevelConfigurationReference{}.SwaggerDoc()["name"]),
		table.Text("MatchingPrecedence", spec["matchingPrecedence"]),
		table.Text("DistinguisherMethod", spec["distinguisherMethod"]),
		table.Age(),
		table.Text("MissingPL", "Whether the priority level that is named does not exist"),
	}
}

func flowSchemaRow(s *flowcontrolv1.FlowSchema, now time.Time) []any {
	method := table.None
	if m := s.Spec.DistinguisherMethod; m != nil {
		method = string(m.Type)
	}
	missing := "?"
	for _, c := range s.Status.Conditions {
		if c.Type == flowcontrolv1.FlowSchemaConditionDangling {
			missing = string(c.Status)
			break
		}
	}
	return []any{
		s.Name, s.Spec.PriorityLevelConfiguration.Name, int64(s.Spec.MatchingPrecedence), method,
		table.AgeOf(s, now), missing,
	}
}

func defaultPriorityLevel(p *flowcontrolv1.PriorityLevelConfiguration) {
	if e := p.Spec.Exempt; e != nil || p.Spec.Type == flowcontrolv1.PriorityLevelEnablementExempt {
		if e == nil {
			e = &flowcontrolv1.ExemptPriorityLevelConfiguration{}
			p.Spec.Exempt = e
		}
		optional.Default(&e.NominalConcurrencyShares, 0)
		optional.Default(&e.LendablePercent, 0)
	}
	l := p.Spec.Limited
	if l == nil {
		return
	}
	optional.Default(&l.NominalConcurrencyShares, 30)
	optional.Default(&l.LendablePercent, 0)
	if q := l.LimitResponse.Queuing; q != nil {
		if q.HandSize == 0 {
			q.HandSize = 8
		}
		if q.Queues == 0 {
			q.Queues = 64
		}
		if q.QueueLengthLimit == 0 {
			q.QueueLengthLimit = 50
		}
	}
}

func priorityLevelColumns() table.Columns {
	queuing := flowcontrolv1.QueuingConfiguration{}.SwaggerDoc()
	return table.Columns{
		table.Name(),
		table.Text("Type", flowcontrolv1.PriorityLevelConfigurationSpec{}.SwaggerDoc()["type"]),
		table.Text("NominalConcurrencyShares", flowcontrolv1.LimitedPriorityLevelConfiguration{}.SwaggerDoc()["nominalConcurrencyShares"]),
		table.Text("Queues", queuing["queues"]),
		table.Text("HandSize", queuing["handSize"]),
		table.Text("QueueLengthLimit", queuing["queueLengthLimit"]),
		table.Age(),
	}
}

func priorityLevelRow(p *flowcontrolv1.PriorityLevelConfiguration, now time.Time) []any {
	var shares, queues, hand, length any = table.None, table.None, table.None, table.None
	if l := p.Spec.Limited; l != nil {
		if l.NominalConcurrencyShares != nil {
			shares = int64(*l.NominalConcurrencyShares)
		}
		if q := l.LimitResponse.Queuing; q != nil {
			queues, hand, length = int64(q.Queues), int64(q.HandSize), int64(q.QueueLengthLimit)
		}
	}
	return []any{p.Name, string(p.Spec.Type), shares, queues, hand, length, table.AgeOf(p, now)}
}
