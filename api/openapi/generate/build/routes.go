//go:build openapi

package main

import (
	"strings"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/version"
	"k8s.io/kube-openapi/pkg/common"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/all"
	"github.com/skiff-k8s/skiff/api/scheme"
)

// Content types as documents name them.
var (
	answers    = []string{"application/json", "application/yaml", "application/vnd.kubernetes.protobuf"}
	streams    = append(append([]string{}, answers...), "application/json;stream=watch", "application/vnd.kubernetes.protobuf;stream=watch")
	patches    = []string{"application/json-patch+json", "application/merge-patch+json", "application/strategic-merge-patch+json", "application/apply-patch+yaml"}
	everything = []string{"*/*"}
)

// route is one operation.
type route struct {
	method, path, id, tag, about string
	params                       []common.Parameter
	consumes, produces           []string
	in, out                      any
	codes                        []code
	meta                         map[string]any
}

func (r *route) Method() string                 { return r.method }
func (r *route) Path() string                   { return r.path }
func (r *route) OperationName() string          { return r.id }
func (r *route) Parameters() []common.Parameter { return r.params }
func (r *route) Description() string            { return r.about }
func (r *route) Consumes() []string             { return r.consumes }
func (r *route) Produces() []string             { return r.produces }
func (r *route) Metadata() map[string]any       { return r.meta }
func (r *route) RequestPayloadSample() any      { return r.in }
func (r *route) ResponsePayloadSample() any     { return r.out }
func (r *route) StatusCodeResponses() []common.StatusCodeResponse {
	out := make([]common.StatusCodeResponse, len(r.codes))
	for i, c := range r.codes {
		out[i] = &response{c, r.out}
	}
	return out
}

type code struct {
	number int
	text   string
}

var (
	ok       = code{200, "OK"}
	created  = code{201, "Created"}
	accepted = code{202, "Accepted"}
)

type response struct {
	code
	model any
}

func (r *response) Code() int       { return r.number }
func (r *response) Message() string { return r.text }
func (r *response) Model() any      { return r.model }

// service is what is served under one path: a group-version.
type service struct {
	root   string
	routes []common.Route
}

func (s *service) RootPath() string                   { return s.root }
func (s *service) PathParameters() []common.Parameter { return nil }
func (s *service) Routes() []common.Route             { return s.routes }

// services in the order of the catalog.
type services struct {
	paths  []string
	byPath map[string]*service
}

func (s *services) at(path string) *service {
	if v, ok := s.byPath[path]; ok {
		return v
	}
	v := &service{root: "/" + path}
	s.byPath[path] = v
	s.paths = append(s.paths, path)
	return v
}

// routes makes the operations of all kinds, and those of discovery.
func routes() *services {
	s := &services{byPath: map[string]*service{}}
	simple := func(path, id, tag, about string, out any, consumes, produces []string) {
		v := s.at(strings.Trim(path, "/"))
		v.routes = append(v.routes, &route{
			method: "GET", path: path, id: id, tag: tag, about: about, out: out, consumes: consumes, produces: produces, codes: []code{ok},
		})
	}
	plain := []string{"application/json"}
	simple("/api/", "getCoreAPIVersions", "core", "get available API versions", metav1.APIVersions{}, answers, answers)
	simple("/apis/", "getAPIVersions", "apis", "get available API versions", metav1.APIGroupList{}, answers, answers)
	simple("/version/", "getCodeVersion", "version", "get the version information for this server", version.Info{}, plain, plain)
	simple("/openid/v1/jwks/", "getServiceAccountIssuerOpenIDKeyset", "openid", "get the public keys of service account tokens", "", nil, []string{"application/jwk-set+json"})
	simple("/.well-known/openid-configuration/", "getServiceAccountIssuerOpenIDConfiguration", "WellKnown", "get the OpenID configuration of the issuer of service account tokens", "", nil, plain)
	for _, r := range all.Resources() {
		title, tag := groupName(r.Group)
		path := "api/" + r.Version
		if r.Group != "" {
			path = "apis/" + r.Group + "/" + r.Version
			if _, ok := s.byPath["apis/"+r.Group]; !ok {
				simple("/apis/"+r.Group+"/", "get"+title+"APIGroup", tag, "get information of a group", metav1.APIGroup{}, answers, answers)
			}
		}
		if _, ok := s.byPath[path]; !ok {
			simple("/"+path+"/", "get"+title+titled(r.Version)+"APIResources", tag+"_"+r.Version, "get available resources", metav1.APIResourceList{}, answers, answers)
		}
		k := &kind{Resource: r, service: s.at(path), root: "/" + path, tag: tag + "_" + r.Version, group: title + titled(r.Version)}
		k.addAll()
	}
	return s
}

// kind adds the operations of one kind.
type kind struct {
	*api.Resource
	service          *service
	root, tag, group string
}

