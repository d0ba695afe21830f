package core

import (
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/table"
)

// ConfigMaps hold configuration that is not confidential.
var ConfigMaps = api.Define(api.Meta{
	Version: "v1", Name: "configmaps", Singular: "configmap", Kind: "ConfigMap",
	ShortNames: []string{"cm"}, Namespaced: true,
}, func() *corev1.ConfigMap { return &corev1.ConfigMap{} }, api.Rules[*corev1.ConfigMap]{
	NewList:  func() runtime.Object { return &corev1.ConfigMapList{} },
	Validate: validateConfigMap,
	Columns: table.Columns{
		table.Name(),
		table.Text("Data", corev1.ConfigMap{}.SwaggerDoc()["data"]),
		table.Age(),
	},
	Row: func(c *corev1.ConfigMap, now time.Time) []any {
		return []any{c.Name, int64(len(c.Data) + len(c.BinaryData)), table.AgeOf(c, now)}
	},
})
