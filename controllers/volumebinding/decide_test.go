package volumebinding

import (
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
	storagev1 "k8s.io/api/storage/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
)

func claim(size string, change ...func(*corev1.PersistentVolumeClaim)) *corev1.PersistentVolumeClaim {
	c := &corev1.PersistentVolumeClaim{ObjectMeta: metav1.ObjectMeta{Namespace: "ns", Name: "c", UID: "uc"}, Spec: corev1.PersistentVolumeClaimSpec{
		AccessModes: []corev1.PersistentVolumeAccessMode{corev1.ReadWriteOnce},
		Resources:   corev1.VolumeResourceRequirements{Requests: corev1.ResourceList{corev1.ResourceStorage: resource.MustParse(size)}},
	}}
	for _, f := range change {
		f(c)
	}
	return c
}

func volume(name, size string, change ...func(*corev1.PersistentVolume)) *corev1.PersistentVolume {
	v := &corev1.PersistentVolume{ObjectMeta: metav1.ObjectMeta{Name: name}, Spec: corev1.PersistentVolumeSpec{
		AccessModes:            []corev1.PersistentVolumeAccessMode{corev1.ReadWriteOnce, corev1.ReadOnlyMany},
		Capacity:               corev1.ResourceList{corev1.ResourceStorage: resource.MustParse(size)},
		PersistentVolumeSource: corev1.PersistentVolumeSource{HostPath: &corev1.HostPathVolumeSource{Path: "/tmp/data/" + name}},
	}, Status: corev1.PersistentVolumeStatus{Phase: corev1.VolumeAvailable}}
	for _, f := range change {
		f(v)
	}
	return v
}

// ref makes a volume name a claim; without a UID it is reserved for one of that
// name.
func ref(name string, uid types.UID) func(*corev1.PersistentVolume) {
	return func(v *corev1.PersistentVolume) {
		v.Spec.ClaimRef = &corev1.ObjectReference{Namespace: "ns", Name: name, UID: uid}
	}
}

func TestMatch(t *testing.T) {
	block := corev1.PersistentVolumeBlock
	n1 := &corev1.Node{ObjectMeta: metav1.ObjectMeta{Name: "n1", Labels: map[string]string{"zone": "a"}}}
	inZone := func(zone string) func(*corev1.PersistentVolume) {
		return func(v *corev1.PersistentVolume) {
			v.Spec.NodeAffinity = &corev1.VolumeNodeAffinity{Required: &corev1.NodeSelector{NodeSelectorTerms: []corev1.NodeSelectorTerm{{
				MatchExpressions: []corev1.NodeSelectorRequirement{{Key: "zone", Operator: corev1.NodeSelectorOpIn, Values: []string{zone}}},
			}}}}
		}
	}
	for _, tt := range []struct {
		name    string
		claim   *corev1.PersistentVolumeClaim
		volumes []*corev1.PersistentVolume
		node    *corev1.Node
		want    string
	}{
		{"the smallest that is large enough", claim("2Gi"), []*corev1.PersistentVolume{volume("a", "9Gi"), volume("b", "1Gi"), volume("c", "3Gi"), volume("d", "3Gi")}, nil, "c"},
		{"none is large enough", claim("2Gi"), []*corev1.PersistentVolume{volume("a", "1Gi")}, nil, ""},
		{"the reserved one", claim("1Gi"), []*corev1.PersistentVolume{volume("a", "1Gi"), volume("b", "5Gi", ref("c", ""))}, nil, "b"},
		{"one reserved for another", claim("1Gi"), []*corev1.PersistentVolume{volume("a", "1Gi", ref("other", ""))}, nil, ""},
		{"one of an earlier claim of the name", claim("1Gi"), []*corev1.PersistentVolume{volume("a", "1Gi", ref("c", "earlier"))}, nil, ""},
		{"a released one", claim("1Gi"), []*corev1.PersistentVolume{volume("a", "1Gi", func(v *corev1.PersistentVolume) { v.Status.Phase = corev1.VolumeReleased })}, nil, ""},
		{"one that is being deleted", claim("1Gi"), []*corev1.PersistentVolume{volume("a", "1Gi", func(v *corev1.PersistentVolume) { v.DeletionTimestamp = &metav1.Time{} })}, nil, ""},
		{"another mode", claim("1Gi", func(c *corev1.PersistentVolumeClaim) { c.Spec.VolumeMode = &block }), []*corev1.PersistentVolume{volume("a", "1Gi")}, nil, ""},
		{"another access", claim("1Gi", func(c *corev1.PersistentVolumeClaim) {
			c.Spec.AccessModes = []corev1.PersistentVolumeAccessMode{corev1.ReadWriteMany}
		}), []*corev1.PersistentVolume{volume("a", "1Gi")}, nil, ""},
		{"another class", claim("1Gi", func(c *corev1.PersistentVolumeClaim) { c.Spec.StorageClassName = new("fast") }), []*corev1.PersistentVolume{volume("a", "1Gi")}, nil, ""},
		{"by label", claim("1Gi", func(c *corev1.PersistentVolumeClaim) {
			c.Spec.Selector = &metav1.LabelSelector{MatchLabels: map[string]string{"k": "v"}}
		}), []*corev1.PersistentVolume{volume("a", "1Gi"), volume("b", "1Gi", func(v *corev1.PersistentVolume) { v.Labels = map[string]string{"k": "v"} })}, nil, "b"},
		{"where the pod is", claim("1Gi"), []*corev1.PersistentVolume{volume("a", "1Gi", inZone("b")), volume("b", "1Gi", inZone("a"))}, n1, "b"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := ""
			if v := match(tt.claim, tt.volumes, tt.node); v != nil {
				got = v.Name
			}
			if got != tt.want {
				t.Errorf("matched %q, want %q", got, tt.want)
			}
		})
	}
}

