package certificates

import (
	"context"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"time"

	certificatesv1 "k8s.io/api/certificates/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api/certificates"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/reconcile"
	"github.com/skiff-k8s/skiff/trace"
)

// How long requests stay.
const (
	// keepSettled is for those that are issued, denied or failed, since then.
	keepSettled = time.Hour
	// keepWaiting is for those without a verdict, since their creation, and those
	// that are approved and not signed, since then.
	keepWaiting = 24 * time.Hour
)

// Cleaner makes the loop that removes requests that are settled or forgotten. Its
// writes go through c.
func Cleaner(c client.Client, now func() time.Time) reconcile.Loop {
	return reconcile.Loop{
		Name:       "certificate cleaner",
		Client:     c,
		Sources:    []reconcile.Source{{Resource: certificates.CertificateSigningRequests}},
		Reconciler: cleaner{c, now},
		Workers:    1,
	}
}

type cleaner struct {
	client client.Client
	now    func() time.Time
}

// Reconcile removes one request, or comes back when its time is over.
func (c cleaner) Reconcile(ctx context.Context, req reconcile.Request) (reconcile.Result, error) {
	r, err := client.Get[*certificatesv1.CertificateSigningRequest](ctx, c.client, certificates.CertificateSigningRequests, "", req.Name)
	if err != nil {
		return reconcile.Result{}, ignoreGone(err)
	}
	end, reason := endOf(r)
	if end.IsZero() {
		return reconcile.Result{}, nil
	}
	if left := end.Sub(c.now()); left > 0 {
		return reconcile.Result{RequeueAfter: left}, nil
	}
	ctx = trace.Because(ctx, reason)
	return reconcile.Result{}, ignoreGone(c.client.Delete(ctx, certificates.CertificateSigningRequests, "", r.Name, metav1.DeleteOptions{
		Preconditions: &metav1.Preconditions{UID: &r.UID, ResourceVersion: &r.ResourceVersion},
	}))
}

// endOf returns when a request is to go, and why; never is the zero time.
func endOf(r *certificatesv1.CertificateSigningRequest) (end time.Time, reason string) {
	earlier := func(t metav1.Time, keep time.Duration, why string) {
		if t.IsZero() {
			return
		}
		if at := t.Add(keep); end.IsZero() || at.Before(end) {
			end, reason = at, why
		}
	}
	if len(r.Status.Conditions) == 0 {
		earlier(r.CreationTimestamp, keepWaiting, fmt.Sprintf("nobody gave a verdict for %s", keepWaiting))
	}
	for _, c := range r.Status.Conditions {
		switch c.Type {
		case certificatesv1.CertificateDenied:
			earlier(c.LastUpdateTime, keepSettled, fmt.Sprintf("it was denied %s ago", keepSettled))
		case certificatesv1.CertificateFailed:
			earlier(c.LastUpdateTime, keepSettled, fmt.Sprintf("it failed %s ago", keepSettled))
		case certificatesv1.CertificateApproved:
			if len(r.Status.Certificate) == 0 {
				earlier(c.LastUpdateTime, keepWaiting, fmt.Sprintf("it was approved, and nobody signed it for %s", keepWaiting))
				continue
			}
			earlier(c.LastUpdateTime, keepSettled, fmt.Sprintf("its certificate was issued %s ago", keepSettled))
			earlier(expiry(r.Status.Certificate), 0, "its certificate has expired")
		}
	}
	return end, reason
}

// expiry is when the first certificate of a chain ends; zero when there is none.
func expiry(chain []byte) metav1.Time {
	block, _ := pem.Decode(chain)
	if block == nil {
		return metav1.Time{}
	}
	cert, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		return metav1.Time{}
	}
	return metav1.NewTime(cert.NotAfter)
}
