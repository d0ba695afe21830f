package certificates

import (
	"context"
	"crypto"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"time"

	certificatesv1 "k8s.io/api/certificates/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api/certificates"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/reconcile"
	"github.com/skiff-k8s/skiff/trace"
)

// Authority signs certificates for keys.
type Authority interface {
	// Issue signs template for key and returns the certificate in DER.
	Issue(template *x509.Certificate, key crypto.PublicKey) ([]byte, error)
	// Expires is when the authority's own certificate ends.
	Expires() time.Time
}

// Signer makes the loop that signs approved requests for the signers of the
// cluster itself. Its writes go through c.
func Signer(c client.Client, authority Authority, now func() time.Time) reconcile.Loop {
	return reconcile.Loop{
		Name:       "certificate signer",
		Client:     c,
		Sources:    []reconcile.Source{{Resource: certificates.CertificateSigningRequests}},
		Reconciler: signer{c, authority, now},
	}
}

type signer struct {
	client    client.Client
	authority Authority
	now       func() time.Time
}

// Reconcile sees to one request.
func (s signer) Reconcile(ctx context.Context, req reconcile.Request) (reconcile.Result, error) {
	r, err := client.Get[*certificatesv1.CertificateSigningRequest](ctx, s.client, certificates.CertificateSigningRequests, "", req.Name)
	if err != nil {
		return reconcile.Result{}, ignoreGone(err)
	}
	d, err := decide(r, s.authority.Expires(), s.now())
	if err != nil || d == (decision{}) {
		return reconcile.Result{}, err
	}
	return reconcile.Result{}, s.act(ctx, r, d)
}

func (s signer) act(ctx context.Context, r *certificatesv1.CertificateSigningRequest, d decision) error {
	next := r.DeepCopy()
	if d.failure != "" {
		ctx = trace.Because(ctx, "signer "+r.Spec.SignerName+" cannot sign it: "+d.failure)
		next.Status.Conditions = append(next.Status.Conditions, certificatesv1.CertificateSigningRequestCondition{
			Type: certificatesv1.CertificateFailed, Status: corev1.ConditionTrue,
			Reason: "SignerValidationFailure", Message: d.failure,
			LastUpdateTime: metav1.NewTime(s.now()),
		})
	} else {
		der, err := s.authority.Issue(d.template, d.template.PublicKey)
		if err != nil {
			return fmt.Errorf("signing %s: %w", r.Name, err)
		}
		ctx = trace.Because(ctx, "approved for signer "+r.Spec.SignerName)
		next.Status.Certificate = pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	}
	_, err := s.client.Update(ctx, certificates.CertificateSigningRequests, next, "status")
	return ignoreGone(err)
}

// decision is what a signer makes of a request: a certificate, a failure that is
// for good, or neither.
type decision struct {
	template *x509.Certificate
	failure  string
}

// decide judges one request; expires is when the authority ends.
func decide(r *certificatesv1.CertificateSigningRequest, expires, now time.Time) (decision, error) {
	check, own := signers[r.Spec.SignerName]
	if !own || !approved(r) || condition(r, certificatesv1.CertificateFailed) != nil || len(r.Status.Certificate) > 0 {
		return decision{}, nil
	}
	asked, err := parse(r)
	if err != nil {
		return decision{}, fmt.Errorf("request %s: %w", r.Name, err)
	}
	if err := check(asked, r.Spec.Usages); err != nil {
		return decision{failure: err.Error()}, nil
	}
	template, err := newTemplate(asked, r.Spec, expires, now)
	return decision{template: template}, err
}

// check says why a signer does not sign such a request, nil when it does.
type check func(r *x509.CertificateRequest, usages []certificatesv1.KeyUsage) error

// signers are the signers of the cluster itself.
var signers = map[string]check{
	certificatesv1.KubeAPIServerClientSignerName:        checkClient,
	certificatesv1.KubeAPIServerClientKubeletSignerName: checkNodeClient,
	certificatesv1.KubeletServingSignerName:             checkNodeServing,
	// Requests of old, from before requests named a signer, are signed as they are.
	"kubernetes.io/legacy-unknown": func(*x509.CertificateRequest, []certificatesv1.KeyUsage) error { return nil },
}

// checkClient wants a certificate for clients and nothing beyond.
func checkClient(_ *x509.CertificateRequest, usages []certificatesv1.KeyUsage) error {
	found := false
	for _, u := range usages {
		switch u {
		case certificatesv1.UsageClientAuth:
			found = true
		case certificatesv1.UsageDigitalSignature, certificatesv1.UsageKeyEncipherment:
		default:
			return fmt.Errorf("invalid usage for client certificate: %s", u)
		}
	}
	if !found {
		return fmt.Errorf("missing required usage for client certificate: %s", certificatesv1.UsageClientAuth)
	}
	return nil
}
