package policy

import (
	"context"
	"errors"
	"fmt"

	admissionregistrationv1 "k8s.io/api/admissionregistration/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/apiserver/matching"
	"github.com/skiff-k8s/skiff/cache"
)

// param is one object that a binding refers to; object is nil for a policy that
// is evaluated without.
type param struct {
	object api.Object
	kind   schema.GroupVersionKind
}

var noParam = []param{{}}

// paramResource returns the resource of a policy's params, nil when it has none.
// The error is that nothing of that kind is served.
func (c *Config) paramResource(d *definition) (*api.Resource, error) {
	if d.paramKind == nil {
		return nil, nil
	}
	gvk := schema.FromAPIVersionAndKind(d.paramKind.APIVersion, d.paramKind.Kind)
	r := c.Find(gvk)
	if r == nil || r.Ephemeral {
		return nil, fmt.Errorf("failed to find resource referenced by paramKind: '%v'", gvk)
	}
	return r, nil
}

// params returns what a binding refers to, in the version of r; one without an
// object when it refers to nothing. namespace is that of the request.
func (c *Config) params(ctx context.Context, r *api.Resource, ref *admissionregistrationv1.ParamRef, namespace string) ([]param, error) {
	if r == nil || ref == nil {
		return noParam, nil
	}
	switch {
	case r.Namespaced && ref.Namespace != "":
		namespace = ref.Namespace
	case r.Namespaced && namespace == "":
		return nil, errors.New("cannot use namespaced paramRef in policy binding that matches cluster-scoped resources")
	case !r.Namespaced && ref.Namespace != "":
		return nil, errors.New("paramRef.namespace must not be provided for a cluster-scoped `paramKind`")
	case !r.Namespaced:
		namespace = ""
	}
	found, err := c.lookup(r, ref, namespace)
	if err != nil {
		return nil, err
	}
	var out []param
	for _, o := range found {
		o, err := matching.Convert(ctx, o, matching.Stored(r), r)
		if err != nil {
			return nil, err
		}
		out = append(out, param{o, r.GVK()})
	}
	if action := ref.ParameterNotFoundAction; len(out) == 0 && action != nil && *action == admissionregistrationv1.DenyAction {
		return nil, errors.New("no params found for policy binding with `Deny` parameterNotFoundAction")
	}
	return out, nil
}

// lookup finds the objects by name or by labels.
func (c *Config) lookup(r *api.Resource, ref *admissionregistrationv1.ParamRef, namespace string) ([]api.Object, error) {
	table := c.Cache.TableOf(matching.Stored(r).GR())
	if table == nil {
		return nil, nil
	}
	if ref.Name != "" {
		if e := table.Get(namespace, ref.Name); e != nil {
			return []api.Object{e.Object()}, nil
		}
		return nil, nil
	}
	selector, err := metav1.LabelSelectorAsSelector(ref.Selector)
	if err != nil {
		return nil, err
	}
	var out []api.Object
	table.Now().Scan(cache.Selection{Namespace: namespace}, "", func(e *cache.Entry) bool {
		if o := e.Object(); selector.Matches(labels.Set(o.GetLabels())) {
			out = append(out, o)
		}
		return true
	})
	return out, nil
}
