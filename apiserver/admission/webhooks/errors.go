package webhooks

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// failure is that a webhook could not be asked, or its answer not be understood.
// The failure policy decides what follows from that.
type failure struct {
	hook   string
	reason error
	code   int // for metrics
}

// Error implements error.
func (f *failure) Error() string {
	return fmt.Sprintf("failed calling webhook %q: %v", f.hook, f.reason)
}

// Unwrap returns the reason.
func (f *failure) Unwrap() error { return f.reason }

// refused is what a webhook says to the client.
type refused struct{ *apierrors.StatusError }

// denial is the answer to a client whose request a webhook refuses: what the
// webhook says, made an error if it is none.
func denial(hook string, s *metav1.Status) *refused {
	said := metav1.Status{}
	if s != nil {
		said = *s
	}
	said.Code = max(said.Code, http.StatusBadRequest)
	if said.Status == "" || said.Status == metav1.StatusSuccess {
		said.Status = metav1.StatusFailure
	}
	by := fmt.Sprintf("admission webhook %q denied the request", hook)
	switch {
	case said.Message != "":
		said.Message = by + ": " + said.Message
	case said.Reason != "":
		said.Message = by + ": " + string(said.Reason)
	default:
		said.Message = by + " without explanation"
	}
	return &refused{&apierrors.StatusError{ErrStatus: said}}
}

// timedOut is the answer when the request itself, not a webhook, has taken too
// long.
func timedOut() error {
	return apierrors.NewTimeoutError("request did not complete within requested timeout", 0)
}

// outcome is what an error of a webhook means.
type outcome struct {
	// open: nothing, by the failure policy.
	open bool
	// answer to the client; nil when open.
	answer error
	// kind and code are for metrics.
	kind string
	code int
	// cancelled: the client is gone, which says nothing of the webhook.
	cancelled bool
}

func (h *hook) outcome(err error) outcome {
	var failed *failure
	var no *refused
	switch {
	case errors.As(err, &failed):
		o := outcome{open: h.ignore, kind: "calling_webhook_error", code: failed.code, cancelled: errors.Is(err, context.Canceled)}
		if !o.open {
			o.answer = apierrors.NewInternalError(err)
		}
		return o
	case errors.As(err, &no):
		return outcome{answer: no.StatusError, kind: "no_error", code: int(no.ErrStatus.Code)}
	}
	return outcome{answer: err, kind: "apiserver_internal_error"}
}
