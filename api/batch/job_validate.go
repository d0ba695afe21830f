package batch

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	apivalidation "k8s.io/apimachinery/pkg/api/validation"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	metav1validation "k8s.io/apimachinery/pkg/apis/meta/v1/validation"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/skiff-k8s/skiff/api/badvalue"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/api/optional"
)

var (
	specPath = field.NewPath("spec")
	strict   = metav1validation.LabelSelectorValidationOptions{}
)

// Bounds of indexed jobs, whose status lists indexes.
const (
	maxParallelIndexed = 100_000
	maxFailedBound     = 100_000
	maxManagedBy       = 63
)

func nonNegative[T int32 | int64](at *field.Path, p *T) field.ErrorList {
	if p != nil && *p < 0 {
		return field.ErrorList{field.Invalid(at, int64(*p), "must be greater than or equal to 0")}
	}
	return nil
}

func validateJob(j, old *batchv1.Job) field.ErrorList {
	errs := validateJobSpec(&j.Spec, specPath)
	s := &j.Spec
	if s.Selector == nil {
		errs = append(errs, field.Required(specPath.Child("selector"), ""))
	} else {
		errs = append(errs, metav1validation.ValidateLabelSelector(s.Selector, strict, specPath.Child("selector"))...)
	}
	if !optional.Value(s.ManualSelector) && s.Selector != nil {
		errs = append(errs, validateGenerated(j)...)
	}
	if selector, err := metav1.LabelSelectorAsSelector(s.Selector); err == nil && !selector.Matches(labels.Set(s.Template.Labels)) {
		errs = append(errs, core.MismatchedLabels(&s.Template, specPath.Child("template")))
	}
	if old == nil {
		return append(errs, validateHostnames(j)...)
	}
	return append(errs, validateJobUpdate(j, old)...)
}

// validateGenerated: the labels that generateSelector makes are not the client's to
// choose.
func validateGenerated(j *batchv1.Job) field.ErrorList {
	var errs field.ErrorList
	found := j.Spec.Template.Labels
	at := specPath.Child("template", "metadata", "labels")
	generated := labels.Set{}
	for _, want := range []struct{ label, value string }{
		{oldUIDLabel, string(j.UID)}, {oldNameLabel, j.Name},
		{batchv1.ControllerUidLabel, string(j.UID)}, {batchv1.JobNameLabel, j.Name},
	} {
		generated[want.label] = want.value
		switch value, ok := found[want.label]; {
		case !ok:
			errs = append(errs, field.Required(at.Key(want.label), fmt.Sprintf("must be '%s'", want.value)))
		case value != want.value:
			errs = append(errs, field.Invalid(at.Key(want.label), found, fmt.Sprintf("must be '%s'", want.value)))
		}
	}
	if selector, err := metav1.LabelSelectorAsSelector(j.Spec.Selector); err == nil && !selector.Matches(generated) {
		errs = append(errs, field.Invalid(specPath.Child("selector"), j.Spec.Selector, "`selector` not auto-generated"))
	}
	return errs
}

// validateHostnames: the pods of an indexed job are named after it and their index,
// and that name is their host's.
func validateHostnames(j *batchv1.Job) field.ErrorList {
	s := &j.Spec
	if s.CompletionMode == nil || *s.CompletionMode != batchv1.IndexedCompletion || s.Completions == nil || *s.Completions <= 0 {
		return nil
	}
	last := fmt.Sprintf("%s-%d", j.Name, *s.Completions-1)
	if len(validation.IsDNS1123Label(last)) == 0 {
		return nil
	}
	return field.ErrorList{field.Invalid(field.NewPath("metadata", "name"), j.Name,
		"will not able to create pod with invalid DNS label: "+last)}
}

