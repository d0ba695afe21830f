package core

import (
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

func validateNode(o, old *corev1.Node) field.ErrorList                                   { return nil }
func validateNodeUpdate(o, old *corev1.Node) field.ErrorList                             { return nil }
func warnNode(o, old *corev1.Node) []string                                              { return nil }
func validatePodTemplateObject(o, old *corev1.PodTemplate) field.ErrorList               { return nil }
func validateReplicationController(o, old *corev1.ReplicationController) field.ErrorList { return nil }
func validateReplicationControllerStatus(o, old *corev1.ReplicationController) field.ErrorList {
	return nil
}
func warnSecret(o, old *corev1.Secret) []string                    { return nil }
func warnServiceAccount(o, old *corev1.ServiceAccount) []string    { return nil }
func validateService(o, old *corev1.Service) field.ErrorList       { return nil }
func validateServiceStatus(o, old *corev1.Service) field.ErrorList { return nil }
func warnService(o, old *corev1.Service) []string                  { return nil }
func warnPod(o, old *corev1.Pod) []string                          { return nil }
func WarnPodTemplate(o, old *corev1.PodTemplateSpec) []string      { return nil }
func prepareService(o, old *corev1.Service)                        {}

var _ metav1.Object
