package replay

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Normalise replaces what differs between two runs of one story by placeholders:
// UIDs, revisions, times near now, generated names, allocated addresses and
// ports, tokens. Managed fields are left out unless a path names them, and when
// paths are given all but what they name. The result is indented JSON with sorted
// keys; doc is used up.
func Normalise(doc any, now time.Time, paths ...string) string {
	n := &normaliser{now: now, managed: slices.Contains(paths, "metadata.managedFields")}
	doc = n.value("", doc)
	if len(paths) > 0 {
		doc = only(doc, paths)
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(doc); err != nil {
		// doc came from a JSON decoder.
		panic(err)
	}
	text := strings.TrimRight(out.String(), "\n")
	for _, name := range n.generated {
		text = strings.ReplaceAll(text, name[0], name[1])
	}
	return text
}

type normaliser struct {
	now       time.Time
	managed   bool        // managed fields are compared
	generated [][2]string // name made by the server, its placeholder
}

func (n *normaliser) value(key string, v any) any {
	switch v := v.(type) {
	case map[string]any:
		n.noteGenerated(v)
		for k, inner := range v {
			if k == "managedFields" && !n.managed {
				delete(v, k)
				continue
			}
			v[k] = n.value(k, inner)
		}
		return v
	case []any:
		for i := range v {
			v[i] = n.value(key, v[i])
		}
		switch key {
		case "causes":
			return saidOnce(v)
		case "managedFields":
			byManager(v)
		}
		return v
	case string:
		return n.text(key, v)
	case json.Number:
		if port, err := v.Int64(); err == nil && (key == "nodePort" || key == "healthCheckNodePort") && port >= 30000 && port <= 32767 {
			return "<node-port>"
		}
		return v
	}
	return v
}

// saidOnce leaves out causes that are given again: kube-apiserver checks metadata
// up to four times, and says so.
func saidOnce(causes []any) []any {
	var once []any
	for _, c := range causes {
		if !slices.ContainsFunc(once, func(d any) bool { return reflect.DeepEqual(c, d) }) {
			once = append(once, c)
		}
	}
	return once
}

// byManager orders managed fields by who manages them; a server orders them by
// time, in seconds, so that a slow run has another order than a quick one.
func byManager(entries []any) {
	slices.SortStableFunc(entries, func(a, b any) int {
		return strings.Compare(manager(a), manager(b))
	})
}

func manager(entry any) string {
	e, _ := entry.(map[string]any)
	return fmt.Sprint(e["operation"], " ", e["manager"], " ", e["subresource"], " ", e["apiVersion"])
}

func (n *normaliser) noteGenerated(object map[string]any) {
	prefix, _ := object["generateName"].(string)
	name, _ := object["name"].(string)
	if prefix != "" && len(name) > len(prefix) && strings.HasPrefix(name, prefix) {
		n.generated = append(n.generated, [2]string{name, prefix + "<generated>"})
	}
}

var (
	uuids     = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)
	times     = regexp.MustCompile(`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)`)
	revisions = regexp.MustCompile(`(too old resource version: |current: |\\?"resourceVersion\\?":\\?"|ResourceVersion in (?:the precondition|record) \()\d+( \(\d+\))?`)
	managers  = regexp.MustCompile(`,\\?"managedFields\\?":\[.*?\}\]`)
	digests   = regexp.MustCompile(`X509SHA256=[0-9a-f]{64}`)
	jwts      = regexp.MustCompile(`eyJ[\w-]+\.[\w-]+\.[\w-]+`)
	ages      = regexp.MustCompile(`^(\d+[smhd])+$`)
	suffixes  = regexp.MustCompile(`-[bcdfghjklmnpqrstvwxz2456789]{5}\b`) // of generated names
	nodePorts = regexp.MustCompile(`:3[0-2]\d{3}/`)
)

func (n *normaliser) text(key, s string) any {
	if s == "" {
		return s
	}
	switch key {
	case "uid":
		if uuids.MatchString(s) {
			return "<uid>"
		}
	case "resourceVersion":
		return "<revision>"
	case "continue":
		return "<continue>"
	case "clusterIP", "clusterIPs":
		if net.ParseIP(s) != nil {
			return "<cluster-ip>"
		}
	case "cells":
		if ages.MatchString(s) {
			return "<age>"
		}
		if net.ParseIP(s) != nil {
			return "<ip>"
		}
		s = nodePorts.ReplaceAllString(s, ":<node-port>/")
	}
	s = uuids.ReplaceAllString(s, "<uid>")
	s = digests.ReplaceAllString(s, "X509SHA256=<digest>")
	s = jwts.ReplaceAllString(s, "<token>")
	s = suffixes.ReplaceAllString(s, "-<generated>")
	s = managers.ReplaceAllString(s, "")
	s = revisions.ReplaceAllString(s, "${1}<revision>")
	return times.ReplaceAllStringFunc(s, func(text string) string {
		t, err := time.Parse(time.RFC3339Nano, text)
		if err == nil && t.Sub(n.now).Abs() < 48*time.Hour {
			return "<time>"
		}
		return text
	})
}

// compared are the header fields that clients act upon.
var compared = []string{
	"Allow", "Cache-Control", "Content-Type", "Etag", "Location", "Retry-After", "Vary", "Warning", "Www-Authenticate",
}

// normaliseHeader picks the fields that are compared, in a fixed order.
func normaliseHeader(header map[string][]string) []Field {
	var fields []Field
	for _, name := range compared {
		for _, value := range header[name] {
			if name == "Etag" {
				value = "<etag>"
			}
			fields = append(fields, Field{name, value})
		}
	}
	return fields
}

// only keeps the parts of doc at the given paths, as a map from path to value.
func only(doc any, paths []string) map[string]any {
	kept := map[string]any{}
	for _, path := range paths {
		kept[path] = lookup(doc, path)
	}
	return kept
}

// lookup follows a path such as metadata.labels or items.0.metadata.name; what
// is not there is nil. "items.*.kind" collects from every element.
func lookup(doc any, path string) any {
	if path == "" {
		return doc
	}
	word, rest, _ := strings.Cut(path, ".")
	switch v := doc.(type) {
	case map[string]any:
		return lookup(v[word], rest)
	case []any:
		if word == "*" {
			all := make([]any, len(v))
			for i := range v {
				all[i] = lookup(v[i], rest)
			}
			return all
		}
		if i := slices.Index(digits, word); i >= 0 && i < len(v) {
			return lookup(v[i], rest)
		}
	}
	return nil
}

// digits are the indexes that a path may name.
var digits = []string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}
