package endpoints

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/validation/path"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apiserver/pkg/authentication/user"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/apiserver/rest"
)

// call is one request for a resource on its way to its verb.
type call struct {
	*Handler
	w   *recorder
	r   *http.Request
	i   *info
	res *api.Resource
	sub *api.Subresource // nil for the object itself
	req rest.Request
	out output
	warnings
}

type warnings = warner

// dispatch finds the resource and runs the verb.
func (h *Handler) dispatch(w *recorder, r *http.Request, i *info, u user.Info) error {
	res := h.config.Resources.Find(i.group, i.version, i.resourceName)
	if res == nil {
		if !h.config.Resources.HasGroup(i.group) {
			writeNoPage(w)
			return nil
		}
		return noPath()
	}
	c := &call{Handler: h, w: w, r: r, i: i, res: res}
	c.header = w.Header()
	if res.Custom != nil {
		if misplaced(i, res) {
			writeNoPage(w)
			return nil
		}
		if res.Custom.Deprecated != "" {
			c.warn(res.Custom.Deprecated)
		}
	}
	if err := c.find(); err != nil {
		return err
	}
	c.req = rest.Request{
		User: u, Verb: i.verb, Resource: res, Subresource: i.subresource,
		Namespace: i.namespace, Name: i.name, UserAgent: clientOf(r), Warn: c.warn,
	}
	if w.audit != nil {
		c.req.Annotate = w.audit.Annotate
	}
	if !res.Namespaced {
		c.req.Namespace = ""
	}
	if c.sub != nil {
		if connector := h.config.Connectors[ConnectKey{res.GR(), c.sub.Name}]; connector != nil {
			return c.connect(connector)
		}
	}
	var err error
	if c.out, err = negotiate(r, c.accepts()); err != nil {
		return err
	}
	if res.Deprecation != "" {
		c.warn(res.Deprecation)
	}
	return c.run()
}

// misplaced says that a path of a custom kind is in a namespace where it must not
// be, or in none where it must.
func misplaced(i *info, res *api.Resource) bool {
	if !res.Namespaced {
		return i.namespace != ""
	}
	return i.namespace == "" && i.verb != "list" && i.verb != "watch"
}

// proxied is the subresource behind which somebody else's paths and methods
// begin: HEAD and OPTIONS, which nothing of ours has, are theirs too.
const proxied = "proxy"

// accepts says in which forms this call can be answered.
func (c *call) accepts() accepts {
	_, action := c.config.Service.Action(c.res.GR(), c.i.subresource)
	return accepts{shapes: true, noTable: action && c.i.verb == "create", noProtobuf: c.custom() && (c.sub == nil || c.sub.Kind.Empty()), stream: c.i.verb == "list" || c.i.verb == "watch"}
}

// find checks that the path and the method fit the resource.
func (c *call) find() error {
	i, res := c.i, c.res
	if c.r.Method == http.MethodHead && i.subresource != proxied {
		return noVerb()
	}
	if wrong := path.IsValidPathSegmentName(i.name); i.name != "" && len(wrong) > 0 {
		return apierrors.NewBadRequest(fmt.Sprintf("Name parameter invalid: %q: %s", i.name, strings.Join(wrong, ";")))
	}
	inNamespace := i.namespace != "" && !(res.Group == "" && res.Name == "namespaces")
	switch {
	case inNamespace && !res.Namespaced,
		res.Namespaced && i.namespace == "" && i.name != "",
		i.watch && !res.Has("watch"):
		return noPath()
	}
	if i.subresource != "" {
		sub, ok := res.Sub(i.subresource)
		if !ok && res.Custom != nil {
			return apierrors.NewNotFound(res.GR(), i.name)
		}
		if !ok || i.subpath != "" && sub.Name != proxied {
			return noPath()
		}
		if !slices.Contains(sub.Verbs, i.verb) && !(sub.Name == proxied && c.r.Method == http.MethodOptions) {
			return noVerb()
		}
		c.sub = sub
		return nil
	}
	collection := i.name == ""
	switch i.verb {
	case "create":
		if !collection || res.Namespaced && i.namespace == "" {
			return noVerb()
		}
	case "update", "patch":
		if collection {
			return noVerb()
		}
	case "deletecollection":
		if res.Namespaced && i.namespace == "" {
			return noVerb()
		}
	}
	if !res.Has(i.verb) {
		return noVerb()
	}
	return nil
}

func (c *call) run() error {
	if objects := c.config.Computed[c.res.GR()]; objects != nil {
		return c.computed(objects(c.r.Context()))
	}
	if _, ok := c.config.Service.Action(c.res.GR(), c.i.subresource); ok && c.i.verb == "create" {
		return c.act()
	}
	switch c.i.verb {
	case "get":
		return c.get()
	case "list":
		return c.list()
	case "watch":
		return c.watch()
	case "create":
		return c.create()
	case "update":
		return c.update()
	case "patch":
		return c.patch()
	case "delete":
		return c.delete()
	case "deletecollection":
		return c.deleteCollection()
	}
	return noVerb()
}

// custom says whether the resource is unstructured, which has no protobuf form.
func (c *call) custom() bool { return isCustom(c.res) }

// kind is that of the bodies that travel.
func (c *call) kind() schema.GroupVersionKind {
	if c.sub != nil && !c.sub.Kind.Empty() {
		return c.sub.Kind
	}
	return c.res.GVK()
}

// clientOf names the program that asks: kubectl says which of its commands was
// typed, others have their user agent.
func clientOf(r *http.Request) string {
	if command := r.Header.Get("Kubectl-Command"); strings.HasPrefix(command, "kubectl ") {
		return command
	}
	return r.UserAgent()
}
