// Package env makes what a container's process is started with from the pod's
// spec: environment variables, command and arguments.
//
// It is pure but for the look-ups of ConfigMaps and Secrets, which the caller
// passes in.
package env

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	v1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
)

// Objects looks up what variables may refer to. A missing object is a NotFound
// error of k8s.io/apimachinery.
type Objects interface {
	ConfigMap(namespace, name string) (*v1.ConfigMap, error)
	Secret(namespace, name string) (*v1.Secret, error)
}

// Input is what the environment of one container depends on.
type Input struct {
	Pod       *v1.Pod
	Container *v1.Container
	// PodIPs and HostIPs, the primary ones first.
	PodIPs, HostIPs []string
	// Services that the pod may see: those of its namespace and the API's own.
	Services []*v1.Service
	// Allocatable of the node: what a missing limit means.
	Allocatable v1.ResourceList
	Objects     Objects
}

// Var is one environment variable.
type Var struct{ Name, Value string }

// Make returns the variables of the container in the order in which they were
// defined, each name once, and the keys that are no variable names and were left
// out. An error means that the container cannot be configured (yet).
func Make(in Input) (vars []Var, skipped []string, err error) {
	values := map[string]string{}
	var order []string
	put := func(name, value string) {
		if _, ok := values[name]; !ok {
			order = append(order, name)
		}
		values[name] = value
	}
	if in.Pod.Spec.EnableServiceLinks == nil || *in.Pod.Spec.EnableServiceLinks {
		for _, v := range services(in.Services, in.Pod.Namespace, true) {
			put(v.Name, v.Value)
		}
	} else {
		for _, v := range services(in.Services, in.Pod.Namespace, false) {
			put(v.Name, v.Value)
		}
	}
	for _, from := range in.Container.EnvFrom {
		data, err := in.from(from)
		if err != nil {
			return nil, nil, err
		}
		for _, key := range slices.Sorted(maps.Keys(data)) {
			name := from.Prefix + key
			if !validName(name) {
				skipped = append(skipped, name)
				continue
			}
			put(name, data[key])
		}
	}
	for _, e := range in.Container.Env {
		value, ok, err := in.value(e, values)
		if err != nil {
			return nil, nil, err
		}
		if ok {
			put(e.Name, value)
		}
	}
	for _, name := range order {
		vars = append(vars, Var{name, values[name]})
	}
	return vars, skipped, nil
}

// from returns the data of an object all of whose keys become variables; nil for
// an optional one that does not exist.
func (in *Input) from(from v1.EnvFromSource) (map[string]string, error) {
	switch {
	case from.ConfigMapRef != nil:
		o, err := in.Objects.ConfigMap(in.Pod.Namespace, from.ConfigMapRef.Name)
		if err != nil {
			return nil, ignoreMissing(err, from.ConfigMapRef.Optional)
		}
		return o.Data, nil
	case from.SecretRef != nil:
		o, err := in.Objects.Secret(in.Pod.Namespace, from.SecretRef.Name)
		if err != nil {
			return nil, ignoreMissing(err, from.SecretRef.Optional)
		}
		data := make(map[string]string, len(o.Data))
		for k, v := range o.Data {
			data[k] = string(v)
		}
		return data, nil
	}
	return nil, nil
}

