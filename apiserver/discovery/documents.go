package discovery

import (
	"crypto/sha256"
	"encoding/base64"
	"slices"

	apidiscoveryv2 "k8s.io/api/apidiscovery/v2"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/skiff-k8s/skiff/api"
)

// groupVersion is the resources of one group-version, in the order of the list.
type groupVersion struct {
	gv        schema.GroupVersion
	resources []*api.Resource
	remote    *Remote // who else serves it; then there are no resources
}

// split orders resources by group and version: groups in the order in which they
// are first named, the versions of each with the best first. What others serve
// takes the place of what is served here.
func split(list []*api.Resource, remotes []Remote, order Order) []groupVersion {
	var groups []string
	versions := map[string][]groupVersion{}
	for _, r := range list {
		if versions[r.Group] == nil {
			groups = append(groups, r.Group)
		}
		of := versions[r.Group]
		found := false
		for i := range of {
			if of[i].gv.Version == r.Version {
				of[i].resources = append(of[i].resources, r)
				found = true
			}
		}
		if !found {
			of = append(of, groupVersion{schema.GroupVersion{Group: r.Group, Version: r.Version}, []*api.Resource{r}, nil})
		}
		versions[r.Group] = of
	}
	for i := range remotes {
		r := &remotes[i]
		v := groupVersion{gv: r.GroupVersion, remote: r}
		if r.Registered && slices.ContainsFunc(versions[v.gv.Group], func(o groupVersion) bool { return o.gv == v.gv }) {
			continue
		}
		if versions[v.gv.Group] == nil {
			groups = append(groups, v.gv.Group)
		}
		of := slices.DeleteFunc(versions[v.gv.Group], func(o groupVersion) bool { return o.gv == v.gv })
		versions[v.gv.Group] = append(of, v)
	}
	sortGroups(groups, versions, order)
	var out []groupVersion
	for _, g := range groups {
		of := versions[g]
		sortVersions(of, order)
		for i := range of {
			sortResources(of[i].resources)
		}
		out = append(out, of...)
	}
	return out
}

func apiGroup(of []groupVersion) metav1.APIGroup {
	g := metav1.APIGroup{Name: of[0].gv.Group}
	for _, v := range of {
		g.Versions = append(g.Versions, metav1.GroupVersionForDiscovery{GroupVersion: v.gv.String(), Version: v.gv.Version})
	}
	g.PreferredVersion = g.Versions[0]
	return g
}

func resourceList(v groupVersion) *metav1.APIResourceList {
	list := &metav1.APIResourceList{GroupVersion: v.gv.String(), APIResources: []metav1.APIResource{}}
	list.Kind = "APIResourceList"
	if v.gv.Group != "" {
		list.APIVersion = "v1" // the oldest document does not say
	}
	for _, r := range v.resources {
		list.APIResources = append(list.APIResources, metav1.APIResource{
			Name: r.Name, SingularName: r.Singular, Namespaced: r.Namespaced, Kind: r.Kind,
			Verbs: verbs(r), ShortNames: r.ShortNames, Categories: r.Categories, StorageVersionHash: storageHash(r),
		})
		for _, s := range r.Subresources {
			sub := metav1.APIResource{Name: r.Name + "/" + s.Name, Namespaced: r.Namespaced, Verbs: s.Verbs, Kind: r.Kind}
			if !s.Kind.Empty() {
				sub.Kind = s.Kind.Kind
				if s.Kind.GroupVersion() != v.gv {
					sub.Group, sub.Version = s.Kind.Group, s.Kind.Version
				}
			}
			list.APIResources = append(list.APIResources, sub)
		}
	}
	return list
}

func verbs(r *api.Resource) metav1.Verbs {
	if r.Custom != nil && r.Custom.Closed() != "" {
		// Nothing can be made any more, and nobody should begin to change what is left.
		return slices.DeleteFunc(slices.Clone(r.Verbs), func(verb string) bool {
			return verb == "create" || verb == "patch" || verb == "update"
		})
	}
	if r.Verbs == nil {
		return api.AllVerbs
	}
	return r.Verbs
}

// storageHash names the form that a resource is stored in, so that clients
// notice when that changes; empty for what is not stored.
func storageHash(r *api.Resource) string {
	if r.Ephemeral || !r.Has("watch") {
		return ""
	}
	gvk := r.GVK()
	if r.Alias != nil {
		gvk = r.Alias.Stored.GVK()
	}
	sum := sha256.Sum256([]byte(gvk.Group + "/" + gvk.Version + "/" + gvk.Kind))
	return base64.StdEncoding.EncodeToString(sum[:8])
}

func aggregated(groups [][]groupVersion) *apidiscoveryv2.APIGroupDiscoveryList {
	list := &apidiscoveryv2.APIGroupDiscoveryList{Items: []apidiscoveryv2.APIGroupDiscovery{}}
	list.Kind, list.APIVersion = "APIGroupDiscoveryList", apidiscoveryv2.SchemeGroupVersion.String()
	for _, of := range groups {
		g := apidiscoveryv2.APIGroupDiscovery{ObjectMeta: metav1.ObjectMeta{Name: of[0].gv.Group}}
		for _, v := range of {
			if v.remote != nil && v.remote.Registered {
				continue
			}
			d := apidiscoveryv2.APIVersionDiscovery{Version: v.gv.Version, Freshness: apidiscoveryv2.DiscoveryFreshnessCurrent}
			if v.remote == nil {
				d.Resources = aggregatedResources(v)
			} else {
				d.Resources = v.remote.Resources
				if v.remote.Stale {
					d.Freshness = apidiscoveryv2.DiscoveryFreshnessStale
				}
			}
			g.Versions = append(g.Versions, d)
		}
		if len(g.Versions) > 0 {
			list.Items = append(list.Items, g)
		}
	}
	return list
}

func aggregatedResources(v groupVersion) []apidiscoveryv2.APIResourceDiscovery {
	var out []apidiscoveryv2.APIResourceDiscovery
	for _, r := range v.resources {
		d := apidiscoveryv2.APIResourceDiscovery{
			Resource: r.Name, ResponseKind: &metav1.GroupVersionKind{Kind: r.Kind}, Scope: apidiscoveryv2.ScopeCluster,
			SingularResource: r.Singular, Verbs: verbs(r), ShortNames: r.ShortNames, Categories: r.Categories,
		}
		if r.Custom != nil { // custom kinds say it, built-in ones leave out what is clear
			d.ResponseKind.Group, d.ResponseKind.Version = r.Group, r.Version
		}
		if r.Namespaced {
			d.Scope = apidiscoveryv2.ScopeNamespace
		}
		for _, s := range r.Subresources {
			sub := apidiscoveryv2.APISubresourceDiscovery{Subresource: s.Name, ResponseKind: &metav1.GroupVersionKind{Kind: r.Kind}, Verbs: s.Verbs}
			if s.Kind.Empty() && r.Custom != nil {
				sub.ResponseKind.Group, sub.ResponseKind.Version = r.Group, r.Version
			}
			if !s.Kind.Empty() {
				sub.ResponseKind.Kind = s.Kind.Kind
				if s.Kind.GroupVersion() != v.gv {
					sub.ResponseKind.Group, sub.ResponseKind.Version = s.Kind.Group, s.Kind.Version
				}
			}
			d.Subresources = append(d.Subresources, sub)
		}
		out = append(out, d)
	}
	return out
}
