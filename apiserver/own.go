package apiserver

import (
	"context"
	"encoding/json"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apiserver/pkg/authentication/user"

	"github.com/skiff-k8s/skiff/apiserver/inprocess"
	"github.com/skiff-k8s/skiff/apiserver/lookup"
	"github.com/skiff-k8s/skiff/trace"
)

// own returns a client of the server's own, for what it writes by itself.
func (s *Server) own() *inprocess.Client {
	return s.LocalClient(&user.DefaultInfo{
		Name: user.APIServerUser, Groups: []string{user.SystemPrivilegedGroup, user.AllAuthenticated},
	}, "skiff")
}

// noteSecretToken writes on a secret when its token was last used. It is for
// those who clean up: a failure is no reason to refuse the token.
func (s *Server) noteSecretToken(ctx context.Context, secret *corev1.Secret, labels map[string]string) {
	err := s.patchLabels(ctx, secret, labels)
	if err != nil {
		s.config.Log.Warn("the use of a service account's token is not noted", "secret", secret.Namespace+"/"+secret.Name, "error", err)
	}
}

func (s *Server) patchLabels(ctx context.Context, secret *corev1.Secret, labels map[string]string) error {
	patch, err := json.Marshal(map[string]any{"metadata": map[string]any{"uid": secret.UID, "labels": labels}})
	if err != nil {
		return err
	}
	ctx = trace.Because(ctx, "its token was used")
	_, err = s.own().Patch(ctx, s.resources.stored(lookup.Secrets), secret.Namespace, secret.Name, types.MergePatchType, patch, "")
	return err
}
