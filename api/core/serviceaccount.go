package core

import (
	"time"

	authenticationv1 "k8s.io/api/authentication/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/names"
	"github.com/skiff-k8s/skiff/api/table"
)

// ServiceAccounts are the identities of pods.
var ServiceAccounts = api.Define(api.Meta{
	Version: "v1", Name: "serviceaccounts", Singular: "serviceaccount", Kind: "ServiceAccount",
	ShortNames: []string{"sa"}, Namespaced: true,
}, func() *corev1.ServiceAccount { return &corev1.ServiceAccount{} }, api.Rules[*corev1.ServiceAccount]{
	NewList:        func() runtime.Object { return &corev1.ServiceAccountList{} },
	ReturnsDeleted: true,
	AnswersDeleted: true,
	ValidateName:   names.Subdomain,
	Warn:           warnServiceAccount,
	Columns:        table.Columns{table.Name(), table.Age()},
	Row: func(a *corev1.ServiceAccount, now time.Time) []any {
		return []any{a.Name, table.AgeOf(a, now)}
	},
	Subresources: []api.Subresource{
		api.Action("token", authenticationv1.SchemeGroupVersion.WithKind("TokenRequest")),
	},
})
