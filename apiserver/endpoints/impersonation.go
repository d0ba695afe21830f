package endpoints

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
)

var errImpersonation = errors.New("requested impersonation of groups, a UID or extra fields without impersonating a user")

const extraPrefix = "Impersonate-Extra-"

// impersonatedExtra reads the extra fields of the impersonated user; their names
// are case-insensitive and percent-encoded.
func impersonatedExtra(h http.Header) map[string][]string {
	var out map[string][]string
	for key, values := range h {
		name, ok := strings.CutPrefix(key, extraPrefix)
		if !ok {
			continue
		}
		name = strings.ToLower(name)
		if plain, err := url.PathUnescape(name); err == nil {
			name = plain
		}
		if out == nil {
			out = map[string][]string{}
		}
		out[name] = append(out[name], values...)
	}
	return out
}
