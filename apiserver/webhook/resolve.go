package webhook

import (
	"errors"
	"strings"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime/schema"
	netutils "k8s.io/utils/net"

	"github.com/skiff-k8s/skiff/apiserver/connect"
	"github.com/skiff-k8s/skiff/apiserver/lookup"
)

// resolve returns where a port of a Service is to be reached now. What cannot be
// reached by its cluster IP is refused as by a server that knows no other way,
// although connections go straight to an endpoint.
func resolve(objects lookup.Objects, namespace, name string, port int32) (string, error) {
	s, ok := lookup.Get[*corev1.Service](objects, lookup.Services, namespace, name)
	if !ok {
		return "", apierrors.NewNotFound(schema.GroupResource{Resource: "service"}, name)
	}
	if s.Spec.ClusterIP == corev1.ClusterIPNone {
		return "", errors.New(`cannot route to service with ClusterIP "None"`)
	}
	return connect.Backend(objects, namespace, name, port)
}

// isLoopback says whether the host of a URL is this machine.
func isLoopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip := netutils.ParseIPSloppy(host)
	return ip != nil && ip.IsLoopback()
}
