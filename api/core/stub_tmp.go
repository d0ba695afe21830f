package core

import (
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

func validateConfigMap(o, old *corev1.ConfigMap) field.ErrorList                         { return nil }
func validateEndpoints(o, old *corev1.Endpoints) field.ErrorList                         { return nil }
func warnEndpoints(o, old *corev1.Endpoints) []string                                    { return nil }
func validateEvent(o, old *corev1.Event) field.ErrorList                                 { return nil }
func validateLimitRange(o, old *corev1.LimitRange) field.ErrorList                       { return nil }
func validateNamespace(o, old *corev1.Namespace) field.ErrorList                         { return nil }
func validateNamespaceStatus(o, old *corev1.Namespace) field.ErrorList                   { return nil }
func validateNamespaceFinalize(o, old *corev1.Namespace) field.ErrorList                 { return nil }
func validateNode(o, old *corev1.Node) field.ErrorList                                   { return nil }
func validateNodeUpdate(o, old *corev1.Node) field.ErrorList                             { return nil }
func warnNode(o, old *corev1.Node) []string                                              { return nil }
func validatePodTemplateObject(o, old *corev1.PodTemplate) field.ErrorList               { return nil }
func validateReplicationController(o, old *corev1.ReplicationController) field.ErrorList { return nil }
func validateReplicationControllerStatus(o, old *corev1.ReplicationController) field.ErrorList {
	return nil
}
func validateResourceQuota(o, old *corev1.ResourceQuota) field.ErrorList       { return nil }
func validateResourceQuotaStatus(o, old *corev1.ResourceQuota) field.ErrorList { return nil }
func validateSecret(o, old *corev1.Secret) field.ErrorList                     { return nil }
func warnSecret(o, old *corev1.Secret) []string                                { return nil }
func warnServiceAccount(o, old *corev1.ServiceAccount) []string                { return nil }
func validateService(o, old *corev1.Service) field.ErrorList                   { return nil }
func validateServiceStatus(o, old *corev1.Service) field.ErrorList             { return nil }
func warnService(o, old *corev1.Service) []string                              { return nil }
func warnPod(o, old *corev1.Pod) []string                                      { return nil }
func WarnPodTemplate(o, old *corev1.PodTemplateSpec) []string                  { return nil }
func prepareService(o, old *corev1.Service)                                    {}

var _ metav1.Object
