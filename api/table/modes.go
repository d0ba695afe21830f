package table

import (
	"strconv"
	"strings"

	corev1 "k8s.io/api/core/v1"
)

func itoa(i int) string { return strconv.Itoa(i) }

// AccessModes writes the access modes of a volume in their short form, each once
// and in the order of their strength: "RWO,ROX".
func AccessModes(modes []corev1.PersistentVolumeAccessMode) string {
	short := []struct {
		mode corev1.PersistentVolumeAccessMode
		name string
	}{
		{corev1.ReadWriteOnce, "RWO"},
		{corev1.ReadOnlyMany, "ROX"},
		{corev1.ReadWriteMany, "RWX"},
		{corev1.ReadWriteOncePod, "RWOP"},
	}
	var out []string
	for _, s := range short {
		for _, m := range modes {
			if m == s.mode {
				out = append(out, s.name)
				break
			}
		}
	}
	return strings.Join(out, ",")
}

// Int32 writes the number p points to, other when it is nil.
func Int32(p *int32, other string) string {
	if p == nil {
		return other
	}
	return strconv.Itoa(int(*p))
}