// validateJobSpec checks what jobs and the templates of cron jobs have in common.
func validateJobSpec(s *batchv1.JobSpec, at *field.Path) field.ErrorList {
	errs := nonNegative(at.Child("parallelism"), s.Parallelism)
	errs = append(errs, nonNegative(at.Child("completions"), s.Completions)...)
	errs = append(errs, nonNegative(at.Child("activeDeadlineSeconds"), s.ActiveDeadlineSeconds)...)
	errs = append(errs, nonNegative(at.Child("backoffLimit"), s.BackoffLimit)...)
	errs = append(errs, nonNegative(at.Child("ttlSecondsAfterFinished"), s.TTLSecondsAfterFinished)...)
	errs = append(errs, nonNegative(at.Child("backoffLimitPerIndex"), s.BackoffLimitPerIndex)...)
	errs = append(errs, nonNegative(at.Child("maxFailedIndexes"), s.MaxFailedIndexes)...)
	if m := s.ManagedBy; m != nil {
		errs = append(errs, validation.IsDomainPrefixedPath(at.Child("managedBy"), *m)...)
		if len(*m) > maxManagedBy {
			errs = append(errs, field.TooLong(at.Child("managedBy"), *m, maxManagedBy))
		}
	}
	errs = append(errs, validateCompletion(s, at)...)
	if s.PodFailurePolicy != nil {
		errs = append(errs, validateFailurePolicy(s, at.Child("podFailurePolicy"))...)
	}
	if s.SuccessPolicy != nil {
		errs = append(errs, validateSuccessPolicy(s, at.Child("successPolicy"))...)
	}
	errs = append(errs, validateReplacement(s, at.Child("podReplacementPolicy"))...)
	template := at.Child("template")
	errs = append(errs, core.ValidatePodTemplate(&s.Template, template)...)
	restart := template.Child("spec", "restartPolicy")
	switch p := s.Template.Spec.RestartPolicy; {
	case p == "" || p == corev1.RestartPolicyAlways:
		errs = append(errs, field.Required(restart, `valid values: "OnFailure", "Never"`))
	case p != corev1.RestartPolicyOnFailure && p != corev1.RestartPolicyNever:
		errs = append(errs, field.NotSupported(restart, p, []corev1.RestartPolicy{corev1.RestartPolicyOnFailure, corev1.RestartPolicyNever}))
	case p != corev1.RestartPolicyNever && s.PodFailurePolicy != nil:
		errs = append(errs, field.Invalid(restart, p, `only "Never" is supported when podFailurePolicy is specified`))
	}
	return errs
}

// validateCompletion checks the mode and what only one of the modes has.
func validateCompletion(s *batchv1.JobSpec, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	if m := s.CompletionMode; m != nil {
		if *m != batchv1.NonIndexedCompletion && *m != batchv1.IndexedCompletion {
			e := field.NotSupported[string](at.Child("completionMode"), *m, nil)
			e.Detail = `supported values: "NonIndexed", "Indexed"`
			errs = append(errs, e)
		}
	}
	if isIndexed(s) {
		if s.Completions == nil {
			errs = append(errs, field.Required(at.Child("completions"), "when completion mode is Indexed"))
		}
		if p := s.Parallelism; p != nil && *p > maxParallelIndexed {
			errs = append(errs, field.Invalid(at.Child("parallelism"), *p, fmt.Sprintf("must be less than or equal to %d when completion mode is Indexed", maxParallelIndexed)))
		}
		if f := s.MaxFailedIndexes; f != nil && s.Completions != nil {
			if *f > *s.Completions {
				errs = append(errs, field.Invalid(at.Child("maxFailedIndexes"), *f, "must be less than or equal to completions"))
			}
			if *f > maxFailedBound {
				errs = append(errs, field.Invalid(at.Child("maxFailedIndexes"), *f, fmt.Sprintf("must be less than or equal to %d", maxFailedBound)))
			}
		}
		if s.MaxFailedIndexes != nil && s.BackoffLimitPerIndex == nil {
			errs = append(errs, field.Required(at.Child("backoffLimitPerIndex"), "when maxFailedIndexes is specified"))
		}
		return errs
	}
	if l := s.BackoffLimitPerIndex; l != nil {
		errs = append(errs, field.Invalid(at.Child("backoffLimitPerIndex"), *l, "requires indexed completion mode"))
	}
	if f := s.MaxFailedIndexes; f != nil {
		errs = append(errs, field.Invalid(at.Child("maxFailedIndexes"), *f, "requires indexed completion mode"))
	}
	return errs
}

func isIndexed(s *batchv1.JobSpec) bool {
	return s.CompletionMode != nil && *s.CompletionMode == batchv1.IndexedCompletion
}

