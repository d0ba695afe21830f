package api

import (
	"testing"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	"k8s.io/apimachinery/pkg/api/resource"
)

func spec() *corev1.PodSpec {
	s := &corev1.PodSpec{NodeSelector: map[string]string{"a": "b", "c": "d", "e": "f"}}
	for _, name := range []string{"a", "b", "c"} {
		s.Containers = append(s.Containers, corev1.Container{
			Name: name, Image: "nginx", Args: []string{"x", "y"},
			Env:       []corev1.EnvVar{{Name: "A", Value: "b"}, {Name: "C", Value: "d"}},
			Resources: corev1.ResourceRequirements{Limits: corev1.ResourceList{"cpu": resource.MustParse("1"), "memory": resource.MustParse("1Gi")}},
		})
	}
	return s
}

func TestSame(t *testing.T) {
	change := func(f func(s *corev1.PodSpec)) *corev1.PodSpec {
		s := spec()
		f(s)
		return s
	}
	for _, tt := range []struct {
		name string
		b    *corev1.PodSpec
		want bool
	}{
		{"equal", spec(), true},
		{"an empty list for none", change(func(s *corev1.PodSpec) { s.Volumes = []corev1.Volume{} }), true},
		{"a quantity in other words", change(func(s *corev1.PodSpec) { s.Containers[0].Resources.Limits["cpu"] = resource.MustParse("1000m") }), true},
		{"another name of the same length", change(func(s *corev1.PodSpec) { s.Containers[0].Name = "z" }), false},
		{"one more", change(func(s *corev1.PodSpec) { s.NodeSelector["g"] = "h" }), false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := Same(spec(), tt.b); got != tt.want {
				t.Errorf("Same is %v, want %v", got, tt.want)
			}
		})
	}
}

func BenchmarkSame(b *testing.B) {
	x, y := spec(), spec()
	b.Run("encodings", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			Same(x, y)
		}
	})
	b.Run("fields", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			equality.Semantic.DeepEqual(x, y)
		}
	})
}
