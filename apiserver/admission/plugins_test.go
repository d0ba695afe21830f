package admission

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"testing"

	certificatesv1 "k8s.io/api/certificates/v1"
	corev1 "k8s.io/api/core/v1"
	storagev1 "k8s.io/api/storage/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/version"

	"github.com/skiff-k8s/skiff/api/certificates"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/apiserver/authz"
	"github.com/skiff-k8s/skiff/apiserver/lookup"
	"github.com/skiff-k8s/skiff/apiserver/lookup/lookuptest"
	"github.com/skiff-k8s/skiff/apiserver/rest"
)

// rights lets users do what is named here: "ann approve example.com/a".
type rights []string

// Authorize implements authz.Authorizer.
func (r rights) Authorize(_ context.Context, a *authz.Attributes) (authz.Decision, string, error) {
	for _, right := range r {
		if right == a.User.GetName()+" "+a.Verb+" "+a.Name && a.Resource == "signers" && a.Group == certificatesv1.GroupName {
			return authz.Allow, "", nil
		}
	}
	return authz.NoOpinion, "", nil
}

func TestCertificatePlugins(t *testing.T) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	request := func(signer string, groups ...string) *certificatesv1.CertificateSigningRequest {
		der, err := x509.CreateCertificateRequest(rand.Reader, &x509.CertificateRequest{Subject: pkix.Name{CommonName: "x", Organization: groups}}, key)
		if err != nil {
			t.Fatal(err)
		}
		return &certificatesv1.CertificateSigningRequest{ObjectMeta: metav1.ObjectMeta{Name: "r"}, Spec: certificatesv1.CertificateSigningRequestSpec{
			SignerName: signer, Request: pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE REQUEST", Bytes: der}),
		}}
	}
	plain := request("example.com/a")
	signed := plain.DeepCopy()
	signed.Status.Certificate = []byte("c")
	judged := plain.DeepCopy()
	judged.Status.Conditions = []certificatesv1.CertificateSigningRequestCondition{{Type: certificatesv1.CertificateFailed}}
	labelled := plain.DeepCopy()
	labelled.Labels = map[string]string{"a": "b"}
	garbled := request(certificatesv1.KubeAPIServerClientSignerName)
	garbled.Spec.Request = []byte("x")
	may := rights{"ann approve example.com/a", "ann sign example.com/*"}
	plugins := New(CertificateApproval{may}, CertificateSigning{may}, CertificateSubjectRestriction{})
	r := certificates.CertificateSigningRequests
	for name, c := range map[string]struct {
		a    *rest.Attributes
		want string
	}{
		"approve":                  {attributes(r, rest.Update, plain, plain, in("approval")), ""},
		"approve without right":    {attributes(r, rest.Update, plain, plain, in("approval"), by("bob")), `certificatesigningrequests.certificates.k8s.io "r" is forbidden: user not permitted to approve requests with signerName "example.com/a"`},
		"approve for another":      {attributes(r, rest.Update, plain, request("example.com/b"), in("approval")), `with signerName "example.com/b"`},
		"sign":                     {attributes(r, rest.Update, signed, plain, in("status")), ""},
		"sign without right":       {attributes(r, rest.Update, signed, plain, in("status"), by("bob")), "user not permitted to sign requests"},
		"fail without right":       {attributes(r, rest.Update, judged, plain, in("status"), by("bob")), "user not permitted to sign requests"},
		"nothing that matters":     {attributes(r, rest.Update, labelled, plain, in("status"), by("bob")), ""},
		"a client":                 {attributes(r, rest.Create, request(certificatesv1.KubeAPIServerClientSignerName, "people"), nil), ""},
		"a master":                 {attributes(r, rest.Create, request(certificatesv1.KubeAPIServerClientSignerName, "people", "system:masters"), nil), "use of kubernetes.io/kube-apiserver-client signer with system:masters group is not allowed"},
		"a master of another kind": {attributes(r, rest.Create, request("example.com/a", "system:masters"), nil), ""},
		"garbled":                  {attributes(r, rest.Create, garbled, nil), "failed to parse CSR: PEM block type must be CERTIFICATE REQUEST"},
	} {
		check(t, name, plugins.Validate(ctx, c.a), c.want)
	}
}

