package core

import (
	corev1 "k8s.io/api/core/v1"

	"github.com/skiff-k8s/skiff/api/names"
	"github.com/skiff-k8s/skiff/api/optional"
)

// defaultMode of files in volumes: -rw-r--r--.
const defaultMode int32 = 0o644

func defaultVolume(v *corev1.Volume) {
	s := &v.VolumeSource
	if *s == (corev1.VolumeSource{}) {
		s.EmptyDir = &corev1.EmptyDirVolumeSource{}
	}
	if s.Secret != nil {
		optional.Default(&s.Secret.DefaultMode, defaultMode)
	}
	if s.ConfigMap != nil {
		optional.Default(&s.ConfigMap.DefaultMode, defaultMode)
	}
	if s.DownwardAPI != nil {
		optional.Default(&s.DownwardAPI.DefaultMode, defaultMode)
		defaultDownwardFiles(s.DownwardAPI.Items)
	}
	if s.Projected != nil {
		defaultProjected(s.Projected)
	}
	if s.Ephemeral != nil && s.Ephemeral.VolumeClaimTemplate != nil {
		DefaultClaimSpec(&s.Ephemeral.VolumeClaimTemplate.Spec)
	}
	if i := s.Image; i != nil && i.PullPolicy == "" {
		i.PullPolicy = corev1.PullIfNotPresent
		if names.ImageTag(i.Reference) == "latest" {
			i.PullPolicy = corev1.PullAlways
		}
	}
	defaultHostPath(s.HostPath)
	defaultAzureDisk(s.AzureDisk)
	if s.ISCSI != nil && s.ISCSI.ISCSIInterface == "" {
		s.ISCSI.ISCSIInterface = "default"
	}
	if r := s.RBD; r != nil {
		defaultRBD(&r.RBDPool, &r.RadosUser, &r.Keyring)
	}
	if o := s.ScaleIO; o != nil {
		defaultScaleIO(&o.StorageMode, &o.FSType)
	}
}

func defaultPersistentVolumeSource(s *corev1.PersistentVolumeSource) {
	defaultHostPath(s.HostPath)
	defaultAzureDisk(s.AzureDisk)
	if s.ISCSI != nil && s.ISCSI.ISCSIInterface == "" {
		s.ISCSI.ISCSIInterface = "default"
	}
	if r := s.RBD; r != nil {
		defaultRBD(&r.RBDPool, &r.RadosUser, &r.Keyring)
	}
	if o := s.ScaleIO; o != nil {
		defaultScaleIO(&o.StorageMode, &o.FSType)
	}
}

func defaultProjected(p *corev1.ProjectedVolumeSource) {
	optional.Default(&p.DefaultMode, defaultMode)
	for i := range p.Sources {
		if d := p.Sources[i].DownwardAPI; d != nil {
			defaultDownwardFiles(d.Items)
		}
		if t := p.Sources[i].ServiceAccountToken; t != nil {
			optional.Default(&t.ExpirationSeconds, int64(3600))
		}
		if c := p.Sources[i].PodCertificate; c != nil {
			optional.Default(&c.MaxExpirationSeconds, int32(86400))
		}
	}
}

func defaultDownwardFiles(files []corev1.DownwardAPIVolumeFile) {
	for i := range files {
		defaultFieldRef(files[i].FieldRef)
	}
}

func defaultHostPath(h *corev1.HostPathVolumeSource) {
	if h != nil {
		optional.Default(&h.Type, corev1.HostPathUnset)
	}
}

func defaultAzureDisk(d *corev1.AzureDiskVolumeSource) {
	if d == nil {
		return
	}
	optional.Default(&d.CachingMode, corev1.AzureDataDiskCachingReadWrite)
	optional.Default(&d.Kind, corev1.AzureSharedBlobDisk)
	optional.Default(&d.FSType, "ext4")
	optional.Default(&d.ReadOnly, false)
}

func defaultRBD(pool, user, keyring *string) {
	if *pool == "" {
		*pool = "rbd"
	}
	if *user == "" {
		*user = "admin"
	}
	if *keyring == "" {
		*keyring = "/etc/ceph/keyring"
	}
}

func defaultScaleIO(mode, fs *string) {
	if *mode == "" {
		*mode = "ThinProvisioned"
	}
	if *fs == "" {
		*fs = "xfs"
	}
}
