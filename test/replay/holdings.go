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
// in, sorted.
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

// collection returns the collection that a path lies in; "" for a path that is
// no resource's.
func collection(path string) string {
	path, _, _ = strings.Cut(path, "?")
	words := strings.Split(strings.Trim(path, "/"), "/")
	length := 3 // api, version, resource
	switch words[0] {
	case "api":
	case "apis":
		length = 4
	default:
		return ""
	}
	ofNamespace := []string{"status", "finalize"}
	if len(words) > length+1 && words[length-1] == "namespaces" && !slices.Contains(ofNamespace, words[length+1]) {
		length += 2
	}
	if len(words) < length || strings.Contains(path, "$") {
		return ""
	}
	return "/" + strings.Join(words[:length], "/")
}

// tended are the kinds whose status the server itself writes, at any time: of these
// only what clients write must be as it was.
var tended = []string{
	"apiservices", "customresourcedefinitions", "flowschemas", "prioritylevelconfigurations", "servicecidrs",
	"validatingadmissionpolicies",
}

// holdings lists what the target holds in the collections: each object's path,
// UID and revision. A collection that cannot be listed holds nothing.
func (p *Player) holdings(ctx context.Context, paths []string) ([]string, error) {
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
				Metadata struct {
					Namespace, Name, UID, ResourceVersion string
					Labels, Annotations                   map[string]string
				}
				Spec json.RawMessage
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
			if slices.Contains(tended, path[strings.LastIndex(path, "/")+1:]) {
				m.ResourceVersion = fmt.Sprint("of ", m.Labels, m.Annotations, string(item.Spec))
			}
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
