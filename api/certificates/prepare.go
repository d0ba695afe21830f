package certificates

import (
	certificatesv1 "k8s.io/api/certificates/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apiserver/pkg/authentication/user"
)

func prepareRequest(r, old *certificatesv1.CertificateSigningRequest) {
	if old == nil {
		r.Status = certificatesv1.CertificateSigningRequestStatus{}
		return
	}
	// A request says what it says: nobody may change it later.
	r.Spec, r.Status = old.Spec, old.Status
}

// stamp writes down who asks for the certificate, which approvers and signers
// rely on, and when conditions were set.
func stamp(r, old *certificatesv1.CertificateSigningRequest, who user.Info, now metav1.Time) {
	if old != nil {
		stampConditions(r.Status.Conditions, old.Status.Conditions, now)
		return
	}
	r.Spec.Username, r.Spec.UID, r.Spec.Groups, r.Spec.Extra = "", "", nil, nil
	if who == nil {
		return
	}
	r.Spec.Username, r.Spec.UID, r.Spec.Groups = who.GetName(), who.GetUID(), who.GetGroups()
	for k, v := range who.GetExtra() {
		if r.Spec.Extra == nil {
			r.Spec.Extra = map[string]certificatesv1.ExtraValue{}
		}
		r.Spec.Extra[k] = v
	}
}

// stampConditions fills in the times that were left out. A condition that was
// there with the same status keeps the time of its last transition.
func stampConditions(conditions, old []certificatesv1.CertificateSigningRequestCondition, now metav1.Time) {
	for i := range conditions {
		c := &conditions[i]
		if c.LastUpdateTime.IsZero() {
			c.LastUpdateTime = now
		}
		if !c.LastTransitionTime.IsZero() {
			continue
		}
		c.LastTransitionTime = now
		for _, o := range old {
			if o.Type == c.Type && o.Status == c.Status && !o.LastTransitionTime.IsZero() {
				c.LastTransitionTime = o.LastTransitionTime
				break
			}
		}
	}
}

// setConditions is the approver's part: the verdict.
func setConditions(r, body *certificatesv1.CertificateSigningRequest) {
	r.Status.Conditions = body.Status.Conditions
}

// setStatus is the signer's part: the certificate and whether signing failed.
// Verdicts that are there stay as they are; one too many or too few is for
// validation to refuse.
func setStatus(r, body *certificatesv1.CertificateSigningRequest) {
	verdicts := r.Status.Conditions
	r.Status = body.Status
	for _, t := range []certificatesv1.RequestConditionType{certificatesv1.CertificateApproved, certificatesv1.CertificateDenied} {
		was, is := ofType(verdicts, t), ofType(r.Status.Conditions, t)
		if len(was) != len(is) {
			continue
		}
		for i := range was {
			*is[i] = *was[i]
		}
	}
}

// ofType returns where the conditions of a type are.
func ofType(conditions []certificatesv1.CertificateSigningRequestCondition, t certificatesv1.RequestConditionType) (out []*certificatesv1.CertificateSigningRequestCondition) {
	for i := range conditions {
		if conditions[i].Type == t {
			out = append(out, &conditions[i])
		}
	}
	return out
}

func isVerdict(t certificatesv1.RequestConditionType) bool {
	return t == certificatesv1.CertificateApproved || t == certificatesv1.CertificateDenied
}
