package names

import "strings"

// ImageTag returns the tag of an image reference: "latest" when it names neither
// tag nor digest, "" when it names only a digest or is no valid reference.
func ImageTag(image string) string {
	name, _, digested := strings.Cut(image, "@")
	tag := ""
	if i := strings.LastIndexByte(name, ':'); i >= 0 && !strings.Contains(name[i:], "/") {
		name, tag = name[:i], name[i+1:]
	}
	switch {
	case !isRepository(name):
		return ""
	case tag == "" && !digested:
		return "latest"
	}
	return tag
}

// isRepository tells whether name can be a repository: lower case after the
// registry's host.
func isRepository(name string) bool {
	if i := strings.IndexByte(name, '/'); i >= 0 {
		if host := name[:i]; strings.ContainsAny(host, ".:") || host == "localhost" || strings.ToLower(host) != host {
			name = name[i+1:]
		}
	}
	if name == "" {
		return false
	}
	for _, c := range name {
		switch {
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9', c == '.', c == '_', c == '-', c == '/':
		default:
			return false
		}
	}
	return true
}
