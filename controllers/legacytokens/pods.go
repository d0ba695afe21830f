package legacytokens

import corev1 "k8s.io/api/core/v1"

// secretsOf names the secrets that pods use in any way.
func secretsOf(pods []*corev1.Pod) map[string]bool {
	out := map[string]bool{}
	for _, p := range pods {
		for _, r := range p.Spec.ImagePullSecrets {
			out[r.Name] = true
		}
		for i := range p.Spec.InitContainers {
			ofContainer(out, p.Spec.InitContainers[i].Env, p.Spec.InitContainers[i].EnvFrom)
		}
		for i := range p.Spec.Containers {
			ofContainer(out, p.Spec.Containers[i].Env, p.Spec.Containers[i].EnvFrom)
		}
		for i := range p.Spec.EphemeralContainers {
			ofContainer(out, p.Spec.EphemeralContainers[i].Env, p.Spec.EphemeralContainers[i].EnvFrom)
		}
		for i := range p.Spec.Volumes {
			ofVolume(out, &p.Spec.Volumes[i].VolumeSource)
		}
	}
	return out
}

func ofContainer(out map[string]bool, env []corev1.EnvVar, from []corev1.EnvFromSource) {
	for _, e := range env {
		if e.ValueFrom != nil && e.ValueFrom.SecretKeyRef != nil {
			out[e.ValueFrom.SecretKeyRef.Name] = true
		}
	}
	for _, e := range from {
		if e.SecretRef != nil {
			out[e.SecretRef.Name] = true
		}
	}
}

func ofVolume(out map[string]bool, v *corev1.VolumeSource) {
	local := func(r *corev1.LocalObjectReference) {
		if r != nil {
			out[r.Name] = true
		}
	}
	switch {
	case v.Secret != nil:
		out[v.Secret.SecretName] = true
	case v.Projected != nil:
		for _, p := range v.Projected.Sources {
			if p.Secret != nil {
				out[p.Secret.Name] = true
			}
		}
	case v.CSI != nil:
		local(v.CSI.NodePublishSecretRef)
	case v.AzureFile != nil:
		out[v.AzureFile.SecretName] = true
	case v.CephFS != nil:
		local(v.CephFS.SecretRef)
	case v.Cinder != nil:
		local(v.Cinder.SecretRef)
	case v.FlexVolume != nil:
		local(v.FlexVolume.SecretRef)
	case v.RBD != nil:
		local(v.RBD.SecretRef)
	case v.ISCSI != nil:
		local(v.ISCSI.SecretRef)
	case v.ScaleIO != nil:
		local(v.ScaleIO.SecretRef)
	case v.StorageOS != nil:
		local(v.StorageOS.SecretRef)
	}
}