func TestDecideClaim(t *testing.T) {
	late := storagev1.VolumeBindingWaitForFirstConsumer
	class := func(provisioner string, mode *storagev1.VolumeBindingMode) *storagev1.StorageClass {
		return &storagev1.StorageClass{ObjectMeta: metav1.ObjectMeta{Name: "k"}, Provisioner: provisioner, VolumeBindingMode: mode}
	}
	ofClass := func(c *corev1.PersistentVolumeClaim) { c.Spec.StorageClassName = new("k") }
	vOfClass := func(v *corev1.PersistentVolume) { v.Spec.StorageClassName = "k" }
	named := func(c *corev1.PersistentVolumeClaim) { c.Spec.VolumeName = "a" }
	complete := func(c *corev1.PersistentVolumeClaim) { named(c); annotate(c, bindCompleted, "yes") }
	for _, tt := range []struct {
		name        string
		view        claimView
		bind        string
		phase       corev1.PersistentVolumeClaimPhase
		provisioner string
		reason      string
	}{
		{name: "a fit", view: claimView{claim: claim("1Gi"), volumes: []*corev1.PersistentVolume{volume("a", "1Gi")}}, bind: "a"},
		{name: "no class, no volume", view: claimView{claim: claim("1Gi")}, reason: "FailedBinding"},
		{name: "a class that is not there", view: claimView{claim: claim("1Gi", ofClass)}, reason: "ProvisioningFailed"},
		{name: "a class that makes none", view: claimView{claim: claim("1Gi", ofClass), class: class(noProvisioner, nil)}, reason: "FailedBinding"},
		{name: "a class that makes them", view: claimView{claim: claim("1Gi", ofClass), class: class("d.example.com", nil)}, provisioner: "d.example.com", reason: "ExternalProvisioning"},
		{name: "late, without a pod", view: claimView{claim: claim("1Gi", ofClass), class: class(noProvisioner, &late), volumes: []*corev1.PersistentVolume{volume("a", "1Gi", vOfClass)}}, reason: "WaitForFirstConsumer"},
		{name: "late, with a pod", view: claimView{claim: claim("1Gi", ofClass), class: class(noProvisioner, &late), node: &corev1.Node{}, volumes: []*corev1.PersistentVolume{volume("a", "1Gi", vOfClass)}}, bind: "a"},
		{name: "named and free", view: claimView{claim: claim("1Gi", named), volumes: []*corev1.PersistentVolume{volume("a", "1Gi")}}, bind: "a"},
		{name: "named and too small", view: claimView{claim: claim("2Gi", named), volumes: []*corev1.PersistentVolume{volume("a", "1Gi")}}, reason: "VolumeMismatch"},
		{name: "named and not there", view: claimView{claim: claim("1Gi", named)}},
		{name: "named and somebody else's", view: claimView{claim: claim("1Gi", named), volumes: []*corev1.PersistentVolume{volume("a", "1Gi", ref("other", "x"))}}, reason: "FailedBinding"},
		{name: "half bound", view: claimView{claim: claim("1Gi"), volumes: []*corev1.PersistentVolume{volume("a", "1Gi"), volume("b", "1Gi", ref("c", "uc"))}}, bind: "b"},
		{name: "lost", view: claimView{claim: claim("1Gi", complete)}, phase: corev1.ClaimLost, reason: "ClaimLost"},
		{name: "misbound", view: claimView{claim: claim("1Gi", complete), volumes: []*corev1.PersistentVolume{volume("a", "1Gi", ref("other", "x"))}}, phase: corev1.ClaimLost, reason: "ClaimMisbound"},
		{name: "being deleted", view: claimView{claim: claim("1Gi", func(c *corev1.PersistentVolumeClaim) { c.DeletionTimestamp = &metav1.Time{} }), volumes: []*corev1.PersistentVolume{volume("a", "1Gi")}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := decideClaim(tt.view)
			bind := ""
			if p.bind != nil {
				bind = p.bind.Name
			}
			if bind != tt.bind || p.phase != tt.phase || p.provisioner != tt.provisioner || p.note.reason != tt.reason {
				t.Errorf("binds %q, phase %q, provisioner %q, says %q; want %q, %q, %q, %q", bind, p.phase, p.provisioner, p.note.reason, tt.bind, tt.phase, tt.provisioner, tt.reason)
			}
		})
	}
}

