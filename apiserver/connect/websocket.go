package connect

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/tools/remotecommand"
	"k8s.io/client-go/transport/spdy"
	"k8s.io/client-go/util/exec"
	streamspdy "k8s.io/streaming/pkg/httpstream/spdy"
	"k8s.io/streaming/pkg/httpstream/wsstream"
)

// Channels of the WebSocket protocols of exec and attach.
const (
	channelStdin = iota
	channelStdout
	channelStderr
	channelError
	channelResize
)

const (
	// maxQueuedSizes bounds the terminal sizes that wait to be passed on.
	maxQueuedSizes = 16
	// maxSizeBytes bounds what a client may send for one terminal size; one that
	// sends more is not listened to any more.
	maxSizeBytes = 4 << 10
)

// translate serves a WebSocket client of exec or attach over SPDY to the node
// agent.
func translate(w http.ResponseWriter, r *http.Request, t target, ch channels) error {
	upgrader, err := streamspdy.NewRoundTripperWithConfig(streamspdy.RoundTripperConfig{UpgradeTransport: t.transport})
	if err != nil {
		return apierrors.NewInternalError(err)
	}
	executor, err := remotecommand.NewSPDYExecutorForTransports(upgrader, spdy.NewUpgraderForStreaming(upgrader), http.MethodPost, t.URL)
	if err != nil {
		return apierrors.NewInternalError(err)
	}
	conn := wsstream.NewConn(protocols(ch))
	protocol, streams, err := conn.Open(Original(w), r)
	if err != nil {
		return nil // the handshake has answered
	}
	defer conn.Close()
	ctx, cancel := context.WithCancel(r.Context())
	defer cancel()
	opts := remotecommand.StreamOptions{Tty: ch.tty}
	if ch.stdin {
		opts.Stdin = streams[channelStdin]
	}
	if ch.stdout {
		opts.Stdout = streams[channelStdout]
	}
	if ch.stderr && !ch.tty {
		opts.Stderr = streams[channelStderr]
	}
	if ch.tty {
		opts.TerminalSizeQueue = readSizes(ctx, streams[channelResize])
	}
	// An empty message tells the client that the connection stands.
	first := channelError
	switch {
	case ch.stdout:
		first = channelStdout
	case ch.stderr:
		first = channelStderr
	}
	_, _ = streams[first].Write([]byte{})
	writeResult(streams[channelError], protocol, executor.StreamWithContext(ctx, opts))
	return nil
}

func protocols(ch channels) map[string]wsstream.ChannelProtocolConfig {
	use := func(on bool, kind wsstream.ChannelType) wsstream.ChannelType {
		if on {
			return kind
		}
		return wsstream.IgnoreChannel
	}
	list := []wsstream.ChannelType{
		channelStdin:  use(ch.stdin, wsstream.ReadChannel),
		channelStdout: use(ch.stdout, wsstream.WriteChannel),
		channelStderr: use(ch.stderr && !ch.tty, wsstream.WriteChannel),
		channelError:  wsstream.WriteChannel,
		channelResize: wsstream.ReadChannel,
	}
	out := map[string]wsstream.ChannelProtocolConfig{}
	for _, name := range []string{"", "channel.k8s.io", "v4.channel.k8s.io", "v5.channel.k8s.io"} {
		out[name] = wsstream.ChannelProtocolConfig{Binary: true, Channels: list}
	}
	for _, name := range []string{"base64.channel.k8s.io", "v4.base64.channel.k8s.io"} {
		out[name] = wsstream.ChannelProtocolConfig{Channels: list}
	}
	return out
}

// writeResult tells the client how the command ended, in the form of its
// protocol.
func writeResult(to io.Writer, protocol string, err error) {
	status := metav1.Status{Status: metav1.StatusSuccess}
	var code exec.CodeExitError
	switch {
	case errors.As(err, &code):
		status = metav1.Status{
			Status: metav1.StatusFailure, Reason: "NonZeroExitCode",
			Message: fmt.Sprintf("command terminated with non-zero exit code: %v", code.Err),
			Details: &metav1.StatusDetails{Causes: []metav1.StatusCause{{Type: "ExitCode", Message: strconv.Itoa(code.Code)}}},
		}
	case err != nil:
		status = apierrors.NewInternalError(err).Status()
	}
	switch protocol {
	case "v5.channel.k8s.io", "v4.channel.k8s.io", "v4.base64.channel.k8s.io":
		if data, err := json.Marshal(status); err == nil {
			_, _ = to.Write(data)
		}
	default:
		if status.Status != metav1.StatusSuccess {
			_, _ = to.Write([]byte(status.Message))
		}
	}
}

// sizes passes terminal sizes on.
type sizes chan remotecommand.TerminalSize

// Next implements remotecommand.TerminalSizeQueue.
func (s sizes) Next() *remotecommand.TerminalSize {
	size, ok := <-s
	if !ok {
		return nil
	}
	return &size
}

func readSizes(ctx context.Context, from io.Reader) sizes {
	out := make(sizes, maxQueuedSizes)
	go func() {
		defer close(out)
		bounded := io.LimitedReader{R: from}
		decoder := json.NewDecoder(&bounded)
		for {
			var size remotecommand.TerminalSize
			bounded.N = maxSizeBytes
			if decoder.Decode(&size) != nil {
				return
			}
			select {
			case out <- size:
			case <-ctx.Done():
				return
			}
		}
	}()
	return out
}
