package authz

import (
	"slices"
	"strings"

	rbacv1 "k8s.io/api/rbac/v1"
)

// ruleAllows says whether the rule covers the request.
func ruleAllows(rule *rbacv1.PolicyRule, a *Attributes) bool {
	if !hasOrAll(rule.Verbs, a.Verb) {
		return false
	}
	if !a.ForResource() {
		return slices.ContainsFunc(rule.NonResourceURLs, func(pattern string) bool {
			return pathMatches(pattern, a.Path)
		})
	}
	return hasOrAll(rule.APIGroups, a.Group) &&
		resourceMatches(rule.Resources, a.Resource, a.Subresource) &&
		(len(rule.ResourceNames) == 0 || slices.Contains(rule.ResourceNames, a.Name))
}

func hasOrAll(list []string, want string) bool {
	for _, v := range list {
		if v == want || v == "*" {
			return true
		}
	}
	return false
}

// resourceMatches knows the forms "pods", "pods/log", "*" (everything) and
// "*/scale" (that subresource of everything).
func resourceMatches(list []string, resource, subresource string) bool {
	for _, v := range list {
		switch {
		case v == "*":
			return true
		case subresource == "":
			if v == resource {
				return true
			}
		case len(v) == len(resource)+1+len(subresource):
			if v[:len(resource)] == resource && v[len(resource)] == '/' && v[len(resource)+1:] == subresource {
				return true
			}
		}
		if subresource != "" && len(v) == 2+len(subresource) && v[0] == '*' && v[1] == '/' && v[2:] == subresource {
			return true
		}
	}
	return false
}

func pathMatches(pattern, path string) bool {
	if pattern == "*" || pattern == path {
		return true
	}
	prefix, ok := strings.CutSuffix(pattern, "*")
	return ok && strings.HasPrefix(path, strings.TrimRight(prefix, "*"))
}

// Covers says whether the owner's rules together grant all that the wanted rules
// grant, and returns the parts that they do not: nobody may give away what he
// does not have. A wanted rule is taken apart into single grants, so the work
// grows with the product of its lists, which the size of an object bounds.
func Covers(owner, wanted []rbacv1.PolicyRule) (ok bool, missing []rbacv1.PolicyRule) {
	for i := range wanted {
		for _, single := range split(&wanted[i]) {
			if !slices.ContainsFunc(owner, func(r rbacv1.PolicyRule) bool { return covers(&r, &single) }) {
				missing = append(missing, single)
			}
		}
	}
	return len(missing) == 0, missing
}

// split takes a rule apart into rules with one verb, group, resource and name.
func split(rule *rbacv1.PolicyRule) []rbacv1.PolicyRule {
	var out []rbacv1.PolicyRule
	for _, group := range rule.APIGroups {
		for _, resource := range rule.Resources {
			for _, verb := range rule.Verbs {
				one := rbacv1.PolicyRule{APIGroups: []string{group}, Resources: []string{resource}, Verbs: []string{verb}}
				if len(rule.ResourceNames) == 0 {
					out = append(out, one)
					continue
				}
				for _, name := range rule.ResourceNames {
					named := one
					named.ResourceNames = []string{name}
					out = append(out, named)
				}
			}
		}
	}
	for _, url := range rule.NonResourceURLs {
		for _, verb := range rule.Verbs {
			out = append(out, rbacv1.PolicyRule{NonResourceURLs: []string{url}, Verbs: []string{verb}})
		}
	}
	return out
}

// covers says whether one rule grants a single grant.
func covers(owner, single *rbacv1.PolicyRule) bool {
	if !hasOrAll(owner.Verbs, single.Verbs[0]) {
		return false
	}
	if len(single.NonResourceURLs) > 0 {
		return slices.ContainsFunc(owner.NonResourceURLs, func(p string) bool {
			return pathMatches(p, single.NonResourceURLs[0])
		})
	}
	if !hasOrAll(owner.APIGroups, single.APIGroups[0]) {
		return false
	}
	resource, sub, _ := strings.Cut(single.Resources[0], "/")
	if !resourceMatches(owner.Resources, resource, sub) && !slices.Contains(owner.Resources, single.Resources[0]) {
		return false
	}
	return len(owner.ResourceNames) == 0 ||
		len(single.ResourceNames) > 0 && slices.Contains(owner.ResourceNames, single.ResourceNames[0])
}
