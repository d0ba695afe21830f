package horizontalpodautoscaler

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	autoscalingv1 "k8s.io/api/autoscaling/v1"
	autoscalingv2 "k8s.io/api/autoscaling/v2"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

// served answers paths; what is not there is not found.
type served map[string]string

func (s served) read(_ context.Context, path string) ([]byte, error) {
	if body, ok := s[path]; ok {
		return []byte(body), nil
	}
	return nil, apierrors.NewNotFound(schema.GroupResource{}, path)
}

const (
	bothVersions = `{"kind":"APIGroup","versions":[{"version":"v1beta2"},{"version":"v1beta1"}],"preferredVersion":{"version":"v1beta2"}}`
	oldVersion   = `{"kind":"APIGroup","versions":[{"version":"v1beta1"}],"preferredVersion":{"version":"v1beta1"}}`
	newVersion   = `{"kind":"APIGroup","versions":[{"version":"v9"},{"version":"v1beta1"}],"preferredVersion":{"version":"v9"}}`
)

func podsMetric() *autoscalingv2.MetricSpec {
	return &autoscalingv2.MetricSpec{Type: "Pods", Pods: &autoscalingv2.PodsMetricSource{
		Metric: autoscalingv2.MetricIdentifier{Name: "qps", Selector: &metav1.LabelSelector{MatchLabels: map[string]string{"verb": "get"}}},
		Target: autoscalingv2.MetricTarget{Type: "AverageValue", AverageValue: quantity("10")},
	}}
}

func objectMetric(kind, name string, target autoscalingv2.MetricTarget) *autoscalingv2.MetricSpec {
	return &autoscalingv2.MetricSpec{Type: "Object", Object: &autoscalingv2.ObjectMetricSource{
		DescribedObject: autoscalingv2.CrossVersionObjectReference{APIVersion: map[string]string{"Ingress": "networking.k8s.io/v1"}[kind], Kind: kind, Name: name},
		Metric:          autoscalingv2.MetricIdentifier{Name: "hits"}, Target: target,
	}}
}

func externalMetric(target autoscalingv2.MetricTarget) *autoscalingv2.MetricSpec {
	return &autoscalingv2.MetricSpec{Type: "External", External: &autoscalingv2.ExternalMetricSource{
		Metric: autoscalingv2.MetricIdentifier{Name: "queue"}, Target: target,
	}}
}

func quantity(s string) *resource.Quantity {
	q := resource.MustParse(s)
	return &q
}

func value(s string) autoscalingv2.MetricTarget {
	return autoscalingv2.MetricTarget{Type: "Value", Value: quantity(s)}
}

func average(s string) autoscalingv2.MetricTarget {
	return autoscalingv2.MetricTarget{Type: "AverageValue", AverageValue: quantity(s)}
}

func meterOf(read Read) *meter {
	return &meter{read: read, namespace: "shop", selector: labels.SelectorFromSet(labels.Set{"app": "web"}), plural: func(gvk schema.GroupVersionKind) (schema.GroupResource, bool) {
		return schema.GroupResource{Group: gvk.Group, Resource: strings.ToLower(gvk.Kind) + "es"}, gvk.Kind == "Ingress"
	}}
}

func TestMeter(t *testing.T) {
	const custom, external = "/apis/custom.metrics.k8s.io", "/apis/external.metrics.k8s.io/v1beta1/namespaces/shop/queue"
	const pods = "/namespaces/shop/pods/*/qps?labelSelector=app%3Dweb&metricLabelSelector=verb%3Dget"
	items := func(values ...string) string {
		var out []string
		for i, v := range values {
			out = append(out, fmt.Sprintf(`{"describedObject":{"name":"p%d"},"timestamp":"2026-01-02T12:00:00Z","value":%q}`, i, v))
		}
		return `{"items":[` + strings.Join(out, ",") + `]}`
	}
	for _, c := range []struct {
		name    string
		served  served
		spec    *autoscalingv2.MetricSpec
		value   int64
		samples int
		err     string
	}{
		{"pods", served{custom: bothVersions, custom + "/v1beta2" + pods: items("1500m", "3")}, podsMetric(), 0, 2, ""},
		{"pods, of an old server", served{custom: oldVersion, custom + "/v1beta1" + pods: items("2")}, podsMetric(), 0, 1, ""},
		{"pods, of a server from the future", served{custom: newVersion, custom + "/v1beta1" + pods: items("2")}, podsMetric(), 0, 1, ""},
		{"pods, nobody knows", served{custom: oldVersion, custom + "/v1beta1" + pods: items()}, podsMetric(), 0, 0, "unable to get metric qps: no metrics returned from custom metrics API"},
		{"pods, nobody serves", served{}, podsMetric(), 0, 0, "unable to get metric qps: unable to fetch metrics from custom metrics API: no custom metrics API (custom.metrics.k8s.io) registered"},
		{"object", served{custom: bothVersions, custom + "/v1beta2/namespaces/shop/ingresses.networking.k8s.io/front/hits": items("7")}, objectMetric("Ingress", "front", value("1")), 7000, 0, ""},
		{"object, two", served{custom: bothVersions, custom + "/v1beta2/namespaces/shop/ingresses.networking.k8s.io/front/hits": items("7", "8")}, objectMetric("Ingress", "front", value("1")), 0, 0,
			"unable to get metric hits: unable to fetch metrics from custom metrics API: the custom metrics API server returned 2 results when we asked for exactly one on Ingress shop/front"},
		{"object of no kind", served{custom: bothVersions}, objectMetric("Boat", "b", value("1")), 0, 0, `no matches for kind "Boat" in group ""`},
		{"its own namespace", served{custom: bothVersions, custom + "/v1beta2/namespaces/shop/metrics/hits": items("2")}, objectMetric("Namespace", "another", value("1")), 2000, 0, ""},
		{"external", served{external: items("1", "2500m")}, externalMetric(value("1")), 3500, 0, ""},
		{"external, too much", served{external: items("9e15", "9e15")}, externalMetric(value("1")), math.MaxInt64, 0, ""},
		{"external, nobody serves", served{}, externalMetric(value("1")), 0, 0, "unable to get external metric shop/queue/nil: unable to fetch metrics from external metrics API: "},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := meterOf(c.served.read).ask(t.Context(), c.spec)
			if c.err != "" {
				if r.err == nil || !strings.Contains(r.err.Error(), c.err) {
					t.Errorf("%v, want %s", r.err, c.err)
				}
				return
			}
			if r.err != nil || r.value != c.value || len(r.samples) != c.samples {
				t.Errorf("%+v", r)
			}
		})
	}
	if r := meterOf(nil).ask(t.Context(), externalMetric(value("1"))); r.err == nil {
		t.Error("nobody to ask")
	}
	if r := meterOf(nil).ask(t.Context(), &autoscalingv2.MetricSpec{Type: "Resource", Resource: &autoscalingv2.ResourceMetricSource{}}); r != nil {
		t.Error("a resource is no reading")
	}
}

