package endpoints

import (
	"net/http"
	"strings"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apiserver/pkg/authentication/user"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/apiserver/audit"
	"github.com/skiff-k8s/skiff/apiserver/rest"
)

// Annotations of every authorized request.
const (
	auditDecision = "authorization.k8s.io/decision"
	auditReason   = "authorization.k8s.io/reason"
)

// beginAudit begins the record of a request, where there is to be one.
func (h *Handler) beginAudit(w *recorder, r *http.Request, i *info, u user.Info, start time.Time, long bool) {
	if h.config.Audit == nil {
		return
	}
	w.audit, w.long = h.config.Audit.Begin(audit.OriginOf(r, w.Header().Get("Audit-Id"), start), attributes(i, u)), long
}

// auditUnauthorized records a request of nobody.
func (h *Handler) auditUnauthorized(w *recorder, r *http.Request, i *info, start time.Time) {
	if h.config.Audit == nil {
		return
	}
	shown := ""
	if scheme, _, ok := strings.Cut(strings.TrimSpace(r.Header.Get("Authorization")), " "); ok {
		shown = strings.ToLower(scheme)
	}
	if r.TLS != nil && len(r.TLS.PeerCertificates) > 0 {
		if shown != "" {
			shown += ", "
		}
		shown += "x509"
	}
	h.config.Audit.Unauthorized(audit.OriginOf(r, w.Header().Get("Audit-Id"), start), attributes(i, nil), shown)
}

// auditObject records which object a body is about, and the body itself when that
// is wanted.
func (c *call) auditObject(gvk schema.GroupVersionKind, o api.Object) {
	record := c.w.audit
	if record == nil {
		return
	}
	record.Object(o.GetNamespace(), o.GetName(), string(o.GetUID()), o.GetResourceVersion())
	if record.WantsRequest() {
		if data, err := appendJSON(nil, gvk, o); err == nil {
			record.Request(data)
		}
	}
}

// auditAnswer records the result of a verb on one object.
func (c *call) auditAnswer(code int, gvk schema.GroupVersionKind, result rest.Result) {
	record := c.w.audit
	if record == nil {
		return
	}
	if result.Status != nil {
		status := *result.Status
		status.Kind, status.APIVersion = "Status", "v1"
		if status.Code == 0 {
			status.Code = int32(code)
		}
		record.Status(&status)
		return
	}
	if !record.WantsResponse() {
		return
	}
	var data []byte
	var err error
	if result.Entry != nil {
		data, err = result.Entry.AppendJSON(nil)
	} else {
		data, err = appendJSON(nil, gvk, result.Object)
	}
	if err == nil {
		record.Response(data)
	}
}

// auditList records a list that is the answer.
func (c *call) auditList(l rest.List) {
	if !c.w.audit.WantsResponse() {
		return
	}
	if data, err := appendJSONList(nil, c.res.ListGVK(), l, c.custom()); err == nil {
		c.w.audit.Response(data)
	}
}

// auditStatus records an error that is the answer.
func auditStatus(w http.ResponseWriter, status *metav1.Status) {
	if rec, ok := w.(*recorder); ok {
		rec.audit.Status(status)
	}
}
