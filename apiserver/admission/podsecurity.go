package admission

import (
	"context"
	"fmt"
	"maps"
	"strings"
	"sync"

	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	psa "k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/apiserver/lookup"
	"github.com/skiff-k8s/skiff/apiserver/rest"
)

// PodSecurity holds pods to the level that the labels of their namespace name,
// and warns of workloads whose pods would not keep to it.
type PodSecurity struct {
	Objects lookup.Objects
}

// evaluator knows the rules of the levels; making it takes a while and most
// clusters never need it.
var evaluator = sync.OnceValues(func() (policy.Evaluator, error) {
	return policy.NewEvaluator(policy.DefaultChecks(), nil)
})

const podSecurityPrefix = "pod-security.kubernetes.io/"

// privileged is the level of namespaces that name none.
var privileged = psa.LevelVersion{Level: psa.LevelPrivileged, Version: psa.LatestVersion()}

// levels returns what the labels of a namespace ask for; ok is false when they
// ask for nothing.
func levels(labels map[string]string) (p psa.Policy, ok bool) {
	for k := range labels {
		if strings.HasPrefix(k, podSecurityPrefix) {
			// What is wrong with a label was said when it was set; the levels read
			// from the others hold.
			p, _ = psa.PolicyToEvaluate(labels, psa.Policy{Enforce: privileged, Audit: privileged, Warn: privileged})
			return p, !p.FullyPrivileged()
		}
	}
	return p, false
}

// Validate implements Validator.
func (s PodSecurity) Validate(_ context.Context, a *rest.Attributes) error {
	if a.Operation != rest.Create && a.Operation != rest.Update {
		return nil
	}
	if is(a, lookup.Namespaces, "") {
		return validateLevels(a)
	}
	meta, spec, enforce := podOf(a)
	if spec == nil {
		return nil
	}
	ns, ok := lookup.Get[*corev1.Namespace](s.Objects, lookup.Namespaces, "", a.Namespace)
	if !ok {
		return nil // NamespaceLifecycle has its say
	}
	p, ok := levels(ns.Labels)
	if !ok {
		return nil
	}
	rules, err := evaluator()
	if err != nil {
		return apierrors.NewInternalError(fmt.Errorf("pod security: %w", err))
	}
	if enforce {
		a.Note(psa.AuditAnnotationPrefix+psa.EnforcedPolicyAnnotationKey, p.Enforce.String())
	}
	if r := policy.AggregateCheckResults(rules.EvaluatePod(p.Audit, meta, spec)); !r.Allowed {
		a.Note(psa.AuditAnnotationPrefix+psa.AuditViolationsAnnotationKey, fmt.Sprintf("would violate PodSecurity %q: %s", p.Audit.String(), r.ForbiddenDetail()))
	}
	if enforce {
		if r := policy.AggregateCheckResults(rules.EvaluatePod(p.Enforce, meta, spec)); !r.Allowed {
			return forbid(a, fmt.Errorf("violates PodSecurity %q: %s", p.Enforce.String(), r.ForbiddenDetail()))
		}
	}
	if r := policy.AggregateCheckResults(rules.EvaluatePod(p.Warn, meta, spec)); !r.Allowed && a.Warn != nil {
		a.Warn(fmt.Sprintf("would violate PodSecurity %q: %s", p.Warn.String(), r.ForbiddenDetail()))
	}
	return nil
}

// validateLevels refuses labels that name no level.
func validateLevels(a *rest.Attributes) error {
	_, errs := psa.PolicyToEvaluate(a.Object.GetLabels(), psa.Policy{Enforce: privileged, Audit: privileged, Warn: privileged})
	if len(errs) == 0 {
		return nil
	}
	if a.Old != nil {
		if _, before := psa.PolicyToEvaluate(a.Old.GetLabels(), psa.Policy{}); len(before) > 0 {
			return nil // it was as bad before
		}
	}
	return apierrors.NewInvalid(a.Kind.GroupKind(), a.Name, errs)
}

// podOf returns the pod, or the template of pods, that a write brings. enforce
// says that it is a pod.
func podOf(a *rest.Attributes) (meta *metav1.ObjectMeta, spec *corev1.PodSpec, enforce bool) {
	if p, ok := a.Object.(*corev1.Pod); ok {
		if a.Subresource != "" && a.Subresource != "ephemeralcontainers" && a.Subresource != "resize" {
			return nil, nil, false
		}
		if old, ok := a.Old.(*corev1.Pod); ok && api.Same(&old.Spec, &p.Spec) && maps.Equal(old.Annotations, p.Annotations) {
			return nil, nil, false
		}
		return &p.ObjectMeta, &p.Spec, true
	}
	if a.Subresource != "" {
		return nil, nil, false
	}
	if t := templateOf(a.Object); t != nil {
		return &t.ObjectMeta, &t.Spec, false
	}
	return nil, nil, false
}

func templateOf(o api.Object) *corev1.PodTemplateSpec {
	switch o := o.(type) {
	case *appsv1.Deployment:
		return &o.Spec.Template
	case *appsv1.ReplicaSet:
		return &o.Spec.Template
	case *appsv1.StatefulSet:
		return &o.Spec.Template
	case *appsv1.DaemonSet:
		return &o.Spec.Template
	case *batchv1.Job:
		return &o.Spec.Template
	case *batchv1.CronJob:
		return &o.Spec.JobTemplate.Spec.Template
	case *corev1.ReplicationController:
		return o.Spec.Template
	case *corev1.PodTemplate:
		return &o.Template
	}
	return nil
}
