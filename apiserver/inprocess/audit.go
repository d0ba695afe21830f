package inprocess

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"time"

	"github.com/google/uuid"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/apiserver/audit"
	"github.com/skiff-k8s/skiff/apiserver/authz"
	"github.com/skiff-k8s/skiff/apiserver/rest"
)

// Audited makes the client's writes show in the audit log, as those of a component
// that comes over the wire do; its reads are looks into the cache. a may be nil.
func (c *Client) Audited(a *audit.Auditor) *Client {
	c.audit = a
	return c
}

// write makes an authorized request and does what it is for. body is what it would
// carry on the wire, nil for nothing.
func (c *Client) write(ctx context.Context, verb string, r *api.Resource, namespace, name, subresource string, body any,
	do func(*rest.Request) (rest.Result, error)) (rest.Result, error) {
	req := &rest.Request{
		User: c.user, Verb: verb, Resource: r, Subresource: subresource,
		Namespace: namespace, Name: name, UserAgent: c.userAgent,
	}
	record := c.begin(req)
	if record != nil {
		req.Annotate = record.Annotate
	}
	if o, ok := body.(api.Object); ok {
		record.Object(o.GetNamespace(), o.GetName(), string(o.GetUID()), o.GetResourceVersion())
	}
	if record.WantsRequest() && body != nil {
		record.Request(encode(body))
	}
	err := c.gate.check(ctx, req, nil)
	decision := "allow"
	if apierrors.IsForbidden(err) {
		decision = "forbid"
	}
	record.Annotate("authorization.k8s.io/decision", decision)
	var result rest.Result
	if err == nil {
		result, err = do(req)
	}
	end(record, verb, result, err)
	return result, err
}

func encode(body any) []byte {
	if raw, ok := body.(json.RawMessage); ok {
		return raw
	}
	data, err := json.Marshal(body)
	if err != nil {
		return nil
	}
	return data
}

func (c *Client) begin(req *rest.Request) *audit.Record {
	if c.audit == nil {
		return nil
	}
	r := req.Resource
	uri := "/apis/" + r.Group + "/" + r.Version
	if r.Group == "" {
		uri = "/api/" + r.Version
	}
	if req.Namespace != "" {
		uri += "/namespaces/" + req.Namespace
	}
	uri += "/" + r.Name
	for _, part := range []string{req.Name, req.Subresource} {
		if part != "" {
			uri += "/" + part
		}
	}
	return c.audit.Begin(audit.Origin{ID: uuid.NewString(), URI: uri, UserAgent: req.UserAgent, Received: time.Now()}, &authz.Attributes{
		User: req.User, Verb: req.Verb, Group: r.Group, Version: r.Version, Resource: r.Name, Subresource: req.Subresource,
		Namespace: req.Namespace, Name: req.Name,
	})
}

func end(record *audit.Record, verb string, result rest.Result, err error) {
	if record == nil {
		return
	}
	code := http.StatusOK
	if verb == "create" || result.Created {
		code = http.StatusCreated
	}
	var known apierrors.APIStatus
	switch {
	case errors.As(err, &known):
		status := known.Status()
		code = int(status.Code)
		record.Status(&status)
	case err != nil:
		code = http.StatusInternalServerError
		record.Status(&metav1.Status{Status: metav1.StatusFailure, Message: err.Error(), Code: int32(code)})
	case record.WantsResponse() && result.Object != nil:
		record.Response(encode(result.Object))
	}
	record.Complete(code)
}
