package legacytokens

import (
	"slices"
	"time"

	corev1 "k8s.io/api/core/v1"
)

// Labels of secrets with tokens, dates all, and where it is kept since when uses
// are noted.
const (
	lastUsedLabel     = "kubernetes.io/legacy-token-last-used"
	invalidSinceLabel = "kubernetes.io/legacy-token-invalid-since"
	trackingName      = "kube-apiserver-legacy-service-account-token-tracking"
	trackingKey       = "since"
	dateFormat        = "2006-01-02"
)

// unused is for how long a token must not have been used until it is marked as
// invalid, and then again until it is deleted.
const unused = 365 * 24 * time.Hour

// verdict is what becomes of a secret.
type verdict int

const (
	keep verdict = iota
	mark
	remove
)

// tracked says whether uses were noted for long enough to tell what is unused:
// since the day after that of since.
func tracked(since string, now time.Time) (bool, error) {
	day, err := time.Parse(dateFormat, since)
	if err != nil {
		return false, err
	}
	return !now.Before(day.AddDate(0, 0, 1).Add(unused)), nil
}

// stale says whether a secret holds a token that nobody has used for long. Dates
// of this form are in order as text.
func stale(s *corev1.Secret, now time.Time) bool {
	if s.Type != corev1.SecretTypeServiceAccountToken || s.DeletionTimestamp != nil || !s.CreationTimestamp.Time.Before(now.Add(-unused)) {
		return false
	}
	used, ok := s.Labels[lastUsedLabel]
	if !ok {
		return true // never since uses are noted
	}
	if _, err := time.Parse(dateFormat, used); err != nil {
		return false // there is no telling
	}
	return used < now.Add(-unused).Format(dateFormat)
}

// generated says whether a secret was made by the controllers of old, for an account
// that lists it; what somebody made by hand is theirs.
func generated(s *corev1.Secret, account *corev1.ServiceAccount) bool {
	if account == nil {
		return false
	}
	if uid := s.Annotations[corev1.ServiceAccountUIDKey]; uid != "" && uid != string(account.UID) {
		return false
	}
	return slices.ContainsFunc(account.Secrets, func(r corev1.ObjectReference) bool { return r.Name == s.Name })
}

// decide judges a stale, generated secret that no pod uses.
func decide(s *corev1.Secret, now time.Time) verdict {
	since := s.Labels[invalidSinceLabel]
	if _, err := time.Parse(dateFormat, since); err != nil {
		return mark
	}
	if since >= now.Add(-unused).Format(dateFormat) {
		return keep
	}
	return remove
}
