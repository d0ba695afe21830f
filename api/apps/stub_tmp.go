package apps

import (
	appsv1 "k8s.io/api/apps/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/validation/field"
	"strings"
)

func lowerKind(k schema.GroupVersionKind) string                                   { return strings.ToLower(k.Kind) + "." + k.Group }
func validateControllerRevision(o, old *appsv1.ControllerRevision) field.ErrorList { return nil }
func validateDaemonSet(o, old *appsv1.DaemonSet) field.ErrorList                   { return nil }
func validateDaemonSetStatus(o, old *appsv1.DaemonSet) field.ErrorList             { return nil }
func validateDeployment(o, old *appsv1.Deployment) field.ErrorList                 { return nil }
func validateDeploymentStatus(o, old *appsv1.Deployment) field.ErrorList           { return nil }
func validateReplicaSet(o, old *appsv1.ReplicaSet) field.ErrorList                 { return nil }
func validateReplicaSetStatus(o, old *appsv1.ReplicaSet) field.ErrorList           { return nil }
func validateStatefulSet(o, old *appsv1.StatefulSet) field.ErrorList               { return nil }
func validateStatefulSetStatus(o, old *appsv1.StatefulSet) field.ErrorList         { return nil }
