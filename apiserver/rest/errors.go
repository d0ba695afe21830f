package rest

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/cache"
	"github.com/skiff-k8s/skiff/store"
)

// optimisticLock is what a writer with a stale resource version is told.
var optimisticLock = errors.New("the object has been modified; please apply your changes to the latest version and try again")

func notFound(r *api.Resource, name string) error { return apierrors.NewNotFound(r.GR(), name) }

func conflict(r *api.Resource, name string, err error) error {
	return apierrors.NewConflict(r.GR(), name, err)
}

func invalid(gvk schema.GroupVersionKind, name string, errs field.ErrorList) error {
	return apierrors.NewInvalid(gvk.GroupKind(), name, errs)
}

// kindInErrors is what an invalid object is called: it is judged in the form in
// which it is stored.
func kindInErrors(r *api.Resource) schema.GroupVersionKind {
	if r.Alias != nil {
		return r.Alias.Stored.GVK()
	}
	return r.GVK()
}

// alreadyExists is the answer to a create of what exists; one that is on its way
// out says so, because trying again helps.
func alreadyExists(r *api.Resource, name string, existing *cache.Entry) error {
	err := apierrors.NewAlreadyExists(r.GR(), name)
	if existing != nil && existing.Object().GetDeletionTimestamp() != nil {
		err.ErrStatus.Message = "object is being deleted: " + err.ErrStatus.Message
	}
	return err
}

// tooLargeVersion is the answer to a revision that has not happened yet.
func tooLargeVersion(asked, current int64) error {
	err := apierrors.NewTimeoutError(fmt.Sprintf("Too large resource version: %d, current: %d", asked, current), 1)
	err.ErrStatus.Details.Causes = []metav1.StatusCause{{
		Type:    metav1.CauseTypeResourceVersionTooLarge,
		Message: "Too large resource version",
	}}
	return err
}

// badVersion is what is wrong with a resource version that is no number; the
// words are those of the parser, which clients have come to know.
func badVersion(version string) error {
	_, err := strconv.ParseUint(version, 10, 63)
	return field.Invalid(field.NewPath("resourceVersion"), version, fmt.Sprint(err))
}

// unexplained answers with an error as it stands, without a reason, where
// Kubernetes does so.
func unexplained(err error) error {
	return &apierrors.StatusError{ErrStatus: metav1.Status{
		Status: metav1.StatusFailure, Code: http.StatusInternalServerError, Message: err.Error(),
	}}
}

// storeError turns an error of the store that is no conflict into an answer.
func storeError(err error) error {
	var status apierrors.APIStatus
	switch {
	case errors.As(err, &status):
		return err
	case errors.Is(err, store.ErrTooLarge):
		return apierrors.NewRequestEntityTooLargeError(err.Error())
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return apierrors.NewTimeoutError("request did not complete within requested timeout - "+err.Error(), 0)
	case errors.Is(err, store.ErrClosed), errors.Is(err, cache.ErrClosed):
		return apierrors.NewGenericServerResponse(http.StatusServiceUnavailable, "", schema.GroupResource{}, "", "the server is shutting down", 1, true)
	}
	return apierrors.NewInternalError(err)
}

// methodNotAllowed is the answer to a verb that a resource does not have.
func methodNotAllowed(req *Request) error {
	return apierrors.NewMethodNotSupported(req.Resource.GR(), req.Verb)
}

// requiredManager is what is wrong with an apply that names no manager.
var requiredManager = field.ErrorList{field.Required(field.NewPath("fieldManager"), "is required for apply patch")}
