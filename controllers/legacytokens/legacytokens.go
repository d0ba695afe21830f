// Package legacytokens cleans up the tokens of service accounts that were once made
// by themselves and kept in secrets: one that nobody has used for a year is marked
// as invalid, which the API server heeds, and deleted after another year.
package legacytokens

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/reconcile"
	"github.com/skiff-k8s/skiff/trace"
)

// interval is how often the loop looks.
const interval = 24 * time.Hour

type controller struct {
	client client.Client
	now    func() time.Time
}

// all is the one key: the loop looks at all secrets at once.
var all = reconcile.Key("", "tokens")

// New makes the loop. Its writes go through c.
func New(c client.Client, now func() time.Time) reconcile.Loop {
	return reconcile.Loop{
		Name:       "legacy service account token cleaner",
		Client:     c,
		Start:      []reconcile.Request{all},
		Reconciler: &controller{client: c, now: now},
		Workers:    1,
	}
}

// Reconcile looks at all secrets, decides and acts.
func (t *controller) Reconcile(ctx context.Context, _ reconcile.Request) (reconcile.Result, error) {
	now := t.now().UTC()
	again := reconcile.Result{RequeueAfter: interval}
	tracking, err := client.Get[*corev1.ConfigMap](ctx, t.client, core.ConfigMaps, metav1.NamespaceSystem, trackingName)
	if apierrors.IsNotFound(err) {
		return again, nil // the server makes it; nothing is told apart before
	}
	if err != nil {
		return reconcile.Result{}, err
	}
	if enough, err := tracked(tracking.Data[trackingKey], now); err != nil || !enough {
		return again, nil
	}
	secrets, err := client.List[*corev1.Secret](ctx, t.client, core.Secrets, client.ListOptions{})
	if err != nil {
		return reconcile.Result{}, err
	}
	var errs []error
	used := map[string]map[string]bool{} // the secrets of pods, by namespace
	for _, s := range secrets {
		if err := t.look(ctx, s, used, now); err != nil {
			errs = append(errs, fmt.Errorf("secret %s/%s: %w", s.Namespace, s.Name, err))
		}
	}
	return again, errors.Join(errs...)
}

func (t *controller) look(ctx context.Context, s *corev1.Secret, used map[string]map[string]bool, now time.Time) error {
	name := s.Annotations[corev1.ServiceAccountNameKey]
	if !stale(s, now) || name == "" {
		return nil
	}
	account, err := client.Get[*corev1.ServiceAccount](ctx, t.client, core.ServiceAccounts, s.Namespace, name)
	if apierrors.IsNotFound(err) {
		return nil
	}
	if err != nil || !generated(s, account) {
		return err
	}
	if used[s.Namespace] == nil {
		pods, err := client.List[*corev1.Pod](ctx, t.client, core.Pods, client.ListOptions{Namespace: s.Namespace})
		if err != nil {
			return err
		}
		used[s.Namespace] = secretsOf(pods)
	}
	if used[s.Namespace][s.Name] {
		return nil
	}
	switch decide(s, now) {
	case mark:
		patch, err := json.Marshal(map[string]any{"metadata": map[string]any{"uid": s.UID, "labels": map[string]string{invalidSinceLabel: now.Format(dateFormat)}}})
		if err != nil {
			return err
		}
		_, err = t.client.Patch(trace.Because(ctx, "its token was not used for a year"), core.Secrets, s.Namespace, s.Name, types.MergePatchType, patch, "")
		return overtaken(err)
	case remove:
		version := s.ResourceVersion
		return overtaken(t.client.Delete(trace.Because(ctx, "its token is invalid for a year"), core.Secrets, s.Namespace, s.Name,
			metav1.DeleteOptions{Preconditions: &metav1.Preconditions{ResourceVersion: &version}}))
	}
	return nil
}

// overtaken takes it as success that somebody was there before: the next look sees
// what they did.
func overtaken(err error) error {
	if apierrors.IsNotFound(err) || apierrors.IsConflict(err) {
		return nil
	}
	return err
}
