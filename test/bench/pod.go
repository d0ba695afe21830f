package bench

import (
	"encoding/json"
	"fmt"
	"strings"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
)

// namespace is where the bench lives.
const namespace = "bench"

// podSize is what a pod's JSON is filled up to, in bytes: the size at which the
// budgets are given.
const podSize = 2300

func podName(i int) string { return fmt.Sprintf("bench-%05d", i) }

// newPod makes the i-th pod. Its scheduler does not exist, so that no loop of
// the server under test adds work of its own.
func newPod(i int) *corev1.Pod {
	labels := map[string]string{"app": "bench", "shard": fmt.Sprint(i % 100), "turn": "none"}
	pod := &corev1.Pod{
		TypeMeta:   metav1.TypeMeta{APIVersion: "v1", Kind: "Pod"},
		ObjectMeta: metav1.ObjectMeta{Name: podName(i), Labels: labels, Annotations: map[string]string{}},
		Spec: corev1.PodSpec{
			SchedulerName: "nobody",
			NodeSelector:  map[string]string{"kubernetes.io/os": "linux"},
			Volumes: []corev1.Volume{
				{Name: "scratch", VolumeSource: corev1.VolumeSource{EmptyDir: &corev1.EmptyDirVolumeSource{}}},
				{Name: "config", VolumeSource: corev1.VolumeSource{ConfigMap: &corev1.ConfigMapVolumeSource{
					LocalObjectReference: corev1.LocalObjectReference{Name: "bench"}}}},
			},
		},
	}
	for _, name := range []string{"main", "sidecar"} {
		container := corev1.Container{
			Name: name, Image: "registry.example/bench/" + name + ":v1.2.3",
			Args:  []string{"--listen=:8080", "--config=/etc/bench/config.yaml"},
			Ports: []corev1.ContainerPort{{Name: name, ContainerPort: 8080}},
			Resources: corev1.ResourceRequirements{
				Requests: corev1.ResourceList{"cpu": resource.MustParse("100m"), "memory": resource.MustParse("64Mi")},
				Limits:   corev1.ResourceList{"memory": resource.MustParse("128Mi")},
			},
			VolumeMounts: []corev1.VolumeMount{{Name: "scratch", MountPath: "/scratch"}, {Name: "config", MountPath: "/etc/bench", ReadOnly: true}},
			ReadinessProbe: &corev1.Probe{ProbeHandler: corev1.ProbeHandler{
				HTTPGet: &corev1.HTTPGetAction{Path: "/healthz", Port: intstr.FromString(name)}}},
		}
		for _, v := range []string{"ALPHA", "BETA", "GAMMA", "DELTA"} {
			container.Env = append(container.Env, corev1.EnvVar{Name: v, Value: "value-of-" + strings.ToLower(v)})
		}
		container.Env = append(container.Env, corev1.EnvVar{Name: "POD_NAME",
			ValueFrom: &corev1.EnvVarSource{FieldRef: &corev1.ObjectFieldSelector{FieldPath: "metadata.name"}}})
		pod.Spec.Containers = append(pod.Spec.Containers, container)
	}
	return pod
}

// podJSON is the i-th pod as it is sent.
func podJSON(i int) []byte {
	const note = "example.com/note"
	pod := newPod(i)
	pod.Annotations[note] = ""
	pod.Annotations[note] = strings.Repeat("n", max(0, podSize-len(mustJSON(pod))))
	return mustJSON(pod)
}

// statusPatch is what a kubelet sends when the pod's condition changes.
func statusPatch(round int) []byte {
	ready := []string{"False", "True"}[round%2]
	return fmt.Appendf(nil, `{"status":{"phase":"Running","podIP":"10.0.0.1","podIPs":[{"ip":"10.0.0.1"}],`+
		`"conditions":[{"type":"Ready","status":"%s","lastTransitionTime":"2026-01-01T00:00:00Z","message":"round %d"}]}}`, ready, round)
}

// mustJSON encodes a value that is known to be encodable.
func mustJSON(v any) []byte {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return text
}
