package core

import (
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/table"
)

// LimitRanges bound the resources of single objects of a namespace.
var LimitRanges = api.Define(api.Meta{
	Version: "v1", Name: "limitranges", Singular: "limitrange", Kind: "LimitRange",
	ShortNames: []string{"limits"}, Namespaced: true,
}, func() *corev1.LimitRange { return &corev1.LimitRange{} }, api.Rules[*corev1.LimitRange]{
	NewList:    func() runtime.Object { return &corev1.LimitRangeList{} },
	Default:    defaultLimitRange,
	Validate:   validateLimitRange,
	Update:     api.UpdatePolicy{CreatesMissing: true},
	Columns:    table.Default(),
	NamedByUID: true,
	Row:        func(l *corev1.LimitRange, _ time.Time) []any { return table.DefaultRow(l) },
})
