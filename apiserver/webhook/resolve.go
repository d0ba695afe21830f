package webhook

import (
	"fmt"
	"net"
	"strconv"
	"strings"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime/schema"
	netutils "k8s.io/utils/net"

	"github.com/skiff-k8s/skiff/apiserver/lookup"
)

// resolve returns the address of a port of a Service: its cluster IP, behind
// which the service proxy finds a pod, or the name that it stands for.
func resolve(objects lookup.Objects, namespace, name string, port int32) (string, error) {
	s, ok := lookup.Get[*corev1.Service](objects, lookup.Services, namespace, name)
	if !ok {
		return "", apierrors.NewNotFound(schema.GroupResource{Resource: "service"}, name)
	}
	switch s.Spec.Type {
	case corev1.ServiceTypeExternalName:
		return net.JoinHostPort(s.Spec.ExternalName, strconv.Itoa(int(port))), nil
	case corev1.ServiceTypeClusterIP, corev1.ServiceTypeNodePort, corev1.ServiceTypeLoadBalancer:
	default:
		return "", fmt.Errorf("unsupported service type %q", s.Spec.Type)
	}
	if s.Spec.ClusterIP == corev1.ClusterIPNone {
		return "", fmt.Errorf(`cannot route to service with ClusterIP "None"`)
	}
	for i := range s.Spec.Ports {
		if s.Spec.Ports[i].Port == port {
			return net.JoinHostPort(s.Spec.ClusterIP, strconv.Itoa(int(port))), nil
		}
	}
	return "", apierrors.NewServiceUnavailable(fmt.Sprintf("no service port %d found for service %q", port, name))
}

// isLoopback says whether the host of a URL is this machine.
func isLoopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip := netutils.ParseIPSloppy(host)
	return ip != nil && ip.IsLoopback()
}
