package policytypes

import (
	"context"
	"fmt"
	"slices"
	"strings"

	admissionregistrationv1 "k8s.io/api/admissionregistration/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/validation/field"
	"k8s.io/kube-openapi/pkg/validation/spec"

	"github.com/skiff-k8s/skiff/api/expression"
	"github.com/skiff-k8s/skiff/client"
)

// Schemas returns the schema of a kind with all references in it resolved. The
// error is that nothing is known of the kind.
type Schemas func(ctx context.Context, gvk schema.GroupVersionKind) (*spec.Schema, error)

// maxTypes is how many types a policy is checked against, at most; what matches
// more is checked against the first of them.
const maxTypes = 10

// check returns what is wrong with the validations of a policy and their
// messages, for each type that its rules name.
func check(ctx context.Context, p *admissionregistrationv1.ValidatingAdmissionPolicy, resources client.Resources, schemas Schemas) []admissionregistrationv1.ExpressionWarning {
	var gvks []schema.GroupVersionKind
	var checkers []*expression.Checker
	var param schema.GroupVersionKind
	var paramSchema *spec.Schema
	if k := p.Spec.ParamKind; k != nil {
		param = schema.FromAPIVersionAndKind(k.APIVersion, k.Kind)
		paramSchema, _ = schemas(ctx, param) // one that is not known can be anything
	}
	for _, gvk := range kindsOf(p, resources) {
		s, err := schemas(ctx, gvk)
		if err != nil {
			continue // nothing can be said about it
		}
		c := expression.NewChecker(gvk.Kind, s, !param.Empty(), param.Kind, paramSchema)
		for _, v := range p.Spec.Variables {
			c.Variable(v.Name, v.Expression)
		}
		gvks, checkers = append(gvks, gvk), append(checkers, c)
	}
	var out []admissionregistrationv1.ExpressionWarning
	warn := func(at *field.Path, text string) {
		var messages []string
		for i, c := range checkers {
			if err := c.Check(text); err != nil {
				messages = append(messages, fmt.Sprintf("%v: %v\n", gvks[i], err))
			}
		}
		if len(messages) > 0 {
			out = append(out, admissionregistrationv1.ExpressionWarning{FieldRef: at.String(), Warning: strings.Join(messages, "\n")})
		}
	}
	for i, v := range p.Spec.Validations {
		at := field.NewPath("spec", "validations").Index(i)
		warn(at.Child("expression"), v.Expression)
		if v.MessageExpression != "" {
			warn(at.Child("messageExpression"), v.MessageExpression)
		}
	}
	return out
}

// kindsOf returns the kinds that the rules of a policy name, in order. Rules with
// stars say nothing of types.
func kindsOf(p *admissionregistrationv1.ValidatingAdmissionPolicy, resources client.Resources) []schema.GroupVersionKind {
	if p.Spec.MatchConstraints == nil {
		return nil
	}
	var out []schema.GroupVersionKind
	for i := range p.Spec.MatchConstraints.ResourceRules {
		rule := &p.Spec.MatchConstraints.ResourceRules[i]
		found := 0
		for _, gvr := range named(&rule.Rule) {
			gvk, ok := kindOf(gvr, resources)
			if !ok {
				continue
			}
			if !slices.Contains(out, gvk) {
				out = append(out, gvk)
			}
			if found++; found == maxTypes {
				return sorted(out)
			}
		}
	}
	return sorted(out)
}

func sorted(list []schema.GroupVersionKind) []schema.GroupVersionKind {
	slices.SortFunc(list, func(a, b schema.GroupVersionKind) int {
		if n := strings.Compare(a.Group, b.Group); n != 0 {
			return n
		}
		if n := strings.Compare(a.Version, b.Version); n != 0 {
			return n
		}
		return strings.Compare(a.Kind, b.Kind)
	})
	return list
}

// named returns the resources that a rule names, in order; subresources are left
// out.
func named(r *admissionregistrationv1.Rule) []schema.GroupVersionResource {
	if slices.ContainsFunc(r.APIGroups, starred) || slices.ContainsFunc(r.APIVersions, starred) {
		return nil
	}
	var out []schema.GroupVersionResource
	for _, group := range slices.Sorted(slices.Values(r.APIGroups)) {
		for _, version := range slices.Sorted(slices.Values(r.APIVersions)) {
			for _, resource := range slices.Sorted(slices.Values(r.Resources)) {
				if !strings.ContainsAny(resource, "*/") {
					out = append(out, schema.GroupVersionResource{Group: group, Version: version, Resource: resource})
				}
			}
		}
	}
	return out
}

func starred(s string) bool { return strings.Contains(s, "*") }

func kindOf(gvr schema.GroupVersionResource, resources client.Resources) (schema.GroupVersionKind, bool) {
	for _, r := range resources.Resources() {
		if r.GVR() == gvr {
			return r.GVK(), true
		}
	}
	return schema.GroupVersionKind{}, false
}