func (k *kind) add(action string, gvk schema.GroupVersionKind, r *route) {
	r.tag = k.tag
	r.meta = map[string]any{
		"x-kubernetes-action": action,
		gvkExtension:          map[string]any{"group": gvk.Group, "version": gvk.Version, "kind": gvk.Kind},
	}
	if r.consumes == nil {
		r.consumes = everything
	}
	if r.produces == nil {
		r.produces = answers
	}
	k.service.routes = append(k.service.routes, r)
}

// scoped is the kind's part of operation names.
func (k *kind) scoped() string {
	if k.Namespaced {
		return "Namespaced" + k.Kind
	}
	return k.Kind
}

// collection and item are the paths of all objects and of one.
func (k *kind) collection() (string, []common.Parameter) {
	if k.Namespaced {
		return k.root + "/namespaces/{namespace}/" + k.Name, []common.Parameter{namespaceParam()}
	}
	return k.root + "/" + k.Name, nil
}

func (k *kind) item() (string, []common.Parameter) {
	path, params := k.collection()
	return path + "/{name}", append(params, nameParam(k.Kind))
}

func join(lists ...[]common.Parameter) []common.Parameter {
	var out []common.Parameter
	for _, l := range lists {
		out = append(out, l...)
	}
	return append(out, pretty())
}

func (k *kind) addAll() {
	k.addCollection()
	k.addItem()
	k.addWatches()
	for i := range k.Subresources {
		k.addSub(&k.Subresources[i])
	}
}

func (k *kind) addCollection() {
	path, in := k.collection()
	gvk, o := k.GVK(), k.New()
	if k.Has("list") {
		about := "list or watch objects of kind " + k.Kind
		if !k.Has("watch") {
			about = "list objects of kind " + k.Kind
		}
		k.add("list", gvk, &route{
			method: "GET", path: path, id: "list" + k.group + k.scoped(), about: about,
			params: join(in, options(metav1.ListOptions{})), out: k.NewList(), produces: streams, codes: []code{ok},
		})
		if k.Namespaced {
			k.add("list", gvk, &route{
				method: "GET", path: k.root + "/" + k.Name, id: "list" + k.group + k.Kind + "ForAllNamespaces", about: about,
				params: join(options(metav1.ListOptions{})), out: k.NewList(), produces: streams, codes: []code{ok},
			})
		}
	}
	if k.Has("create") {
		k.add("post", gvk, &route{
			method: "POST", path: path, id: "create" + k.group + k.scoped(), about: "create " + article(k.Kind) + k.Kind,
			params: join(in, []common.Parameter{body(true)}, options(metav1.CreateOptions{})), in: o, out: o, codes: []code{ok, created, accepted},
		})
	}
	if k.Has("deletecollection") {
		k.add("deletecollection", gvk, &route{
			method: "DELETE", path: path, id: "delete" + k.group + "Collection" + k.scoped(), about: "delete collection of " + k.Kind,
			params: join(in, []common.Parameter{body(false)}, options(metav1.DeleteOptions{}), options(metav1.ListOptions{}, "watch", "allowWatchBookmarks")),
			in:     &metav1.DeleteOptions{}, out: &metav1.Status{}, codes: []code{ok},
		})
	}
}

// article is what stands before a kind: nothing before the one whose name is a
// plural.
func article(kind string) string {
	if kind == "Endpoints" {
		return ""
	}
	if strings.ContainsAny(kind[:1], "AEIOUaeiou") {
		return "an "
	}
	return "a "
}

func (k *kind) addItem() {
	path, in := k.item()
	gvk, o := k.GVK(), k.New()
	if k.Has("get") {
		k.add("get", gvk, &route{
			method: "GET", path: path, id: "read" + k.group + k.scoped(), about: "read the specified " + k.Kind,
			params: join(in), out: o, codes: []code{ok},
		})
	}
	if k.Has("update") {
		k.add("put", gvk, &route{
			method: "PUT", path: path, id: "replace" + k.group + k.scoped(), about: "replace the specified " + k.Kind,
			params: join(in, []common.Parameter{body(true)}, options(metav1.UpdateOptions{})), in: o, out: o, codes: []code{ok, created},
		})
	}
	if k.Has("patch") {
		k.add("patch", gvk, &route{
			method: "PATCH", path: path, id: "patch" + k.group + k.scoped(), about: "partially update the specified " + k.Kind,
			params: join(in, []common.Parameter{body(true)}, options(metav1.PatchOptions{})), in: &metav1.Patch{}, out: o,
			consumes: patches, codes: []code{ok, created},
		})
	}
	if k.Has("delete") {
		var out any = &metav1.Status{}
		if k.ReturnsDeleted {
			out = o
		}
		k.add("delete", gvk, &route{
			method: "DELETE", path: path, id: "delete" + k.group + k.scoped(), about: "delete " + article(k.Kind) + k.Kind,
			params: join(in, []common.Parameter{body(false)}, options(metav1.DeleteOptions{})), in: &metav1.DeleteOptions{}, out: out,
			codes: []code{ok, accepted},
		})
	}
}

