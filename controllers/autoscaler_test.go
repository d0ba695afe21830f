package controllers_test

import (
	"context"
	"encoding/json"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	autoscalingv2 "k8s.io/api/autoscaling/v2"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	appsv1 "k8s.io/api/apps/v1"

	"github.com/skiff-k8s/skiff/api/apps"
	"github.com/skiff-k8s/skiff/api/autoscaling"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/apiserver/apiservertest"
	"github.com/skiff-k8s/skiff/client"
)

func TestAnAutoscalerFollowsWhatPodsUse(t *testing.T) {
	w := &world{TB: t, server: apiservertest.Start(t)}
	w.connect = w.local
	var served atomic.Bool
	w.read = func(ctx context.Context, path string) ([]byte, error) {
		if !served.Load() {
			// As the server itself says while nobody serves metrics.
			return w.server.Reader(apiservertest.Admin)(ctx, path)
		}
		if !strings.HasPrefix(path, "/apis/metrics.k8s.io/v1beta1/namespaces/default/pods?labelSelector=app%3Dweb") {
			t.Errorf("read %s", path)
		}
		var items []any
		for _, p := range list[*corev1.Pod](w, core.Pods, "default") {
			items = append(items, map[string]any{
				"metadata": map[string]any{"name": p.Name}, "timestamp": metav1.NewTime(time.Now().Add(time.Hour)), "window": "10s",
				"containers": []any{map[string]any{"name": "c", "usage": map[string]any{"memory": "1Gi"}}},
			})
		}
		return json.Marshal(map[string]any{"items": items})
	}
	w.begin()
	d := deployment("web", 2)
	d.Spec.Template.Spec.Containers[0].Resources.Requests = corev1.ResourceList{corev1.ResourceMemory: resource.MustParse("1Gi")}
	w.create(apps.Deployments, d)
	w.rolledOut("web")
	w.create(autoscaling.HorizontalPodAutoscalers, &autoscalingv2.HorizontalPodAutoscaler{
		ObjectMeta: metav1.ObjectMeta{Namespace: "default", Name: "web"},
		Spec: autoscalingv2.HorizontalPodAutoscalerSpec{
			ScaleTargetRef: autoscalingv2.CrossVersionObjectReference{APIVersion: "apps/v1", Kind: "Deployment", Name: "web"},
			MaxReplicas:    10,
			Metrics: []autoscalingv2.MetricSpec{{Type: autoscalingv2.ResourceMetricSourceType, Resource: &autoscalingv2.ResourceMetricSource{
				Name: corev1.ResourceMemory, Target: autoscalingv2.MetricTarget{Type: autoscalingv2.UtilizationMetricType, AverageUtilization: new(int32(50))},
			}}},
		},
	})
	condition := func(kind autoscalingv2.HorizontalPodAutoscalerConditionType) autoscalingv2.HorizontalPodAutoscalerCondition {
		hpa, err := client.Get[*autoscalingv2.HorizontalPodAutoscaler](t.Context(), w.client, autoscaling.HorizontalPodAutoscalers, "default", "web")
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range hpa.Status.Conditions {
			if c.Type == kind {
				return c
			}
		}
		return autoscalingv2.HorizontalPodAutoscalerCondition{}
	}
	w.eventually("that metrics are missing is told", func() bool {
		return condition(autoscalingv2.ScalingActive).Reason == "FailedGetResourceMetric"
	})
	want := "the HPA was unable to compute the replica count: failed to get memory utilization: unable to get metrics for resource memory: unable to fetch metrics from resource metrics API: the server could not find the requested resource"
	if got := condition(autoscalingv2.ScalingActive).Message; !strings.HasPrefix(got, want) {
		t.Errorf("message %q, want %q", got, want)
	}
	served.Store(true)
	change(w, autoscaling.HorizontalPodAutoscalers, "default", "web", func(a *autoscalingv2.HorizontalPodAutoscaler) { a.Spec.MaxReplicas = 3 })
	w.eventually("the deployment grows to the most", func() bool {
		d, err := client.Get[*appsv1.Deployment](t.Context(), w.client, apps.Deployments, "default", "web")
		return err == nil && *d.Spec.Replicas == 3
	})
	w.eventually("the autoscaler says so", func() bool {
		return condition(autoscalingv2.AbleToScale).Reason == "SucceededRescale" && condition(autoscalingv2.ScalingLimited).Reason == "TooManyReplicas"
	})
	w.rolledOut("web")
}

func TestAnAutoscalerFollowsAQueueOutsideTheCluster(t *testing.T) {
	w := &world{TB: t, server: apiservertest.Start(t)}
	w.connect = w.local
	w.read = func(_ context.Context, path string) ([]byte, error) {
		if path != "/apis/external.metrics.k8s.io/v1beta1/namespaces/default/jobs?labelSelector=queue%3Dmail" {
			t.Errorf("read %s", path)
		}
		return []byte(`{"items":[{"metricName":"jobs","value":"30"},{"metricName":"jobs","value":"10"}]}`), nil
	}
	w.begin()
	w.create(apps.Deployments, deployment("web", 1))
	w.rolledOut("web")
	w.create(autoscaling.HorizontalPodAutoscalers, &autoscalingv2.HorizontalPodAutoscaler{
		ObjectMeta: metav1.ObjectMeta{Namespace: "default", Name: "web"},
		Spec: autoscalingv2.HorizontalPodAutoscalerSpec{
			ScaleTargetRef: autoscalingv2.CrossVersionObjectReference{APIVersion: "apps/v1", Kind: "Deployment", Name: "web"},
			MaxReplicas:    10,
			Metrics: []autoscalingv2.MetricSpec{{Type: autoscalingv2.ExternalMetricSourceType, External: &autoscalingv2.ExternalMetricSource{
				Metric: autoscalingv2.MetricIdentifier{Name: "jobs", Selector: &metav1.LabelSelector{MatchLabels: map[string]string{"queue": "mail"}}},
				Target: autoscalingv2.MetricTarget{Type: autoscalingv2.AverageValueMetricType, AverageValue: resource.NewQuantity(10, resource.DecimalSI)},
			}}},
		},
	})
	w.eventually("four pods for forty jobs", func() bool {
		d, err := client.Get[*appsv1.Deployment](t.Context(), w.client, apps.Deployments, "default", "web")
		return err == nil && *d.Spec.Replicas == 4
	})
}
