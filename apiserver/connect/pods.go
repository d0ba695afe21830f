package connect

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/skiff-k8s/skiff/apiserver/endpoints"
	"github.com/skiff-k8s/skiff/apiserver/lookup"
)

func (n *Nodes) pod(c endpoints.Connection) (*corev1.Pod, error) {
	pod, ok := lookup.Get[*corev1.Pod](n.objects, lookup.Pods, c.Namespace, c.Name)
	if !ok {
		return nil, apierrors.NewNotFound(lookup.Pods, c.Name)
	}
	return pod, nil
}

// container returns the name of the container that is meant, which need not be
// named when there is only one.
func container(pod *corev1.Pod, name string) (string, error) {
	var names, initNames, ephemeral []string
	for i := range pod.Spec.InitContainers {
		initNames = append(initNames, pod.Spec.InitContainers[i].Name)
	}
	for i := range pod.Spec.Containers {
		names = append(names, pod.Spec.Containers[i].Name)
	}
	for i := range pod.Spec.EphemeralContainers {
		ephemeral = append(ephemeral, pod.Spec.EphemeralContainers[i].Name)
	}
	if name == "" {
		if len(names) == 1 {
			return names[0], nil
		}
		text := fmt.Sprintf("a container name must be specified for pod %s, choose one of: %v", pod.Name, names)
		if len(initNames) > 0 {
			text += fmt.Sprintf(" or one of the init containers: %v", initNames)
		}
		if len(ephemeral) > 0 {
			text += fmt.Sprintf(" or one of the ephemeral containers: %v", ephemeral)
		}
		return "", apierrors.NewBadRequest(text)
	}
	for _, list := range [][]string{names, initNames, ephemeral} {
		for _, have := range list {
			if have == name {
				return name, nil
			}
		}
	}
	return "", apierrors.NewBadRequest(fmt.Sprintf("container %s is not valid for pod %s", name, pod.Name))
}

// target is where something is served.
type target struct {
	*url.URL
	transport *http.Transport
}

// streamTarget returns where logs, exec, attach and port-forward of a pod are
// served.
func (n *Nodes) streamTarget(pod *corev1.Pod, path string, container string, query url.Values) (target, error) {
	if pod.Spec.NodeName == "" {
		return target{}, apierrors.NewBadRequest(fmt.Sprintf("pod %s does not have a host assigned", pod.Name))
	}
	u, transport, err := n.endpoint(pod.Spec.NodeName)
	if err != nil {
		return target{}, err
	}
	u.Path = strings.Join([]string{"", path, pod.Namespace, pod.Name}, "/")
	if container != "" {
		u.Path += "/" + container
	}
	u.RawQuery = query.Encode()
	return target{u, transport}, nil
}
