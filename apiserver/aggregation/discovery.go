package aggregation

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"

	apidiscoveryv2 "k8s.io/api/apidiscovery/v2"
	"k8s.io/apimachinery/pkg/api/equality"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	apiregistrationv1 "k8s.io/kube-aggregator/pkg/apis/apiregistration/v1"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/apiserver/discovery"
	"github.com/skiff-k8s/skiff/apiserver/lookup"
)

// maxDocument bounds a document of another server, in bytes; a longer one is not
// read.
const maxDocument = 32 << 20

// document is what a server serves in a group-version. It is never changed, only
// replaced.
type document struct {
	resources []apidiscoveryv2.APIResourceDiscovery
	// kinds are the same for the loops.
	kinds []*api.Resource
	etag  string
	// stale says that the server could not be asked the last time.
	stale bool
}

// Remotes returns the group-versions that others answer for, and those that are
// registered and perhaps served by nobody, for the discovery documents; in no order.
func (a *Aggregator) Remotes() []discovery.Remote {
	var out []discovery.Remote
	if routes := a.routes.Load(); routes != nil {
		for gv, r := range *routes {
			d := discovery.Remote{GroupVersion: gv, Stale: true}
			if doc := r.document.Load(); doc != nil {
				d.Resources, d.Stale = doc.resources, doc.stale
			}
			out = append(out, d)
		}
	}
	lookup.Each(a.Objects, apiServices, "", func(s *apiregistrationv1.APIService) bool {
		if s.Spec.Service == nil && s.Spec.Group != "" {
			out = append(out, discovery.Remote{GroupVersion: schema.GroupVersion{Group: s.Spec.Group, Version: s.Spec.Version}, Registered: true})
		}
		return true
	})
	return out
}

// stale marks what is known as no longer sure.
func (r *remote) stale() {
	old := r.document.Load()
	if old == nil || old.stale {
		return
	}
	doc := *old
	doc.stale = true
	r.document.Store(&doc)
	r.aggregator.Changed()
}

// discover asks what the other server serves.
func (r *remote) discover(ctx context.Context) {
	old := r.document.Load()
	doc, err := r.fetch(ctx, old)
	if err != nil {
		if ctx.Err() == nil {
			r.aggregator.Log.Warn("asking an aggregated server what it serves", "service", r.String(), "groupVersion", r.gv.String(), "error", err)
		}
		r.stale()
		return
	}
	same := old != nil && equality.Semantic.DeepEqual(old.resources, doc.resources)
	if same {
		doc.kinds = old.kinds
	} else {
		doc.kinds = kinds(r.gv, doc.resources)
	}
	r.document.Store(doc)
	if !same || old.stale {
		r.aggregator.Changed()
	}
}

const (
	acceptV2      = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList"
	acceptV2Beta1 = "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList"
)

// fetch gets the aggregated document, or from older servers that of the
// group-version alone.
func (r *remote) fetch(ctx context.Context, old *document) (*document, error) {
	etag := ""
	if old != nil {
		etag = old.etag
	}
	resp, err := r.get(ctx, r.url("/apis"), acceptV2+","+acceptV2Beta1, etag)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	contentType := resp.Header.Get("Content-Type")
	switch {
	case resp.StatusCode == http.StatusNotModified && old != nil:
		return &document{resources: old.resources, etag: old.etag}, nil
	case resp.StatusCode == http.StatusServiceUnavailable:
		return nil, fmt.Errorf("service %s returned non-success response code: %d", r, resp.StatusCode)
	case resp.StatusCode == http.StatusOK && strings.Contains(contentType, "as=APIGroupDiscoveryList"):
		var list apidiscoveryv2.APIGroupDiscoveryList // v2beta1 has the same form
		if err := readJSON(resp.Body, &list); err != nil {
			return nil, err
		}
		return &document{resources: r.pick(&list), etag: resp.Header.Get("Etag")}, nil
	}
	return r.fetchLegacy(ctx)
}

// pick takes this group-version out of a list.
func (r *remote) pick(list *apidiscoveryv2.APIGroupDiscoveryList) []apidiscoveryv2.APIResourceDiscovery {
	for _, g := range list.Items {
		for _, v := range g.Versions {
			if g.Name != r.gv.Group || v.Version != r.gv.Version {
				continue
			}
			for i := range v.Resources {
				complete(&v.Resources[i])
			}
			return v.Resources
		}
	}
	return nil
}

// complete sets what some clients look into without asking whether it is there.
func complete(d *apidiscoveryv2.APIResourceDiscovery) {
	if d.ResponseKind == nil {
		d.ResponseKind = &metav1.GroupVersionKind{}
	}
	for i := range d.Subresources {
		if d.Subresources[i].ResponseKind == nil {
			d.Subresources[i].ResponseKind = &metav1.GroupVersionKind{}
		}
	}
}

func (r *remote) fetchLegacy(ctx context.Context) (*document, error) {
	resp, err := r.get(ctx, r.url(r.path()), "application/json", "")
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("failed to download legacy discovery for %s: %s", r.path(), resp.Status)
	}
	var list metav1.APIResourceList
	if err := readJSON(resp.Body, &list); err != nil {
		return nil, err
	}
	return &document{resources: modern(list.APIResources)}, nil
}

// modern turns the old form of a list of resources into the new one.
func modern(list []metav1.APIResource) []apidiscoveryv2.APIResourceDiscovery {
	var out []apidiscoveryv2.APIResourceDiscovery
	at := map[string]int{}
	find := func(name string) *apidiscoveryv2.APIResourceDiscovery {
		i, ok := at[name]
		if !ok {
			i = len(out)
			at[name] = i
			// Only its subresources may be served: then there is no kind to tell.
			out = append(out, apidiscoveryv2.APIResourceDiscovery{Resource: name, ResponseKind: &metav1.GroupVersionKind{}})
		}
		return &out[i]
	}
	for _, r := range list {
		kind := &metav1.GroupVersionKind{Group: r.Group, Version: r.Version, Kind: r.Kind}
		scope := apidiscoveryv2.ScopeCluster
		if r.Namespaced {
			scope = apidiscoveryv2.ScopeNamespace
		}
		parent, sub, nested := strings.Cut(r.Name, "/")
		d := find(parent)
		if nested {
			if d.Scope == "" {
				d.Scope = scope
			}
			d.Subresources = append(d.Subresources, apidiscoveryv2.APISubresourceDiscovery{Subresource: sub, ResponseKind: kind, Verbs: r.Verbs})
			continue
		}
		subresources := d.Subresources
		*d = apidiscoveryv2.APIResourceDiscovery{
			Resource: r.Name, ResponseKind: kind, Scope: scope, SingularResource: r.SingularName, Verbs: r.Verbs,
			ShortNames: slices.Clone(r.ShortNames), Categories: slices.Clone(r.Categories), Subresources: subresources,
		}
	}
	return out
}

var errTooLong = errors.New("the document is too long")

func readJSON(body io.Reader, into any) error {
	data, err := io.ReadAll(io.LimitReader(body, maxDocument+1))
	if err != nil {
		return err
	}
	if len(data) > maxDocument {
		return errTooLong
	}
	return json.Unmarshal(data, into)
}
