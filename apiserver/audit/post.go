package audit

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"time"

	"k8s.io/client-go/rest"
)

// postTimeout bounds each attempt to send a list.
const postTimeout = 30 * time.Second

// maxAnswer bounds what is read of an answer, for the log, in bytes.
const maxAnswer = 1 << 10

// Post returns what sends lists of events to the server that a configuration names.
func Post(config *rest.Config) (Send, error) {
	config = rest.CopyConfig(config)
	config.Timeout = postTimeout
	at, _, err := rest.DefaultServerUrlFor(config)
	if err != nil {
		return nil, err
	}
	client, err := rest.HTTPClientFor(config)
	if err != nil {
		return nil, err
	}
	query := at.Query()
	query.Set("timeout", postTimeout.String())
	at.RawQuery = query.Encode()
	return func(ctx context.Context, body []byte) error {
		r, err := http.NewRequestWithContext(ctx, http.MethodPost, at.String(), bytes.NewReader(body))
		if err != nil {
			return err
		}
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Accept", "application/json, */*")
		resp, err := client.Do(r)
		if err != nil {
			return err
		}
		defer resp.Body.Close()
		answer, _ := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
		if resp.StatusCode >= http.StatusBadRequest {
			return fmt.Errorf("the webhook answered %s: %s", resp.Status, answer)
		}
		return nil
	}, nil
}
