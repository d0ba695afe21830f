package core

import (
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/table"
)

// Secrets hold confidential data.
var Secrets = api.Define(api.Meta{
	Version: "v1", Name: "secrets", Singular: "secret", Kind: "Secret", Namespaced: true,
}, func() *corev1.Secret { return &corev1.Secret{} }, api.Rules[*corev1.Secret]{
	NewList:  func() runtime.Object { return &corev1.SecretList{} },
	Default:  defaultSecret,
	Prepare:  prepareSecret,
	Validate: validateSecret,
	Warn:     warnSecret,
	Columns: table.Columns{
		table.Name(),
		table.Text("Type", corev1.Secret{}.SwaggerDoc()["type"]),
		table.Text("Data", corev1.Secret{}.SwaggerDoc()["data"]),
		table.Age(),
	},
	Row: func(s *corev1.Secret, now time.Time) []any {
		return []any{s.Name, string(s.Type), int64(len(s.Data)), table.AgeOf(s, now)}
	},
	FieldNames: []string{"type"},
	Fields:     func(s *corev1.Secret) fields.Set { return fields.Set{"type": string(s.Type)} },
})

// defaultSecret moves what was written in clear into data, where it is kept.
func defaultSecret(s *corev1.Secret) {
	if s.Type == "" {
		s.Type = corev1.SecretTypeOpaque
	}
	if len(s.StringData) == 0 {
		return
	}
	if s.Data == nil {
		s.Data = make(map[string][]byte, len(s.StringData))
	}
	for key, text := range s.StringData {
		s.Data[key] = []byte(text)
	}
	s.StringData = nil
}

func prepareSecret(s, old *corev1.Secret) {
	// The type cannot change; a client that left it out means the old one.
	if old != nil && s.Type == "" {
		s.Type = old.Type
	}
}
