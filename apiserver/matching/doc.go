// Package matching decides which requests a webhook, a policy or a binding is
// about, and makes the form in which they see a request: in the version that
// they asked for, in the words of an AdmissionReview.
package matching
