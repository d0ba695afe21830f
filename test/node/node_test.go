package node

import (
	"bytes"
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	v1 "k8s.io/api/core/v1"
	"k8s.io/client-go/tools/remotecommand"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/client"
)

// exec runs a command through the node's endpoint.
func (w *world) exec(t *testing.T, pod, container string, stdin *strings.Reader, command ...string) (string, error) {
	t.Helper()
	q := url.Values{"command": command, "output": {"1"}, "error": {"1"}}
	if stdin != nil {
		q.Set("input", "1")
	}
	u, err := url.Parse("https://" + w.address + "/exec/default/" + pod + "/" + container + "?" + q.Encode())
	must(t, err)
	e, err := remotecommand.NewSPDYExecutor(w.rest(t), http.MethodPost, u)
	must(t, err)
	var out bytes.Buffer
	opts := remotecommand.StreamOptions{Stdout: &out, Stderr: &out}
	if stdin != nil {
		opts.Stdin = stdin
	}
	err = e.StreamWithContext(t.Context(), opts)
	return out.String(), err
}

func TestNode(t *testing.T) {
	w := newWorld(t)
	await(t, func() string {
		n, err := client.Get[*v1.Node](context.Background(), w.client, core.Nodes, "", nodeName)
		if err != nil {
			return err.Error()
		}
		for _, c := range n.Status.Conditions {
			if c.Type == v1.NodeReady && c.Status == v1.ConditionTrue {
				return ""
			}
		}
		return "the node is not ready"
	})
	t.Run("a pod runs", func(t *testing.T) {
		p := w.run(t, "plain", `{spec: {containers: [{name: c, command: [sh, -c, "echo hello; sleep 1000"]}]}}`)
		q := w.until(t, "plain", "ready", ready)
		t.Log(q.Status)
		if got := w.logs(t, "plain", "c", ""); got != "hello\n" {
			t.Errorf("logs %q", got)
		}
		if got := w.sh(t, "plain", "c", "hostname"); got != "plain" {
			t.Errorf("exec: %q", got)
		}
		t.Log(w.events(t, p.UID))
	})
}
