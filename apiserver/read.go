package apiserver

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apiserver/pkg/authentication/user"
)

// maxRead bounds what Reader takes of an answer, in bytes.
const maxRead = 32 << 20

// Reader returns a function that gets paths of the API as u, by Transport. Errors
// are those of the API, or say that the answer is longer than 32 MiB.
func (s *Server) Reader(u user.Info) func(ctx context.Context, path string) ([]byte, error) {
	way := s.Transport(u)
	return func(ctx context.Context, path string) ([]byte, error) {
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, path, http.NoBody)
		if err != nil {
			return nil, err
		}
		r.Header.Set("Accept", "application/json")
		resp, err := way.RoundTrip(r)
		if err != nil {
			return nil, err
		}
		defer resp.Body.Close()
		body, err := io.ReadAll(io.LimitReader(resp.Body, maxRead+1))
		switch {
		case err != nil:
			return nil, err
		case len(body) > maxRead:
			return nil, fmt.Errorf("the answer is longer than %d bytes", maxRead)
		case resp.StatusCode < http.StatusBadRequest:
			return body, nil
		}
		return nil, refusal(resp.StatusCode, body)
	}
}

// refusal is the error that an answer is.
func refusal(code int, body []byte) error {
	var status metav1.Status
	if err := json.Unmarshal(body, &status); err == nil && status.Status == metav1.StatusFailure {
		return &apierrors.StatusError{ErrStatus: status}
	}
	// An answer that is no Status, as for groups that are not served.
	return apierrors.NewGenericServerResponse(code, "get", schema.GroupResource{}, "", string(body), 0, true)
}
