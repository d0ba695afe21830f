package apiservertest_test

import (
	"context"
	"testing"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"

	"github.com/skiff-k8s/skiff/apiserver/apiservertest"
)

func TestStart(t *testing.T) {
	s := apiservertest.Start(t)
	c, err := kubernetes.NewForConfig(s.Config(t))
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	made, err := c.CoreV1().ConfigMaps("default").Create(ctx, &corev1.ConfigMap{ObjectMeta: metav1.ObjectMeta{Name: "a"}, Data: map[string]string{"k": "v"}}, metav1.CreateOptions{})
	if err != nil {
		t.Fatal(err)
	}
	got, err := c.CoreV1().ConfigMaps("default").Get(ctx, "a", metav1.GetOptions{})
	if err != nil || got.UID != made.UID || got.Data["k"] != "v" {
		t.Fatal(got, err)
	}
}

func BenchmarkStart(b *testing.B) {
	for b.Loop() {
		apiservertest.Start(b)
	}
}