func validateReplacement(s *batchv1.JobSpec, at *field.Path) field.ErrorList {
	p := s.PodReplacementPolicy
	if p == nil {
		return nil
	}
	if s.PodFailurePolicy != nil {
		if *p != batchv1.Failed {
			return field.ErrorList{field.NotSupported(at, *p, []batchv1.PodReplacementPolicy{batchv1.Failed})}
		}
		return nil
	}
	if *p != batchv1.Failed && *p != batchv1.TerminatingOrFailed {
		return field.ErrorList{field.NotSupported(at, *p, []batchv1.PodReplacementPolicy{batchv1.Failed, batchv1.TerminatingOrFailed})}
	}
	return nil
}

func validateSuccessPolicy(s *batchv1.JobSpec, at *field.Path) field.ErrorList {
	if !isIndexed(s) {
		return field.ErrorList{field.Invalid(at, badvalue.Of(s.SuccessPolicy), "requires indexed completion mode")}
	}
	var errs field.ErrorList
	rules := at.Child("rules")
	if len(s.SuccessPolicy.Rules) == 0 {
		errs = append(errs, field.Required(rules, "at least one rules must be specified when the successPolicy is specified"))
	}
	if n := len(s.SuccessPolicy.Rules); n > maxSuccessRules {
		errs = append(errs, field.TooMany(rules, n, maxSuccessRules))
	}
	for i := range s.SuccessPolicy.Rules {
		r, at := &s.SuccessPolicy.Rules[i], rules.Index(i)
		if r.SucceededCount == nil && r.SucceededIndexes == nil {
			errs = append(errs, field.Required(at, "at least one of succeededCount or succeededIndexes must be specified"))
		}
		total := optional.Value(s.Completions)
		if r.SucceededIndexes != nil {
			n, err := countIndexes(*r.SucceededIndexes, optional.Value(s.Completions))
			if err != nil {
				errs = append(errs, field.Invalid(at.Child("succeededIndexes"), *r.SucceededIndexes, fmt.Sprintf("error parsing succeededIndexes: %v", err)))
				continue
			}
			total = n
		}
		if c := r.SucceededCount; c != nil {
			errs = append(errs, nonNegative(at.Child("succeededCount"), c)...)
			if *c > total {
				errs = append(errs, field.Invalid(at.Child("succeededCount"), *c, fmt.Sprintf("must be less than or equal to %d", total)))
			}
		}
	}
	return errs
}

const maxSuccessRules = 20

// countIndexes counts the indexes in a list such as "1,3-5", which must rise and
// stay below completions.
func countIndexes(text string, completions int32) (int32, error) {
	if text == "" {
		return 0, nil
	}
	last, count := int32(-1), int32(0)
	number := func(s string) (int32, error) {
		n, err := strconv.ParseInt(s, 10, 32)
		if err != nil {
			return 0, fmt.Errorf("cannot convert string to integer for index: %q", s)
		}
		if int32(n) >= completions {
			return 0, fmt.Errorf("too large index: %q", s)
		}
		return int32(n), nil
	}
	for _, part := range strings.Split(text, ",") {
		from, to, ranged := strings.Cut(part, "-")
		first, err := number(from)
		if err != nil {
			return 0, err
		}
		end := first
		if ranged {
			if end, err = number(to); err != nil {
				return 0, err
			}
		}
		if first <= last || end < first {
			return 0, fmt.Errorf("non-increasing order, previous: %d, current: %d", last, first)
		}
		count += end - first + 1
		last = end
	}
	return count, nil
}

func validateJobUpdate(j, old *batchv1.Job) field.ErrorList {
	is, was := &j.Spec, &old.Spec
	errs := validateCompletionsUpdate(is, was)
	if selector, err := metav1.LabelSelectorAsSelector(is.Selector); err == nil && !selector.Matches(labels.Set(is.Template.Labels)) {
		// Reported for the update too, as clients have come to see it.
		errs = append(errs, core.MismatchedLabels(&is.Template, specPath.Child("template")))
	}
	errs = append(errs, apivalidation.ValidateImmutableField(is.Selector, was.Selector, specPath.Child("selector"))...)
	errs = append(errs, validateTemplateUpdate(j, old)...)
	errs = append(errs, apivalidation.ValidateImmutableField(is.CompletionMode, was.CompletionMode, specPath.Child("completionMode"))...)
	errs = append(errs, apivalidation.ValidateImmutableField(is.PodFailurePolicy, was.PodFailurePolicy, specPath.Child("podFailurePolicy"))...)
	errs = append(errs, apivalidation.ValidateImmutableField(is.BackoffLimitPerIndex, was.BackoffLimitPerIndex, specPath.Child("backoffLimitPerIndex"))...)
	errs = append(errs, apivalidation.ValidateImmutableField(is.ManagedBy, was.ManagedBy, specPath.Child("managedBy"))...)
	return append(errs, apivalidation.ValidateImmutableField(is.SuccessPolicy, was.SuccessPolicy, specPath.Child("successPolicy"))...)
}

