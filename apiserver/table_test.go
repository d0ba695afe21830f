package apiserver_test

import (
	"encoding/json"
	"slices"
	"testing"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"

	"github.com/skiff-k8s/skiff/apiserver/apiservertest"
)

// asTable gets a path as a table.
func asTable(t *testing.T, c *kubernetes.Clientset, path string) metav1.Table {
	t.Helper()
	raw, err := c.RESTClient().Get().AbsPath(path).SetHeader("Accept", "application/json;as=Table;v=v1;g=meta.k8s.io").Do(t.Context()).Raw()
	if err != nil {
		t.Fatal(err)
	}
	var table metav1.Table
	if err := json.Unmarshal(raw, &table); err != nil {
		t.Fatal(err)
	}
	return table
}

// TestRowsOfFlowSchemas are in the order in which requests are matched.
func TestRowsOfFlowSchemas(t *testing.T) {
	c := kubernetes.NewForConfigOrDie(apiservertest.Start(t).Config(t))
	var order []float64
	for _, row := range asTable(t, c, "/apis/flowcontrol.apiserver.k8s.io/v1/flowschemas").Rows {
		order = append(order, row.Cells[2].(float64))
	}
	if len(order) < 10 || !slices.IsSorted(order) {
		t.Errorf("matching precedences %v", order)
	}
}

// TestRowsOfPodsThatEnded say so, which clients print them by.
func TestRowsOfPodsThatEnded(t *testing.T) {
	c := kubernetes.NewForConfigOrDie(apiservertest.Start(t).Config(t))
	pods := c.CoreV1().Pods("default")
	for name, phase := range map[string]corev1.PodPhase{"done": corev1.PodSucceeded, "failed": corev1.PodFailed, "running": corev1.PodRunning} {
		pod := &corev1.Pod{ObjectMeta: metav1.ObjectMeta{Name: name}, Spec: corev1.PodSpec{Containers: []corev1.Container{{Name: "c", Image: "i"}}}}
		pod, err := pods.Create(t.Context(), pod, metav1.CreateOptions{})
		if err != nil {
			t.Fatal(err)
		}
		pod.Status.Phase = phase
		if _, err := pods.UpdateStatus(t.Context(), pod, metav1.UpdateOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	want := map[string]string{"done": "Succeeded", "failed": "Failed", "running": ""}
	for _, row := range asTable(t, c, "/api/v1/namespaces/default/pods").Rows {
		got := ""
		for _, condition := range row.Conditions {
			if condition.Type == metav1.RowCompleted && condition.Status == metav1.ConditionTrue && condition.Message != "" {
				got = condition.Reason
			}
		}
		if name := row.Cells[0].(string); got != want[name] {
			t.Errorf("pod %s has completed as %q, want %q", name, got, want[name])
		}
	}
}
