package endpoints

import (
	"net/http"
	"net/url"
	"strings"

	"k8s.io/apimachinery/pkg/fields"
)

// info is what the path and method of a request ask for.
type info struct {
	// resource says whether the path is below a group-version; the fields after
	// it are set only then.
	resource                    bool
	group, version              string
	namespace                   string
	name, resourceName, subpath string
	subresource                 string
	// path of the request, and the verb that it is judged by: that of a
	// resource, or the method in lower case.
	path, verb string
	// watch says that a collection is asked for by ?watch or the old /watch/ path.
	watch bool
	query url.Values
}

// prefix returns "/api/v1" or "/apis/GROUP/VERSION".
func (i *info) prefix() string {
	if i.group == "" {
		return "/api/" + i.version
	}
	return "/apis/" + i.group + "/" + i.version
}

// parseInfo takes a request apart. It never fails: what is not a request for a
// resource is one for a path.
func parseInfo(r *http.Request) info {
	i := info{path: r.URL.Path, verb: strings.ToLower(r.Method)}
	if r.URL.RawQuery != "" {
		i.query = r.URL.Query()
	}
	rest, ok := strings.CutPrefix(r.URL.Path, "/api/")
	if !ok {
		if rest, ok = strings.CutPrefix(r.URL.Path, "/apis/"); !ok {
			return i
		}
		if i.group, rest, ok = strings.Cut(rest, "/"); !ok {
			i.group = ""
			return i
		}
	}
	i.version, rest, _ = strings.Cut(rest, "/")
	rest = strings.Trim(rest, "/")
	if rest == "" {
		return i
	}
	i.resource = true
	i.verb = resourceVerb(r.Method)
	if after, ok := strings.CutPrefix(rest, "watch/"); ok {
		rest, i.watch = after, true
	}
	i.takePath(rest)
	i.collectionVerb()
	return i
}

// takePath reads what follows the group-version.
func (i *info) takePath(rest string) {
	first, after, _ := strings.Cut(rest, "/")
	if first == "namespaces" {
		name, below, more := strings.Cut(after, "/")
		what, _, _ := strings.Cut(below, "/")
		if !more || what == "status" || what == "finalize" {
			// The namespace object itself: it counts as being in itself.
			i.resourceName, i.name, i.namespace = first, name, name
			i.subresource = what
			return
		}
		i.namespace = name
		first, after, _ = strings.Cut(below, "/")
	}
	i.resourceName = first
	i.name, after, _ = strings.Cut(after, "/")
	i.subresource, i.subpath, _ = strings.Cut(after, "/")
}

func resourceVerb(method string) string {
	switch method {
	case http.MethodPost:
		return "create"
	case http.MethodGet, http.MethodHead:
		return "get"
	case http.MethodPut:
		return "update"
	case http.MethodPatch:
		return "patch"
	case http.MethodDelete:
		return "delete"
	}
	return ""
}

// collectionVerb turns get into list or watch, and delete into deletecollection,
// where no single object is named.
func (i *info) collectionVerb() {
	if i.watch {
		i.verb = "watch"
		return
	}
	if i.name != "" {
		return
	}
	switch i.verb {
	case "get":
		i.verb = "list"
		if w := i.query["watch"]; len(w) > 0 && w[0] != "false" && w[0] != "0" {
			i.verb, i.watch = "watch", true
		}
	case "delete":
		i.verb = "deletecollection"
	}
}

// selectedName returns the name that a field selector pins a collection to. It
// counts as the name when the request is judged.
func (i *info) selectedName() string {
	selectors := i.query["fieldSelector"]
	if i.name != "" || len(selectors) == 0 || i.verb != "list" && i.verb != "watch" && i.verb != "deletecollection" {
		return i.name
	}
	s, err := fields.ParseSelector(selectors[0])
	if err != nil {
		return ""
	}
	name, _ := s.RequiresExactMatch("metadata.name")
	return name
}
