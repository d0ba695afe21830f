// Package names holds the rules that the name of an object has to follow. Each
// returns what is wrong with the name, nothing when it is fine; prefix is true
// when name is the start of a generated name, which may end in a dash.
package names

import (
	"strings"

	"k8s.io/apimachinery/pkg/api/validation"
	"k8s.io/apimachinery/pkg/api/validation/path"
	utilvalidation "k8s.io/apimachinery/pkg/util/validation"
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

// Label1035 is the stricter, older rule for services: a label that starts with a
// letter.
func Label1035(name string, prefix bool) []string {
	return validation.NameIsDNS1035Label(name, prefix)
}

// PathSegment is the rule for kinds whose name only has to fit into a URL path:
// roles and bindings.
func PathSegment(name string, prefix bool) []string {
	if prefix {
		return path.IsValidPathSegmentPrefix(name)
	}
	return path.IsValidPathSegmentName(name)
}

// CronJob leaves eleven characters of a label free for the suffix that the
// controller appends to the names of jobs.
func CronJob(name string, prefix bool) []string {
	return validation.NameIsDNSSubdomain(name, prefix)
}

// Any accepts every name.
func Any(string, bool) []string { return nil }

// APIService names are the version and the group that they stand for.
func APIService(version, group string) func(name string, prefix bool) []string {
	want := version + "." + group
	return func(name string, _ bool) []string {
		if name == want {
			return nil
		}
		return []string{"must be `spec.version+\".\"+spec.group`: \"" + want + "\""}
	}
}

// ClusterScopedSubject checks the parts of names such as signer names,
// "example.com/some-path": a subdomain, a slash, and a path.
func ClusterScopedSubject(name string) []string {
	host, rest, ok := strings.Cut(name, "/")
	if !ok {
		return []string{"must be a fully qualified domain and path of the form 'example.com/signer-name'"}
	}
	errs := utilvalidation.IsDNS1123Subdomain(host)
	return append(errs, path.IsValidPathSegmentName(strings.ReplaceAll(rest, "/", "-"))...)
}
