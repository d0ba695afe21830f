package replay

import (
	"encoding/json"
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"
)

// Difference is one place where two answers are not the same.
type Difference struct {
	// Path is status, header.NAME, or body followed by the path in the document.
	Path string
	// Want is what kube-apiserver answered and Got what the target did, as JSON
	// text; "nothing" when there is no value there.
	Want, Got string
}

func (d Difference) String() string {
	want, got := window(d.Want, d.Got)
	return fmt.Sprintf("%s\n\twant %s\n\tgot  %s", d.Path, want, got)
}

// window cuts two long texts down to where they begin to differ.
func window(a, b string) (string, string) {
	const before, most = 60, 400
	start := 0
	for start < len(a) && start < len(b) && a[start] == b[start] {
		start++
	}
	cut := func(s string) string {
		if len(s) <= most {
			return s
		}
		from := max(0, min(start, len(s))-before)
		to := min(len(s), from+most)
		text := strings.ToValidUTF8(s[from:to], "")
		if from > 0 {
			text = "…" + text
		}
		if to < len(s) {
			text += "…"
		}
		return text
	}
	return cut(a), cut(b)
}

const nothing = "nothing"

// Compare returns the differences between two normalised answers, by path.
func Compare(want, got *Answer) []Difference {
	a, b := flatten(want), flatten(got)
	paths := make([]string, 0, len(a))
	for path := range a {
		paths = append(paths, path)
	}
	for path := range b {
		if _, ok := a[path]; !ok {
			paths = append(paths, path)
		}
	}
	sort.Strings(paths)
	var diffs []Difference
	for _, path := range paths {
		w, g := valueOr(a, path), valueOr(b, path)
		if w == g || emptied(a, b, path) {
			continue
		}
		diffs = append(diffs, Difference{path, w, g})
	}
	return diffs
}

func valueOr(values map[string]string, path string) string {
	if v, ok := values[path]; ok {
		return v
	}
	return nothing
}

// emptied says that the difference at path, an empty map or list on one side,
// shows as differences of its elements on the other already.
func emptied(a, b map[string]string, path string) bool {
	for _, v := range []map[string]string{a, b} {
		if s, ok := v[path]; ok && s != "{}" && s != "[]" {
			return false
		}
	}
	below := func(values map[string]string) bool {
		for p := range values {
			if strings.HasPrefix(p, path+".") || strings.HasPrefix(p, path+"[") {
				return true
			}
		}
		return false
	}
	return below(a) || below(b)
}

// flatten lists every leaf of an answer by its path.
func flatten(a *Answer) map[string]string {
	leaves := map[string]string{"status": strconv.Itoa(a.Status)}
	for _, f := range a.Header {
		path := "header." + f.Name
		for i := 1; leaves[path] != ""; i++ {
			path = fmt.Sprintf("header.%s[%d]", f.Name, i)
		}
		leaves[path] = f.Value
	}
	var doc any
	if json.Unmarshal([]byte(a.Body), &doc) == nil {
		flattenValue(leaves, "body", doc)
	} else if a.Body != "" {
		leaves["body"] = a.Body
	}
	return leaves
}

func flattenValue(leaves map[string]string, path string, v any) {
	switch v := v.(type) {
	case map[string]any:
		for k, inner := range v {
			flattenValue(leaves, path+"."+k, inner)
		}
		if len(v) > 0 {
			return
		}
	case []any:
		for i, inner := range v {
			flattenValue(leaves, fmt.Sprintf("%s[%d]", path, i), inner)
		}
		if len(v) > 0 {
			return
		}
	}
	var text strings.Builder
	enc := json.NewEncoder(&text)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		// v came from a JSON decoder.
		panic(err)
	}
	leaves[path] = strings.TrimSuffix(text.String(), "\n")
}

// Known is a difference that is meant to be.
type Known struct {
	Step   string // story/step, * matches any run of letters
	Path   string // a path of a Difference, likewise
	Reason string
}

// KnownDifferences reads testdata/known-differences.txt: lines of three columns
// divided by "|".
func KnownDifferences() ([]Known, error) {
	text, err := testdata.ReadFile("testdata/known-differences.txt")
	if err != nil {
		return nil, err
	}
	return parseKnown(string(text))
}

func parseKnown(text string) ([]Known, error) {
	var known []Known
	for i, line := range strings.Split(text, "\n") {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		columns := strings.Split(line, "|")
		for j := range columns {
			columns[j] = strings.TrimSpace(columns[j])
		}
		if len(columns) != 3 || slices.Contains(columns, "") {
			return nil, fmt.Errorf("known differences, line %d: want step | path | reason", i+1)
		}
		known = append(known, Known{columns[0], columns[1], columns[2]})
	}
	return known, nil
}

// covers says whether the difference of that step is the known one.
func (k Known) covers(step, path string) bool {
	return matches(k.Step, step) && matches(k.Path, path)
}

// matches compares text with a pattern in which * stands for any letters.
func matches(pattern, text string) bool {
	parts := strings.Split(pattern, "*")
	if len(parts) == 1 {
		return pattern == text
	}
	if !strings.HasPrefix(text, parts[0]) {
		return false
	}
	text = text[len(parts[0]):]
	for _, part := range parts[1 : len(parts)-1] {
		i := strings.Index(text, part)
		if i < 0 {
			return false
		}
		text = text[i+len(part):]
	}
	return strings.HasSuffix(text, parts[len(parts)-1])
}
