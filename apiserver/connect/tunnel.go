package connect

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/gorilla/websocket"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/proxy"

	"github.com/skiff-k8s/skiff/apiserver/lookup"
)

var schemaNone = schema.GroupResource{}

// tunnelPrefix begins the WebSocket subprotocols whose messages are pieces of a
// SPDY connection.
const tunnelPrefix = "SPDY/3.1+"

// tunnelBuffer is the size of the pieces.
const tunnelBuffer = 32 << 10

// tunnel serves a port-forward client that carries SPDY inside WebSocket.
func tunnel(w http.ResponseWriter, r *http.Request, t target) error {
	var inner []string
	for _, p := range websocket.Subprotocols(r) {
		if name, ok := strings.CutPrefix(p, tunnelPrefix); ok {
			inner = append(inner, name)
		}
	}
	if len(inner) == 0 {
		return apierrors.NewBadRequest("unable to upgrade: no tunneling spdy protocols provided")
	}
	agent, reader, chosen, err := dialSPDY(r, t, inner)
	if err != nil {
		return err
	}
	defer agent.Close()
	upgrader := websocket.Upgrader{
		Subprotocols: []string{tunnelPrefix + chosen}, HandshakeTimeout: dialTimeout,
		CheckOrigin: func(*http.Request) bool { return true }, // who asks has been authorized, by no cookie
	}
	client, err := upgrader.Upgrade(Original(w), r, nil)
	if err != nil {
		return nil // Upgrade has answered
	}
	defer client.Close()
	pump(client, agent, reader)
	return nil
}

// dialSPDY asks the node agent for a SPDY connection.
func dialSPDY(r *http.Request, t target, protocols []string) (net.Conn, *bufio.Reader, string, error) {
	conn, err := proxy.DialURL(r.Context(), t.URL, t.transport)
	if err != nil {
		return nil, nil, "", apierrors.NewInternalError(fmt.Errorf("dialing the node agent: %w", err))
	}
	req, err := http.NewRequest(http.MethodPost, t.String(), nil)
	if err != nil {
		conn.Close()
		return nil, nil, "", apierrors.NewInternalError(err)
	}
	req.Header.Set("Connection", "Upgrade")
	req.Header.Set("Upgrade", "SPDY/3.1")
	for _, p := range protocols {
		req.Header.Add("X-Stream-Protocol-Version", p)
	}
	_ = conn.SetDeadline(time.Now().Add(dialTimeout))
	reader := bufio.NewReader(conn)
	var resp *http.Response
	if err = req.Write(conn); err == nil {
		resp, err = http.ReadResponse(reader, req)
	}
	if err != nil {
		conn.Close()
		return nil, nil, "", apierrors.NewInternalError(fmt.Errorf("asking the node agent for a connection: %w", err))
	}
	if resp.StatusCode != http.StatusSwitchingProtocols {
		defer conn.Close()
		defer resp.Body.Close()
		return nil, nil, "", agentError(resp, lookup.Pods, "")
	}
	_ = conn.SetDeadline(time.Time{})
	return conn, reader, resp.Header.Get("X-Stream-Protocol-Version"), nil
}

// pump copies both ways until either end is gone.
func pump(client *websocket.Conn, agent net.Conn, fromAgent io.Reader) {
	var once sync.Once
	stop := func() {
		once.Do(func() {
			agent.Close()
			client.Close()
		})
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer stop()
		for {
			kind, message, err := client.NextReader()
			if err != nil || kind != websocket.BinaryMessage {
				return
			}
			if _, err := io.Copy(agent, message); err != nil {
				return
			}
		}
	}()
	buf := make([]byte, tunnelBuffer)
	for {
		read, err := fromAgent.Read(buf)
		if read > 0 && client.WriteMessage(websocket.BinaryMessage, buf[:read]) != nil {
			break
		}
		if err != nil {
			end := websocket.FormatCloseMessage(websocket.CloseNormalClosure, "")
			_ = client.WriteControl(websocket.CloseMessage, end, time.Now().Add(time.Second))
			break
		}
	}
	stop()
	<-done
}

// Original is the writer below the server's own wrappers, for those who must
// hijack it.
func Original(w http.ResponseWriter) http.ResponseWriter {
	for {
		u, ok := w.(interface{ Unwrap() http.ResponseWriter })
		if !ok {
			return w
		}
		w = u.Unwrap()
	}
}
