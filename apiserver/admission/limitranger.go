package admission

import (
	"context"
	"fmt"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	utilerrors "k8s.io/apimachinery/pkg/util/errors"

	"github.com/skiff-k8s/skiff/apiserver/lookup"
	"github.com/skiff-k8s/skiff/apiserver/rest"
)

// LimitRanger fills in the resources that the limit ranges of a namespace give to
// containers that name none, and keeps pods and claims within their bounds.
type LimitRanger struct {
	Objects lookup.Objects
}

// limitAnnotation says on a pod what was filled in.
const limitAnnotation = "kubernetes.io/limit-ranger"

// Admit implements Mutator.
func (l LimitRanger) Admit(_ context.Context, a *rest.Attributes) error {
	pod := newPod(a)
	if pod == nil {
		return nil
	}
	lookup.Each(l.Objects, lookup.LimitRanges, a.Namespace, func(r *corev1.LimitRange) bool {
		fillResources(pod, r)
		return true
	})
	return nil
}

// fillResources gives every container what the range has for it.
func fillResources(pod *corev1.Pod, r *corev1.LimitRange) {
	defaults := corev1.ResourceRequirements{Requests: corev1.ResourceList{}, Limits: corev1.ResourceList{}}
	for _, item := range r.Spec.Limits {
		if item.Type != corev1.LimitTypeContainer {
			continue
		}
		for k, v := range item.DefaultRequest {
			defaults.Requests[k] = v.DeepCopy()
		}
		for k, v := range item.Default {
			defaults.Limits[k] = v.DeepCopy()
		}
	}
	var said []string
	for _, list := range []struct {
		kind       string
		containers []corev1.Container
	}{{"container", pod.Spec.Containers}, {"init container", pod.Spec.InitContainers}} {
		for i := range list.containers {
			c := &list.containers[i]
			for _, part := range []struct {
				name string
				have *corev1.ResourceList
				want corev1.ResourceList
			}{{"request", &c.Resources.Requests, defaults.Requests}, {"limit", &c.Resources.Limits, defaults.Limits}} {
				if added := addMissing(part.have, part.want); len(added) > 0 {
					said = append(said, fmt.Sprintf("%s %s for %s %s", strings.Join(added, ", "), part.name, list.kind, c.Name))
				}
			}
		}
	}
	if len(said) > 0 {
		if pod.Annotations == nil {
			pod.Annotations = map[string]string{}
		}
		pod.Annotations[limitAnnotation] = "LimitRanger plugin set: " + strings.Join(said, "; ")
	}
}

func addMissing(have *corev1.ResourceList, want corev1.ResourceList) []string {
	var added []string
	for k, v := range want {
		if _, ok := (*have)[k]; ok {
			continue
		}
		if *have == nil {
			*have = corev1.ResourceList{}
		}
		(*have)[k] = v.DeepCopy()
		added = append(added, string(k))
	}
	slices.Sort(added)
	return added
}

// Validate implements Validator.
func (l LimitRanger) Validate(_ context.Context, a *rest.Attributes) error {
	var check func(*corev1.LimitRangeItem) []error
	switch o := a.Object.(type) {
	case *corev1.Pod:
		if a.Operation != rest.Create || a.Subresource != "" {
			return nil
		}
		check = func(item *corev1.LimitRangeItem) []error { return checkPod(o, item) }
	case *corev1.PersistentVolumeClaim:
		if a.Operation != rest.Create && a.Operation != rest.Update || a.Subresource != "" {
			return nil
		}
		check = func(item *corev1.LimitRangeItem) []error { return checkClaim(o, item) }
	default:
		return nil
	}
	var errs []error
	lookup.Each(l.Objects, lookup.LimitRanges, a.Namespace, func(r *corev1.LimitRange) bool {
		for i := range r.Spec.Limits {
			errs = append(errs, check(&r.Spec.Limits[i])...)
		}
		return true
	})
	if len(errs) > 0 {
		return forbid(a, utilerrors.NewAggregate(errs))
	}
	return nil
}

func checkPod(pod *corev1.Pod, item *corev1.LimitRangeItem) []error {
	var errs []error
	switch item.Type {
	case corev1.LimitTypeContainer:
		for _, list := range [][]corev1.Container{pod.Spec.Containers, pod.Spec.InitContainers} {
			for i := range list {
				errs = append(errs, checkBounds(item, list[i].Resources.Requests, list[i].Resources.Limits)...)
			}
		}
	case corev1.LimitTypePod:
		errs = checkBounds(item, total(pod, func(c *corev1.Container) corev1.ResourceList { return c.Resources.Requests }),
			total(pod, func(c *corev1.Container) corev1.ResourceList { return c.Resources.Limits }))
	}
	return errs
}

