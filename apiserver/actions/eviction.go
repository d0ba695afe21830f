package actions

import (
	"context"
	"fmt"
	"slices"

	corev1 "k8s.io/api/core/v1"
	policyv1 "k8s.io/api/policy/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/apiserver/lookup"
	"github.com/skiff-k8s/skiff/apiserver/rest"
)

// maxDisrupted bounds the evictions of one budget that its controller has not
// seen the end of.
const maxDisrupted = 2000

// evict deletes a pod where its disruption budget allows that.
func (a *Actions) evict(ctx context.Context, req *rest.Request, e *policyv1.Eviction) (rest.Result, error) {
	if e.Name != req.Name {
		return rest.Result{}, apierrors.NewBadRequest("name in URL does not match name in Eviction object")
	}
	opts := e.DeleteOptions
	if opts == nil {
		opts = &metav1.DeleteOptions{}
	}
	if len(opts.DryRun) > 0 {
		dry := *req
		dry.DryRun = true
		req = &dry
	} else if req.DryRun {
		opts.DryRun = []string{metav1.DryRunAll}
	}
	if err := a.admit(ctx, req, policyv1.SchemeGroupVersion.WithKind("Eviction"), e); err != nil {
		return rest.Result{}, err
	}
	o, err := a.parent(req)
	if err != nil {
		return rest.Result{}, err
	}
	pod := o.(*corev1.Pod)
	budgetName := ""
	if needsBudget(pod) {
		budget, more, unsupported := a.budget(pod)
		switch {
		case unsupported:
			return rest.Result{}, &apierrors.StatusError{ErrStatus: metav1.Status{
				Status: metav1.StatusFailure, Code: 500,
				Message: "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.",
			}}
		case budget != nil && !more:
			if err := a.take(ctx, req, budget.Name, pod.Name); err != nil {
				return rest.Result{}, err
			}
		case budget != nil:
			budgetName = budget.Name
		}
	}
	// Where the decision rests on the state of the pod, that must not change.
	if budgetName != "" || !needsBudget(pod) && !finished(pod) && pod.DeletionTimestamp == nil {
		if opts.Preconditions == nil || opts.Preconditions.ResourceVersion == nil {
			opts = opts.DeepCopy()
			if opts.Preconditions == nil {
				opts.Preconditions = &metav1.Preconditions{}
			}
			opts.Preconditions.ResourceVersion = &pod.ResourceVersion
		}
	}
	err = a.disrupt(ctx, req, opts)
	if apierrors.IsConflict(err) && budgetName != "" {
		err = stillProcessed(budgetName)
	}
	if err != nil {
		return rest.Result{}, err
	}
	return success(), nil
}

func finished(p *corev1.Pod) bool {
	return p.Status.Phase == corev1.PodSucceeded || p.Status.Phase == corev1.PodFailed
}

// needsBudget says whether the pod counts for a budget.
func needsBudget(p *corev1.Pod) bool {
	return !finished(p) && p.Status.Phase != corev1.PodPending && p.DeletionTimestamp == nil
}

// budget returns the budget that selects the pod, nil for none. free says that
// the pod may go without it, because it is not healthy; many that there are
// several.
func (a *Actions) budget(pod *corev1.Pod) (budget *policyv1.PodDisruptionBudget, free, many bool) {
	lookup.Each(a.Objects, lookup.DisruptionBudgets, pod.Namespace, func(b *policyv1.PodDisruptionBudget) bool {
		s, err := metav1.LabelSelectorAsSelector(b.Spec.Selector)
		if err != nil || !s.Matches(labels.Set(pod.Labels)) {
			return true
		}
		many = budget != nil
		budget = b
		return !many
	})
	if budget == nil || many {
		return budget, false, many
	}
	if !ready(pod) {
		always := budget.Spec.UnhealthyPodEvictionPolicy != nil && *budget.Spec.UnhealthyPodEvictionPolicy == policyv1.AlwaysAllow
		healthy := budget.Status.CurrentHealthy >= budget.Status.DesiredHealthy && budget.Status.DesiredHealthy > 0
		free = always || healthy
	}
	return budget, free, false
}

func ready(p *corev1.Pod) bool {
	return slices.ContainsFunc(p.Status.Conditions, func(c corev1.PodCondition) bool {
		return c.Type == corev1.PodReady && c.Status == corev1.ConditionTrue
	})
}

// take uses one of the disruptions that the budget allows.
func (a *Actions) take(ctx context.Context, req *rest.Request, budget, pod string) error {
	if req.DryRun {
		b, ok := lookup.Get[*policyv1.PodDisruptionBudget](a.Objects, lookup.DisruptionBudgets, req.Namespace, budget)
		if !ok {
			return nil
		}
		return spend(b.DeepCopy(), pod, metav1.Time{Time: a.Now()})
	}
	budgets, err := a.of(req, lookup.DisruptionBudgets, "update", "status", budget)
	if err != nil {
		return err
	}
	_, err = a.Service.Modify(ctx, budgets, "one disruption taken for pod "+pod, func(o api.Object) error {
		return spend(o.(*policyv1.PodDisruptionBudget), pod, metav1.Time{Time: a.Now()})
	})
	return err
}

