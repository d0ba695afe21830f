//go:build openapi

package main

import (
	"fmt"
	"reflect"
	"sort"
	"strings"

	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/kube-openapi/pkg/common"
	"k8s.io/kube-openapi/pkg/util"
	"k8s.io/kube-openapi/pkg/validation/spec"

	"github.com/skiff-k8s/skiff/api/scheme"
)

const gvkExtension = "x-kubernetes-group-version-kind"

// kinds lists the kinds that each schema stands for, by the schema's name.
var kinds = func() map[string][]any {
	byName := map[string][]schema.GroupVersionKind{}
	for gvk, t := range scheme.Scheme().AllKnownTypes() {
		if gvk.Version == "__internal" {
			continue
		}
		name := friendly(util.GetCanonicalTypeName(reflect.New(t).Interface()))
		byName[name] = append(byName[name], gvk)
	}
	out := map[string][]any{}
	for name, list := range byName {
		sort.Slice(list, func(i, j int) bool { return list[i].String() < list[j].String() })
		for _, k := range list {
			out[name] = append(out[name], map[string]any{"group": k.Group, "version": k.Version, "kind": k.Kind})
		}
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

func modelName(name string) (string, spec.Extensions) {
	name = friendly(name)
	if list, ok := kinds[name]; ok {
		return name, spec.Extensions{gvkExtension: list}
	}
	return name, nil
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
