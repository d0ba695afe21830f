package core

import (
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/table"
)

// ComponentStatuses show the health of the control plane's parts. They are made
// when asked for and not stored; deprecated upstream, kept for old clients.
var ComponentStatuses = api.Define(api.Meta{
	Version: "v1", Name: "componentstatuses", Singular: "componentstatus", Kind: "ComponentStatus",
	ShortNames: []string{"cs"}, Verbs: []string{"get", "list"}, Ephemeral: true,
}, func() *corev1.ComponentStatus { return &corev1.ComponentStatus{} }, api.Rules[*corev1.ComponentStatus]{
	NewList: func() runtime.Object { return &corev1.ComponentStatusList{} },
	Columns: table.Columns{
		table.Name(),
		table.Text("Status", corev1.ComponentCondition{}.SwaggerDoc()["status"]),
		table.Text("Message", corev1.ComponentCondition{}.SwaggerDoc()["message"]),
		table.Text("Error", corev1.ComponentCondition{}.SwaggerDoc()["error"]),
	},
	Row: func(s *corev1.ComponentStatus, _ time.Time) []any {
		status, message, failure := "Unknown", "", ""
		for _, c := range s.Conditions {
			if c.Type != corev1.ComponentHealthy {
				continue
			}
			status = "Unhealthy"
			if c.Status == corev1.ConditionTrue {
				status = "Healthy"
			}
			message, failure = c.Message, c.Error
			break
		}
		return []any{s.Name, status, message, failure}
	},
})