// addWatches adds the paths by which watches were once asked for.
func (k *kind) addWatches() {
	if !k.Has("watch") {
		return
	}
	const instead = "deprecated: use the 'watch' parameter with a list operation instead"
	gvk := k.GVK()
	add := func(action, path, id, about string, in []common.Parameter) {
		k.add(action, gvk, &route{
			method: "GET", path: strings.Replace(path, k.root, k.root+"/watch", 1), id: "watch" + k.group + id, about: about,
			params: join(in, options(metav1.ListOptions{})), out: &metav1.WatchEvent{}, produces: streams, codes: []code{ok},
		})
	}
	list := "watch individual changes to a list of " + k.Kind + ". " + instead + "."
	path, in := k.collection()
	add("watchlist", path, k.scoped()+"List", list, in)
	if k.Namespaced {
		add("watchlist", k.root+"/"+k.Name, k.Kind+"ListForAllNamespaces", list, nil)
	}
	path, in = k.item()
	add("watch", path, k.scoped(), "watch changes to an object of kind "+k.Kind+". "+instead+
		", filtered to a single item with the 'fieldSelector' parameter.", in)
}

// connecting are the options of the subresources that are handed on to nodes.
var connecting = map[string]documented{
	"PodAttachOptions":      corev1.PodAttachOptions{},
	"PodExecOptions":        corev1.PodExecOptions{},
	"PodPortForwardOptions": corev1.PodPortForwardOptions{},
	"PodProxyOptions":       corev1.PodProxyOptions{},
	"NodeProxyOptions":      corev1.NodeProxyOptions{},
	"ServiceProxyOptions":   corev1.ServiceProxyOptions{},
}

func (k *kind) addSub(s *api.Subresource) {
	gvk := s.Kind
	if gvk == (schema.GroupVersionKind{}) {
		gvk = k.GVK()
	}
	if o, ok := connecting[gvk.Kind]; ok {
		k.addConnect(s.Name, gvk, o)
		return
	}
	t, err := scheme.Scheme().New(gvk)
	if err != nil {
		panic(err)
	}
	path, in := k.collection()
	path += "/{name}/" + s.Name
	in = append(in, nameParam(gvk.Kind))
	id := k.group + k.scoped() + titled(s.Name)
	for _, verb := range s.Verbs {
		switch verb {
		case "get":
			r := &route{
				method: "GET", path: path, id: "read" + id, about: "read " + s.Name + " of the specified " + k.Kind,
				params: join(in), out: t, codes: []code{ok},
			}
			if s.Name == "log" {
				r.params = join(in, options(corev1.PodLogOptions{}))
				r.out = ""
				r.produces = append([]string{"text/plain"}, answers...)
			}
			k.add("get", gvk, r)
		case "update":
			k.add("put", gvk, &route{
				method: "PUT", path: path, id: "replace" + id, about: "replace " + s.Name + " of the specified " + k.Kind,
				params: join(in, []common.Parameter{body(true)}, options(metav1.UpdateOptions{})), in: t, out: t, codes: []code{ok, created},
			})
		case "patch":
			k.add("patch", gvk, &route{
				method: "PATCH", path: path, id: "patch" + id, about: "partially update " + s.Name + " of the specified " + k.Kind,
				params: join(in, []common.Parameter{body(true)}, options(metav1.PatchOptions{})), in: &metav1.Patch{}, out: t,
				consumes: patches, codes: []code{ok, created},
			})
		case "create":
			k.add("post", gvk, &route{
				method: "POST", path: path, id: "create" + id, about: "create " + s.Name + " of " + article(k.Kind) + k.Kind,
				params: join(in, []common.Parameter{body(true)}, options(metav1.CreateOptions{})), in: t, out: t, codes: []code{ok, created, accepted},
			})
		}
	}
}

func (k *kind) addConnect(name string, gvk schema.GroupVersionKind, o documented) {
	methods := []string{"GET", "POST"}
	if name == "proxy" {
		methods = []string{"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"}
	}
	path, in := k.collection()
	path += "/{name}/" + name
	in = append(in, nameParam(gvk.Kind))
	in = append(in, options(o)...)
	for _, m := range methods {
		id := "connect" + k.group + m[:1] + strings.ToLower(m[1:]) + k.scoped() + titled(name)
		r := route{
			method: m, path: path, id: id, about: "connect " + m + " requests to " + name + " of " + k.Kind,
			params: in, out: "", produces: everything, codes: []code{ok},
		}
		k.add("connect", gvk, &r)
		if name == "proxy" {
			deeper := r
			deeper.path += "/{path}"
			deeper.id += "WithPath"
			deeper.params = append(append([]common.Parameter{}, in...), inPath("path", "path to the resource"))
			k.add("connect", gvk, &deeper)
		}
	}
}