func checkClaim(c *corev1.PersistentVolumeClaim, item *corev1.LimitRangeItem) []error {
	if item.Type != corev1.LimitTypePersistentVolumeClaim {
		return nil
	}
	var errs []error
	for _, k := range names(item.Min) {
		errs = appendError(errs, atLeast(string(item.Type), k, item.Min[k], c.Spec.Resources.Requests, nil))
	}
	for _, k := range names(item.Max) {
		bound, request := item.Max[k], c.Spec.Resources.Requests
		v, ok := request[k]
		switch {
		case !ok:
			errs = append(errs, fmt.Errorf("maximum %s usage per %s is %s.  No request is specified", k, item.Type, bound.String()))
		case v.Cmp(bound) > 0:
			errs = append(errs, fmt.Errorf("maximum %s usage per %s is %s, but request is %s", k, item.Type, bound.String(), v.String()))
		}
	}
	return errs
}

// checkBounds holds requests and limits to an item of a limit range.
func checkBounds(item *corev1.LimitRangeItem, requests, limits corev1.ResourceList) []error {
	var errs []error
	for _, k := range names(item.Min) {
		errs = appendError(errs, atLeast(string(item.Type), k, item.Min[k], requests, limits))
	}
	for _, k := range names(item.Max) {
		errs = appendError(errs, atMost(string(item.Type), k, item.Max[k], requests, limits))
	}
	for _, k := range names(item.MaxLimitRequestRatio) {
		errs = appendError(errs, withinRatio(string(item.Type), k, item.MaxLimitRequestRatio[k], requests, limits))
	}
	return errs
}

func names(list corev1.ResourceList) []corev1.ResourceName {
	out := make([]corev1.ResourceName, 0, len(list))
	for k := range list {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

func appendError(errs []error, err error) []error {
	if err == nil {
		return errs
	}
	return append(errs, err)
}

func atLeast(kind string, k corev1.ResourceName, bound resource.Quantity, requests, limits corev1.ResourceList) error {
	request, ok := requests[k]
	limit, limited := limits[k]
	switch {
	case !ok:
		return fmt.Errorf("minimum %s usage per %s is %s.  No request is specified", k, kind, bound.String())
	case request.Cmp(bound) < 0:
		return fmt.Errorf("minimum %s usage per %s is %s, but request is %s", k, kind, bound.String(), request.String())
	case limited && limit.Cmp(bound) < 0:
		return fmt.Errorf("minimum %s usage per %s is %s, but limit is %s", k, kind, bound.String(), limit.String())
	}
	return nil
}

func atMost(kind string, k corev1.ResourceName, bound resource.Quantity, requests, limits corev1.ResourceList) error {
	request, requested := requests[k]
	limit, ok := limits[k]
	switch {
	case !ok:
		return fmt.Errorf("maximum %s usage per %s is %s.  No limit is specified", k, kind, bound.String())
	case limit.Cmp(bound) > 0:
		return fmt.Errorf("maximum %s usage per %s is %s, but limit is %s", k, kind, bound.String(), limit.String())
	case requested && request.Cmp(bound) > 0:
		return fmt.Errorf("maximum %s usage per %s is %s, but request is %s", k, kind, bound.String(), request.String())
	}
	return nil
}

func withinRatio(kind string, k corev1.ResourceName, bound resource.Quantity, requests, limits corev1.ResourceList) error {
	request, requested := requests[k]
	limit, limited := limits[k]
	if !requested || request.IsZero() {
		return fmt.Errorf("%s max limit to request ratio per %s is %s, but no request is specified or request is 0", k, kind, bound.String())
	}
	if !limited || limit.IsZero() {
		return fmt.Errorf("%s max limit to request ratio per %s is %s, but no limit is specified or limit is 0", k, kind, bound.String())
	}
	if ratio := limit.AsApproximateFloat64() / request.AsApproximateFloat64(); ratio > bound.AsApproximateFloat64() {
		return fmt.Errorf("%s max limit to request ratio per %s is %s, but provided ratio is %f", k, kind, bound.String(), ratio)
	}
	return nil
}

// total is what a pod needs: the sum of its containers, or more where an init
// container alone needs more.
func total(pod *corev1.Pod, of func(*corev1.Container) corev1.ResourceList) corev1.ResourceList {
	sum := corev1.ResourceList{}
	for i := range pod.Spec.Containers {
		for k, v := range of(&pod.Spec.Containers[i]) {
			q := sum[k]
			q.Add(v)
			sum[k] = q
		}
	}
	for i := range pod.Spec.InitContainers {
		for k, v := range of(&pod.Spec.InitContainers[i]) {
			if q, ok := sum[k]; !ok || v.Cmp(q) > 0 {
				sum[k] = v.DeepCopy()
			}
		}
	}
	return sum
}
