package flowcontrol

import (
	"fmt"
	"slices"
	"strings"

	flowcontrolv1 "k8s.io/api/flowcontrol/v1"
	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/skiff-k8s/skiff/api/badvalue"
	"github.com/skiff-k8s/skiff/api/validate"
)

var specPath = field.NewPath("spec")

func validatePriorityLevel(p, _ *flowcontrolv1.PriorityLevelConfiguration) field.ErrorList {
	var errs field.ErrorList
	if (p.Name == flowcontrolv1.PriorityLevelConfigurationNameExempt) != (p.Spec.Type == flowcontrolv1.PriorityLevelEnablementExempt) {
		errs = append(errs, field.Invalid(specPath.Child("type"), p.Spec.Type, "must be 'Exempt' if and only if `name` is 'exempt'"))
	}
	errs = append(errs, validateLevelSpec(&p.Spec)...)
	return append(errs, validateMandatoryLevel(p)...)
}

func validateLevelSpec(s *flowcontrolv1.PriorityLevelConfigurationSpec) field.ErrorList {
	var errs field.ErrorList
	switch s.Type {
	case flowcontrolv1.PriorityLevelEnablementExempt:
		if s.Limited != nil {
			errs = append(errs, field.Forbidden(specPath.Child("limited"), "must be nil if the type is not Limited"))
		}
		if e := s.Exempt; e != nil {
			errs = append(errs, validateShares(e.NominalConcurrencyShares, e.LendablePercent, specPath.Child("exempt"))...)
		}
	case flowcontrolv1.PriorityLevelEnablementLimited:
		if s.Exempt != nil {
			errs = append(errs, field.Forbidden(specPath.Child("exempt"), "must be nil if the type is Limited"))
		}
		if s.Limited == nil {
			return append(errs, field.Required(specPath.Child("limited"), "must not be empty when type is Limited"))
		}
		errs = append(errs, validateLimited(s.Limited, specPath.Child("limited"))...)
	case "":
		errs = append(errs, field.Required(specPath.Child("type"), ""))
	default:
		errs = append(errs, field.NotSupported(specPath.Child("type"), s.Type, []flowcontrolv1.PriorityLevelEnablement{
			flowcontrolv1.PriorityLevelEnablementExempt, flowcontrolv1.PriorityLevelEnablementLimited}))
	}
	return errs
}

func validateShares(shares, lendable *int32, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	if shares != nil && *shares < 0 {
		errs = append(errs, field.Invalid(at.Child("nominalConcurrencyShares"), *shares, "must be a non-negative integer"))
	}
	if lendable != nil && (*lendable < 0 || *lendable > 100) {
		errs = append(errs, field.Invalid(at.Child("lendablePercent"), *lendable, "must be between 0 and 100, inclusive"))
	}
	return errs
}

func validateLimited(l *flowcontrolv1.LimitedPriorityLevelConfiguration, at *field.Path) field.ErrorList {
	errs := validateShares(l.NominalConcurrencyShares, l.LendablePercent, at)
	if b := l.BorrowingLimitPercent; b != nil && *b < 0 {
		errs = append(errs, field.Invalid(at.Child("borrowingLimitPercent"), *b, "if specified, must be a non-negative integer"))
	}
	response := at.Child("limitResponse")
	queuing := response.Child("queuing")
	switch l.LimitResponse.Type {
	case flowcontrolv1.LimitResponseTypeReject:
		if l.LimitResponse.Queuing != nil {
			errs = append(errs, field.Forbidden(queuing, "must be nil if limited.limitResponse.type is not Limited"))
		}
	case flowcontrolv1.LimitResponseTypeQueue:
		if l.LimitResponse.Queuing == nil {
			return append(errs, field.Required(queuing, "must not be empty if limited.limitResponse.type is Limited"))
		}
		errs = append(errs, validateQueuing(l.LimitResponse.Queuing, queuing)...)
	default:
		errs = append(errs, field.NotSupported(response.Child("type"), l.LimitResponse.Type,
			[]flowcontrolv1.LimitResponseType{flowcontrolv1.LimitResponseTypeQueue, flowcontrolv1.LimitResponseTypeReject}))
	}
	return errs
}

// maxQueues of one level.
const maxQueues = 10_000_000

// maxDeckBits bounds how many hands can be dealt: a hash has 60 bits for it.
const maxDeckBits = 60

func validateQueuing(q *flowcontrolv1.QueuingConfiguration, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	if q.QueueLengthLimit <= 0 {
		errs = append(errs, field.Invalid(at.Child("queueLengthLimit"), q.QueueLengthLimit, "must be positive"))
	}
	switch {
	case q.Queues <= 0:
		errs = append(errs, field.Invalid(at.Child("queues"), q.Queues, "must be positive"))
	case q.Queues > maxQueues:
		errs = append(errs, field.Invalid(at.Child("queues"), q.Queues, fmt.Sprintf("must not be greater than %d", maxQueues)))
	}
	switch {
	case q.HandSize <= 0:
		errs = append(errs, field.Invalid(at.Child("handSize"), q.HandSize, "must be positive"))
	case q.HandSize > q.Queues:
		errs = append(errs, field.Invalid(at.Child("handSize"), q.HandSize, fmt.Sprintf("should not be greater than queues (%d)", q.Queues)))
	case deckBits(q.Queues, q.HandSize) > maxDeckBits:
		errs = append(errs, field.Invalid(at.Child("handSize"), q.HandSize,
			fmt.Sprintf("required entropy bits of deckSize %d and handSize %d should not be greater than %d", q.Queues, q.HandSize, maxDeckBits)))
	}
	return errs
}