// validateCompletionsUpdate: an indexed job can grow and shrink as a whole.
func validateCompletionsUpdate(is, was *batchv1.JobSpec) field.ErrorList {
	at := specPath.Child("completions")
	if equality.Semantic.DeepEqual(is.Completions, was.Completions) {
		return nil
	}
	if !isIndexed(is) || is.Completions == nil || was.Completions == nil {
		return apivalidation.ValidateImmutableField(is.Completions, was.Completions, at)
	}
	if optional.Value(is.Completions) != optional.Value(is.Parallelism) {
		return field.ErrorList{field.Invalid(at, is.Completions, "can only be modified in tandem with spec.parallelism")}
	}
	return nil
}

// validateTemplateUpdate: while a job is suspended and has not started, where its
// pods may go and what they ask for can change.
func validateTemplateUpdate(j, old *batchv1.Job) field.ErrorList {
	is, was := j.Spec.Template.DeepCopy(), old.Spec.Template.DeepCopy()
	if optional.Value(old.Spec.Suspend) && old.Status.StartTime == nil {
		was.Annotations, was.Labels = is.Annotations, is.Labels
		was.Spec.NodeSelector, was.Spec.Tolerations = is.Spec.NodeSelector, is.Spec.Tolerations
		was.Spec.SchedulingGates = is.Spec.SchedulingGates
		if is.Spec.Affinity != nil && was.Spec.Affinity == nil {
			was.Spec.Affinity = &corev1.Affinity{}
		}
		if was.Spec.Affinity != nil && is.Spec.Affinity != nil {
			was.Spec.Affinity.NodeAffinity = is.Spec.Affinity.NodeAffinity
		}
		for i := range was.Spec.Containers {
			if i < len(is.Spec.Containers) {
				was.Spec.Containers[i].Resources = is.Spec.Containers[i].Resources
			}
		}
	}
	if equality.Semantic.DeepEqual(is, was) {
		return nil
	}
	return field.ErrorList{field.Invalid(specPath.Child("template"), badvalue.Of(is), apivalidation.FieldImmutableErrorMsg)}
}

func validateJobStatus(j, _ *batchv1.Job) field.ErrorList {
	at := field.NewPath("status")
	s := &j.Status
	errs := nonNegative(at.Child("active"), &s.Active)
	errs = append(errs, nonNegative(at.Child("succeeded"), &s.Succeeded)...)
	errs = append(errs, nonNegative(at.Child("failed"), &s.Failed)...)
	errs = append(errs, nonNegative(at.Child("ready"), s.Ready)...)
	errs = append(errs, nonNegative(at.Child("terminating"), s.Terminating)...)
	has := func(t batchv1.JobConditionType) bool {
		return slices.ContainsFunc(s.Conditions, func(c batchv1.JobCondition) bool {
			return c.Type == t && c.Status == corev1.ConditionTrue
		})
	}
	if has(batchv1.JobComplete) && has(batchv1.JobFailed) {
		errs = append(errs, field.Invalid(at.Child("conditions"), field.OmitValueType{}, "cannot set Complete=True and Failed=true conditions"))
	}
	if s.CompletionTime != nil {
		if !has(batchv1.JobComplete) {
			errs = append(errs, field.Invalid(at.Child("completionTime"), s.CompletionTime, "cannot set completionTime when there is no Complete=True condition"))
		}
		if s.StartTime != nil && s.CompletionTime.Before(s.StartTime) {
			errs = append(errs, field.Invalid(at.Child("completionTime"), s.CompletionTime, "completionTime cannot be set before startTime"))
		}
	}
	return errs
}
