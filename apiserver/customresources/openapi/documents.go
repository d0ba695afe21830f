package openapi

import (
	"crypto/sha512"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	openapi_v2 "github.com/google/gnostic-models/openapiv2"
	"google.golang.org/protobuf/proto"
	"k8s.io/apimachinery/pkg/util/managedfields"
	"k8s.io/kube-openapi/pkg/validation/spec"

	"github.com/skiff-k8s/skiff/api/openapi"
)

func itoa(n int) string { return strconv.Itoa(n) }

// Kind is one custom kind with all its served versions.
type Kind struct {
	Versions []Version
	// Content identifies what the documents are made of.
	Content []byte
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

// Paths returns the paths of the documents of version 3, in order.
func (d *Documents) Paths() []string {
	set := map[string]bool{}
	for i := range d.kinds {
		for j := range d.kinds[i].Versions {
			set[d.kinds[i].Versions[j].path()] = true
		}
	}
	return slices.Sorted(maps.Keys(set))
}

func (d *Documents) hash(of func(*Version) bool) string {
	h := sha512.New()
	some := false
	for i := range d.kinds {
		for j := range d.kinds[i].Versions {
			if v := &d.kinds[i].Versions[j]; of(v) {
				some = true
				fmt.Fprintf(h, "%s %s\n", v.Resource.GVK(), v.Resource.Name)
				h.Write(d.kinds[i].Content)
			}
		}
	}
	if !some {
		return ""
	}
	return strings.ToUpper(hex.EncodeToString(h.Sum(nil)))
}

// Hash3 identifies the document at a path of version 3, "" when there is none.
func (d *Documents) Hash3(path string) string {
	return d.hash(func(v *Version) bool { return v.path() == path })
}

// Hash2 identifies what Version2 returns, "" when that is nothing.
func (d *Documents) Hash2() string { return d.hash2() }

// Version3 returns the document at a path.
func (d *Documents) Version3(at string) ([]byte, error) {
	paths := map[string]any{}
	schemas := map[string]any{}
	for i := range d.kinds {
		for j := range d.kinds[i].Versions {
			v := &d.kinds[i].Versions[j]
			if v.path() != at {
				continue
			}
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
	known, err := builtin()
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

// sharedFrom are the documents that have the schemas which those of custom kinds
// refer to: those of metadata, and Scale.
const sharedFrom = "apis/apps/v1"

// shared begins the names of those schemas.
var shared = []string{metaPrefix, "io.k8s.api.autoscaling.v1.Scale", "io.k8s.apimachinery.pkg.runtime."}

// builtin reads the schemas that custom kinds refer to.
func builtin() (map[string]json.RawMessage, error) {
	data, err := openapi.V3(sharedFrom)
	if err != nil {
		return nil, err
	}
	var doc struct {
		Components struct {
			Schemas map[string]json.RawMessage `json:"schemas"`
		} `json:"components"`
	}
	if err := json.Unmarshal(data, &doc); err != nil {
		return nil, err
	}
	maps.DeleteFunc(doc.Components.Schemas, func(name string, _ json.RawMessage) bool {
		return !slices.ContainsFunc(shared, func(prefix string) bool { return strings.HasPrefix(name, prefix) })
	})
	return doc.Components.Schemas, nil
}

// Version2 returns the one document of version 2: base, and in it the custom
// kinds.
func (d *Documents) Version2(base []byte) ([]byte, error) {
	paths, definitions, err := d.parts()
	if err != nil || len(paths) == 0 {
		return base, err
	}
	var doc map[string]json.RawMessage
	if err := json.Unmarshal(base, &doc); err != nil {
		return nil, err
	}
	if doc["paths"], err = spliced(doc["paths"], paths); err != nil {
		return nil, err
	}
	if doc["definitions"], err = spliced(doc["definitions"], definitions); err != nil {
		return nil, err
	}
	return json.Marshal(doc)
}

// spliced adds members to an object without reading it.
func spliced(object json.RawMessage, more map[string]any) (json.RawMessage, error) {
	added, err := json.Marshal(more)
	if err != nil {
		return nil, err
	}
	end := strings.LastIndexByte(string(object), '}')
	if end <= 0 {
		return added, nil
	}
	out := make([]byte, 0, end+len(added)+1)
	out = append(out, object[:end]...)
	if strings.TrimSpace(string(object[1:end])) != "" {
		out = append(out, ',')
	}
	return append(out, added[1:]...), nil
}

// Version2Binary is Version2 as protobuf, in which messages are merged by writing
// one behind the other.
func (d *Documents) Version2Binary(base []byte) ([]byte, error) {
	paths, definitions, err := d.parts()
	if err != nil || len(paths) == 0 {
		return base, err
	}
	data, err := json.Marshal(map[string]any{
		"swagger": "2.0", "info": map[string]any{"title": "Kubernetes", "version": "1.36"},
		"paths": paths, "definitions": definitions,
	})
	if err != nil {
		return nil, err
	}
	parsed, err := openapi_v2.ParseDocument(data)
	if err != nil {
		return nil, err
	}
	parsed.Info, parsed.Swagger = nil, ""
	more, err := proto.MarshalOptions{Deterministic: true}.Marshal(parsed)
	if err != nil {
		return nil, err
	}
	return append(base[:len(base):len(base)], more...), nil
}

// parts are the paths and schemas of all kinds in version 2.
func (d *Documents) parts() (paths, definitions map[string]any, err error) {
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
	return paths, definitions, nil
}

// TypeConverter makes what server-side apply merges objects of a kind with.
func TypeConverter(versions []Version, preserveUnknown bool) (managedfields.TypeConverter, error) {
	known, err := builtin()
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
