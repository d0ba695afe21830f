// Package certificates describes the kind of certificates.k8s.io/v1: certificate
// signing requests.
package certificates

import (
	"time"

	certificatesv1 "k8s.io/api/certificates/v1"
	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/duration"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/names"
	"github.com/skiff-k8s/skiff/api/table"
)

// Resources lists the kinds of the group.
func Resources() []*api.Resource { return []*api.Resource{CertificateSigningRequests} }

// CertificateSigningRequests ask for a certificate.
var CertificateSigningRequests = api.Define(api.Meta{
	Group: certificatesv1.GroupName, Version: "v1",
	Name: "certificatesigningrequests", Singular: "certificatesigningrequest", Kind: "CertificateSigningRequest",
	ShortNames: []string{"csr"},
}, func() *certificatesv1.CertificateSigningRequest { return &certificatesv1.CertificateSigningRequest{} }, api.Rules[*certificatesv1.CertificateSigningRequest]{
	NewList:      func() runtime.Object { return &certificatesv1.CertificateSigningRequestList{} },
	Prepare:      prepareRequest,
	Stamp:        stamp,
	Validate:     validateRequest,
	ValidateName: names.PathSegment,
	Columns:      columns(),
	Row:          row,
	FieldNames:   []string{"spec.signerName"},
	Fields: func(r *certificatesv1.CertificateSigningRequest) fields.Set {
		return fields.Set{"spec.signerName": r.Spec.SignerName}
	},
	Subresources: []api.Subresource{
		api.Part("approval", setConditions, validateApproval),
		api.Part("status", setStatus, validateStatus),
	},
})

func columns() table.Columns {
	spec := certificatesv1.CertificateSigningRequestSpec{}.SwaggerDoc()
	return table.Columns{
		table.Name(),
		table.Age(),
		table.Text("SignerName", spec["signerName"]),
		table.Text("Requestor", spec["username"]),
		table.Text("RequestedDuration", spec["expirationSeconds"]),
		table.Text("Condition", certificatesv1.CertificateSigningRequestStatus{}.SwaggerDoc()["conditions"]),
	}
}

func row(r *certificatesv1.CertificateSigningRequest, now time.Time) []any {
	wanted := table.None
	if s := r.Spec.ExpirationSeconds; s != nil {
		wanted = duration.HumanDuration(time.Duration(*s) * time.Second)
	}
	return []any{
		r.Name, table.AgeOf(r, now), table.Or(r.Spec.SignerName, table.None), r.Spec.Username, wanted, verdict(r),
	}
}

func verdict(r *certificatesv1.CertificateSigningRequest) string {
	var approved, denied, failed bool
	for _, c := range r.Status.Conditions {
		switch c.Type {
		case certificatesv1.CertificateApproved:
			approved = true
		case certificatesv1.CertificateDenied:
			denied = true
		case certificatesv1.CertificateFailed:
			failed = true
		}
	}
	text := "Pending"
	// Denied wins over approved.
	switch {
	case denied:
		text = "Denied"
	case approved:
		text = "Approved"
	}
	if failed {
		text += ",Failed"
	}
	if len(r.Status.Certificate) > 0 {
		text += ",Issued"
	}
	return text
}
