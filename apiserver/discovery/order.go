package discovery

import (
	"cmp"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/version"

	"github.com/skiff-k8s/skiff/api"
)

// Order tells which group-versions come first: groups with the higher group
// priority (of their best version), and in a group the versions with the higher
// version priority.
type Order func(gv schema.GroupVersion) (group, version int32)

// sortGroups puts the best first; without an order all stay as they are.
func sortGroups(groups []string, versions map[string][]groupVersion, order Order) {
	if order == nil {
		return
	}
	best := make(map[string]int32, len(groups))
	for _, g := range groups {
		for _, v := range versions[g] {
			p, _ := order(v.gv)
			best[g] = max(best[g], p)
		}
	}
	slices.SortFunc(groups, func(a, b string) int {
		return cmp.Or(cmp.Compare(best[b], best[a]), strings.Compare(a, b))
	})
}

func sortVersions(of []groupVersion, order Order) {
	slices.SortStableFunc(of, func(a, b groupVersion) int {
		if order != nil {
			_, x := order(a.gv)
			_, y := order(b.gv)
			if x != y {
				return cmp.Compare(y, x)
			}
		}
		return version.CompareKubeAwareVersionStrings(b.gv.Version, a.gv.Version)
	})
}

func sortResources(list []*api.Resource) {
	slices.SortStableFunc(list, func(a, b *api.Resource) int { return strings.Compare(a.Name, b.Name) })
}
