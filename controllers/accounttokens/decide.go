package accounttokens

import (
	"bytes"
	"slices"

	corev1 "k8s.io/api/core/v1"
)

// decision is what one secret needs.
type decision struct {
	secret *corev1.Secret
	delete bool
	// What is filled in.
	token, ca, namespace bool
	reason               string
}

// decide looks at the secrets that name an account, which is nil when there is
// none of that name.
func decide(account *corev1.ServiceAccount, secrets []*corev1.Secret, ca []byte) []decision {
	var out []decision
	for _, s := range secrets {
		if s.DeletionTimestamp != nil {
			continue
		}
		d := decision{secret: s}
		uid := s.Annotations[corev1.ServiceAccountUIDKey]
		switch {
		case account == nil:
			d.delete, d.reason = true, "its service account "+s.Annotations[corev1.ServiceAccountNameKey]+" does not exist"
		case uid != "" && uid != string(account.UID):
			d.delete, d.reason = true, "it belongs to an earlier service account "+account.Name
		default:
			d.token = len(s.Data[corev1.ServiceAccountTokenKey]) == 0
			d.ca = len(ca) > 0 && !bytes.Equal(s.Data[corev1.ServiceAccountRootCAKey], ca)
			d.namespace = len(s.Data[corev1.ServiceAccountNamespaceKey]) == 0
			switch {
			case d.token:
				d.reason = "it has no token of service account " + account.Name
			case d.ca:
				d.reason = "it lacks the certificate by which the API server is known"
			case d.namespace:
				d.reason = "it does not say its namespace"
			default:
				continue
			}
		}
		out = append(out, d)
	}
	return out
}

func without(refs []corev1.ObjectReference, name string) []corev1.ObjectReference {
	return slices.DeleteFunc(slices.Clone(refs), func(r corev1.ObjectReference) bool { return r.Name == name })
}
