package horizontalpodautoscaler

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"net/url"
	"slices"
	"time"

	autoscalingv2 "k8s.io/api/autoscaling/v2"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

const (
	customGroup   = "custom.metrics.k8s.io"
	externalGroup = "external.metrics.k8s.io"
	// defaultWindow is what a metric was measured over that does not say it.
	defaultWindow = time.Minute
)

// customVersions are those that can be read, the best first.
var customVersions = []string{"v1beta2", "v1beta1"}

// reading is what is known of a metric that is no resource's: the values of pods,
// or one value, in thousandths; or why nothing is.
type reading struct {
	samples map[string]sample
	value   int64
	err     error
}

// values are the answer of both groups, in all their versions.
type values struct {
	Items []struct {
		DescribedObject struct {
			Name string `json:"name"`
		} `json:"describedObject"`
		Timestamp     metav1.Time       `json:"timestamp"`
		Window        *int64            `json:"window"` // seconds, in v1beta1
		WindowSeconds *int64            `json:"windowSeconds"`
		Value         resource.Quantity `json:"value"`
	} `json:"items"`
}

// meter reads custom and external metrics for one autoscaler.
type meter struct {
	read      Read
	namespace string
	selector  labels.Selector // of the target's pods
	// plural is the resource of a kind; false when it is not served.
	plural  func(schema.GroupVersionKind) (schema.GroupResource, bool)
	version string // of the custom metrics that are served; found when it is needed
}

// ask reads one metric; nil for a resource's.
func (m *meter) ask(ctx context.Context, spec *autoscalingv2.MetricSpec) *reading {
	r := new(reading)
	switch {
	case spec.Type == autoscalingv2.PodsMetricSourceType && spec.Pods != nil:
		r.samples, r.err = m.pods(ctx, &spec.Pods.Metric)
	case spec.Type == autoscalingv2.ObjectMetricSourceType && spec.Object != nil:
		r.value, r.err = m.object(ctx, spec.Object)
	case spec.Type == autoscalingv2.ExternalMetricSourceType && spec.External != nil:
		r.value, r.err = m.external(ctx, &spec.External.Metric)
	default:
		return nil
	}
	return r
}

func (m *meter) pods(ctx context.Context, metric *autoscalingv2.MetricIdentifier) (map[string]sample, error) {
	selector, err := metav1.LabelSelectorAsSelector(metric.Selector)
	if err != nil {
		return nil, err
	}
	list, err := m.custom(ctx, "namespaces/"+m.namespace+"/pods/*/"+url.PathEscape(metric.Name), m.selector, selector)
	if err == nil && len(list.Items) == 0 {
		err = errors.New("no metrics returned from custom metrics API")
	}
	if err != nil {
		return nil, fmt.Errorf("unable to get metric %s: %w", metric.Name, err)
	}
	out := make(map[string]sample, len(list.Items))
	for _, i := range list.Items {
		s := sample{value: i.Value.MilliValue(), at: i.Timestamp.Time, window: defaultWindow}
		for _, seconds := range []*int64{i.Window, i.WindowSeconds} {
			if seconds != nil {
				s.window = time.Duration(*seconds) * time.Second
			}
		}
		out[i.DescribedObject.Name] = s
	}
	return out, nil
}

func (m *meter) object(ctx context.Context, source *autoscalingv2.ObjectMetricSource) (int64, error) {
	selector, err := metav1.LabelSelectorAsSelector(source.Metric.Selector)
	if err != nil {
		return 0, err
	}
	at := &source.DescribedObject
	fail := func(err error) (int64, error) {
		return 0, fmt.Errorf("unable to get metric %s: unable to fetch metrics from custom metrics API: %w on %s %s/%s", source.Metric.Name, err, at.Kind, m.namespace, at.Name)
	}
	gvk := schema.FromAPIVersionAndKind(at.APIVersion, at.Kind)
	// Of namespaces only its own can be asked, whatever the name.
	path := "namespaces/" + m.namespace + "/metrics/" + url.PathEscape(source.Metric.Name)
	if gvk.GroupKind() != (schema.GroupKind{Kind: "Namespace"}) {
		gr, ok := m.plural(gvk)
		if !ok {
			return fail(fmt.Errorf("unable to map kind %s to resource: no matches for kind %q in group %q", gvk.GroupKind(), gvk.Kind, gvk.Group))
		}
		path = "namespaces/" + m.namespace + "/" + gr.String() + "/" + url.PathEscape(at.Name) + "/" + url.PathEscape(source.Metric.Name)
	}
	list, err := m.customAnswer(ctx, path, nil, selector)
	if err != nil {
		return fail(err)
	}
	if len(list.Items) != 1 {
		return fail(fmt.Errorf("the custom metrics API server returned %d results when we asked for exactly one", len(list.Items)))
	}
	return list.Items[0].Value.MilliValue(), nil
}

