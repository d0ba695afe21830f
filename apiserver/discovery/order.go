package discovery

import (
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/version"

	"github.com/skiff-k8s/skiff/api"
)

func sortVersions(of []groupVersion) {
	slices.SortStableFunc(of, func(a, b groupVersion) int {
		return version.CompareKubeAwareVersionStrings(b.gv.Version, a.gv.Version)
	})
}

func sortResources(list []*api.Resource) {
	slices.SortStableFunc(list, func(a, b *api.Resource) int { return strings.Compare(a.Name, b.Name) })
}
