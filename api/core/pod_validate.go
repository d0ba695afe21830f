package core

import (
	"fmt"
	"math"
	"slices"

	corev1 "k8s.io/api/core/v1"
	apivalidation "k8s.io/apimachinery/pkg/api/validation"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	metav1validation "k8s.io/apimachinery/pkg/apis/meta/v1/validation"
	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/skiff-k8s/skiff/api/badvalue"
	"github.com/skiff-k8s/skiff/api/optional"
	"github.com/skiff-k8s/skiff/api/validate"
)

var specPath = field.NewPath("spec")

func validatePod(p, old *corev1.Pod) field.ErrorList {
	if old != nil {
		return validatePodUpdate(p, old)
	}
	errs := validatePodContent(p, nil)
	if len(p.Spec.EphemeralContainers) > 0 {
		errs = append(errs, field.Forbidden(specPath.Child("ephemeralContainers"), "cannot be set on create"))
	}
	if p.Spec.NodeName != "" && len(p.Spec.SchedulingGates) > 0 {
		errs = append(errs, field.Forbidden(specPath.Child("nodeName"), "cannot be set until all schedulingGates have been cleared"))
	}
	return errs
}

// validatePodContent checks what a pod says, no matter what it said before; old
// is nil on create and lets some old mistakes pass.
func validatePodContent(p, old *corev1.Pod) field.ErrorList {
	errs := validatePodAnnotations(&p.ObjectMeta, &p.Spec, field.NewPath("metadata", "annotations"))
	errs = append(errs, validatePodSpec(&p.Spec, &p.ObjectMeta, specPath)...)
	for i := range p.Spec.EphemeralContainers {
		if old == nil {
			break
		}
		errs = append(errs, validateEphemeralContainer(&p.Spec, i, specPath.Child("ephemeralContainers"))...)
	}
	return errs
}

// ValidatePodTemplate checks a pod template at the path given.
func ValidatePodTemplate(t *corev1.PodTemplateSpec, at *field.Path) field.ErrorList {
	errs := metav1validation.ValidateLabels(t.Labels, at.Child("labels"))
	errs = append(errs, apivalidation.ValidateAnnotations(t.Annotations, at.Child("annotations"))...)
	errs = append(errs, validatePodAnnotations(&t.ObjectMeta, &t.Spec, at.Child("annotations"))...)
	errs = append(errs, validatePodSpec(&t.Spec, nil, at.Child("spec"))...)
	if len(t.Spec.EphemeralContainers) > 0 {
		errs = append(errs, field.Forbidden(at.Child("spec", "ephemeralContainers"), "ephemeral containers not allowed in pod template"))
	}
	return errs
}

// validatePodSpec checks a spec; meta is that of the pod, nil in templates.
func validatePodSpec(s *corev1.PodSpec, meta *metav1.ObjectMeta, at *field.Path) field.ErrorList {
	volumes, errs := validateVolumes(s.Volumes, meta, at.Child("volumes"))
	errs = append(errs, validateResourceClaims(s.ResourceClaims, at.Child("resourceClaims"))...)
	c := &containerChecks{spec: s, volumes: volumes, claims: claimNames(s.ResourceClaims)}
	errs = append(errs, c.main(at.Child("containers"))...)
	errs = append(errs, c.init(at.Child("initContainers"))...)
	if s.Resources != nil {
		errs = append(errs, validatePodResources(s.Resources, at.Child("resources"))...)
	}
	errs = append(errs, validateHostPorts(s, at)...)
	errs = append(errs, validate.RequiredOneOf(at.Child("restartPolicy"), s.RestartPolicy,
		corev1.RestartPolicyAlways, corev1.RestartPolicyOnFailure, corev1.RestartPolicyNever)...)
	errs = append(errs, validate.RequiredOneOf(at.Child("dnsPolicy"), s.DNSPolicy,
		corev1.DNSClusterFirstWithHostNet, corev1.DNSClusterFirst, corev1.DNSDefault, corev1.DNSNone)...)
	errs = append(errs, metav1validation.ValidateLabels(s.NodeSelector, at.Child("nodeSelector"))...)
	errs = append(errs, validatePodSecurity(s, at.Child("securityContext"))...)
	errs = append(errs, validateAffinity(s.Affinity, at.Child("affinity"))...)
	errs = append(errs, validateDNSConfig(s, at.Child("dnsConfig"))...)
	errs = append(errs, validateGates(s, at)...)
	errs = append(errs, validateSpread(s.TopologySpreadConstraints, at.Child("topologySpreadConstraints"))...)
	errs = append(errs, validateHostProcess(s, at)...)
	errs = append(errs, validateHostUsers(s, at)...)
	errs = append(errs, validatePodIdentity(s, at)...)
	errs = append(errs, ValidateTolerations(s.Tolerations, at.Child("tolerations"))...)
	errs = append(errs, validateHostAliases(s.HostAliases, at.Child("hostAliases"))...)
	errs = append(errs, validatePodPriority(s, at)...)
	if s.Overhead != nil {
		errs = append(errs, ValidateOverhead(s.Overhead, at.Child("overhead"))...)
	}
	return append(errs, validateOS(s, at)...)
}