func (m *meter) external(ctx context.Context, metric *autoscalingv2.MetricIdentifier) (int64, error) {
	selector, err := metav1.LabelSelectorAsSelector(metric.Selector)
	if err != nil {
		return 0, err
	}
	list, err := m.get(ctx, "/apis/"+externalGroup+"/v1beta1/namespaces/"+m.namespace+"/"+url.PathEscape(metric.Name), url.Values{}, "labelSelector", selector)
	switch {
	case err != nil:
		err = fmt.Errorf("unable to fetch metrics from external metrics API: %w", err)
	case len(list.Items) == 0:
		err = errors.New("no metrics returned from external metrics API")
	}
	if err != nil {
		return 0, fmt.Errorf("unable to get external metric %s/%s/%+v: %w", m.namespace, metric.Name, metric.Selector, err)
	}
	sum := int64(0)
	for _, i := range list.Items {
		v := i.Value.MilliValue()
		if v > 0 && sum > math.MaxInt64-v {
			return math.MaxInt64, nil
		}
		sum += v
	}
	return sum, nil
}

func (m *meter) custom(ctx context.Context, path string, objects, metrics labels.Selector) (*values, error) {
	list, err := m.customAnswer(ctx, path, objects, metrics)
	if err != nil {
		return nil, fmt.Errorf("unable to fetch metrics from custom metrics API: %w", err)
	}
	return list, nil
}

func (m *meter) customAnswer(ctx context.Context, path string, objects, metrics labels.Selector) (*values, error) {
	if m.version == "" {
		version, err := m.find(ctx)
		if err != nil {
			return nil, err
		}
		m.version = version
	}
	query := url.Values{}
	if objects != nil && !objects.Empty() {
		query.Set("labelSelector", objects.String())
	}
	return m.get(ctx, "/apis/"+customGroup+"/"+m.version+"/"+path, query, "metricLabelSelector", metrics)
}

// find returns the version of custom metrics that is served: the one that is
// preferred, if it can be read.
func (m *meter) find(ctx context.Context) (string, error) {
	missing := fmt.Errorf("no custom metrics API (%s) registered", customGroup)
	if m.read == nil {
		return "", missing
	}
	body, err := m.read(ctx, "/apis/"+customGroup)
	if apierrors.IsNotFound(err) {
		return "", missing
	}
	if err != nil {
		return "", err
	}
	var group metav1.APIGroup
	if err := json.Unmarshal(body, &group); err != nil {
		return "", err
	}
	if slices.Contains(customVersions, group.PreferredVersion.Version) {
		return group.PreferredVersion.Version, nil
	}
	for _, v := range customVersions {
		if slices.ContainsFunc(group.Versions, func(g metav1.GroupVersionForDiscovery) bool { return g.Version == v }) {
			return v, nil
		}
	}
	return "", fmt.Errorf("no known available metric versions found")
}

func (m *meter) get(ctx context.Context, path string, query url.Values, name string, selector labels.Selector) (*values, error) {
	if m.read == nil {
		return nil, errors.New("the server could not find the requested resource")
	}
	if text := selector.String(); text != "" {
		query.Set(name, text)
	}
	if len(query) > 0 {
		path += "?" + query.Encode()
	}
	body, err := m.read(ctx, path)
	if err != nil {
		return nil, err
	}
	list := new(values)
	return list, json.Unmarshal(body, list)
}
