package apiextensions

import (
	"errors"
	"fmt"
	"math"
	"math/bits"
	"slices"

	internal "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	structural "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel/model"
	"k8s.io/apimachinery/pkg/util/validation/field"
	apiservercel "k8s.io/apiserver/pkg/cel"
)

const (
	// maxRuleCost bounds the estimated cost of one expression, maxSchemaCost that of
	// all expressions of a schema, each for the largest object that the schema
	// allows.
	maxRuleCost   = 10_000_000
	maxSchemaCost = 100_000_000
	// maxNamed is how many of the dearest rules are named when all together cost
	// too much.
	maxNamed = 4
)

// ruleContext is what the rules of one part of a schema are compiled and
// estimated with. A nil context stands for a part where rules cannot be.
type ruleContext struct {
	schema *internal.JSONSchemaProps
	parent *ruleContext
	// step finds the types of this part in those of its parent; nil when it cannot.
	step func(*ruleTypes) *ruleTypes
	// scoped says that there are rules here or above, so that types are needed.
	scoped bool
	// times is how often a value of this part can be in one object, nil when there
	// is no bound.
	times *uint64
	total *costs

	types    *ruleTypes
	typesErr error
}

// ruleTypes are the types of a part as the language of the rules sees them.
type ruleTypes struct {
	schema      *structural.Structural
	declaration *apiservercel.DeclType
}

func newRuleContext(root *internal.JSONSchemaProps) *ruleContext {
	once := uint64(1)
	return &ruleContext{schema: root, scoped: len(root.XValidations) > 0, times: &once, total: &costs{}}
}

func (c *ruleContext) child(p *internal.JSONSchemaProps, step func(*ruleTypes) *ruleTypes) *ruleContext {
	if c == nil {
		return nil
	}
	out := &ruleContext{schema: p, parent: c, step: step, scoped: c.scoped || p != nil && len(p.XValidations) > 0, total: c.total}
	if c.schema == nil || c.times == nil {
		return out
	}
	if most := mostElements(c.schema); most != nil {
		times := product(*c.times, *most)
		out.times = &times
	}
	return out
}

func (c *ruleContext) property(p *internal.JSONSchemaProps, name string) *ruleContext {
	return c.child(p, func(t *ruleTypes) *ruleTypes {
		of, ok := t.schema.Properties[name]
		escaped, speakable := apiservercel.Escape(name)
		if !ok || !speakable {
			return nil
		}
		declared, ok := t.declaration.Fields[escaped]
		if !ok {
			return nil
		}
		return &ruleTypes{&of, declared.Type}
	})
}

func (c *ruleContext) items(p *internal.JSONSchemaProps) *ruleContext {
	return c.child(p, func(t *ruleTypes) *ruleTypes {
		if t.schema.Items == nil {
			return nil
		}
		return &ruleTypes{t.schema.Items, t.declaration.ElemType}
	})
}

func (c *ruleContext) values(p *internal.JSONSchemaProps) *ruleContext {
	return c.child(p, func(t *ruleTypes) *ruleTypes {
		if t.schema.AdditionalProperties == nil {
			return nil
		}
		return &ruleTypes{t.schema.AdditionalProperties.Structural, t.declaration.ElemType}
	})
}

// typeInfo returns the types of the part. To take them from those of a part above
// is cheap; to make them out of the schema is not.
func (c *ruleContext) typeInfo() (*ruleTypes, error) {
	if c == nil || !c.scoped {
		return nil, nil
	}
	if c.types != nil || c.typesErr != nil {
		return c.types, c.typesErr
	}
	if c.parent != nil {
		above, err := c.parent.typeInfo()
		if err != nil {
			c.typesErr = err
			return nil, err
		}
		if above != nil {
			if c.types = c.step(above); c.types != nil {
				return c.types, nil
			}
		}
	}
	s, err := structural.NewStructural(c.schema)
	if err != nil {
		c.typesErr = err
		return nil, err
	}
	declared := model.SchemaDeclType(s, c.parent == nil || c.schema.XEmbeddedResource)
	if declared == nil {
		c.typesErr = errors.New("unable to convert structural schema to CEL declarations")
		return nil, c.typesErr
	}
	c.types = &ruleTypes{s, declared}
	return c.types, nil
}

// costOf estimates what a rule costs in the largest object.
func (c *ruleContext) costOf(r *cel.CompilationResult) uint64 {
	if c.times != nil {
		return product(r.MaxCost, *c.times)
	}
	return product(r.MaxCost, r.MaxCardinality)
}

// mostElements is how many values of the parts below there can be for one of p,
// nil when there is no bound.
func mostElements(p *internal.JSONSchemaProps) *uint64 {
	bound := uint64(1)
	limit := (*int64)(nil)
	switch {
	case p.Type == "object" && p.AdditionalProperties != nil:
		limit = p.MaxProperties
	case p.Type == "array":
		limit = p.MaxItems
	default:
		return &bound
	}
	if limit == nil {
		return nil
	}
	bound = uint64(max(*limit, 0))
	return &bound
}

// product multiplies and stays at the largest number instead of overflowing.
func product(a, b uint64) uint64 {
	if high, low := bits.Mul64(a, b); high == 0 {
		return low
	}
	return math.MaxUint64
}

// costs adds up what the rules of a schema cost.
type costs struct {
	sum     uint64
	dearest []cost
}

type cost struct {
	at    *field.Path
	value uint64
}

func (c *costs) add(at *field.Path, value uint64) {
	if c.sum += value; c.sum < value {
		c.sum = math.MaxUint64
	}
	if value < maxSchemaCost/100 {
		return
	}
	c.dearest = append(c.dearest, cost{at, value})
	slices.SortStableFunc(c.dearest, func(a, b cost) int {
		switch {
		case a.value > b.value:
			return -1
		case a.value < b.value:
			return 1
		}
		return 0
	})
	c.dearest = c.dearest[:min(len(c.dearest), maxNamed)]
}

// validateTotal refuses a schema whose rules together cost too much.
func (c *ruleContext) validateTotal(at *field.Path) field.ErrorList {
	if c == nil || c.total.sum <= maxSchemaCost {
		return nil
	}
	var errs field.ErrorList
	for _, dear := range c.total.dearest {
		errs = append(errs, field.Forbidden(dear.at, "contributed to estimated rule cost total exceeding cost limit for entire OpenAPIv3 schema"))
	}
	return append(errs, field.Forbidden(at,
		costMessage("x-kubernetes-validations estimated rule cost total for entire OpenAPIv3 schema", c.total.sum, maxSchemaCost)))
}

// costMessage says by how much something costs too much.
func costMessage(what string, value, limit uint64) string {
	times := float64(value) / float64(limit)
	factor := fmt.Sprintf("%.1fx", times)
	switch {
	case times > 100:
		factor = "more than 100x" // too much to be a matter of degree
	case times < 1.5:
		factor = fmt.Sprintf("%fx", times)
	}
	return fmt.Sprintf("%s exceeds budget by factor of %s (try simplifying the rule, or adding maxItems, maxProperties, and maxLength where arrays, maps, and strings are declared)", what, factor)
}
