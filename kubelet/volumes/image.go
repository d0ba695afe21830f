package volumes

import (
	"fmt"

	v1 "k8s.io/api/core/v1"
	cri "k8s.io/cri-api/pkg/apis/runtime/v1"
)

// image is the content of an image, read-only. The runtime unpacks and mounts it
// itself: the node only says which.
var image = plugin{name: "image", outside: func(*v1.Volume) (string, error) { return "", nil }}

// SetImage says by what name the runtime has the image of a volume.
func (r *Request) SetImage(volume, ref string) {
	if r.images == nil {
		r.images = map[string]string{}
	}
	r.images[volume] = ref
}

// imageMount is the mount of a volume that is an image; nil for other kinds.
func (r *Request) imageMount(m *v1.VolumeMount, sub string) (*cri.Mount, error) {
	for i := range r.Pod.Spec.Volumes {
		v := &r.Pod.Spec.Volumes[i]
		if v.Name != m.Name || v.Image == nil {
			continue
		}
		ref := r.images[v.Name]
		if ref == "" {
			return nil, fmt.Errorf("the image %q of volume %q is not there", v.Image.Reference, v.Name)
		}
		return &cri.Mount{Image: &cri.ImageSpec{Image: ref, UserSpecifiedImage: v.Image.Reference}, ImageSubPath: sub, Readonly: true}, nil
	}
	return nil, nil
}
