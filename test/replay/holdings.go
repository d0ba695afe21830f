package replay

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"sort"
	"strings"
)

// collections returns the paths of the collections that a story's requests lie
// in, in every namespace, sorted.
func collections(story *Story) []string {
	seen := map[string]bool{}
	for _, step := range story.Steps {
		if c := collection(step.Path); c != "" {
			seen[c] = true
		}
	}
	paths := make([]string, 0, len(seen))
	for c := range seen {
		paths = append(paths, c)
	}
	sort.Strings(paths)
	return paths
}

// collection returns the collection, over all namespaces, that a path lies in;
// "" for a path that is no resource's.
func collection(path string) string {
	path, _, _ = strings.Cut(path, "?")
	words := strings.Split(strings.Trim(path, "/"), "/")
	base := 2
	if words[0] == "apis" {
		base = 3
	} else if words[0] != "api" {
		return ""
	}
	if len(words) <= base || strings.Contains(path, "$") {
		return ""
	}
	prefix, rest := words[:base], words[base:]
	if rest[0] == "namespaces" && len(rest) > 2 && !slices.Contains([]string{"status", "finalize"}, rest[2]) {
		rest = rest[2:]
	}
	return "/" + strings.Join(append(slices.Clone(prefix), rest[0]), "/")
}

// holdings lists what the target holds in the collections: each object's path,
// UID and revision. A collection that cannot be listed holds nothing.
func (p *player) holdings(ctx context.Context, paths []string) ([]string, error) {
	client, err := p.clients.as(nil)
	if err != nil {
		return nil, err
	}
	var held []string
	for _, path := range paths {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, p.clients.target.URL+path, nil)
		if err != nil {
			return nil, err
		}
		req.Header.Set("Accept", "application/json")
		res, err := client.Do(req)
		if err != nil {
			return nil, err
		}
		var list struct {
			Items []struct {
				Metadata struct{ Namespace, Name, UID, ResourceVersion string }
			}
		}
		if res.StatusCode == http.StatusOK {
			err = json.NewDecoder(res.Body).Decode(&list)
		}
		res.Body.Close()
		if err != nil {
			return nil, fmt.Errorf("list %s: %w", path, err)
		}
		for _, item := range list.Items {
			m := item.Metadata
			held = append(held, fmt.Sprintf("%s %s/%s uid %s revision %s", path, m.Namespace, m.Name, m.UID, m.ResourceVersion))
		}
	}
	return held, nil
}

// changes tells what is in one of two holdings only.
func changes(before, after []string) []string {
	var lines []string
	for _, line := range before {
		if !slices.Contains(after, line) {
			lines = append(lines, "was there: "+line)
		}
	}
	for _, line := range after {
		if !slices.Contains(before, line) {
			lines = append(lines, "is there:  "+line)
		}
	}
	return lines
}
