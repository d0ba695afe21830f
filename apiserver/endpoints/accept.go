package endpoints

import (
	"sort"
	"strconv"
	"strings"
)

// clause is one media range of an Accept header.
type clause struct {
	kind, sub string
	quality   float64
	// parameters in pairs, without q.
	parameters []string
}

func (c *clause) parameter(name string) string {
	for i := 0; i+1 < len(c.parameters); i += 2 {
		if c.parameters[i] == name {
			return c.parameters[i+1]
		}
	}
	return ""
}

// parseAccept returns the media ranges of the header, best first; those of equal
// quality with the more specific first.
func parseAccept(header string) []clause {
	var out []clause
	for _, part := range strings.Split(header, ",") {
		media, params, _ := strings.Cut(strings.TrimSpace(part), ";")
		kind, sub, ok := strings.Cut(strings.TrimSpace(media), "/")
		if !ok {
			if kind != "*" {
				continue
			}
			sub = "*"
		}
		c := clause{kind: strings.TrimSpace(kind), sub: strings.TrimSpace(sub), quality: 1}
		for params != "" {
			var p string
			p, params, _ = strings.Cut(params, ";")
			name, value, _ := strings.Cut(strings.TrimSpace(p), "=")
			name, value = strings.TrimSpace(name), strings.Trim(strings.TrimSpace(value), `"`)
			if name == "q" {
				if q, err := strconv.ParseFloat(value, 64); err == nil {
					c.quality = q
				}
				continue
			}
			if name != "" {
				c.parameters = append(c.parameters, name, value)
			}
		}
		out = append(out, c)
	}
	sort.SliceStable(out, func(i, j int) bool {
		a, b := out[i], out[j]
		switch {
		case a.quality != b.quality:
			return a.quality > b.quality
		case (a.kind == "*") != (b.kind == "*"):
			return b.kind == "*"
		}
		return a.sub != "*" && b.sub == "*"
	})
	return out
}