func TestStoragePlugins(t *testing.T) {
	yes := true
	class := func(name string, expand *bool) *storagev1.StorageClass {
		return &storagev1.StorageClass{ObjectMeta: metav1.ObjectMeta{Name: name}, AllowVolumeExpansion: expand}
	}
	p := PersistentVolumeClaimResize{lookuptest.Fixed{}.With(lookup.StorageClasses, class("grows", &yes), class("stays", nil))}
	claim := func(class, size string, phase corev1.PersistentVolumeClaimPhase) *corev1.PersistentVolumeClaim {
		return &corev1.PersistentVolumeClaim{
			ObjectMeta: metav1.ObjectMeta{Namespace: "ns", Name: "c"},
			Spec:       corev1.PersistentVolumeClaimSpec{StorageClassName: &class, Resources: corev1.VolumeResourceRequirements{Requests: list("storage=" + size)}},
			Status:     corev1.PersistentVolumeClaimStatus{Phase: phase},
		}
	}
	for name, c := range map[string]struct {
		o, old *corev1.PersistentVolumeClaim
		want   string
	}{
		"grows":     {claim("grows", "2Gi", corev1.ClaimBound), claim("grows", "1Gi", corev1.ClaimBound), ""},
		"same":      {claim("stays", "1Gi", corev1.ClaimPending), claim("stays", "1Gi", corev1.ClaimPending), ""},
		"not bound": {claim("grows", "2Gi", corev1.ClaimPending), claim("grows", "1Gi", corev1.ClaimPending), "Only bound persistent volume claims can be expanded"},
		"cannot":    {claim("stays", "2Gi", corev1.ClaimBound), claim("stays", "1Gi", corev1.ClaimBound), "the storageclass that provisions the pvc must support resize"},
		"no class":  {claim("none", "2Gi", corev1.ClaimBound), claim("none", "1Gi", corev1.ClaimBound), "only dynamically provisioned pvc can be resized"},
	} {
		check(t, name, p.Validate(ctx, attributes(core.PersistentVolumeClaims, rest.Update, c.o, c.old)), c.want)
	}
	o := claim("a", "1Gi", "")
	o.Finalizers = []string{"x/y"}
	for range 2 {
		check(t, "protection", StorageObjectInUseProtection{}.Admit(ctx, attributes(core.PersistentVolumeClaims, rest.Create, o, nil)), "")
	}
	if len(o.Finalizers) != 2 || o.Finalizers[1] != "kubernetes.io/pvc-protection" {
		t.Errorf("%v", o.Finalizers)
	}
}

func TestResizePlugins(t *testing.T) {
	node := func(name, os string) *corev1.Node {
		return &corev1.Node{ObjectMeta: metav1.ObjectMeta{Name: name, Labels: map[string]string{corev1.LabelOSStable: os}}, Status: corev1.NodeStatus{Allocatable: list("cpu=2 memory=1Gi")}}
	}
	objects := lookuptest.Fixed{}.With(lookup.Nodes, node("n", "linux"), node("w", "windows"))
	on := func(name string, generation int64, change ...func(*corev1.Pod)) *corev1.Pod {
		return pod(append(change, func(p *corev1.Pod) { p.Spec.NodeName, p.Generation = name, generation })...)
	}
	podLevel := func(p *corev1.Pod) { p.Spec.Resources = &corev1.ResourceRequirements{Requests: list("cpu=1")} }
	plugins := New(NodeDeclaredFeatureValidator{objects, version.MajorMinor(1, 36)}, PodResizeValidator{objects})
	for name, c := range map[string]struct {
		o, old *corev1.Pod
		sub    string
		want   string
		cause  metav1.CauseType
	}{
		"fits":         {on("n", 2, needs("cpu=1", "")), on("n", 1), "resize", "", ""},
		"too much":     {on("n", 2, needs("cpu=3 memory=2Gi", "")), on("n", 1), "resize", "node didn't have enough allocatable resources: cpu, requested: 3000, allocatable: 2000; memory, requested: 2147483648, allocatable: 1073741824", "NodeCapacity"},
		"elsewhere":    {on("w", 2, needs("cpu=1", "")), on("w", 1), "resize", `pod resize is only supported on linux nodes, node "w" is "windows"`, "UnsupportedPlatform"},
		"no node":      {on("x", 2, needs("cpu=1", "")), on("x", 1), "resize", `node "x" not found`, ""},
		"not placed":   {on("", 2, needs("cpu=9", "")), on("", 1), "resize", "", ""},
		"no change":    {on("n", 1, needs("cpu=9", "")), on("n", 1), "resize", "", ""},
		"another path": {on("n", 2, needs("cpu=9", "")), on("n", 1), "status", "", ""},
		"not declared": {on("n", 2, podLevel), on("n", 1), "resize", `pod update requires features InPlacePodLevelResourcesVerticalScaling which are not available on node "n"`, ""},
	} {
		err := plugins.Validate(ctx, attributes(core.Pods, rest.Update, c.o, c.old, in(c.sub)))
		check(t, name, err, c.want)
		if c.cause != "" && !apierrors.HasStatusCause(err, c.cause) {
			t.Errorf("%s: no cause in %v", name, err)
		}
	}
}
