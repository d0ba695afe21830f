package job

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
)

// failed says whether a pod counts as failed: it has ended so or, unless only
// what has really failed is to be replaced, it is being deleted.
func failed(j *batchv1.Job, p *corev1.Pod) bool {
	if p.Status.Phase == corev1.PodFailed {
		return true
	}
	return !replacesOnlyFailed(j) && p.DeletionTimestamp != nil && p.Status.Phase != corev1.PodSucceeded
}

func replacesOnlyFailed(j *batchv1.Job) bool {
	return j.Spec.PodFailurePolicy != nil || j.Spec.PodReplacementPolicy != nil && *j.Spec.PodReplacementPolicy == batchv1.Failed
}

// judgement is what a Job's failure policy says of a failed pod.
type judgement struct {
	action  batchv1.PodFailurePolicyAction // empty when no rule matches
	message string                         // for FailJob
}

// counts says whether the failure counts towards the limits.
func (j judgement) counts() bool { return j.action != batchv1.PodFailurePolicyActionIgnore }

// judge finds the first rule that matches a failed pod.
func judge(policy *batchv1.PodFailurePolicy, p *corev1.Pod) judgement {
	if policy == nil {
		return judgement{}
	}
	for i, rule := range policy.Rules {
		var what string
		switch {
		case rule.OnExitCodes != nil:
			c := matchExitCode(&p.Status, rule.OnExitCodes)
			if c == nil {
				continue
			}
			what = fmt.Sprintf("Container %s for pod %s/%s failed with exit code %d", c.Name, p.Namespace, p.Name, c.State.Terminated.ExitCode)
		case rule.OnPodConditions != nil:
			c := matchCondition(&p.Status, rule.OnPodConditions)
			if c == nil {
				continue
			}
			what = fmt.Sprintf("Pod %s/%s has condition %s", p.Namespace, p.Name, c.Type)
		default:
			continue
		}
		return judgement{action: rule.Action, message: fmt.Sprintf("%s matching %s rule at index %d", what, rule.Action, i)}
	}
	return judgement{}
}

// matchExitCode returns the first container that ended in a way that the rule
// means; ordinary containers come before those that initialize.
func matchExitCode(s *corev1.PodStatus, rule *batchv1.PodFailurePolicyOnExitCodesRequirement) *corev1.ContainerStatus {
	for _, list := range [][]corev1.ContainerStatus{s.ContainerStatuses, s.InitContainerStatuses} {
		for i := range list {
			c := &list[i]
			if c.State.Terminated == nil || c.State.Terminated.ExitCode == 0 || rule.ContainerName != nil && *rule.ContainerName != c.Name {
				continue
			}
			in := slices.Contains(rule.Values, c.State.Terminated.ExitCode)
			if in && rule.Operator == batchv1.PodFailurePolicyOnExitCodesOpIn || !in && rule.Operator == batchv1.PodFailurePolicyOnExitCodesOpNotIn {
				return c
			}
		}
	}
	return nil
}

func matchCondition(s *corev1.PodStatus, patterns []batchv1.PodFailurePolicyOnPodConditionsPattern) *corev1.PodCondition {
	for i := range s.Conditions {
		c := &s.Conditions[i]
		for _, p := range patterns {
			if c.Type == p.Type && c.Status == p.Status {
				return c
			}
		}
	}
	return nil
}

// indexFailed says whether a pod's failure fails its index for good.
func indexFailed(j *batchv1.Job, p *corev1.Pod) bool {
	if !failed(j, p) {
		return false
	}
	verdict := judge(j.Spec.PodFailurePolicy, p)
	if verdict.action == batchv1.PodFailurePolicyActionFailIndex {
		return true
	}
	return verdict.counts() && number(p, batchv1.JobIndexFailureCountAnnotation) >= *j.Spec.BackoffLimitPerIndex
}

// number reads a count that the controller wrote on a pod; what is not one is 0.
func number(p *corev1.Pod, annotation string) int32 {
	n, err := strconv.ParseInt(p.Annotations[annotation], 10, 64)
	if err != nil || n < 0 || n > math.MaxInt32 {
		return 0
	}
	return int32(n)
}

// indexFailures counts the failures of an index up to before pod p, counted ones
// and ignored ones.
func indexFailures(p *corev1.Pod) int32 {
	return number(p, batchv1.JobIndexFailureCountAnnotation) + number(p, batchv1.JobIndexIgnoredFailureCountAnnotation)
}

// restartsExceeded says whether containers that are restarted in place have
// failed too often together.
func restartsExceeded(j *batchv1.Job, pods []*corev1.Pod) bool {
	if j.Spec.Template.Spec.RestartPolicy != corev1.RestartPolicyOnFailure {
		return false
	}
	var restarts int32
	for _, p := range pods {
		if p.Status.Phase == corev1.PodRunning || p.Status.Phase == corev1.PodPending {
			restarts += restartsOf(p)
		}
	}
	return restarts >= max(1, *j.Spec.BackoffLimit)
}

func restartsOf(p *corev1.Pod) (n int32) {
	for _, list := range [][]corev1.ContainerStatus{p.Status.InitContainerStatuses, p.Status.ContainerStatuses} {
		for i := range list {
			n += list[i].RestartCount
		}
	}
	return n
}

// successRule returns the index of the first rule of the success policy that
// these succeeded indexes meet.
func successRule(j *batchv1.Job, succeeded indexSet) (rule int, met bool) {
	if j.Spec.SuccessPolicy == nil || len(succeeded) == 0 {
		return 0, false
	}
	for i, r := range j.Spec.SuccessPolicy.Rules {
		have, enough := succeeded.size(), 0
		switch {
		case r.SucceededIndexes != nil:
			wanted := parseIndexes(*r.SucceededIndexes, int(*j.Spec.Completions))
			if len(wanted) == 0 {
				continue
			}
			have, enough = succeeded.common(wanted), wanted.size()
			if r.SucceededCount != nil {
				enough = min(enough, int(*r.SucceededCount))
			}
		case r.SucceededCount != nil:
			enough = int(*r.SucceededCount)
		default:
			continue
		}
		if have >= enough {
			return i, true
		}
	}
	return 0, false
}
