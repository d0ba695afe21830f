package openapi

import (
	"context"
	"crypto/sha512"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"k8s.io/apimachinery/pkg/util/managedfields"
	"k8s.io/kube-openapi/pkg/validation/spec"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/openapi"
	served "github.com/skiff-k8s/skiff/apiserver/openapi"
)

func itoa(n int) string { return strconv.Itoa(n) }

// Kind is one custom kind with all its served versions.
type Kind struct {
	Versions []Version
	// Content identifies what the documents are made of.
	Content func() []byte
}

// Documents are the documents of a set of custom kinds. They are safe for
// concurrent use.
type Documents struct {
	kinds []Kind
	hash2 func() string
}

// New makes the documents of kinds. Nothing is worked out before it is asked for.
func New(kinds []Kind) *Documents {
	d := &Documents{kinds: kinds}
	d.hash2 = sync.OnceValue(func() string { return d.hash(func(*Version) bool { return true }) })
	return d
}

// path is where the document of a version is.
func (v *Version) path() string { return openapi.Path(v.Resource.Group, v.Resource.Version) }

// V3 implements openapi.Source.
func (d *Documents) V3() map[string]string {
	out := map[string]string{}
	for i := range d.kinds {
		for j := range d.kinds[i].Versions {
			path := d.kinds[i].Versions[j].path()
			if out[path] == "" {
				out[path] = d.hash(func(v *Version) bool { return v.path() == path })
			}
		}
	}
	return out
}

// V2 implements openapi.Source: all kinds are one part.
func (d *Documents) V2() []served.Part {
	hash := d.hash2()
	if hash == "" {
		return nil
	}
	return []served.Part{{Hash: hash, JSON: func(context.Context) ([]byte, error) {
		paths, definitions := d.parts()
		return json.Marshal(map[string]any{"swagger": "2.0", "paths": paths, "definitions": definitions})
	}}}
}

func (d *Documents) hash(of func(*Version) bool) string {
	h := sha512.New()
	some := false
	for i := range d.kinds {
		for j := range d.kinds[i].Versions {
			if v := &d.kinds[i].Versions[j]; of(v) {
				some = true
				fmt.Fprintf(h, "%s %s\n", v.Resource.GVK(), v.Resource.Name)
				h.Write(d.kinds[i].Content())
			}
		}
	}
	if !some {
		return ""
	}
	return strings.ToUpper(hex.EncodeToString(h.Sum(nil)))
}

// DocumentV3 implements openapi.Source.
func (d *Documents) DocumentV3(_ context.Context, at string) ([]byte, error) {
	paths := map[string]any{}
	schemas := map[string]any{}
	scaled := false
	for i := range d.kinds {
		for j := range d.kinds[i].Versions {
			v := &d.kinds[i].Versions[j]
			if v.path() != at {
				continue
			}
			scaled = scaled || v.scaled()
			for _, p := range v.paths() {
				paths[p.path] = v.pathItem(&p, form3)
			}
			for name, s := range v.schemas(form3) {
				schemas[name] = s
			}
		}
	}
	if len(paths) == 0 {
		return nil, fmt.Errorf("no OpenAPI document %q", at)
	}
	known, err := builtin(scaled)
	if err != nil {
		return nil, err
	}
	for name, s := range known {
		if _, ok := schemas[name]; !ok {
			schemas[name] = s
		}
	}
	return json.Marshal(map[string]any{
		"openapi": "3.0.0", "info": map[string]any{"title": "Kubernetes CRD Swagger", "version": "v0.1.0"},
		"paths": paths, "components": map[string]any{"schemas": schemas},
	})
}

// scales begins the names of the schemas of the scale subresource.
const scales = "io.k8s.api.autoscaling.v1.Scale"

// builtin reads the schemas that custom kinds refer to, without those of the scale
// subresource when nothing has one.
func builtin(scaled bool) (map[string]json.RawMessage, error) {
	data, err := openapi.Shared()
	if err != nil {
		return nil, err
	}
	schemas := map[string]json.RawMessage{}
	if err := json.Unmarshal(data, &schemas); err != nil {
		return nil, err
	}
	maps.DeleteFunc(schemas, func(name string, _ json.RawMessage) bool {
		return !scaled && strings.HasPrefix(name, scales)
	})
	return schemas, nil
}

// scaled reports whether a version has a scale subresource.
func (v *Version) scaled() bool {
	return slices.ContainsFunc(v.Resource.Subresources, func(s api.Subresource) bool { return s.Name == "scale" })
}

// parts are the paths and schemas of all kinds in version 2.
func (d *Documents) parts() (paths, definitions map[string]any) {
	paths, definitions = map[string]any{}, map[string]any{}
	for i := range d.kinds {
		for j := range d.kinds[i].Versions {
			v := &d.kinds[i].Versions[j]
			for _, p := range v.paths() {
				paths[p.path] = v.pathItem(&p, form2)
			}
			for name, s := range v.schemas(form2) {
				definitions[name] = s
			}
		}
	}
	return paths, definitions
}

// TypeConverter makes what server-side apply merges objects of a kind with.
func TypeConverter(versions []Version, preserveUnknown bool) (managedfields.TypeConverter, error) {
	known, err := builtin(slices.ContainsFunc(versions, func(v Version) bool { return v.scaled() }))
	if err != nil {
		return nil, err
	}
	schemas := map[string]*spec.Schema{}
	for name, raw := range known {
		s := &spec.Schema{}
		if err := json.Unmarshal(raw, s); err != nil {
			return nil, fmt.Errorf("schema %s: %w", name, err)
		}
		schemas[name] = s
	}
	for i := range versions {
		maps.Copy(schemas, versions[i].schemas(form3))
	}
	return managedfields.NewTypeConverter(schemas, preserveUnknown)
}
