package horizontalpodautoscaler

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
)

// Read reads a path of the API as the autoscaler's user; its error is the
// server's. It reaches what aggregated servers answer, which is where metrics
// come from.
type Read func(ctx context.Context, path string) ([]byte, error)

// usage is what pods used of everything, by container.
type usage struct {
	Items []struct {
		Metadata   metav1.ObjectMeta `json:"metadata"`
		Timestamp  metav1.Time       `json:"timestamp"`
		Window     metav1.Duration   `json:"window"`
		Containers []struct {
			Name  string                                    `json:"name"`
			Usage map[corev1.ResourceName]resource.Quantity `json:"usage"`
		} `json:"containers"`
	} `json:"items"`
}

// sample is what a pod used of one resource, in thousandths of its unit.
type sample struct {
	value  int64
	at     time.Time
	window time.Duration // that it was measured over
}

// readUsage asks metrics.k8s.io what pods use.
func readUsage(ctx context.Context, read Read, namespace string, selector labels.Selector) (*usage, error) {
	if read == nil {
		return nil, errors.New("unable to fetch metrics from resource metrics API: the server could not find the requested resource (get pods.metrics.k8s.io)")
	}
	path := fmt.Sprintf("/apis/metrics.k8s.io/v1beta1/namespaces/%s/pods?labelSelector=%s", namespace, url.QueryEscape(selector.String()))
	body, err := read(ctx, path)
	if err != nil {
		return nil, fmt.Errorf("unable to fetch metrics from resource metrics API: %w (get pods.metrics.k8s.io)", err)
	}
	u := new(usage)
	if err := json.Unmarshal(body, u); err != nil {
		return nil, fmt.Errorf("unable to fetch metrics from resource metrics API: %w", err)
	}
	if len(u.Items) == 0 {
		return nil, errors.New("no metrics returned from resource metrics API")
	}
	return u, nil
}

// of returns what each pod used of a resource: all containers of it or, when it is
// named, one of them. A pod of which not all is known is left out.
func (u *usage) of(name corev1.ResourceName, container string) (map[string]sample, error) {
	out := make(map[string]sample, len(u.Items))
	for i := range u.Items {
		pod := &u.Items[i]
		s := sample{at: pod.Timestamp.Time, window: pod.Window.Duration}
		found, whole := false, len(pod.Containers) > 0
		for _, c := range pod.Containers {
			if container != "" && c.Name != container {
				continue
			}
			found = true
			q, ok := c.Usage[name]
			whole = whole && ok
			s.value += q.MilliValue()
		}
		if container != "" && !found {
			return nil, fmt.Errorf("container %s not present in metrics for pod %s/%s", container, pod.Metadata.Namespace, pod.Metadata.Name)
		}
		if whole {
			out[pod.Metadata.Name] = s
		}
	}
	return out, nil
}
