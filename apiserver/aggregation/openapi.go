package aggregation

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"

	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/kube-openapi/pkg/openapiconv"
	"k8s.io/kube-openapi/pkg/validation/spec"

	"github.com/skiff-k8s/skiff/apiserver/openapi"
)

// descriptions are the OpenAPI documents of one remote, by their hashes; the
// documents themselves stay where they are until somebody asks for one.
type descriptions struct {
	v2, v3 atomic.Pointer[string]
	// converted says that the server knows version 2 only.
	converted atomic.Bool
}

// describe learns the hashes. A server need not have such documents.
func (r *remote) describe(ctx context.Context) {
	r.openapi.v2.Store(r.hashV2(ctx))
	v3, known := r.hashV3(ctx)
	r.openapi.converted.Store(!known)
	if !known {
		v3 = r.openapi.v2.Load()
	}
	r.openapi.v3.Store(v3)
}

func (r *remote) hashV2(ctx context.Context) *string {
	resp, err := r.get(ctx, r.url(openapi.PathV2), "application/json", "")
	if err != nil {
		return nil
	}
	defer resp.Body.Close()
	if etag := resp.Header.Get("Etag"); resp.StatusCode == http.StatusOK && etag != "" {
		return &etag
	}
	return nil
}

// hashV3 reads the index; known is false when the server has none.
func (r *remote) hashV3(ctx context.Context) (hash *string, known bool) {
	resp, err := r.get(ctx, r.url(openapi.PathV3), "application/json", "")
	if err != nil {
		return nil, true
	}
	defer resp.Body.Close()
	if resp.StatusCode == http.StatusNotFound || resp.StatusCode == http.StatusForbidden {
		return nil, false
	}
	var index struct {
		Paths map[string]struct {
			ServerRelativeURL string `json:"serverRelativeURL"`
		} `json:"paths"`
	}
	if resp.StatusCode != http.StatusOK || readJSON(resp.Body, &index) != nil {
		return nil, true
	}
	address, err := url.Parse(index.Paths[strings.TrimPrefix(r.path(), "/")].ServerRelativeURL)
	if err != nil || address.Path == "" {
		return nil, true
	}
	text := address.Query().Get("hash")
	if text == "" {
		text = address.String()
	}
	return &text, true
}

// Source returns the OpenAPI documents of all remotes.
func (a *Aggregator) Source() openapi.Source { return source{a} }

type source struct{ *Aggregator }

func (s source) remotesNow() map[schema.GroupVersion]*remote {
	if routes := s.routes.Load(); routes != nil {
		return *routes
	}
	return nil
}

// V3 implements openapi.Source.
func (s source) V3() map[string]string {
	out := map[string]string{}
	for _, r := range s.remotesNow() {
		if hash := r.openapi.v3.Load(); hash != nil {
			out[strings.TrimPrefix(r.path(), "/")] = *hash
		}
	}
	return out
}

// DocumentV3 implements openapi.Source.
func (s source) DocumentV3(ctx context.Context, path string) ([]byte, error) {
	for _, r := range s.remotesNow() {
		if strings.TrimPrefix(r.path(), "/") != path {
			continue
		}
		if !r.openapi.converted.Load() {
			return r.read(ctx, openapi.PathV3+"/"+path)
		}
		return r.convert(ctx)
	}
	return nil, errors.New("the group-version is not served any more")
}

// V2 implements openapi.Source.
func (s source) V2() []openapi.Part {
	var out []openapi.Part
	for _, r := range s.remotesNow() {
		if hash := r.openapi.v2.Load(); hash != nil {
			out = append(out, openapi.Part{Hash: r.gv.String() + *hash, JSON: r.partV2})
		}
	}
	return out
}

func (r *remote) read(ctx context.Context, path string) ([]byte, error) {
	resp, err := r.get(ctx, r.url(path), "application/json", "")
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s of service %s: %s", path, r, resp.Status)
	}
	data, err := io.ReadAll(io.LimitReader(resp.Body, maxDocument+1))
	if len(data) > maxDocument {
		return nil, errTooLong
	}
	return data, err
}

// partV2 is what the document of version 2 says of the group-version.
func (r *remote) partV2(ctx context.Context) ([]byte, error) {
	data, err := r.read(ctx, openapi.PathV2)
	if err != nil {
		return nil, err
	}
	var doc map[string]any
	if err := json.Unmarshal(data, &doc); err != nil {
		return nil, err
	}
	paths, definitions := pickPaths(doc, r.path()+"/")
	return json.Marshal(map[string]any{"swagger": doc["swagger"], "info": doc["info"], "paths": paths, "definitions": definitions})
}

// convert makes a document of version 3 for a server that has none.
func (r *remote) convert(ctx context.Context) ([]byte, error) {
	part, err := r.partV2(ctx)
	if err != nil {
		return nil, err
	}
	var old spec.Swagger
	if err := json.Unmarshal(part, &old); err != nil {
		return nil, err
	}
	return json.Marshal(openapiconv.ConvertV2ToV3(&old))
}

// pickPaths returns the paths with a prefix, and the definitions that they need.
func pickPaths(doc map[string]any, prefix string) (paths, definitions map[string]any) {
	paths, definitions = map[string]any{}, map[string]any{}
	all, _ := doc["paths"].(map[string]any)
	known, _ := doc["definitions"].(map[string]any)
	for path, item := range all {
		if strings.HasPrefix(path, prefix) {
			paths[path] = item
			need(item, known, definitions)
		}
	}
	return paths, definitions
}

// need adds the definitions that a node refers to, and those that they refer to.
func need(node any, known, into map[string]any) {
	switch n := node.(type) {
	case map[string]any:
		for key, value := range n {
			ref, ok := value.(string)
			if !ok || key != "$ref" {
				need(value, known, into)
				continue
			}
			name := strings.TrimPrefix(ref, "#/definitions/")
			if definition, ok := known[name]; ok && into[name] == nil {
				into[name] = definition
				need(definition, known, into)
			}
		}
	case []any:
		for _, value := range n {
			need(value, known, into)
		}
	}
}
