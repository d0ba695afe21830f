package actions

import (
	"context"
	"fmt"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/apiserver/lookup"
	"github.com/skiff-k8s/skiff/apiserver/rest"
)

// bind assigns a pod to a node.
func (a *Actions) bind(ctx context.Context, req *rest.Request, b *corev1.Binding) (rest.Result, error) {
	name := req.Name
	if req.Subresource == "" {
		if name = b.Name; name == "" {
			return rest.Result{}, apierrors.NewBadRequest("Name parameter required.")
		}
	} else if b.Name != name {
		return rest.Result{}, apierrors.NewBadRequest("name in URL does not match name in Binding object")
	}
	if errs := core.ValidateBinding(b); len(errs) > 0 {
		return rest.Result{}, errs.ToAggregate()
	}
	if err := a.admit(ctx, req, corev1.SchemeGroupVersion.WithKind("Binding"), b); err != nil {
		return rest.Result{}, err
	}
	pods, err := a.of(req, lookup.Pods, req.Verb, "binding", name)
	if err != nil {
		return rest.Result{}, err
	}
	now := metav1.Time{Time: a.Now()}
	_, err = a.Service.Modify(ctx, pods, "bound to "+b.Target.Name, func(o api.Object) error {
		return assign(o.(*corev1.Pod), b, now)
	})
	if err != nil {
		return rest.Result{}, err
	}
	return success(), nil
}

// assign carries the binding over to the pod, or says why it cannot.
func assign(p *corev1.Pod, b *corev1.Binding, now metav1.Time) error {
	refuse := func(format string, args ...any) error {
		return apierrors.NewConflict(schema.GroupResource{Resource: "pods/binding"}, p.Name, fmt.Errorf(format, args...))
	}
	switch {
	case b.UID != "" && b.UID != p.UID:
		return refuse("Precondition failed: UID in precondition: %v, UID in object meta: %v", b.UID, p.UID)
	case b.ResourceVersion != "" && b.ResourceVersion != p.ResourceVersion:
		return refuse("Precondition failed: ResourceVersion in precondition: %v, ResourceVersion in object meta: %v", b.ResourceVersion, p.ResourceVersion)
	case p.DeletionTimestamp != nil:
		return refuse("pod %s is being deleted, cannot be assigned to a host", p.Name)
	case p.Spec.NodeName != "":
		return refuse("pod %v is already assigned to node %q", p.Name, p.Spec.NodeName)
	case len(p.Spec.SchedulingGates) > 0:
		return refuse("pod %v has non-empty .spec.schedulingGates", p.Name)
	}
	p.Spec.NodeName = b.Target.Name
	p.Status.NominatedNodeName = ""
	p.Annotations = overlay(p.Annotations, b.Annotations)
	p.Labels = overlay(p.Labels, b.Labels)
	setCondition(&p.Status, corev1.PodCondition{Type: corev1.PodScheduled, Status: corev1.ConditionTrue}, now)
	return nil
}

func overlay(m, over map[string]string) map[string]string {
	if m == nil && len(over) > 0 {
		m = make(map[string]string, len(over))
	}
	for k, v := range over {
		m[k] = v
	}
	return m
}

// setCondition sets a condition; its transition time changes only with its status.
func setCondition(s *corev1.PodStatus, c corev1.PodCondition, now metav1.Time) {
	c.LastTransitionTime = now
	for i := range s.Conditions {
		old := &s.Conditions[i]
		if old.Type != c.Type {
			continue
		}
		if old.Status == c.Status {
			c.LastTransitionTime = old.LastTransitionTime
		}
		c.LastProbeTime = old.LastProbeTime
		*old = c
		return
	}
	s.Conditions = append(s.Conditions, c)
}
