package audit

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation/field"
	auditv1 "k8s.io/apiserver/pkg/apis/audit/v1"
	"sigs.k8s.io/yaml"

	"github.com/skiff-k8s/skiff/apiserver/authz"
)

// Policy says how much of a request is recorded.
type Policy struct{ spec auditv1.Policy }

// LoadPolicy reads a policy from a file.
func LoadPolicy(path string) (*Policy, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("failed to read file path %q: %w", path, err)
	}
	p, err := ParsePolicy(data)
	if err != nil {
		return nil, fmt.Errorf("audit policy %s: %w", path, err)
	}
	return p, nil
}

// ParsePolicy reads a policy from YAML or JSON.
func ParsePolicy(data []byte) (*Policy, error) {
	var p Policy
	if err := yaml.UnmarshalStrict(data, &p.spec); err != nil {
		return nil, fmt.Errorf("failed decoding: %w", err)
	}
	if want := auditv1.SchemeGroupVersion.String(); p.spec.APIVersion != want || p.spec.Kind != "Policy" {
		return nil, fmt.Errorf("it is a %s of %q, not a Policy of %q", p.spec.Kind, p.spec.APIVersion, want)
	}
	if len(p.spec.Rules) == 0 {
		return nil, fmt.Errorf("loaded illegal policy with 0 rules")
	}
	if errs := validate(&p.spec); len(errs) > 0 {
		return nil, errs.ToAggregate()
	}
	return &p, nil
}

var (
	levels = []auditv1.Level{auditv1.LevelNone, auditv1.LevelMetadata, auditv1.LevelRequest, auditv1.LevelRequestResponse}
	stages = []auditv1.Stage{auditv1.StageRequestReceived, auditv1.StageResponseStarted, auditv1.StageResponseComplete, auditv1.StagePanic}
)

func validate(p *auditv1.Policy) field.ErrorList {
	errs := validateStages(p.OmitStages, field.NewPath("omitStages"))
	for i := range p.Rules {
		r, at := &p.Rules[i], field.NewPath("rules").Index(i)
		switch {
		case r.Level == "":
			errs = append(errs, field.Required(at.Child("level"), ""))
		case !slices.Contains(levels, r.Level):
			errs = append(errs, field.NotSupported(at.Child("level"), r.Level, levels))
		}
		if len(r.NonResourceURLs) > 0 && (len(r.Resources) > 0 || len(r.Namespaces) > 0) {
			errs = append(errs, field.Invalid(at.Child("nonResourceURLs"), r.NonResourceURLs, "rules cannot apply to both regular resources and non-resource URLs"))
		}
		for j, u := range r.NonResourceURLs {
			if u != "*" && (!strings.HasPrefix(u, "/") || strings.Contains(strings.TrimSuffix(u, "*"), "*")) {
				errs = append(errs, field.Invalid(at.Child("nonResourceURLs").Index(j), u, "non-resource URL rules must begin with a '/' character, with '*' at their end only"))
			}
		}
		for j, g := range r.Resources {
			if len(g.ResourceNames) > 0 && len(g.Resources) == 0 {
				errs = append(errs, field.Invalid(at.Child("resources").Index(j).Child("resourceNames"), g.ResourceNames, "using resourceNames requires at least one resource"))
			}
		}
		errs = append(errs, validateStages(r.OmitStages, at.Child("omitStages"))...)
	}
	return errs
}

func validateStages(list []auditv1.Stage, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	for i, s := range list {
		if !slices.Contains(stages, s) {
			errs = append(errs, field.NotSupported(at.Index(i), s, stages))
		}
	}
	return errs
}

// decision is what the policy says of a request.
type decision struct {
	level       auditv1.Level
	omit        [4]bool // by the index of the stage
	omitManaged bool
}

// decide asks the rules in turn; where none matches nothing is recorded.
func (p *Policy) decide(a *authz.Attributes) decision {
	for i := range p.spec.Rules {
		r := &p.spec.Rules[i]
		if !matches(r, a) {
			continue
		}
		d := decision{level: r.Level, omitManaged: p.spec.OmitManagedFields}
		if r.OmitManagedFields != nil {
			d.omitManaged = *r.OmitManagedFields
		}
		for n, s := range stages {
			d.omit[n] = slices.Contains(p.spec.OmitStages, s) || slices.Contains(r.OmitStages, s)
		}
		return d
	}
	return decision{level: auditv1.LevelNone}
}

func matches(r *auditv1.PolicyRule, a *authz.Attributes) bool {
	if len(r.Users) > 0 && (a.User == nil || !slices.Contains(r.Users, a.User.GetName())) {
		return false
	}
	if len(r.UserGroups) > 0 && (a.User == nil || !slices.ContainsFunc(a.User.GetGroups(), func(g string) bool { return slices.Contains(r.UserGroups, g) })) {
		return false
	}
	if len(r.Verbs) > 0 && !slices.Contains(r.Verbs, a.Verb) {
		return false
	}
	switch {
	case len(r.Namespaces) > 0 || len(r.Resources) > 0:
		return matchesResource(r, a)
	case len(r.NonResourceURLs) > 0:
		return !a.ForResource() && slices.ContainsFunc(r.NonResourceURLs, func(pattern string) bool { return matchesPath(a.Path, pattern) })
	}
	return true
}

func matchesPath(path, pattern string) bool {
	if prefix, ok := strings.CutSuffix(pattern, "*"); ok {
		return strings.HasPrefix(path, prefix)
	}
	return path == pattern
}

func matchesResource(r *auditv1.PolicyRule, a *authz.Attributes) bool {
	if !a.ForResource() || len(r.Namespaces) > 0 && !slices.Contains(r.Namespaces, a.Namespace) {
		return false
	}
	if len(r.Resources) == 0 {
		return true
	}
	whole := a.Resource
	if a.Subresource != "" {
		whole += "/" + a.Subresource
	}
	for _, g := range r.Resources {
		if g.Group != a.Group {
			continue
		}
		if len(g.Resources) == 0 {
			return true
		}
		for _, res := range g.Resources {
			if (len(g.ResourceNames) == 0 || slices.Contains(g.ResourceNames, a.Name)) && names(res, whole, a) {
				return true
			}
		}
	}
	return false
}

// names says whether a rule's resource is what is asked for: "*" is everything,
// "*/x" the subresource x of everything, "pods/*" all subresources of pods.
func names(res, whole string, a *authz.Attributes) bool {
	switch {
	case res == "*", res == whole:
		return true
	case a.Subresource == "":
		return false
	case strings.HasPrefix(res, "*/"):
		return res[2:] == a.Subresource
	}
	return res == a.Resource+"/*"
}
