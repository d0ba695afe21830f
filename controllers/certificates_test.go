package controllers_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"testing"
	"time"

	certificatesv1 "k8s.io/api/certificates/v1"
	corev1 "k8s.io/api/core/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"

	"github.com/skiff-k8s/skiff/api/certificates"
	"github.com/skiff-k8s/skiff/api/rbac"
	"github.com/skiff-k8s/skiff/client"
)

// signingRequest makes a request object, with its key in PEM.
func signingRequest(t *testing.T, name, signer string, template x509.CertificateRequest, usages ...certificatesv1.KeyUsage) (*certificatesv1.CertificateSigningRequest, []byte) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.CreateCertificateRequest(rand.Reader, &template, key)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := x509.MarshalECPrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return &certificatesv1.CertificateSigningRequest{
		ObjectMeta: metav1.ObjectMeta{Name: name},
		Spec: certificatesv1.CertificateSigningRequestSpec{
			Request:    pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE REQUEST", Bytes: der}),
			SignerName: signer, Usages: usages,
		},
	}, pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: raw})
}

// issued waits for a request's certificate.
func (w *world) issued(name string) *certificatesv1.CertificateSigningRequest {
	w.Helper()
	var r *certificatesv1.CertificateSigningRequest
	w.eventually("request "+name+" issued", func() bool {
		var err error
		if r, err = client.Get[*certificatesv1.CertificateSigningRequest](w.Context(), w.client, certificates.CertificateSigningRequests, "", name); err != nil {
			w.Fatal(err)
		}
		return len(r.Status.Certificate) > 0
	})
	return r
}

func (w *world) approve(r *certificatesv1.CertificateSigningRequest) {
	w.Helper()
	next := r.DeepCopy()
	next.Status.Conditions = []certificatesv1.CertificateSigningRequestCondition{{Type: certificatesv1.CertificateApproved, Status: corev1.ConditionTrue, Reason: "Test"}}
	if _, err := w.client.Update(w.Context(), certificates.CertificateSigningRequests, next, "approval"); err != nil {
		w.Fatal(err)
	}
}

func TestAnApprovedRequestMakesAClient(t *testing.T) {
	w := newWorld(t)
	r, key := signingRequest(t, "ann", certificatesv1.KubeAPIServerClientSignerName,
		x509.CertificateRequest{Subject: pkix.Name{CommonName: "ann", Organization: []string{"readers"}}}, certificatesv1.UsageClientAuth)
	r.Spec.Username, r.Spec.Groups = "system:admin", []string{"system:masters"} // not for the sender to say
	stored := w.create(certificates.CertificateSigningRequests, r).(*certificatesv1.CertificateSigningRequest)
	if s := stored.Spec; s.Username != "kubernetes-admin" || len(s.Groups) != 2 {
		t.Errorf("asked by %s of %v", s.Username, s.Groups)
	}
	w.approve(stored)
	done := w.issued("ann")
	if c := done.Status.Conditions[0]; c.LastTransitionTime.IsZero() || c.LastUpdateTime.IsZero() {
		t.Errorf("the verdict has no times: %+v", c)
	}
	config := rest.AnonymousClientConfig(w.server.Config(t))
	config.CertData, config.KeyData = done.Status.Certificate, key
	ann, err := kubernetes.NewForConfig(config)
	if err != nil {
		t.Fatal(err)
	}
	_, err = ann.CoreV1().Pods("default").List(t.Context(), metav1.ListOptions{})
	if !apierrors.IsForbidden(err) {
		t.Errorf("the server does not know ann: %v", err)
	}
	// An hour later the request is removed.
	w.skew.Store(int64(2 * time.Hour))
	w.stop()
	w.start()
	w.eventually("the request is gone", func() bool {
		_, err := w.client.Get(t.Context(), certificates.CertificateSigningRequests, "", "ann")
		return apierrors.IsNotFound(err)
	})
}

func TestANodeRenewsItsCertificate(t *testing.T) {
	w := newWorld(t)
	r, _ := signingRequest(t, "n1", certificatesv1.KubeAPIServerClientKubeletSignerName,
		x509.CertificateRequest{Subject: pkix.Name{CommonName: "system:node:n1", Organization: []string{"system:nodes"}}},
		certificatesv1.UsageClientAuth, certificatesv1.UsageDigitalSignature)
	w.create(rbac.ClusterRoleBindings, &rbacv1.ClusterRoleBinding{
		ObjectMeta: metav1.ObjectMeta{Name: "nodes-renew"},
		RoleRef:    rbacv1.RoleRef{APIGroup: rbacv1.GroupName, Kind: "ClusterRole", Name: "system:certificates.k8s.io:certificatesigningrequests:selfnodeclient"},
		Subjects:   []rbacv1.Subject{{APIGroup: rbacv1.GroupName, Kind: "Group", Name: "system:nodes"}},
	})
	node := w.local("system:node:n1", "system:nodes")
	if _, err := node.Create(t.Context(), certificates.CertificateSigningRequests, r, client.CreateOptions{}); err != nil {
		t.Fatal(err)
	}
	if c := w.issued("n1").Status.Conditions[0]; c.Reason != "AutoApproved" {
		t.Errorf("verdict %+v", c)
	}
}

func TestARequestThatTheSignerRefusesFails(t *testing.T) {
	w := newWorld(t)
	r, _ := signingRequest(t, "odd", certificatesv1.KubeAPIServerClientSignerName,
		x509.CertificateRequest{Subject: pkix.Name{CommonName: "odd"}}, certificatesv1.UsageServerAuth)
	w.approve(w.create(certificates.CertificateSigningRequests, r).(*certificatesv1.CertificateSigningRequest))
	w.eventually("the request failed", func() bool {
		r, err := client.Get[*certificatesv1.CertificateSigningRequest](t.Context(), w.client, certificates.CertificateSigningRequests, "", "odd")
		if err != nil {
			t.Fatal(err)
		}
		cs := r.Status.Conditions
		return len(cs) == 2 && cs[1].Type == certificatesv1.CertificateFailed && cs[1].Reason == "SignerValidationFailure" && !cs[1].LastTransitionTime.IsZero()
	})
}
