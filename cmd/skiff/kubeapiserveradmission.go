package main

import (
	"fmt"
	"slices"
	"strings"
)

// Admission plugins of kube-apiserver 1.36, by whether they are on by default.
// What skiff has no plugin for because the REST code does it (such as the
// approval of signing requests) can be named as well.
var (
	admissionOn = strings.Fields(`NamespaceLifecycle LimitRanger ServiceAccount TaintNodesByCondition PodSecurity
		Priority DefaultTolerationSeconds DefaultStorageClass StorageObjectInUseProtection PodGroupProtection
		PersistentVolumeClaimResize RuntimeClass CertificateApproval CertificateSigning ClusterTrustBundleAttest
		CertificateSubjectRestriction DefaultIngressClass PodTopologyLabels PodGroupWorkloadExists
		NodeDeclaredFeatureValidator JobValidation PodResizeValidator MutatingAdmissionPolicy
		MutatingAdmissionWebhook ValidatingAdmissionPolicy ValidatingAdmissionWebhook ResourceQuota`)
	admissionOff = strings.Fields(`AlwaysAdmit AlwaysDeny AlwaysPullImages DenyServiceExternalIPs EventRateLimit
		ExtendedResourceToleration ImagePolicyWebhook LimitPodHardAntiAffinityTopology NamespaceAutoProvision
		NamespaceExists NodeRestriction OwnerReferencesPermissionEnforcement PodNodeSelector PodTolerationRestriction`)
	// admissionAbsent are plugins that skiff does not have; they can be left out,
	// not asked for.
	admissionAbsent = strings.Fields(`AlwaysDeny AlwaysPullImages DenyServiceExternalIPs EventRateLimit
		ExtendedResourceToleration ImagePolicyWebhook LimitPodHardAntiAffinityTopology NamespaceAutoProvision
		OwnerReferencesPermissionEnforcement PodNodeSelector PodTolerationRestriction`)
)

// disabledAdmission returns the plugins to leave out: those that the flags name,
// and those that are off by default and not asked for.
func (o *kubeAPIServerOptions) disabledAdmission() ([]string, error) {
	for _, list := range [][]string{o.enableAdmission, o.disableAdmission} {
		for _, name := range list {
			if !slices.Contains(admissionOn, name) && !slices.Contains(admissionOff, name) {
				return nil, fmt.Errorf("enable-admission-plugins plugin %q is unknown", name)
			}
		}
	}
	for _, name := range o.enableAdmission {
		if slices.Contains(o.disableAdmission, name) {
			return nil, fmt.Errorf("%s in enable-admission-plugins and disable-admission-plugins overlapped", name)
		}
		if slices.Contains(admissionAbsent, name) {
			return nil, fmt.Errorf("enable-admission-plugins: skiff has no plugin %s", name)
		}
	}
	out := slices.Clone(o.disableAdmission)
	for _, name := range admissionOff {
		if !slices.Contains(o.enableAdmission, name) {
			out = append(out, name)
		}
	}
	return out, nil
}
