package openapi

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"

	openapi_v2 "github.com/google/gnostic-models/openapiv2"
	"google.golang.org/protobuf/proto"

	"github.com/skiff-k8s/skiff/api/openapi"
)

const refPrefix = "#/definitions/"

// merger puts parts together with the built-in document of version 2, which stays
// as raw as it can: it has 4 MiB.
type merger struct {
	top, paths, definitions map[string]json.RawMessage
	// more is what the parts add, decoded.
	morePaths, moreDefinitions map[string]any
}

func newMerger(base []byte) (*merger, error) {
	m := &merger{morePaths: map[string]any{}, moreDefinitions: map[string]any{}}
	if err := json.Unmarshal(base, &m.top); err != nil {
		return nil, err
	}
	if err := json.Unmarshal(m.top["paths"], &m.paths); err != nil {
		return nil, err
	}
	return m, json.Unmarshal(m.top["definitions"], &m.definitions)
}

// add merges one part. A path that is there stays as it is. A definition that is
// there and says something else keeps its name; the part's gets another one.
func (m *merger) add(part []byte) error {
	var p struct {
		Paths       map[string]any `json:"paths"`
		Definitions map[string]any `json:"definitions"`
	}
	d := json.NewDecoder(bytes.NewReader(part))
	d.UseNumber() // numbers stay as they are written
	if err := d.Decode(&p); err != nil {
		return err
	}
	renamed := map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(p.Definitions)) {
		if to := m.name(name, p.Definitions[name]); to != name {
			renamed[refPrefix+name] = refPrefix + to
		}
	}
	if len(renamed) > 0 {
		rename(p.Paths, renamed)
		rename(p.Definitions, renamed)
	}
	for name, definition := range p.Definitions {
		if to, ok := renamed[refPrefix+name]; ok {
			name = strings.TrimPrefix(to, refPrefix)
		}
		if m.definitions[name] == nil && m.moreDefinitions[name] == nil {
			m.moreDefinitions[name] = definition
		}
	}
	for path, item := range p.Paths {
		if m.paths[path] == nil && m.morePaths[path] == nil {
			m.morePaths[path] = item
		}
	}
	return nil
}

// name is what a definition is to be called: its own name when that is free or
// means the same.
func (m *merger) name(name string, definition any) string {
	for n := 1; ; n++ {
		candidate := name
		if n > 1 {
			candidate = name + "_v" + strconv.Itoa(n)
		}
		there, ok := m.moreDefinitions[candidate]
		if raw := m.definitions[candidate]; raw != nil {
			d := json.NewDecoder(bytes.NewReader(raw))
			d.UseNumber()
			ok = d.Decode(&there) == nil
		}
		if !ok || reflect.DeepEqual(there, definition) {
			return candidate
		}
	}
}

// rename changes references in place.
func rename(node any, names map[string]string) {
	switch n := node.(type) {
	case map[string]any:
		for key, value := range n {
			if ref, ok := value.(string); ok && key == "$ref" {
				if to, ok := names[ref]; ok {
					n[key] = to
				}
				continue
			}
			rename(value, names)
		}
	case []any:
		for _, value := range n {
			rename(value, names)
		}
	}
}

// document is the whole as JSON.
func (m *merger) document() ([]byte, error) {
	for _, section := range []struct {
		name string
		all  map[string]json.RawMessage
		more map[string]any
	}{{"paths", m.paths, m.morePaths}, {"definitions", m.definitions, m.moreDefinitions}} {
		for key, value := range section.more {
			raw, err := json.Marshal(value)
			if err != nil {
				return nil, err
			}
			section.all[key] = raw
		}
		raw, err := json.Marshal(section.all)
		if err != nil {
			return nil, err
		}
		m.top[section.name] = raw
	}
	return json.Marshal(m.top)
}

// binary is what the parts add, as protobuf. Two messages one after the other are
// their merger, so it is appended to the built-in document as it is.
func (m *merger) binary() ([]byte, error) {
	raw, err := json.Marshal(map[string]any{
		"swagger": m.top["swagger"], "info": m.top["info"], "paths": m.morePaths, "definitions": m.moreDefinitions,
	})
	if err != nil {
		return nil, err
	}
	doc, err := openapi_v2.ParseDocument(raw)
	if err != nil {
		return nil, err
	}
	return proto.Marshal(doc)
}

// merged reads all parts. One that cannot be read is left out: the others are of
// use without it.
func (h *Handler) merged(ctx context.Context, parts []Part) (*merger, error) {
	base, err := openapi.V2()
	if err != nil {
		return nil, err
	}
	m, err := newMerger(base)
	if err != nil {
		return nil, fmt.Errorf("the built-in OpenAPI document: %w", err)
	}
	for _, p := range parts {
		data, err := p.JSON(ctx)
		if err == nil {
			err = m.add(data)
		}
		if err != nil && h.Log != nil {
			h.Log.Warn("a part of the OpenAPI document is left out", "error", err)
		}
	}
	return m, nil
}

// v2 returns readers of the document of version 2, with its hash.
func (h *Handler) v2(ctx context.Context) (hash string, plain, binary func() ([]byte, error)) {
	parts := h.parts()
	if len(parts) == 0 {
		return openapi.V2Hash(), openapi.V2, openapi.V2Binary
	}
	plain = func() ([]byte, error) {
		m, err := h.merged(ctx, parts)
		if err != nil {
			return nil, err
		}
		return m.document()
	}
	binary = func() ([]byte, error) {
		m, err := h.merged(ctx, parts)
		if err != nil {
			return nil, err
		}
		more, err := m.binary()
		if err != nil {
			return nil, err
		}
		data, err := openapi.V2Binary()
		return append(data, more...), err
	}
	return hashV2(parts), plain, binary
}
