//go:build openapi

package main

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"

	admissionv1 "k8s.io/api/admission/v1"
	admissionv1beta1 "k8s.io/api/admission/v1beta1"
	imagepolicyv1alpha1 "k8s.io/api/imagepolicy/v1alpha1"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	apiextensionsv1beta1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1beta1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	clientgo "k8s.io/client-go/kubernetes/scheme"
	apiregistrationv1 "k8s.io/kube-aggregator/pkg/apis/apiregistration/v1"
	apiregistrationv1beta1 "k8s.io/kube-aggregator/pkg/apis/apiregistration/v1beta1"
	"k8s.io/kube-openapi/pkg/common"
	"k8s.io/kube-openapi/pkg/util"
	"k8s.io/kube-openapi/pkg/validation/spec"
)

const gvkExtension = "x-kubernetes-group-version-kind"

// every is a scheme of all group-versions that there are types for: options and
// watch events are kinds of each of them, those included that no server serves.
func every() *runtime.Scheme {
	s := runtime.NewScheme()
	for _, add := range []func(*runtime.Scheme) error{
		clientgo.AddToScheme,
		admissionv1.AddToScheme, admissionv1beta1.AddToScheme, imagepolicyv1alpha1.AddToScheme,
		apiextensionsv1.AddToScheme, apiextensionsv1beta1.AddToScheme,
		apiregistrationv1.AddToScheme, apiregistrationv1beta1.AddToScheme,
	} {
		if err := add(s); err != nil {
			panic(err)
		}
	}
	return s
}

// kinds lists the kinds that each schema stands for, in order, by the schema's name.
var kinds = func() map[string][]schema.GroupVersionKind {
	out := map[string][]schema.GroupVersionKind{}
	for gvk, t := range every().AllKnownTypes() {
		if gvk.Version == runtime.APIVersionInternal {
			continue
		}
		name := friendly(util.GetCanonicalTypeName(reflect.New(t).Interface()))
		out[name] = append(out[name], gvk)
	}
	for _, list := range out {
		slices.SortFunc(list, func(a, b schema.GroupVersionKind) int {
			return cmp.Or(cmp.Compare(a.Group, b.Group), cmp.Compare(a.Version, b.Version), cmp.Compare(a.Kind, b.Kind))
		})
	}
	return out
}()

// friendly turns the import path of a type into the name of its schema:
// k8s.io/api/core/v1.Pod becomes io.k8s.api.core.v1.Pod.
func friendly(name string) string {
	if !strings.Contains(name, "/") {
		return name
	}
	return util.ToRESTFriendlyName(name)
}

// modelName names a schema and says which kinds it stands for: of several, those
// that the document is about.
func modelName(about func(schema.GroupVersion) bool) func(string) (string, spec.Extensions) {
	return func(name string) (string, spec.Extensions) {
		name = friendly(name)
		var list []any
		for _, k := range kinds[name] {
			if len(kinds[name]) == 1 || about(k.GroupVersion()) {
				list = append(list, map[string]any{"group": k.Group, "version": k.Version, "kind": k.Kind})
			}
		}
		if len(list) == 0 {
			return name, nil
		}
		return name, spec.Extensions{gvkExtension: list}
	}
}

// anything is what the document of all group-versions is about.
func anything(schema.GroupVersion) bool { return true }

// only is what the document of a path is about: what is below the path, and the
// kinds of the core group that all share.
func only(path string) func(schema.GroupVersion) bool {
	return func(gv schema.GroupVersion) bool {
		return gv == schema.GroupVersion{Version: "v1"} || "apis/"+gv.String() == path
	}
}

// operation names a route for client generators: listCoreV1NamespacedPod.
func operation(r common.Route) (string, []string, error) {
	o, ok := r.(*route)
	if !ok {
		return "", nil, fmt.Errorf("unexpected route %T", r)
	}
	return o.id, []string{o.tag}, nil
}

// groupName is the group in operation names, and the same as a tag: Core and
// core, RbacAuthorization and rbacAuthorization.
func groupName(group string) (title, tag string) {
	if group == "" {
		return "Core", "core"
	}
	parts := strings.Split(strings.TrimSuffix(group, ".k8s.io"), ".")
	for i, p := range parts {
		title += strings.ToUpper(p[:1]) + p[1:]
		if i == 0 {
			tag += p
		} else {
			tag += strings.ToUpper(p[:1]) + p[1:]
		}
	}
	return title, tag
}

func titled(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