// value returns the value of one variable, ok false when it is optional and its
// source is missing.
func (in *Input) value(e v1.EnvVar, known map[string]string) (value string, ok bool, err error) {
	ref := e.ValueFrom
	if e.Value != "" || ref == nil {
		return Expand(e.Value, known), true, nil
	}
	switch {
	case ref.FieldRef != nil:
		value, err = Field(in.Pod, ref.FieldRef.FieldPath, in.PodIPs, in.HostIPs)
		return value, err == nil, err
	case ref.ResourceFieldRef != nil:
		value, err = Resource(in.Pod, ref.ResourceFieldRef, in.Container.Name, in.Allocatable)
		return value, err == nil, err
	case ref.ConfigMapKeyRef != nil:
		r := ref.ConfigMapKeyRef
		o, err := in.Objects.ConfigMap(in.Pod.Namespace, r.Name)
		if err != nil {
			return "", false, ignoreMissing(err, r.Optional)
		}
		value, ok := o.Data[r.Key]
		if !ok && !optional(r.Optional) {
			return "", false, fmt.Errorf("couldn't find key %s in ConfigMap %s/%s", r.Key, in.Pod.Namespace, r.Name)
		}
		return value, ok, nil
	case ref.SecretKeyRef != nil:
		r := ref.SecretKeyRef
		o, err := in.Objects.Secret(in.Pod.Namespace, r.Name)
		if err != nil {
			return "", false, ignoreMissing(err, r.Optional)
		}
		raw, ok := o.Data[r.Key]
		if !ok && !optional(r.Optional) {
			return "", false, fmt.Errorf("couldn't find key %s in Secret %s/%s", r.Key, in.Pod.Namespace, r.Name)
		}
		return string(raw), ok, nil
	}
	return "", false, fmt.Errorf("variable %s: this kind of source is not supported by the node", e.Name)
}

func optional(b *bool) bool { return b != nil && *b }

func ignoreMissing(err error, opt *bool) error {
	if apierrors.IsNotFound(err) && optional(opt) {
		return nil
	}
	return err
}

// validName says whether a key of a ConfigMap or Secret can name a variable:
// printable ASCII without "=".
func validName(name string) bool {
	if name == "" {
		return false
	}
	for _, r := range name {
		if r < 0x20 || r > 0x7e || r == '=' {
			return false
		}
	}
	return true
}

// services makes the variables that tell a pod of the services: NAME_SERVICE_HOST
// and its kin. Without links only the API's own service is told of.
func services(list []*v1.Service, namespace string, links bool) []Var {
	var out []Var
	own := map[string]bool{}
	for _, s := range list {
		if s.Namespace == namespace && links {
			own[s.Name] = true
		}
	}
	sorted := slices.SortedFunc(slices.Values(list), func(a, b *v1.Service) int { return strings.Compare(a.Name, b.Name) })
	for _, s := range sorted {
		api := s.Namespace == "default" && s.Name == "kubernetes" && !own[s.Name]
		if s.Spec.ClusterIP == "" || s.Spec.ClusterIP == v1.ClusterIPNone || len(s.Spec.Ports) == 0 || !api && !(links && s.Namespace == namespace) {
			continue
		}
		out = append(out, serviceVars(s)...)
	}
	return out
}

func serviceVars(s *v1.Service) []Var {
	upper := func(s string) string { return strings.ToUpper(strings.ReplaceAll(s, "-", "_")) }
	name, ip := upper(s.Name), s.Spec.ClusterIP
	hostPort := func(port int32) string {
		if strings.Contains(ip, ":") {
			return fmt.Sprintf("[%s]:%d", ip, port)
		}
		return fmt.Sprintf("%s:%d", ip, port)
	}
	out := []Var{{name + "_SERVICE_HOST", ip}, {name + "_SERVICE_PORT", fmt.Sprint(s.Spec.Ports[0].Port)}}
	for _, p := range s.Spec.Ports {
		if p.Name != "" {
			out = append(out, Var{name + "_SERVICE_PORT_" + upper(p.Name), fmt.Sprint(p.Port)})
		}
	}
	for i, p := range s.Spec.Ports {
		protocol := string(p.Protocol)
		if protocol == "" {
			protocol = string(v1.ProtocolTCP)
		}
		url := strings.ToLower(protocol) + "://" + hostPort(p.Port)
		if i == 0 {
			out = append(out, Var{name + "_PORT", url})
		}
		prefix := fmt.Sprintf("%s_PORT_%d_%s", name, p.Port, strings.ToUpper(protocol))
		out = append(out, Var{prefix, url}, Var{prefix + "_PROTO", strings.ToLower(protocol)},
			Var{prefix + "_PORT", fmt.Sprint(p.Port)}, Var{prefix + "_ADDR", ip})
	}
	return out
}
