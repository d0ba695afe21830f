package discovery

import (
	"crypto/sha512"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"

	apidiscoveryv2 "k8s.io/api/apidiscovery/v2"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/skiff-k8s/skiff/api"
)

// Document is one discovery document.
type Document struct {
	Object runtime.Object
	// Data is the JSON of an aggregated list, whose form admits no other, and
	// ETag its digest; both are empty for legacy documents.
	Data []byte
	ETag string
}

// Documents holds all documents of a set of resources. It is safe for concurrent
// use.
type Documents struct {
	resources func() []*api.Resource
	address   func() string
	order     Order
	remotes   func() []Remote

	mu         sync.Mutex
	fresh      bool
	legacy     map[string]runtime.Object
	aggregated map[string]Document
}

// New makes documents of what resources returns, which is asked again after
// Invalidate. address is where clients reach the server, "host:port".
func New(resources func() []*api.Resource, address func() string) *Documents {
	return &Documents{resources: resources, address: address}
}

// Remote is a group-version that another server answers for. The legacy document
// of the group-version is that server's own.
type Remote struct {
	GroupVersion schema.GroupVersion
	Resources    []apidiscoveryv2.APIResourceDiscovery
	// Stale says that Resources may be out of date.
	Stale bool
	// Registered says that no server answers at all: the group-version is only
	// spoken for, and shows in the legacy list of its group.
	Registered bool
}

// Extend adds what others serve, and the order of all. Both are asked again after
// Invalidate. It is called before the first document is asked for.
func (d *Documents) Extend(order Order, remotes func() []Remote) {
	d.order, d.remotes = order, remotes
}

// Invalidate says that the resources have changed.
func (d *Documents) Invalidate() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.fresh = false
}

// Legacy returns the document at a path, without a slash at its end.
func (d *Documents) Legacy(path string) (runtime.Object, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.build()
	o, ok := d.legacy[path]
	return o, ok
}

// Aggregated returns the aggregated list at /api or /apis.
func (d *Documents) Aggregated(path string) (Document, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.build()
	doc, ok := d.aggregated[path]
	return doc, ok
}

// Paths returns the paths of all legacy documents, in no order.
func (d *Documents) Paths() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.build()
	out := make([]string, 0, len(d.legacy))
	for p := range d.legacy {
		out = append(out, p)
	}
	return out
}

func (d *Documents) build() {
	if d.fresh {
		return
	}
	d.legacy = map[string]runtime.Object{}
	groups := &metav1.APIGroupList{Groups: []metav1.APIGroup{}}
	groups.Kind, groups.APIVersion = "APIGroupList", "v1"
	versions := &metav1.APIVersions{ServerAddressByClientCIDRs: []metav1.ServerAddressByClientCIDR{{ClientCIDR: "0.0.0.0/0", ServerAddress: d.address()}}}
	versions.Kind = "APIVersions"
	var remotes []Remote
	if d.remotes != nil {
		remotes = d.remotes()
	}
	var core, named [][]groupVersion
	for _, of := range byGroup(split(d.resources(), remotes, d.order)) {
		group := of[0].gv.Group
		if group == "" {
			core = append(core, of)
		} else {
			named = append(named, of)
			g := apiGroup(of)
			groups.Groups = append(groups.Groups, g)
			g.Kind, g.APIVersion = "APIGroup", "v1"
			d.legacy["/apis/"+group] = &g
		}
		for _, v := range of {
			path := "/apis/" + group + "/" + v.gv.Version
			if group == "" {
				path = "/api/" + v.gv.Version
				versions.Versions = append(versions.Versions, v.gv.Version)
			}
			if v.remote == nil {
				d.legacy[path] = resourceList(v)
			}
		}
	}
	d.legacy["/api"], d.legacy["/apis"] = versions, groups
	d.aggregated = map[string]Document{"/api": document(core), "/apis": document(named)}
	d.fresh = true
}

func byGroup(list []groupVersion) [][]groupVersion {
	var out [][]groupVersion
	for i, v := range list {
		if i == 0 || list[i-1].gv.Group != v.gv.Group {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], v)
	}
	return out
}

func document(groups [][]groupVersion) Document {
	list := aggregated(groups)
	data, err := json.Marshal(list)
	if err != nil {
		panic(err) // plain structs of strings
	}
	return Document{Object: list, Data: append(data, '\n'), ETag: fmt.Sprintf("\"%X\"", sha512.Sum512(data))}
}

const aggregatedType = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList"

// WantsAggregated says whether the Accept header asks for the aggregated list
// before any other form that is served.
func WantsAggregated(r *http.Request) bool {
	for _, part := range strings.Split(strings.Join(r.Header["Accept"], ","), ",") {
		media, params, _ := strings.Cut(strings.TrimSpace(part), ";")
		if strings.TrimSpace(media) != "application/json" {
			continue
		}
		values := map[string]string{}
		for _, p := range strings.Split(params, ";") {
			name, value, _ := strings.Cut(strings.TrimSpace(p), "=")
			values[name] = value
		}
		if values["as"] == "" {
			return false
		}
		if values["g"] == "apidiscovery.k8s.io" && values["v"] == "v2" && values["as"] == "APIGroupDiscoveryList" {
			return true
		}
	}
	return false
}

// ServeAggregated answers with an aggregated list, or with 304 when the client
// has it.
func ServeAggregated(w http.ResponseWriter, r *http.Request, doc Document) {
	h := w.Header()
	h.Set("Vary", "Accept")
	h.Set("Etag", doc.ETag)
	h.Set("Cache-Control", "public")
	for _, tag := range strings.Split(r.Header.Get("If-None-Match"), ",") {
		if strings.TrimPrefix(strings.TrimSpace(tag), "W/") == doc.ETag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	h.Set("Content-Type", aggregatedType)
	w.WriteHeader(http.StatusOK)
	if r.Method != http.MethodHead {
		_, _ = w.Write(doc.Data)
	}
}
