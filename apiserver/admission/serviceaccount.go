package admission

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"

	"github.com/skiff-k8s/skiff/apiserver/lookup"
	"github.com/skiff-k8s/skiff/apiserver/rest"
)

const (
	// tokenVolume begins the name of the volume with the token.
	tokenVolume = "kube-api-access-"
	// tokenPath is where client libraries look for it.
	tokenPath = "/var/run/secrets/kubernetes.io/serviceaccount"
	// tokenSeconds is a little over an hour: the odd number tells the issuer that
	// nobody chose it.
	tokenSeconds = 3607
	// rootCA is the config map with the authority of the API server.
	rootCA = "kube-root-ca.crt"
)

// ServiceAccount gives every pod a service account, the account's pull secrets,
// and a volume with a token of its own in each container.
type ServiceAccount struct {
	Objects lookup.Objects
	// Suffix makes the letters that end the volume's name.
	Suffix func() string
}

// Admit implements Mutator.
func (s ServiceAccount) Admit(_ context.Context, a *rest.Attributes) error {
	pod := newPod(a)
	if pod == nil || isMirror(pod) {
		return nil
	}
	if pod.Spec.ServiceAccountName == "" {
		pod.Spec.ServiceAccountName = "default"
		pod.Spec.DeprecatedServiceAccount = "default"
	}
	account, err := s.account(a, pod)
	if err != nil {
		return err
	}
	if wantsToken(account, pod) {
		s.mountToken(pod)
	}
	if len(pod.Spec.ImagePullSecrets) == 0 {
		pod.Spec.ImagePullSecrets = slices.Clone(account.ImagePullSecrets)
	}
	return nil
}

// Validate implements Validator.
func (s ServiceAccount) Validate(_ context.Context, a *rest.Attributes) error {
	pod := newPod(a)
	if pod == nil {
		return nil
	}
	if isMirror(pod) {
		return validateMirror(a, pod)
	}
	if pod.Spec.ServiceAccountName == "" {
		return forbid(a, fmt.Errorf("no service account specified for pod %s/%s", a.Namespace, pod.Name))
	}
	_, err := s.account(a, pod)
	return err
}

// newPod is the pod that is being created, nil for any other request.
func newPod(a *rest.Attributes) *corev1.Pod {
	if a.Operation != rest.Create || !is(a, lookup.Pods, "") {
		return nil
	}
	pod, _ := a.Object.(*corev1.Pod)
	return pod
}

// isMirror says whether the pod only shows what a node runs by itself.
func isMirror(p *corev1.Pod) bool {
	_, ok := p.Annotations[corev1.MirrorPodAnnotationKey]
	return ok
}

func validateMirror(a *rest.Attributes, p *corev1.Pod) error {
	if p.Spec.ServiceAccountName != "" {
		return forbid(a, errors.New("a mirror pod may not reference service accounts"))
	}
	for i := range p.Spec.Volumes {
		v := &p.Spec.Volumes[i]
		if v.Secret != nil {
			return forbid(a, errors.New("a mirror pod may not reference secrets"))
		}
		if v.Projected != nil && slices.ContainsFunc(v.Projected.Sources, func(s corev1.VolumeProjection) bool { return s.ServiceAccountToken != nil }) {
			return forbid(a, errors.New("a mirror pod may not use ServiceAccountToken volume projections"))
		}
	}
	return nil
}

func (s ServiceAccount) account(a *rest.Attributes, p *corev1.Pod) (*corev1.ServiceAccount, error) {
	name := p.Spec.ServiceAccountName
	account, ok := lookup.Get[*corev1.ServiceAccount](s.Objects, lookup.ServiceAccounts, a.Namespace, name)
	if !ok {
		return nil, forbid(a, fmt.Errorf("error looking up service account %s/%s: serviceaccount %q not found", a.Namespace, name, name))
	}
	return account, nil
}

func wantsToken(account *corev1.ServiceAccount, p *corev1.Pod) bool {
	if p.Spec.AutomountServiceAccountToken != nil {
		return *p.Spec.AutomountServiceAccountToken
	}
	return account.AutomountServiceAccountToken == nil || *account.AutomountServiceAccountToken
}

// mountToken adds the volume, and a mount in each container that has nothing at
// its place.
func (s ServiceAccount) mountToken(p *corev1.Pod) {
	name, exists := "", false
	for i := range p.Spec.Volumes {
		if strings.HasPrefix(p.Spec.Volumes[i].Name, tokenVolume) {
			name, exists = p.Spec.Volumes[i].Name, true
		}
	}
	if !exists {
		name = tokenVolume + s.Suffix()
	}
	mounted := false
	for _, list := range [][]corev1.Container{p.Spec.InitContainers, p.Spec.Containers} {
		for i := range list {
			c := &list[i]
			if slices.ContainsFunc(c.VolumeMounts, func(m corev1.VolumeMount) bool { return m.MountPath == tokenPath }) {
				continue
			}
			c.VolumeMounts = append(c.VolumeMounts, corev1.VolumeMount{Name: name, ReadOnly: true, MountPath: tokenPath})
			mounted = true
		}
	}
	if mounted && !exists {
		p.Spec.Volumes = append(p.Spec.Volumes, corev1.Volume{Name: name, VolumeSource: corev1.VolumeSource{Projected: tokenSources()}})
	}
}

func tokenSources() *corev1.ProjectedVolumeSource {
	seconds, mode := int64(tokenSeconds), corev1.ProjectedVolumeSourceDefaultMode
	return &corev1.ProjectedVolumeSource{DefaultMode: &mode, Sources: []corev1.VolumeProjection{
		{ServiceAccountToken: &corev1.ServiceAccountTokenProjection{Path: "token", ExpirationSeconds: &seconds}},
		{ConfigMap: &corev1.ConfigMapProjection{
			LocalObjectReference: corev1.LocalObjectReference{Name: rootCA},
			Items:                []corev1.KeyToPath{{Key: "ca.crt", Path: "ca.crt"}},
		}},
		{DownwardAPI: &corev1.DownwardAPIProjection{Items: []corev1.DownwardAPIVolumeFile{{
			Path: "namespace", FieldRef: &corev1.ObjectFieldSelector{APIVersion: "v1", FieldPath: "metadata.namespace"},
		}}}},
	}}
}