// deckBits is how many bits it takes to deal hand cards out of a deck.
func deckBits(deck, hand int32) int {
	bits, product := 0, uint64(1)
	for i := int32(0); i < hand && i < deck; i++ {
		product *= uint64(deck - i)
		for product > 1<<32 {
			product >>= 1
			bits++
		}
	}
	for product > 1 {
		product >>= 1
		bits++
	}
	return bits
}

func validateFlowSchema(f, _ *flowcontrolv1.FlowSchema) field.ErrorList {
	var errs field.ErrorList
	s := &f.Spec
	precedence := specPath.Child("matchingPrecedence")
	switch {
	case s.MatchingPrecedence <= 0:
		errs = append(errs, field.Invalid(precedence, s.MatchingPrecedence, "must be a positive value"))
	case s.MatchingPrecedence > flowcontrolv1.FlowSchemaMaxMatchingPrecedence:
		errs = append(errs, field.Invalid(precedence, s.MatchingPrecedence, fmt.Sprintf("must not be greater than %v", flowcontrolv1.FlowSchemaMaxMatchingPrecedence)))
	case s.MatchingPrecedence == 1 && f.Name != flowcontrolv1.FlowSchemaNameExempt:
		errs = append(errs, field.Invalid(precedence, s.MatchingPrecedence, "only the schema named 'exempt' may have matchingPrecedence 1"))
	}
	if m := s.DistinguisherMethod; m != nil && m.Type != flowcontrolv1.FlowDistinguisherMethodByNamespaceType && m.Type != flowcontrolv1.FlowDistinguisherMethodByUserType {
		e := field.NotSupported[string](specPath.Child("distinguisherMethod", "type"), badvalue.Of(m), nil)
		e.Detail = `supported values: "ByNamespace", "ByUser"`
		errs = append(errs, e)
	}
	level := specPath.Child("priorityLevelConfiguration", "name")
	if n := s.PriorityLevelConfiguration.Name; n == "" {
		errs = append(errs, field.Required(level, "must reference a priority level"))
	} else {
		errs = append(errs, validate.Each(level, n, validation.IsDNS1123Subdomain(n))...)
	}
	for i := range s.Rules {
		errs = append(errs, validateRules(&s.Rules[i], specPath.Child("rules").Index(i))...)
	}
	return append(errs, validateMandatorySchema(f)...)
}

func validateRules(r *flowcontrolv1.PolicyRulesWithSubjects, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	if len(r.Subjects) == 0 {
		errs = append(errs, field.Required(at.Child("subjects"), "subjects must contain at least one value"))
	}
	for i := range r.Subjects {
		errs = append(errs, validateSubject(&r.Subjects[i], at.Child("subjects").Index(i))...)
	}
	if len(r.ResourceRules) == 0 && len(r.NonResourceRules) == 0 {
		errs = append(errs, field.Required(at, "at least one of resourceRules and nonResourceRules has to be non-empty"))
	}
	for i := range r.ResourceRules {
		errs = append(errs, validateResourceRule(&r.ResourceRules[i], at.Child("resourceRules").Index(i))...)
	}
	for i := range r.NonResourceRules {
		errs = append(errs, validateURLRule(&r.NonResourceRules[i], at.Child("nonResourceRules").Index(i))...)
	}
	return errs
}

func validateSubject(s *flowcontrolv1.Subject, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	kinds := []struct {
		kind flowcontrolv1.SubjectKind
		name string
		set  bool
	}{
		{flowcontrolv1.SubjectKindServiceAccount, "serviceAccount", s.ServiceAccount != nil},
		{flowcontrolv1.SubjectKindUser, "user", s.User != nil},
		{flowcontrolv1.SubjectKindGroup, "group", s.Group != nil},
	}
	known := false
	for _, k := range kinds {
		if k.kind != s.Kind {
			continue
		}
		known = true
		if !k.set {
			errs = append(errs, field.Required(at.Child(k.name), fmt.Sprintf("%s is required when subject kind is '%s'", k.name, k.kind)))
		} else {
			errs = append(errs, validateSubjectName(s, at)...)
		}
		for _, other := range kinds {
			if other.kind != s.Kind && other.set {
				errs = append(errs, field.Forbidden(at.Child(other.name), fmt.Sprintf("%s is forbidden when subject kind is not '%s'", other.name, other.kind)))
			}
		}
	}
	if !known {
		return field.ErrorList{field.NotSupported(at.Child("kind"), s.Kind, []flowcontrolv1.SubjectKind{
			flowcontrolv1.SubjectKindGroup, flowcontrolv1.SubjectKindServiceAccount, flowcontrolv1.SubjectKindUser})}
	}
	return errs
}

