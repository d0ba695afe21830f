package certificates

import (
	"context"
	"fmt"
	"strings"
	"time"

	authorizationv1 "k8s.io/api/authorization/v1"
	certificatesv1 "k8s.io/api/certificates/v1"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/skiff-k8s/skiff/api/authorization"
	"github.com/skiff-k8s/skiff/api/certificates"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/reconcile"
	"github.com/skiff-k8s/skiff/trace"
)

// reviewAgain is after how long a node's request that its sender had no right to
// is looked at anew: the right may have been given meanwhile.
const reviewAgain = time.Minute

// Approver makes the loop that approves requests of node agents whose senders
// have the right to it. Its writes go through c.
func Approver(c client.Client) reconcile.Loop {
	return reconcile.Loop{
		Name:       "certificate approver",
		Client:     c,
		Sources:    []reconcile.Source{{Resource: certificates.CertificateSigningRequests}},
		Reconciler: approver{c},
	}
}

type approver struct{ client client.Client }

// Reconcile sees to one request.
func (a approver) Reconcile(ctx context.Context, req reconcile.Request) (reconcile.Result, error) {
	r, err := client.Get[*certificatesv1.CertificateSigningRequest](ctx, a.client, certificates.CertificateSigningRequests, "", req.Name)
	if err != nil {
		return reconcile.Result{}, ignoreGone(err)
	}
	recognised := recognise(r)
	for _, way := range recognised {
		allowed, err := a.review(ctx, r, way.subresource)
		if err != nil {
			return reconcile.Result{}, err
		}
		if allowed {
			return reconcile.Result{}, a.approve(ctx, r, way)
		}
	}
	if len(recognised) > 0 {
		return reconcile.Result{RequeueAfter: reviewAgain}, nil
	}
	return reconcile.Result{}, nil
}

// way is a kind of request that is approved without a person, for those who may
// create the subresource of certificatesigningrequests.
type way struct {
	subresource string
	message     string
}

var (
	// selfNodeClient: a node agent renews its own certificate.
	selfNodeClient = way{"selfnodeclient", "Auto approving self kubelet client certificate after SubjectAccessReview."}
	// nodeClient: whoever holds a bootstrap token asks for a node's first one.
	nodeClient = way{"nodeclient", "Auto approving kubelet client certificate after SubjectAccessReview."}
)

// recognise returns the ways in which a request could be approved, the narrowest
// first; none when a verdict is there, or a person must give it.
func recognise(r *certificatesv1.CertificateSigningRequest) []way {
	if len(r.Status.Certificate) > 0 || condition(r, certificatesv1.CertificateApproved) != nil || condition(r, certificatesv1.CertificateDenied) != nil {
		return nil
	}
	if r.Spec.SignerName != certificatesv1.KubeAPIServerClientKubeletSignerName {
		return nil
	}
	asked, err := parse(r)
	if err != nil || checkNodeClient(asked, r.Spec.Usages) != nil {
		return nil
	}
	if r.Spec.Username == asked.Subject.CommonName {
		return []way{selfNodeClient, nodeClient}
	}
	return []way{nodeClient}
}

// review asks whether the sender of a request has the right.
func (a approver) review(ctx context.Context, r *certificatesv1.CertificateSigningRequest, subresource string) (bool, error) {
	extra := make(map[string]authorizationv1.ExtraValue, len(r.Spec.Extra))
	for k, v := range r.Spec.Extra {
		extra[k] = authorizationv1.ExtraValue(v)
	}
	out, err := a.client.Create(ctx, authorization.SubjectAccessReviews, &authorizationv1.SubjectAccessReview{
		Spec: authorizationv1.SubjectAccessReviewSpec{
			User: r.Spec.Username, UID: r.Spec.UID, Groups: r.Spec.Groups, Extra: extra,
			ResourceAttributes: &authorizationv1.ResourceAttributes{
				Group: certificatesv1.GroupName, Version: "*", Resource: "certificatesigningrequests",
				Subresource: subresource, Verb: "create",
			},
		},
	}, client.CreateOptions{})
	if err != nil {
		return false, fmt.Errorf("reviewing the rights of %s: %w", r.Spec.Username, err)
	}
	return out.(*authorizationv1.SubjectAccessReview).Status.Allowed, nil
}

func (a approver) approve(ctx context.Context, r *certificatesv1.CertificateSigningRequest, by way) error {
	next := r.DeepCopy()
	next.Status.Conditions = append(next.Status.Conditions, certificatesv1.CertificateSigningRequestCondition{
		Type: certificatesv1.CertificateApproved, Status: corev1.ConditionTrue,
		Reason: "AutoApproved", Message: by.message,
	})
	sender := strings.TrimPrefix(r.Spec.Username, nodeUser)
	ctx = trace.Because(ctx, sender+" may ask for a node's client certificate ("+by.subresource+")")
	_, err := a.client.Update(ctx, certificates.CertificateSigningRequests, next, "approval")
	return ignoreGone(err)
}

func ignoreGone(err error) error {
	if apierrors.IsNotFound(err) {
		return nil
	}
	return err
}
