package badvalue

import (
	"encoding/json"
	"testing"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

func TestOf(t *testing.T) {
	for _, c := range []struct {
		value any
		want  string
	}{
		{corev1.PodIP{IP: "x"}, `{"IP":"x"}`},
		{[]corev1.PodIP{{IP: "x"}}, `[{"IP":"x"}]`},
		{&corev1.TopologySpreadConstraint{LabelSelector: &metav1.LabelSelector{MatchLabels: map[string]string{"a": "b"}}},
			`{"MaxSkew":0,"TopologyKey":"","WhenUnsatisfiable":"","LabelSelector":{"matchLabels":{"a":"b"}},` +
				`"MinDomains":null,"NodeAffinityPolicy":null,"NodeTaintsPolicy":null,"MatchLabelKeys":null}`},
		{corev1.Volume{Name: "v"}.VolumeSource.EmptyDir, `null`},
	} {
		if got, err := json.Marshal(Of(c.value)); err != nil || string(got) != c.want {
			t.Errorf("%s, %v, want %s", got, err, c.want)
		}
	}
}