func TestReadings(t *testing.T) {
	web := pods(nil, nil, nil, mod{pending})
	for _, c := range []struct {
		name    string
		spec    *autoscalingv2.MetricSpec
		reading reading
		want    int32
		because string
		current string // in the status
		err     string
	}{
		{"pods, twice their target", podsMetric(), reading{samples: use(20_000, 20_000, 20_000, -1)}, 6, "pods metric qps", "20", ""},
		{"pods, on target", podsMetric(), reading{samples: use(10_500, 10_000, 10_000, -1)}, 4, "pods metric qps", "10166m", ""},
		{"pods, unknown", podsMetric(), reading{err: errors.New("away")}, 0, "", "", "away"},
		{"a value of an object", objectMetric("Ingress", "front", value("100")), reading{value: 200_000}, 6, "Ingress metric hits", "200", ""},
		{"a value of an object, a little off", objectMetric("Ingress", "front", value("100")), reading{value: 105_000}, 4, "Ingress metric hits", "105", ""},
		{"an object's value for each", objectMetric("Ingress", "front", average("10")), reading{value: 70_000}, 7, "external metric hits(nil)", "17500m", ""},
		{"external, as a whole", externalMetric(value("10")), reading{value: 5_000}, 2, "external metric queue(nil)", "5", ""},
		{"external, for each", externalMetric(average("1")), reading{value: 12_000}, 12, "external metric queue(nil)", "3", ""},
		{"external, for each, on target", externalMetric(average("3")), reading{value: 12_000}, 4, "external metric queue(nil)", "3", ""},
		{"external, far too much", externalMetric(average("1m")), reading{value: math.MaxInt64}, math.MaxInt32, "external metric queue(nil)", "", ""},
		{"no target", externalMetric(autoscalingv2.MetricTarget{}), reading{}, 0, "", "", "invalid external metric source: neither a value target nor an average value target was set"},
	} {
		t.Run(c.name, func(t *testing.T) {
			v := view{hpa: &autoscalingv2.HorizontalPodAutoscaler{Spec: autoscalingv2.HorizontalPodAutoscalerSpec{MaxReplicas: 10, Metrics: []autoscalingv2.MetricSpec{*c.spec}}},
				scale: &autoscalingv1.Scale{Spec: autoscalingv1.ScaleSpec{Replicas: 4}, Status: autoscalingv1.ScaleStatus{Replicas: 4}}, pods: web, readings: map[int]*reading{0: &c.reading}, now: now}
			n, because, status, err := v.ask(0)
			if c.err != "" {
				if err == nil || err.Error() != c.err {
					t.Errorf("%v, want %s", err, c.err)
				}
				p := decide(v, &past{})
				if cond := p.status.Conditions[len(p.status.Conditions)-1]; cond.Status != corev1.ConditionFalse || cond.Reason != "FailedGet"+string(c.spec.Type)+"Metric" || p.rescale {
					t.Errorf("%+v", p)
				}
				return
			}
			if err != nil || n != c.want || because != c.because || status.Type != c.spec.Type {
				t.Fatalf("%d, %q, %+v, %v", n, because, status, err)
			}
			var got autoscalingv2.MetricValueStatus
			switch {
			case status.Pods != nil:
				got = status.Pods.Current
			case status.Object != nil:
				got = status.Object.Current
			default:
				got = status.External.Current
			}
			q := got.Value
			if q == nil {
				q = got.AverageValue
			}
			if c.current != "" && q.String() != c.current {
				t.Errorf("status: %s", q)
			}
		})
	}
}