// validateSubjectName looks at what the kind of a subject says is there.
func validateSubjectName(s *flowcontrolv1.Subject, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	switch s.Kind {
	case flowcontrolv1.SubjectKindUser:
		if s.User.Name == "" {
			errs = append(errs, field.Required(at.Child("user", "name"), ""))
		}
	case flowcontrolv1.SubjectKindGroup:
		if s.Group.Name == "" {
			errs = append(errs, field.Required(at.Child("group", "name"), ""))
		}
	default:
		a := at.Child("serviceAccount")
		switch n := s.ServiceAccount.Name; {
		case n == "":
			errs = append(errs, field.Required(a.Child("name"), ""))
		case n != "*":
			errs = append(errs, validate.Each(a.Child("name"), n, validation.IsDNS1123Subdomain(n))...)
		}
		if n := s.ServiceAccount.Namespace; n == "" {
			errs = append(errs, field.Required(a.Child("namespace"), "must specify namespace for service account"))
		} else {
			errs = append(errs, validate.Each(a.Child("namespace"), n, validation.IsDNS1123Label(n))...)
		}
	}
	return errs
}

var verbs = []string{"create", "delete", "deletecollection", "get", "list", "patch", "proxy", "update", "watch"}

// validateVerbs wants verbs that exist, or all of them.
func validateVerbs(list []string, at *field.Path) field.ErrorList {
	switch {
	case len(list) == 0:
		return field.ErrorList{field.Required(at, "verbs must contain at least one value")}
	case slices.Contains(list, "*"):
		return alone(list, "verbs", at)
	}
	for _, v := range list {
		if !slices.Contains(verbs, v) {
			return field.ErrorList{field.NotSupported(at, list, verbs)}
		}
	}
	return nil
}

// alone: what means everything stands alone.
func alone(list []string, what string, at *field.Path) field.ErrorList {
	if len(list) > 1 && slices.Contains(list, "*") {
		return field.ErrorList{field.Invalid(at, list, "if '*' is present, must not specify other "+what)}
	}
	return nil
}

func validateResourceRule(r *flowcontrolv1.ResourcePolicyRule, at *field.Path) field.ErrorList {
	errs := validateVerbs(r.Verbs, at.Child("verbs"))
	if len(r.APIGroups) == 0 {
		errs = append(errs, field.Required(at.Child("apiGroups"), "resource rules must supply at least one api group"))
	}
	errs = append(errs, alone(r.APIGroups, "api groups", at.Child("apiGroups"))...)
	if len(r.Resources) == 0 {
		errs = append(errs, field.Required(at.Child("resources"), "resource rules must supply at least one resource"))
	}
	errs = append(errs, alone(r.Resources, "resources", at.Child("resources"))...)
	namespaces := at.Child("namespaces")
	switch {
	case len(r.Namespaces) == 0 && !r.ClusterScope:
		errs = append(errs, field.Required(namespaces, "resource rules that are not cluster scoped must supply at least one namespace"))
	case slices.Contains(r.Namespaces, "*"):
		errs = append(errs, alone(r.Namespaces, "namespaces", namespaces)...)
	default:
		for i, n := range r.Namespaces {
			errs = append(errs, validate.Each(namespaces.Index(i), n, validation.IsDNS1123Label(n))...)
		}
	}
	return errs
}

func validateURLRule(r *flowcontrolv1.NonResourcePolicyRule, at *field.Path) field.ErrorList {
	errs := validateVerbs(r.Verbs, at.Child("verbs"))
	urls := at.Child("nonResourceURLs")
	switch {
	case len(r.NonResourceURLs) == 0:
		return append(errs, field.Required(urls, "nonResourceURLs must contain at least one value"))
	case slices.Contains(r.NonResourceURLs, "*"):
		return append(errs, alone(r.NonResourceURLs, "non-resource URLs", urls)...)
	}
	for i, u := range r.NonResourceURLs {
		errs = append(errs, validateURL(u, urls.Index(i))...)
	}
	return errs
}

func validateURL(u string, at *field.Path) field.ErrorList {
	switch star := strings.IndexByte(u, '*'); {
	case u == "":
		return field.ErrorList{field.Invalid(at, u, "must not be empty")}
	case u == "/":
		return nil
	case u[0] != '/':
		return field.ErrorList{field.Invalid(at, u, "must start with slash")}
	case strings.Contains(u, " "):
		return field.ErrorList{field.Invalid(at, u, "must not contain white-space")}
	case strings.Contains(u, "//"):
		return field.ErrorList{field.Invalid(at, u, "must not contain double slash")}
	case star >= 0 && star != len(u)-1:
		return field.ErrorList{field.Invalid(at, u, "wildcard can only do suffix matching")}
	case star > 0 && u[star-1] != '/':
		return field.ErrorList{field.Invalid(at, u, "wildcard can only do suffix matching")}
	}
	return nil
}
