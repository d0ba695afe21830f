package volumes

import (
	"context"
	"fmt"
	"maps"
	"time"

	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/types"

	"github.com/skiff-k8s/skiff/kubelet/state"
)

// projected shows several sources in one volume, in memory.
var projected = plugin{name: "projected", setUp: func(ctx context.Context, m *Manager, r Request, v *v1.Volume, dir string) (refresh time.Time, err error) {
	mode := mode(v.Projected.DefaultMode)
	all := content{}
	for i := range v.Projected.Sources {
		s := &v.Projected.Sources[i]
		var c content
		switch {
		case s.ConfigMap != nil:
			c, err = m.configMapContent(r.Pod.Namespace, s.ConfigMap.Name, s.ConfigMap.Items, mode, s.ConfigMap.Optional)
		case s.Secret != nil:
			c, err = m.secretContent(r.Pod.Namespace, s.Secret.Name, s.Secret.Items, mode, s.Secret.Optional)
		case s.DownwardAPI != nil:
			c, err = m.downwardContent(r, s.DownwardAPI.Items, mode)
		case s.ServiceAccountToken != nil:
			var t token
			t, err = m.token(ctx, r.Pod, v.Name, i, s.ServiceAccountToken)
			if refresh.IsZero() || t.renew.Before(refresh) {
				refresh = t.renew
			}
			f := file{data: []byte(t.value), mode: 0o644, uid: -1}
			if fsGroup(r.Pod) >= 0 {
				f.mode = 0o600
			} else if uid := onlyUser(r.Pod); uid >= 0 {
				f.mode, f.uid = 0o600, uid
			}
			c = content{s.ServiceAccountToken.Path: f}
		default:
			err = errUnsupported
		}
		if err != nil {
			return time.Time{}, fmt.Errorf("source %d: %w", i, err)
		}
		maps.Copy(all, c)
	}
	return refresh, writeInMemory(dir, all, fsGroup(r.Pod))
}}

// onlyUser is the user that all containers of a pod run as, -1 when they differ
// or leave it to the image.
func onlyUser(pod *v1.Pod) int {
	uid := int64(-1)
	for i, c := range state.Containers(pod) {
		var own *int64
		if c.SecurityContext != nil {
			own = c.SecurityContext.RunAsUser
		}
		if own == nil && pod.Spec.SecurityContext != nil {
			own = pod.Spec.SecurityContext.RunAsUser
		}
		if own == nil || i > 0 && *own != uid {
			return -1
		}
		uid = *own
	}
	return int(uid)
}

// A token is renewed after this part of its life, or after this time.
const (
	renewPart = 0.8
	renewMax  = 24 * time.Hour
	// renewRetry is how long the old token is kept when a new one is refused.
	renewRetry = time.Minute
)

type tokenKey struct {
	pod    types.UID
	volume string
	source int
}

type token struct {
	value          string
	expires, renew time.Time
}

// token returns a token that is good for some time yet.
func (m *Manager) token(ctx context.Context, pod *v1.Pod, volume string, source int, s *v1.ServiceAccountTokenProjection) (token, error) {
	key := tokenKey{pod.UID, volume, source}
	m.mu.Lock()
	old, ok := m.tokens[key]
	m.mu.Unlock()
	now := m.Now()
	if ok && now.Before(old.renew) {
		return old, nil
	}
	seconds := int64(3600)
	if s.ExpirationSeconds != nil {
		seconds = *s.ExpirationSeconds
	}
	value, expires, err := m.Token(ctx, pod, s.Audience, seconds)
	if err != nil {
		if ok && now.Before(old.expires) {
			old.renew = now.Add(renewRetry)
			return old, nil
		}
		return token{}, fmt.Errorf("failed to fetch token: %w", err)
	}
	life := expires.Sub(now)
	t := token{value: value, expires: expires, renew: now.Add(min(time.Duration(float64(life)*renewPart), renewMax))}
	m.mu.Lock()
	m.tokens[key] = t
	m.mu.Unlock()
	return t, nil
}
