package state

import v1 "k8s.io/api/core/v1"

// ImageVolumes returns the volumes of the pod that a container mounts and whose
// content is that of an image.
func ImageVolumes(pod *v1.Pod, c *v1.Container) []*v1.Volume {
	var out []*v1.Volume
	for i := range pod.Spec.Volumes {
		v := &pod.Spec.Volumes[i]
		if v.Image == nil {
			continue
		}
		for _, m := range c.VolumeMounts {
			if m.Name == v.Name {
				out = append(out, v)
				break
			}
		}
	}
	return out
}

// ImageKey is what the image of a volume goes by where images go by the names of
// containers, which have no slash.
func ImageKey(volume string) string { return "volume/" + volume }
