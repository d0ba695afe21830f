package endpoints

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apiserver/pkg/authentication/user"

	"github.com/skiff-k8s/skiff/apiserver/authz"
)

// statusOf makes a Status of any error.
func statusOf(err error) *metav1.Status {
	var status metav1.Status
	var known apierrors.APIStatus
	switch {
	case errors.As(err, &known):
		status = known.Status()
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		status = apierrors.NewTimeoutError("request did not complete within requested timeout - "+err.Error(), 0).Status()
	default:
		status = metav1.Status{Status: metav1.StatusFailure, Code: http.StatusInternalServerError, Message: err.Error()}
	}
	if status.Status == "" {
		status.Status = metav1.StatusFailure
	}
	if status.Code == 0 {
		status.Code = http.StatusInternalServerError
		if status.Status == metav1.StatusSuccess {
			status.Code = http.StatusOK
		}
	}
	status.Kind, status.APIVersion = "Status", "v1"
	return &status
}

// WriteError answers with the Status of err, in the form that the client accepts.
func WriteError(w http.ResponseWriter, r *http.Request, err error) {
	status := statusOf(err)
	if d := status.Details; d != nil && d.RetryAfterSeconds > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(int(d.RetryAfterSeconds)))
	}
	auditStatus(w, status)
	writeStatus(w, r, status)
}

func writeStatus(w http.ResponseWriter, r *http.Request, status *metav1.Status) {
	status.Kind, status.APIVersion = "Status", "v1"
	out, err := negotiate(r, acceptsPlain)
	if err != nil {
		out = output{pretty: true} // nobody said how: it is for a person
	}
	data, err := encodeObject(nil, out, schema.GroupVersionKind{Version: "v1", Kind: "Status"}, status)
	if err != nil {
		data, _ = json.Marshal(status)
		out.format = formatJSON
	}
	writeBody(w, r, int(status.Code), out.contentType(), data)
}

// noVerb is the answer to a method that a path does not have.
func noVerb() error {
	return apierrors.NewGenericServerResponse(http.StatusMethodNotAllowed, "", schema.GroupResource{}, "", "405: Method Not Allowed", 0, false)
}

// noPath is the answer to a path below a group-version that is not served.
func noPath() error {
	return apierrors.NewGenericServerResponse(http.StatusNotFound, "", schema.GroupResource{}, "", "404: Page Not Found", 0, false)
}

func writeNoPage(w http.ResponseWriter) {
	h := w.Header()
	h.Set("Content-Type", "text/plain; charset=utf-8")
	h.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(http.StatusNotFound)
	_, _ = w.Write([]byte("404 page not found\n"))
}

// tame keeps user input in messages from being read as HTML.
var tame = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// Forbidden makes the error of a request that nobody allows.
func Forbidden(a *authz.Attributes, reason string) error {
	message := tame.Replace(deniedText(a.User, a))
	if reason != "" {
		message += ": " + reason
	}
	return apierrors.NewForbidden(schema.GroupResource{Group: a.Group, Resource: a.Resource}, a.Name, errors.New(message))
}

func deniedText(u user.Info, a *authz.Attributes) string {
	if !a.ForResource() {
		return fmt.Sprintf("User %q cannot %s path %q", u.GetName(), a.Verb, a.Path)
	}
	resource := a.Resource
	if a.Subresource != "" {
		resource += "/" + a.Subresource
	}
	if a.Namespace != "" {
		return fmt.Sprintf("User %q cannot %s resource %q in API group %q in the namespace %q", u.GetName(), a.Verb, resource, a.Group, a.Namespace)
	}
	return fmt.Sprintf("User %q cannot %s resource %q in API group %q at the cluster scope", u.GetName(), a.Verb, resource, a.Group)
}

// noMedia is the answer when the client accepts no media type that there is.
func noMedia(accepted []string) error {
	return apierrors.NewGenericServerResponse(http.StatusNotAcceptable, "", schema.GroupResource{}, "",
		"406: Not Acceptable\n\nAvailable representations: "+strings.Join(accepted, ", "), 0, false)
}

// notAcceptable is the answer when a media type could be given, but not as asked.
func notAcceptable(message string) error {
	return &apierrors.StatusError{ErrStatus: metav1.Status{
		Status: metav1.StatusFailure, Code: http.StatusNotAcceptable, Reason: metav1.StatusReasonNotAcceptable, Message: message,
	}}
}

// unsupported is the answer to a body in a form that nobody reads here.
func unsupported(accepted []string) error {
	return &apierrors.StatusError{ErrStatus: metav1.Status{
		Status: metav1.StatusFailure, Code: http.StatusUnsupportedMediaType, Reason: metav1.StatusReasonUnsupportedMediaType,
		Message: "the body of the request was in an unknown format - accepted media types include: " + strings.Join(accepted, ", "),
	}}
}
