package core

import (
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/names"
	"github.com/skiff-k8s/skiff/api/table"
)

// Namespaces are the scopes of names.
var Namespaces = api.Define(api.Meta{
	Version: "v1", Name: "namespaces", Singular: "namespace", Kind: "Namespace",
	ShortNames: []string{"ns"},
	Verbs:      []string{"create", "delete", "get", "list", "patch", "update", "watch"},
}, func() *corev1.Namespace { return &corev1.Namespace{} }, api.Rules[*corev1.Namespace]{
	NewList:        func() runtime.Object { return &corev1.NamespaceList{} },
	AnswersDeleted: true,
	Default:        defaultNamespace,
	Prepare:        prepareNamespace,
	Validate:       validateNamespace,
	ValidateName:   names.Label,
	BeginDelete:    beginDeleteNamespace,
	Columns: table.Columns{
		table.Name(),
		table.Text("Status", "Whether the namespace is in use or being deleted"),
		table.Age(),
	},
	Row: func(n *corev1.Namespace, now time.Time) []any {
		return []any{n.Name, string(n.Status.Phase), table.AgeOf(n, now)}
	},
	FieldNames: []string{"name", "status.phase"},
	Fields: func(n *corev1.Namespace) fields.Set {
		return fields.Set{"name": n.Name, "status.phase": string(n.Status.Phase)}
	},
	Subresources: []api.Subresource{
		finalizeNamespace(),
		api.Part("status", func(n, body *corev1.Namespace) { n.Status = body.Status }, validateNamespaceStatus),
	},
})

func defaultNamespace(n *corev1.Namespace) {
	if n.Status.Phase == "" {
		n.Status.Phase = corev1.NamespaceActive
	}
	labelNamespace(n)
}

// labelNamespace gives the namespace the label with its own name, by which
// selectors of namespaces find it. A generated name is there only when the
// object is prepared.
func labelNamespace(n *corev1.Namespace) {
	if n.Name == "" {
		return
	}
	if n.Labels == nil {
		n.Labels = map[string]string{}
	}
	n.Labels[corev1.LabelMetadataName] = n.Name
}

func prepareNamespace(n, old *corev1.Namespace) {
	labelNamespace(n)
	if old != nil {
		n.Spec.Finalizers = old.Spec.Finalizers
		n.Status = old.Status
		return
	}
	n.Status = corev1.NamespaceStatus{Phase: corev1.NamespaceActive}
	for _, f := range n.Spec.Finalizers {
		if f == corev1.FinalizerKubernetes {
			return
		}
	}
	n.Spec.Finalizers = append(n.Spec.Finalizers, corev1.FinalizerKubernetes)
}

// beginDeleteNamespace keeps the namespace, Terminating, for as long as it has
// finalizers: its content goes first.
func beginDeleteNamespace(n *corev1.Namespace, _ *metav1.DeleteOptions) bool {
	n.Status.Phase = corev1.NamespaceTerminating
	return len(n.Spec.Finalizers) > 0 || len(n.Finalizers) > 0
}

// finalizeNamespace describes the subresource by which the finalizers of the
// namespace's content are removed.
func finalizeNamespace() api.Subresource {
	s := api.Part("finalize", func(n, body *corev1.Namespace) { n.Spec.Finalizers = body.Spec.Finalizers }, validateNamespaceFinalize)
	s.Verbs = []string{"update"}
	return s
}
