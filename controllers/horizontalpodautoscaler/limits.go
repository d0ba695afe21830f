package horizontalpodautoscaler

import (
	"math"
	"slices"
	"time"

	autoscalingv2 "k8s.io/api/autoscaling/v2"
)

// stabilization is for how long the highest recommendation is kept before the
// number of pods goes down, where nothing is said.
const stabilization = 5 * time.Minute

// past is what an autoscaler remembers: what it recommended, and by how much it
// scaled. It forgets what is older than the windows that look at it, of which the
// API allows an hour at most.
type past struct {
	recommended []stamped
	ups, downs  []stamped
}

type stamped struct {
	n  int32
	at time.Time
}

// maxWindow is the longest that anything is remembered.
const maxWindow = time.Hour

func forget(list []stamped, now time.Time) []stamped {
	return slices.DeleteFunc(list, func(s stamped) bool { return now.Sub(s.at) > maxWindow })
}

// scaled remembers a change of size.
func (p *past) scaled(from, to int32, now time.Time) {
	if to > from {
		p.ups = append(forget(p.ups, now), stamped{to - from, now})
	} else {
		p.downs = append(forget(p.downs, now), stamped{from - to, now})
	}
}

// verdict is a number of pods within what is allowed, and why it is that.
type verdict struct {
	replicas int32
	able     condition // AbleToScale
	limited  condition // ScalingLimited
}

type condition struct {
	holds           bool
	reason, message string
}

// stabilize keeps a recommendation within those of the recent past, and remembers
// it. Without behavior only the way down is held up.
func (p *past) stabilize(b *autoscalingv2.HorizontalPodAutoscalerBehavior, current, wanted int32, now time.Time) (int32, condition) {
	upWindow, downWindow := time.Duration(0), stabilization
	if b != nil && b.ScaleUp != nil && b.ScaleUp.StabilizationWindowSeconds != nil {
		upWindow = time.Duration(*b.ScaleUp.StabilizationWindowSeconds) * time.Second
	}
	if b != nil && b.ScaleDown != nil && b.ScaleDown.StabilizationWindowSeconds != nil {
		downWindow = time.Duration(*b.ScaleDown.StabilizationWindowSeconds) * time.Second
	}
	if len(p.recommended) == 0 {
		// What runs when the autoscaler first looks was somebody's recommendation.
		p.recommended = []stamped{{current, now}}
	}
	lowest, highest := wanted, wanted
	for _, r := range p.recommended {
		if now.Sub(r.at) < upWindow {
			lowest = min(lowest, r.n)
		}
		if now.Sub(r.at) < downWindow {
			highest = max(highest, r.n)
		}
	}
	p.recommended = append(forget(p.recommended, now), stamped{wanted, now})
	out := min(max(current, lowest), highest)
	if b == nil {
		out = highest
	}
	switch {
	case out == wanted:
		return out, condition{true, "ReadyForNewScale", "recommended size matches current size"}
	case b != nil && wanted >= current:
		return out, condition{true, "ScaleUpStabilized", "recent recommendations were lower than current one, applying the lowest recent recommendation"}
	default:
		return out, condition{true, "ScaleDownStabilized", "recent recommendations were higher than current one, applying the highest recent recommendation"}
	}
}

// limit keeps a number within the bounds of the autoscaler and the rates of its
// behavior.
func (p *past) limit(spec *autoscalingv2.HorizontalPodAutoscalerSpec, current, wanted, least int32, now time.Time) (int32, condition) {
	most, tooMany := spec.MaxReplicas, condition{true, "TooManyReplicas", "the desired replica count is more than the maximum replica count"}
	tooFew := condition{true, "TooFewReplicas", "the desired replica count is less than the minimum replica count"}
	switch b := spec.Behavior; {
	case b == nil:
		if fast := max(2*current, 4); fast < most {
			most, tooMany = fast, condition{true, "ScaleUpLimit", "the desired replica count is increasing faster than the maximum scale rate"}
		}
	case wanted > current:
		if fast := max(current, p.rate(b.ScaleUp, current, 1, now)); fast < most {
			most, tooMany = fast, condition{true, "ScaleUpLimit", "the desired replica count is increasing faster than the maximum scale rate"}
		}
	case wanted < current:
		if fast := min(current, p.rate(b.ScaleDown, current, -1, now)); fast > least {
			least, tooFew = fast, condition{true, "ScaleDownLimit", "the desired replica count is decreasing faster than the maximum scale rate"}
		}
	}
	switch {
	case wanted < least:
		return least, tooFew
	case wanted > most:
		return most, tooMany
	}
	return wanted, condition{false, "DesiredWithinRange", "the desired count is within the acceptable range"}
}

// rate returns how far the policies let the number go, up (direction 1) or down
// (-1): each counts from what there was when its period began.
func (p *past) rate(rules *autoscalingv2.HPAScalingRules, current, direction int32, now time.Time) int32 {
	pick := autoscalingv2.MaxChangePolicySelect
	if rules.SelectPolicy != nil {
		pick = *rules.SelectPolicy
	}
	if pick == autoscalingv2.DisabledPolicySelect {
		return current
	}
	var limits []int32
	for _, policy := range rules.Policies {
		period := time.Duration(policy.PeriodSeconds) * time.Second
		start := current - within(p.ups, period, now) + within(p.downs, period, now)
		switch {
		case policy.Type == autoscalingv2.PodsScalingPolicy:
			limits = append(limits, start+direction*policy.Value)
		case direction > 0:
			// Rounded up: else a small number could never grow.
			limits = append(limits, int32(math.Ceil(float64(start)*(1+float64(policy.Value)/100))))
		default:
			limits = append(limits, int32(float64(start)*(1-float64(policy.Value)/100)))
		}
	}
	switch {
	case len(limits) == 0:
		return current
	case (pick == autoscalingv2.MinChangePolicySelect) == (direction > 0):
		return slices.Min(limits)
	default:
		return slices.Max(limits)
	}
}

// within sums the changes of the last period up.
func within(changes []stamped, period time.Duration, now time.Time) (n int32) {
	for _, c := range changes {
		if now.Sub(c.at) < period {
			n += c.n
		}
	}
	return n
}