func TestDecideVolume(t *testing.T) {
	phase := func(p corev1.PersistentVolumePhase) func(*corev1.PersistentVolume) {
		return func(v *corev1.PersistentVolume) { v.Status.Phase = p }
	}
	policy := func(p corev1.PersistentVolumeReclaimPolicy) func(*corev1.PersistentVolume) {
		return func(v *corev1.PersistentVolume) { v.Spec.PersistentVolumeReclaimPolicy = p }
	}
	path := func(p string) func(*corev1.PersistentVolume) {
		return func(v *corev1.PersistentVolume) { v.Spec.HostPath.Path = p }
	}
	bound := func(to string) *corev1.PersistentVolumeClaim {
		return claim("1Gi", func(c *corev1.PersistentVolumeClaim) { c.Spec.VolumeName = to })
	}
	released := []func(*corev1.PersistentVolume){ref("c", "uc"), phase(corev1.VolumeReleased), policy(corev1.PersistentVolumeReclaimDelete)}
	for _, tt := range []struct {
		name   string
		volume *corev1.PersistentVolume
		claim  *corev1.PersistentVolumeClaim
		want   string
	}{
		{"new", volume("a", "1Gi", phase(corev1.VolumePending)), nil, "Available"},
		{"free", volume("a", "1Gi"), nil, ""},
		{"reserved", volume("a", "1Gi", phase(corev1.VolumePending), ref("c", "")), nil, "Available"},
		{"bound", volume("a", "1Gi", ref("c", "uc")), bound("a"), "Bound"},
		{"bound already", volume("a", "1Gi", ref("c", "uc"), phase(corev1.VolumeBound)), bound("a"), ""},
		{"half bound", volume("a", "1Gi", ref("c", "uc")), bound(""), ""},
		{"the claim has another", volume("a", "1Gi", ref("c", "uc")), bound("b"), "Available release"},
		{"the claim is gone", volume("a", "1Gi", ref("c", "uc"), phase(corev1.VolumeBound)), nil, "Released"},
		{"another claim of the name", volume("a", "1Gi", ref("c", "earlier"), phase(corev1.VolumeBound)), bound("a"), "Released"},
		{"released and kept", volume("a", "1Gi", ref("c", "uc"), phase(corev1.VolumeReleased), policy(corev1.PersistentVolumeReclaimRetain)), nil, ""},
		{"released to be deleted", volume("a", "1Gi", released...), nil, " delete /tmp/data/a"},
		{"anybody's folder", volume("a", "1Gi", append(released, path("/etc"))...), nil, "Failed"},
		{"a way around", volume("a", "1Gi", append(released, path("/tmp/../etc"))...), nil, "Failed"},
		{"all of it", volume("a", "1Gi", append(released, path("/tmp/"))...), nil, "Failed"},
		{"made by somebody", volume("a", "1Gi", append(released, func(v *corev1.PersistentVolume) { annotate(v, provisionedBy, "d") })...), nil, ""},
		{"to be recycled", volume("a", "1Gi", ref("c", "uc"), phase(corev1.VolumeReleased), policy(corev1.PersistentVolumeReclaimRecycle)), nil, "Failed"},
		{"failed", volume("a", "1Gi", ref("c", "uc"), phase(corev1.VolumeFailed), policy(corev1.PersistentVolumeReclaimDelete)), nil, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := decideVolume(tt.volume, tt.claim)
			got := string(p.phase)
			if p.release {
				got += " release"
			}
			if p.delete {
				got += " delete " + p.remove
			}
			if got != tt.want {
				t.Errorf("decided %q, want %q", got, tt.want)
			}
			if got != "" && strings.TrimSpace(p.reason) == "" {
				t.Error("no reason")
			}
		})
	}
}
