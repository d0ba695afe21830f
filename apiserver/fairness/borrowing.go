package fairness

import "math"

const (
	// smoothing is how much of the past of a level's demand counts when its limit
	// is set anew.
	smoothing = 0.977
	// leastTarget keeps a level without demand from being divided by.
	leastTarget = 0.001
)

// claim is what one level wants of the seats of the server.
type claim struct{ target, lower, upper float64 }

// smooth is the demand to go by: quick to rise, slow to fall.
func smooth(before float64, s demandStats) float64 {
	envelope := s.average + s.deviation
	return max(envelope, smoothing*before+(1-smoothing)*envelope)
}

// claimOf turns a level's demand into a claim: at least what it has used of its
// own, at most what it may borrow.
func claimOf(l limits, smoothed, high float64) claim {
	lower := max(float64(l.lower), min(float64(l.nominal), high))
	return claim{target: max(lower, smoothed, leastTarget), lower: lower, upper: max(lower, float64(l.upper))}
}

// allot divides the seats so that each claim gets the same fraction of its target,
// within its bounds, and returns that fraction. When not even the lower bounds fit,
// each gets just that.
func allot(total float64, claims []claim) (seats []float64, fraction float64) {
	sum := func(f float64) float64 {
		var s float64
		for _, c := range claims {
			s += c.at(f)
		}
		return s
	}
	low, high := 0.0, 0.0
	for _, c := range claims {
		high = max(high, c.upper/c.target)
	}
	switch {
	case sum(0) >= total:
		fraction = 0
	case sum(high) <= total:
		fraction = high
	default:
		for range 64 { // halves until two neighbouring numbers are left
			if fraction = (low + high) / 2; sum(fraction) < total {
				low = fraction
			} else {
				high = fraction
			}
		}
	}
	for _, c := range claims {
		seats = append(seats, c.at(fraction))
	}
	return seats, fraction
}

// at is what the claim gets of a fraction of its target.
func (c claim) at(fraction float64) float64 {
	return math.Min(c.upper, math.Max(c.lower, fraction*c.target))
}
