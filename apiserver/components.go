package apiserver

import (
	"context"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/skiff-k8s/skiff/api"
)

// computed are the resources whose objects are made when somebody asks.
func (s *Server) computed() map[schema.GroupResource]func(context.Context) []api.Object {
	return map[schema.GroupResource]func(context.Context) []api.Object{
		{Resource: "componentstatuses"}: s.components,
	}
}

// components tells how the parts of the control plane are. They live and die
// with this process, so whoever gets an answer finds them well; only the store
// can be ill by itself. The names are those that tools of old look for.
func (s *Server) components(ctx context.Context) []api.Object {
	status := func(name string, err error) api.Object {
		c := corev1.ComponentCondition{Type: corev1.ComponentHealthy, Status: corev1.ConditionTrue, Message: "ok"}
		if err != nil {
			c.Status, c.Message = corev1.ConditionFalse, err.Error()
		}
		return &corev1.ComponentStatus{ObjectMeta: metav1.ObjectMeta{Name: name}, Conditions: []corev1.ComponentCondition{c}}
	}
	_, err := s.config.Store.Revision(ctx)
	return []api.Object{status("scheduler", nil), status("controller-manager", nil), status("etcd-0", err)}
}