func validatePodIdentity(s *corev1.PodSpec, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	if s.ServiceAccountName != "" {
		errs = append(errs, dnsSubdomain(at.Child("serviceAccountName"), s.ServiceAccountName)...)
	}
	if s.NodeName != "" {
		errs = append(errs, dnsSubdomain(at.Child("nodeName"), s.NodeName)...)
	}
	if d := s.ActiveDeadlineSeconds; d != nil && (*d < 1 || *d > math.MaxInt32) {
		errs = append(errs, field.Invalid(at.Child("activeDeadlineSeconds"), *d, validation.InclusiveRangeError(1, math.MaxInt32)))
	}
	if s.Hostname != "" {
		errs = append(errs, dnsLabel(at.Child("hostname"), s.Hostname)...)
	}
	if s.Subdomain != "" {
		errs = append(errs, dnsLabel(at.Child("subdomain"), s.Subdomain)...)
	}
	if s.HostnameOverride != nil {
		errs = append(errs, validateHostnameOverride(s, at.Child("hostnameOverride"))...)
	}
	return errs
}

// maxHostname is the longest name that Linux gives a host.
const maxHostname = 64

func validateHostnameOverride(s *corev1.PodSpec, at *field.Path) field.ErrorList {
	name := *s.HostnameOverride
	var errs field.ErrorList
	if name != "" {
		errs = append(errs, dnsSubdomain(at, name)...)
	}
	if len(name) > maxHostname {
		errs = append(errs, field.TooLong(at, name, maxHostname))
	}
	if optional.Value(s.SetHostnameAsFQDN) {
		errs = append(errs, field.Forbidden(at, "may not be specified when setHostnameAsFQDN is true"))
	}
	if s.HostNetwork {
		errs = append(errs, field.Forbidden(at, "may not be specified when hostNetwork is true"))
	}
	return errs
}

func validatePodPriority(s *corev1.PodSpec, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	if s.PriorityClassName != "" {
		errs = append(errs, dnsSubdomain(at.Child("priorityClassName"), s.PriorityClassName)...)
	}
	if s.RuntimeClassName != nil {
		errs = append(errs, dnsSubdomain(at.Child("runtimeClassName"), *s.RuntimeClassName)...)
	}
	if p := s.PreemptionPolicy; p != nil {
		errs = append(errs, validate.RequiredOneOf(at.Child("preemptionPolicy"), *p, corev1.PreemptLowerPriority, corev1.PreemptNever)...)
	}
	return errs
}

