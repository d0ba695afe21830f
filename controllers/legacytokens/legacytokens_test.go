package legacytokens

import (
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

var now = time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)

func TestTracked(t *testing.T) {
	for since, want := range map[string]bool{"2025-06-01": false, "2025-05-31": true, "2024-01-01": true, "2026-05-31": false} {
		if got, err := tracked(since, now); got != want || err != nil {
			t.Errorf("%s: %v %v", since, got, err)
		}
	}
	if _, err := tracked("yesterday", now); err == nil {
		t.Error("no date")
	}
}

func secret(age time.Duration, labels map[string]string) *corev1.Secret {
	return &corev1.Secret{Type: corev1.SecretTypeServiceAccountToken, ObjectMeta: metav1.ObjectMeta{
		Name: "token", Labels: labels, CreationTimestamp: metav1.NewTime(now.Add(-age)), Annotations: map[string]string{corev1.ServiceAccountUIDKey: "u"},
	}}
}

const year = unused

func TestStale(t *testing.T) {
	opaque := secret(2*year, nil)
	opaque.Type = corev1.SecretTypeOpaque
	ending := secret(2*year, nil)
	ending.DeletionTimestamp = &metav1.Time{Time: now}
	for name, c := range map[string]struct {
		s    *corev1.Secret
		want bool
	}{
		"never used":     {secret(2*year, nil), true},
		"young":          {secret(year, nil), false},
		"used lately":    {secret(2*year, map[string]string{lastUsedLabel: "2025-06-01"}), false},
		"used long ago":  {secret(2*year, map[string]string{lastUsedLabel: "2025-05-31"}), true},
		"no date":        {secret(2*year, map[string]string{lastUsedLabel: "often"}), false},
		"another secret": {opaque, false},
		"on its way":     {ending, false},
	} {
		if got := stale(c.s, now); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestGenerated(t *testing.T) {
	account := &corev1.ServiceAccount{ObjectMeta: metav1.ObjectMeta{UID: "u"}, Secrets: []corev1.ObjectReference{{Name: "token"}}}
	s := secret(2*year, nil)
	if !generated(s, account) || generated(s, nil) {
		t.Error("an account that lists it, and none")
	}
	account.UID = "v"
	if generated(s, account) {
		t.Error("another account of the name")
	}
	account.UID, account.Secrets = "u", nil
	if generated(s, account) {
		t.Error("a secret that was made by hand")
	}
}

func TestDecide(t *testing.T) {
	for since, want := range map[string]verdict{"": mark, "soon": mark, "2026-05-30": keep, "2025-06-01": keep, "2025-05-31": remove} {
		if got := decide(secret(3*year, map[string]string{invalidSinceLabel: since}), now); got != want {
			t.Errorf("%q: %v, want %v", since, got, want)
		}
	}
}

func TestSecretsOf(t *testing.T) {
	p := &corev1.Pod{Spec: corev1.PodSpec{
		ImagePullSecrets: []corev1.LocalObjectReference{{Name: "pull"}},
		InitContainers:   []corev1.Container{{EnvFrom: []corev1.EnvFromSource{{SecretRef: &corev1.SecretEnvSource{LocalObjectReference: corev1.LocalObjectReference{Name: "all"}}}}}},
		Containers: []corev1.Container{{Env: []corev1.EnvVar{{ValueFrom: &corev1.EnvVarSource{SecretKeyRef: &corev1.SecretKeySelector{
			LocalObjectReference: corev1.LocalObjectReference{Name: "one"}}}}}}},
		Volumes: []corev1.Volume{
			{VolumeSource: corev1.VolumeSource{Secret: &corev1.SecretVolumeSource{SecretName: "files"}}},
			{VolumeSource: corev1.VolumeSource{Projected: &corev1.ProjectedVolumeSource{Sources: []corev1.VolumeProjection{{Secret: &corev1.SecretProjection{LocalObjectReference: corev1.LocalObjectReference{Name: "projected"}}}}}}},
			{VolumeSource: corev1.VolumeSource{CSI: &corev1.CSIVolumeSource{NodePublishSecretRef: &corev1.LocalObjectReference{Name: "csi"}}}},
		},
	}}
	got := secretsOf([]*corev1.Pod{p})
	for _, name := range []string{"pull", "all", "one", "files", "projected", "csi"} {
		if !got[name] {
			t.Errorf("%s is missing", name)
		}
	}
	if len(got) != 6 {
		t.Error(got)
	}
}