// spend takes one disruption off the budget, or says why it cannot.
func spend(b *policyv1.PodDisruptionBudget, pod string, now metav1.Time) error {
	group := schema.GroupResource{Group: policyv1.GroupName, Resource: "poddisruptionbudget"}
	switch s := &b.Status; {
	case s.ObservedGeneration < b.Generation:
		return stillProcessed(b.Name)
	case s.DisruptionsAllowed < 0:
		return apierrors.NewForbidden(group, b.Name, fmt.Errorf("pdb disruptions allowed is negative"))
	case len(s.DisruptedPods) > maxDisrupted:
		return apierrors.NewForbidden(group, b.Name, fmt.Errorf("DisruptedPods map too big - too many evictions not confirmed by PDB controller"))
	case s.DisruptionsAllowed == 0:
		return violates(b)
	}
	b.Status.DisruptionsAllowed--
	if b.Status.DisruptionsAllowed == 0 {
		meta.SetStatusCondition(&b.Status.Conditions, metav1.Condition{
			Type: policyv1.DisruptionAllowedCondition, Status: metav1.ConditionFalse,
			Reason: policyv1.InsufficientPodsReason, ObservedGeneration: b.Status.ObservedGeneration, LastTransitionTime: now,
		})
	}
	if b.Status.DisruptedPods == nil {
		b.Status.DisruptedPods = map[string]metav1.Time{}
	}
	b.Status.DisruptedPods[pod] = now
	return nil
}

func tooMany(retry int, message string) error {
	err := apierrors.NewTooManyRequests("Cannot evict pod as it would violate the pod's disruption budget.", retry)
	err.ErrStatus.Details.Causes = append(err.ErrStatus.Details.Causes, metav1.StatusCause{Type: policyv1.DisruptionBudgetCause, Message: message})
	return err
}

func stillProcessed(budget string) error {
	return tooMany(10, fmt.Sprintf("The disruption budget %s is still being processed by the server.", budget))
}

func violates(b *policyv1.PodDisruptionBudget) error {
	c := meta.FindStatusCondition(b.Status.Conditions, policyv1.DisruptionAllowedCondition)
	told := c != nil && c.Status == metav1.ConditionFalse && c.Message != ""
	var why string
	switch {
	case told && c.Reason == policyv1.SyncFailedReason:
		why = fmt.Sprintf("The disruption budget %s does not allow evicting pods currently because it failed sync: %s", b.Name, c.Message)
	case b.Status.CurrentHealthy <= b.Status.DesiredHealthy:
		why = fmt.Sprintf("The disruption budget %s needs %d healthy pods and has %d currently", b.Name, b.Status.DesiredHealthy, b.Status.CurrentHealthy)
	case told:
		why = fmt.Sprintf("The disruption budget %s does not allow evicting pods currently (%s): %s", b.Name, c.Reason, c.Message)
	default:
		why = fmt.Sprintf("The disruption budget %s does not allow evicting pods currently", b.Name)
	}
	return tooMany(0, why)
}

// disrupt tells the pod why it goes, and deletes it.
func (a *Actions) disrupt(ctx context.Context, req *rest.Request, opts *metav1.DeleteOptions) error {
	pods, err := a.of(req, lookup.Pods, "delete", "", req.Name)
	if err != nil {
		return err
	}
	pods.Admitted = true // the eviction was, and it is an eviction to admission
	if !req.DryRun {
		changed, err := a.Service.Modify(ctx, pods, "marked for eviction", func(o api.Object) error {
			p := o.(*corev1.Pod)
			if err := precondition(opts.Preconditions, p); err != nil {
				return err
			}
			setCondition(&p.Status, corev1.PodCondition{
				Type: corev1.DisruptionTarget, Status: corev1.ConditionTrue,
				Reason: "EvictionByEvictionAPI", Message: "Eviction API: evicting",
			}, metav1.Time{Time: a.Now()})
			return nil
		})
		if err != nil {
			return err
		}
		if opts.Preconditions != nil && opts.Preconditions.ResourceVersion != nil {
			opts = opts.DeepCopy()
			version := changed.Object.GetResourceVersion()
			opts.Preconditions.ResourceVersion = &version
		}
	}
	_, err = a.Service.Delete(ctx, pods, opts)
	return err
}

func precondition(want *metav1.Preconditions, p *corev1.Pod) error {
	if want == nil {
		return nil
	}
	kind := schema.GroupResource{Resource: "Pod"}
	if want.UID != nil && *want.UID != "" && *want.UID != p.UID {
		return apierrors.NewConflict(kind, p.Name, fmt.Errorf("the UID in the precondition (%s) does not match the UID in record (%s). The object might have been deleted and then recreated", *want.UID, p.UID))
	}
	if v := want.ResourceVersion; v != nil && *v != "" && *v != p.ResourceVersion {
		return apierrors.NewConflict(kind, p.Name, fmt.Errorf("the ResourceVersion in the precondition (%s) does not match the ResourceVersion in record (%s). The object might have been modified", *v, p.ResourceVersion))
	}
	return nil
}
