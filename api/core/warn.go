package core

import (
	"crypto/tls"
	"fmt"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

// warnSecret warns of a key pair that no server could use.
func warnSecret(s, _ *corev1.Secret) []string {
	if s.Type != corev1.SecretTypeTLS {
		return nil
	}
	if _, err := tls.X509KeyPair(s.Data[corev1.TLSCertKey], s.Data[corev1.TLSPrivateKeyKey]); err != nil {
		return []string{err.Error()}
	}
	return nil
}

const mountableSecretsKey = "kubernetes.io/enforce-mountable-secrets"

func warnServiceAccount(a, old *corev1.ServiceAccount) []string {
	if _, ok := a.Annotations[mountableSecretsKey]; !ok {
		return nil
	}
	if old != nil && old.Annotations[mountableSecretsKey] == a.Annotations[mountableSecretsKey] {
		return nil
	}
	return []string{fmt.Sprintf("metadata.annotations[%s]: deprecated in v1.32+; prefer separate namespaces to isolate access to mounted secrets", mountableSecretsKey)}
}

func warnService(s, old *corev1.Service) []string {
	var out []string
	if _, ok := s.Annotations[corev1.DeprecatedAnnotationTopologyAwareHints]; ok {
		out = append(out, fmt.Sprintf("annotation %s is deprecated, please use %s instead",
			corev1.DeprecatedAnnotationTopologyAwareHints, corev1.AnnotationTopologyMode))
	}
	if isHeadless(&s.Spec) {
		if s.Spec.LoadBalancerIP != "" {
			out = append(out, "spec.loadBalancerIP is ignored for headless services")
		}
		if len(s.Spec.ExternalIPs) > 0 {
			out = append(out, "spec.externalIPs is ignored for headless services")
		}
		if s.Spec.SessionAffinity != corev1.ServiceAffinityNone {
			out = append(out, "spec.SessionAffinity is ignored for headless services")
		}
		return out
	}
	if len(s.Spec.ExternalIPs) > 0 && (old == nil || len(old.Spec.ExternalIPs) == 0) {
		out = append(out, "spec.externalIPs is deprecated and may no longer be implemented in some clusters")
	}
	out = append(out, warnIPs(s.Spec.ClusterIPs, specPath.Child("clusterIPs"))...)
	return append(out, warnIPs(s.Spec.ExternalIPs, specPath.Child("externalIPs"))...)
}

// warnIPs warns of addresses that are valid and not in their usual form.
func warnIPs(list []string, at *field.Path) []string {
	var out []string
	for i, ip := range list {
		if at := at.Index(i); len(validation.IsValidIPForLegacyField(at, ip, true, nil)) == 0 {
			out = append(out, validation.GetWarningsForIP(at, ip)...)
		}
	}
	return out
}
