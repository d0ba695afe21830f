// Package names holds the rules that the name of an object has to follow. Each
// returns what is wrong with the name, nothing when it is fine; prefix is true
// when name is the start of a generated name, which may end in a dash.
package names

import (
	"k8s.io/apimachinery/pkg/api/validation"
	"k8s.io/apimachinery/pkg/api/validation/path"
)

// Subdomain is the rule for most kinds: an RFC 1123 subdomain, at most 253
// characters.
func Subdomain(name string, prefix bool) []string {
	return validation.NameIsDNSSubdomain(name, prefix)
}

// Label is the rule for kinds whose name becomes one part of a DNS name: an RFC
// 1123 label, at most 63 characters.
func Label(name string, prefix bool) []string {
	return validation.NameIsDNSLabel(name, prefix)
}

// PathSegment is the rule for kinds whose name only has to fit into a URL path:
// roles and bindings.
func PathSegment(name string, prefix bool) []string {
	if prefix {
		return path.IsValidPathSegmentPrefix(name)
	}
	return path.IsValidPathSegmentName(name)
}
