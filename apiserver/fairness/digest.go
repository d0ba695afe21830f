package fairness

import (
	"maps"
	"math"
	"slices"
	"time"

	flowcontrolv1 "k8s.io/api/flowcontrol/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apiserver/pkg/apis/flowcontrol/bootstrap"

	"github.com/skiff-k8s/skiff/apiserver/lookup"
)

// adjustEvery is how often seats move between levels.
const adjustEvery = 10 * time.Second

var (
	flowSchemas    = schema.GroupResource{Group: flowcontrolv1.GroupName, Resource: "flowschemas"}
	priorityLevels = schema.GroupResource{Group: flowcontrolv1.GroupName, Resource: "prioritylevelconfigurations"}
)

// digest takes what the objects say now. The mandatory ones are in force even
// where nobody keeps them.
func (f *Fairness) digest() {
	objects := map[string]*flowcontrolv1.PriorityLevelConfiguration{}
	lookup.Each(f.Objects, priorityLevels, "", func(p *flowcontrolv1.PriorityLevelConfiguration) bool {
		objects[p.Name] = p
		return true
	})
	for _, p := range bootstrap.MandatoryPriorityLevelConfigurations {
		if objects[p.Name] == nil {
			objects[p.Name] = p
		}
	}
	var list []*flowcontrolv1.FlowSchema
	lookup.Each(f.Objects, flowSchemas, "", func(s *flowcontrolv1.FlowSchema) bool {
		list = append(list, s)
		return true
	})
	for _, s := range bootstrap.MandatoryFlowSchemas {
		if !slices.ContainsFunc(list, func(o *flowcontrolv1.FlowSchema) bool { return o.Name == s.Name }) {
			list = append(list, s)
		}
	}
	sortSchemas(list)

	f.mu.Lock()
	defer f.mu.Unlock()
	f.setLevels(objects)
	f.setRules(list, objects)
}

// setLevels makes the levels those of the objects. A level that is gone ends with
// the last request that is in it.
func (f *Fairness) setLevels(objects map[string]*flowcontrolv1.PriorityLevelConfiguration) {
	maps.DeleteFunc(f.levels, func(name string, _ *level) bool { return objects[name] == nil })
	all := make(map[string]shares, len(objects))
	for name, p := range objects {
		all[name] = sharesOf(&p.Spec)
	}
	now := f.Now()
	for name, l := range divide(f.Seats, all) {
		at := f.levels[name]
		if at == nil {
			at = &level{name: name}
			f.levels[name] = at
		}
		at.configure(objects[name])
		at.mu.Lock()
		if at.limits != l {
			at.limits = l
			at.set.setLimit(now, l.nominal)
		}
		at.mu.Unlock()
	}
}

// setRules replaces the rules. The schema for everybody is always the last.
func (f *Fairness) setRules(list []*flowcontrolv1.FlowSchema, levels map[string]*flowcontrolv1.PriorityLevelConfiguration) {
	var rules []*flowSchema
	var last *flowSchema
	for _, o := range list {
		name := o.Spec.PriorityLevelConfiguration.Name
		everybody := o.Name == flowcontrolv1.FlowSchemaNameCatchAll
		if f.levels[name] == nil {
			if !everybody {
				continue // dangling: as if it were not there
			}
			name = flowcontrolv1.PriorityLevelConfigurationNameCatchAll
		}
		p := levels[name]
		s := &flowSchema{
			name: o.Name, uid: string(o.UID), spec: &o.Spec, level: f.levels[name], counters: f.countersOf(o.Name),
			levelUID: string(p.UID), exempt: p.Spec.Type == flowcontrolv1.PriorityLevelEnablementExempt,
			queuing: p.Spec.Limited != nil && p.Spec.Limited.LimitResponse.Queuing != nil,
		}
		if m := o.Spec.DistinguisherMethod; m != nil {
			s.by = m.Type
		}
		if everybody {
			last = s
		} else {
			rules = append(rules, s)
		}
	}
	rules = append(rules, last)
	f.rules.Store(&rules)
}

func (f *Fairness) countersOf(name string) *counters {
	c := f.counters[name]
	if c == nil {
		if len(f.counters) >= maxCounters {
			return &counters{} // counted for nobody
		}
		c = &counters{}
		f.counters[name] = c
	}
	return c
}

// adjust moves seats from levels that need fewer to those that need more.
func (f *Fairness) adjust() {
	f.mu.Lock()
	defer f.mu.Unlock()
	now := f.Now()
	total := 0.0
	var levels []*level
	var claims []claim
	for _, l := range f.levels {
		l.mu.Lock()
		l.stats = l.set.demand.take(now)
		l.smoothed = smooth(l.smoothed, l.stats)
		exempt := l.set.exempt
		if c := claimOf(l.limits, l.smoothed, l.stats.high); exempt {
			// It takes what it needs, in any case.
			l.target = math.Max(float64(l.lower), l.stats.high)
			total -= l.target
			l.set.limit = int(l.target)
		} else {
			l.target = c.target
			levels, claims = append(levels, l), append(claims, c)
		}
		total += float64(l.nominal)
		l.mu.Unlock()
	}
	seats, fraction := allot(total, claims)
	f.fraction = fraction
	for i, l := range levels {
		l.mu.Lock()
		l.set.setLimit(now, int(math.Round(seats[i])))
		l.mu.Unlock()
	}
}
