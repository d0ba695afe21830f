// Package clusterroles fills in the rules of cluster roles that are made of
// others: whoever labels a role for it has its rules gathered into "view", "edit"
// or any role that asks for that label.
package clusterroles

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	rbacv1 "k8s.io/api/rbac/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"

	"github.com/skiff-k8s/skiff/api/rbac"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/reconcile"
	"github.com/skiff-k8s/skiff/trace"
)

// all is the one key: which role gathers which is seen only by looking at all,
// and there are few.
var all = reconcile.Key("", "clusterroles")

// New makes the loop. Its writes go through c.
func New(c client.Client) reconcile.Loop {
	return reconcile.Loop{
		Name:   "cluster role aggregation",
		Client: c,
		Sources: []reconcile.Source{{Resource: rbac.ClusterRoles, Keys: func(client.Event) []reconcile.Request {
			return []reconcile.Request{all}
		}}},
		Reconciler: reconcile.Func(func(ctx context.Context, _ reconcile.Request) (reconcile.Result, error) {
			return reconcile.Result{}, gather(ctx, c)
		}),
		Workers: 1,
	}
}

func gather(ctx context.Context, c client.Client) error {
	roles, err := client.List[*rbacv1.ClusterRole](ctx, c, rbac.ClusterRoles, client.ListOptions{})
	if err != nil {
		return err
	}
	changes, first := decide(roles)
	for _, ch := range changes {
		next := ch.role.DeepCopy()
		next.Rules = ch.rules
		_, err := c.Update(trace.Because(ctx, ch.reason), rbac.ClusterRoles, next, "")
		if err != nil && !apierrors.IsNotFound(err) && first == nil {
			first = err
		}
	}
	return first
}

// change gives a role other rules.
type change struct {
	role   *rbacv1.ClusterRole
	rules  []rbacv1.PolicyRule
	reason string
}

// decide returns the roles whose rules are not those of the roles that they
// gather. A role of gathered rules may itself be gathered: the next look, which
// the write causes, brings that about. The error tells of a selector that cannot
// be read; the other roles are decided on all the same.
func decide(roles []*rbacv1.ClusterRole) (changes []change, first error) {
	sorted := slices.SortedFunc(slices.Values(roles), func(a, b *rbacv1.ClusterRole) int { return cmp.Compare(a.Name, b.Name) })
	for _, r := range sorted {
		if r.AggregationRule == nil {
			continue
		}
		rules, from, err := gathered(r, sorted)
		if err != nil {
			if first == nil {
				first = fmt.Errorf("cluster role %s: %w", r.Name, err)
			}
			continue
		}
		if !equality.Semantic.DeepEqual(rules, r.Rules) {
			changes = append(changes, change{r, rules, reasonFor(from)})
		}
	}
	return changes, first
}

// gathered returns the rules of the roles that r selects, each rule once, in the
// order of r's selectors and then of names; and those roles' names.
func gathered(r *rbacv1.ClusterRole, sorted []*rbacv1.ClusterRole) (rules []rbacv1.PolicyRule, from []string, err error) {
	for i := range r.AggregationRule.ClusterRoleSelectors {
		selector, err := metav1.LabelSelectorAsSelector(&r.AggregationRule.ClusterRoleSelectors[i])
		if err != nil {
			return nil, nil, err
		}
		for _, part := range sorted {
			if part.Name == r.Name || !selector.Matches(labels.Set(part.Labels)) {
				continue
			}
			if !slices.Contains(from, part.Name) {
				from = append(from, part.Name)
			}
			for _, rule := range part.Rules {
				if !slices.ContainsFunc(rules, func(o rbacv1.PolicyRule) bool { return equality.Semantic.DeepEqual(o, rule) }) {
					rules = append(rules, rule)
				}
			}
		}
	}
	return rules, from, nil
}

// maxNamed is how many roles a reason names.
const maxNamed = 5

func reasonFor(from []string) string {
	switch {
	case len(from) == 0:
		return "no role is selected any longer"
	case len(from) > maxNamed:
		return fmt.Sprintf("it is made of %s and %d more", strings.Join(from[:maxNamed], ", "), len(from)-maxNamed)
	}
	return "it is made of " + strings.Join(from, ", ")
}
