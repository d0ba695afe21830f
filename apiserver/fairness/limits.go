package fairness

import (
	"math"

	flowcontrolv1 "k8s.io/api/flowcontrol/v1"
)

// limits are the seats of a level: what it has by right, the least and the most
// that lending and borrowing can make of it.
type limits struct{ nominal, lower, upper int }

// shares are what a level's limits are computed from, of either type.
type shares struct {
	exempt   bool
	shares   int32
	lendable int32  // percent
	borrow   *int32 // percent; nil for no bound
}

func sharesOf(spec *flowcontrolv1.PriorityLevelConfigurationSpec) shares {
	value := func(p *int32, without int32) int32 {
		if p == nil {
			return without
		}
		return *p
	}
	if spec.Type == flowcontrolv1.PriorityLevelEnablementExempt {
		s := shares{exempt: true}
		if e := spec.Exempt; e != nil {
			s.shares, s.lendable = value(e.NominalConcurrencyShares, 0), value(e.LendablePercent, 0)
		}
		return s
	}
	if l := spec.Limited; l != nil {
		return shares{shares: value(l.NominalConcurrencyShares, 30), lendable: value(l.LendablePercent, 0), borrow: l.BorrowingLimitPercent}
	}
	return shares{}
}

// divide gives each of the levels its part of the seats of the server, rounded up.
func divide(total int, levels map[string]shares) map[string]limits {
	var sum int64
	for _, s := range levels {
		sum += int64(s.shares)
	}
	out := make(map[string]limits, len(levels))
	for name, s := range levels {
		var l limits
		if sum > 0 {
			l.nominal = int(math.Ceil(float64(total) * float64(s.shares) / float64(sum)))
		}
		l.lower = l.nominal - percent(l.nominal, s.lendable)
		l.upper = total
		if s.borrow != nil {
			l.upper = l.nominal + percent(l.nominal, *s.borrow)
		}
		out[name] = l
	}
	return out
}

func percent(n int, p int32) int { return int(math.Round(float64(n) * float64(p) / 100)) }
