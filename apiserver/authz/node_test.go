package authz

import (
	"context"
	"testing"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/fields"

	"github.com/skiff-k8s/skiff/apiserver/lookup"
	"github.com/skiff-k8s/skiff/apiserver/lookup/lookuptest"
)

func nodeState() lookuptest.Fixed {
	pod := func(name, node string, change func(*corev1.PodSpec)) *corev1.Pod {
		p := &corev1.Pod{ObjectMeta: metav1.ObjectMeta{Namespace: "ns", Name: name}, Spec: corev1.PodSpec{NodeName: node, ServiceAccountName: "sa-" + name}}
		change(&p.Spec)
		return p
	}
	return lookuptest.Fixed{}.With(lookup.Pods,
		pod("mine", "n1", func(s *corev1.PodSpec) {
			s.ImagePullSecrets = []corev1.LocalObjectReference{{Name: "pull"}}
			s.InitContainers = []corev1.Container{{EnvFrom: []corev1.EnvFromSource{{ConfigMapRef: &corev1.ConfigMapEnvSource{LocalObjectReference: corev1.LocalObjectReference{Name: "env-map"}}}}}}
			s.Containers = []corev1.Container{{Env: []corev1.EnvVar{{ValueFrom: &corev1.EnvVarSource{SecretKeyRef: &corev1.SecretKeySelector{LocalObjectReference: corev1.LocalObjectReference{Name: "env-secret"}}}}}}}
			s.Volumes = []corev1.Volume{
				{VolumeSource: corev1.VolumeSource{Secret: &corev1.SecretVolumeSource{SecretName: "vol-secret"}}},
				{VolumeSource: corev1.VolumeSource{Projected: &corev1.ProjectedVolumeSource{Sources: []corev1.VolumeProjection{{ConfigMap: &corev1.ConfigMapProjection{LocalObjectReference: corev1.LocalObjectReference{Name: "proj-map"}}}}}}},
				{VolumeSource: corev1.VolumeSource{PersistentVolumeClaim: &corev1.PersistentVolumeClaimVolumeSource{ClaimName: "claim"}}},
			}
		}),
		pod("theirs", "n2", func(s *corev1.PodSpec) {
			s.Volumes = []corev1.Volume{{VolumeSource: corev1.VolumeSource{Secret: &corev1.SecretVolumeSource{SecretName: "their-secret"}}}}
		}),
	).With(lookup.PersistentVolumes, &corev1.PersistentVolume{ObjectMeta: metav1.ObjectMeta{Name: "pv"},
		Spec: corev1.PersistentVolumeSpec{ClaimRef: &corev1.ObjectReference{Namespace: "ns", Name: "claim"}}})
}

func TestNodes(t *testing.T) {
	n := Nodes{Objects: nodeState()}
	node := who("system:node:n1", "system:nodes", "system:authenticated")
	on := func(verb, resource, ns, name string) Attributes {
		return Attributes{User: node, Verb: verb, Resource: resource, Namespace: ns, Name: name}
	}
	sub := func(a Attributes, s string) Attributes { a.Subresource = s; return a }
	group := func(a Attributes, g string) Attributes { a.Group = g; return a }
	by := func(a Attributes, sel string) Attributes {
		a.Fields = fields.ParseSelectorOrDie(sel)
		return a
	}
	for _, c := range []struct {
		name string
		a    Attributes
		want Decision
		why  string
	}{
		{"pull secret", on("get", "secrets", "ns", "pull"), Allow, ""},
		{"secret in env", on("watch", "secrets", "ns", "env-secret"), Allow, ""},
		{"secret volume", on("get", "secrets", "ns", "vol-secret"), Allow, ""},
		{"secret of another node's pod", on("get", "secrets", "ns", "their-secret"), NoOpinion, "no relationship found between node 'n1' and this object"},
		{"same name elsewhere", on("get", "secrets", "other", "pull"), NoOpinion, "no relationship found between node 'n1' and this object"},
		{"all secrets", on("list", "secrets", "ns", ""), NoOpinion, "No Object name found"},
		{"write a secret", on("update", "secrets", "ns", "pull"), NoOpinion, "can only read resources of this type"},
		{"config map of an init container", on("get", "configmaps", "ns", "env-map"), Allow, ""},
		{"projected config map", on("get", "configmaps", "ns", "proj-map"), Allow, ""},
		{"claim", on("get", "persistentvolumeclaims", "ns", "claim"), Allow, ""},
		{"claim status", sub(on("patch", "persistentvolumeclaims", "ns", "claim"), "status"), Allow, ""},
		{"volume of the claim", on("get", "persistentvolumes", "", "pv"), Allow, ""},
		{"token for its pod", sub(on("create", "serviceaccounts", "ns", "sa-mine"), "token"), Allow, ""},
		{"token for another's pod", sub(on("create", "serviceaccounts", "ns", "sa-theirs"), "token"), NoOpinion, "no relationship found between node 'n1' and this object"},
		{"its lease", group(on("update", "leases", "kube-node-lease", "n1"), "coordination.k8s.io"), Allow, ""},
		{"another's lease", group(on("update", "leases", "kube-node-lease", "n2"), "coordination.k8s.io"), NoOpinion, "can only access node lease with the same name as the requesting node"},
		{"lease elsewhere", group(on("get", "leases", "default", "n1"), "coordination.k8s.io"), NoOpinion, `can only access leases in the "kube-node-lease" system namespace`},
		{"itself", on("get", "nodes", "", "n1"), Allow, ""},
		{"another node", on("get", "nodes", "", "n2"), NoOpinion, "node 'n1' cannot read 'n2', only its own Node object"},
		{"all nodes", on("list", "nodes", "", ""), NoOpinion, "node 'n1' cannot read all nodes, only its own Node object"},
		{"delete itself", on("delete", "nodes", "", "n1"), NoOpinion, ""},
		{"its pods", by(on("watch", "pods", "", ""), "spec.nodeName=n1"), Allow, ""},
		{"others' pods", by(on("watch", "pods", "", ""), "spec.nodeName=n2"), NoOpinion, "can only list/watch pods with spec.nodeName field selector"},
		{"all pods", on("list", "pods", "", ""), NoOpinion, "can only list/watch pods with spec.nodeName field selector"},
		{"one of its pods", on("get", "pods", "ns", "mine"), Allow, ""},
		{"one of another's", on("get", "pods", "ns", "theirs"), NoOpinion, "no relationship found between node 'n1' and this object"},
		{"pod status", sub(on("patch", "pods", "ns", "mine"), "status"), Allow, ""},
		{"pod spec", on("patch", "pods", "ns", "mine"), NoOpinion, ""},
		{"services", on("list", "services", "", ""), Allow, ""},
		{"events", on("create", "events", "ns", ""), Allow, ""},
		{"deployments", group(on("list", "deployments", "", ""), "apps"), NoOpinion, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, why, err := n.Authorize(context.Background(), &c.a)
			if err != nil || got != c.want || why != c.why {
				t.Errorf("got %v %q %v, want %v %q", got, why, err, c.want, c.why)
			}
		})
	}
	for _, u := range []string{"n1", "system:node:n1"} {
		a := on("get", "nodes", "", "n1")
		a.User = who(u, "system:authenticated")
		if d, _, _ := n.Authorize(context.Background(), &a); d != NoOpinion {
			t.Errorf("%s without the group counts as a node", u)
		}
	}
}