// validateGates checks the gates of readiness and of scheduling.
func validateGates(s *corev1.PodSpec, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	for i, g := range s.ReadinessGates {
		errs = append(errs, qualifiedName(at.Child("readinessGates").Index(i).Child("conditionType"), string(g.ConditionType))...)
	}
	seen := map[string]bool{}
	for i, g := range s.SchedulingGates {
		gate := at.Child("schedulingGates").Index(i)
		errs = append(errs, qualifiedName(gate, g.Name)...)
		if seen[g.Name] {
			errs = append(errs, field.Duplicate(gate, g.Name))
		}
		seen[g.Name] = true
	}
	return errs
}

func validateHostAliases(list []corev1.HostAlias, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	for i, a := range list {
		errs = append(errs, validation.IsValidIPForLegacyField(at.Index(i).Child("ip"), a.IP, true, nil)...)
		for j, name := range a.Hostnames {
			errs = append(errs, dnsSubdomain(at.Index(i).Child("hostnames").Index(j), name)...)
		}
	}
	return errs
}

// validateHostPorts: on the host's network a port of a container is that port of
// the host.
func validateHostPorts(s *corev1.PodSpec, at *field.Path) field.ErrorList {
	if !s.HostNetwork {
		return nil
	}
	var errs field.ErrorList
	check := func(list []corev1.Container, at *field.Path) {
		for i := range list {
			for j, p := range list[i].Ports {
				if p.HostPort != p.ContainerPort && p.HostPort != 0 {
					errs = append(errs, field.Invalid(at.Index(i).Child("ports").Index(j).Child("hostPort"), p.HostPort,
						"must match `containerPort` when `hostNetwork` is true"))
				}
			}
		}
	}
	check(s.Containers, at.Child("containers"))
	check(s.InitContainers, at.Child("initContainers"))
	return errs
}

// validateHostUsers: a pod with users of its own shares nothing else with the
// host either.
func validateHostUsers(s *corev1.PodSpec, at *field.Path) field.ErrorList {
	if s.HostUsers == nil || *s.HostUsers {
		return nil
	}
	var errs field.ErrorList
	for _, h := range []struct {
		name string
		set  bool
	}{{"hostNetwork", s.HostNetwork}, {"HostPID", s.HostPID}, {"HostIPC", s.HostIPC}} {
		if h.set {
			errs = append(errs, field.Forbidden(at.Child(h.name), "when `hostUsers` is false"))
		}
	}
	return errs
}

func validateResourceClaims(list []corev1.PodResourceClaim, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	seen := map[string]bool{}
	for i := range list {
		c, at := &list[i], at.Index(i)
		switch {
		case c.Name == "":
			errs = append(errs, field.Required(at.Child("name"), ""))
		case seen[c.Name]:
			errs = append(errs, field.Duplicate(at.Child("name"), c.Name))
		default:
			errs = append(errs, dnsLabel(at.Child("name"), c.Name)...)
			seen[c.Name] = true
		}
		switch {
		case c.ResourceClaimName != nil && c.ResourceClaimTemplateName != nil:
			errs = append(errs, field.Invalid(at, badvalue.Of(c), "at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified"))
		case c.ResourceClaimName == nil && c.ResourceClaimTemplateName == nil:
			errs = append(errs, field.Invalid(at, badvalue.Of(c), "must specify one of: `resourceClaimName`, `resourceClaimTemplateName`"))
		}
		if n := c.ResourceClaimName; n != nil {
			errs = append(errs, dnsSubdomain(at.Child("resourceClaimName"), *n)...)
		}
		if n := c.ResourceClaimTemplateName; n != nil {
			errs = append(errs, dnsSubdomain(at.Child("resourceClaimTemplateName"), *n)...)
		}
	}
	return errs
}

func claimNames(list []corev1.PodResourceClaim) []string {
	var names []string
	for i := range list {
		if n := list[i].Name; n != "" && !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	slices.Sort(names)
	return names
}

// spreadPair is how an error shows which constraints are alike.
func spreadPair(c *corev1.TopologySpreadConstraint) string {
	return fmt.Sprintf("{%v, %v}", c.TopologyKey, c.WhenUnsatisfiable)
}
