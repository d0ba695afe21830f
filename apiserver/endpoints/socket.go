package endpoints

import (
	"net/http"
	"strings"
	"time"

	"github.com/gorilla/websocket"
)

const (
	// socketWrite bounds how long a client may take for one event.
	socketWrite = 30 * time.Second
	// protobufPrefix is the length before each protobuf event of a stream, which
	// messages do not need.
	protobufPrefix = 4
)

// socket sends watch events as WebSocket messages, one each.
type socket struct {
	conn   *websocket.Conn
	binary bool
}

func isWebSocket(r *http.Request) bool {
	return strings.EqualFold(r.Header.Get("Upgrade"), "websocket")
}

// openSocket upgrades the connection. gone is called when the client is gone;
// what it sends is not read.
func openSocket(w http.ResponseWriter, r *http.Request, f format, gone func()) (s *socket, end func(), err error) {
	upgrader := websocket.Upgrader{
		HandshakeTimeout: socketWrite,
		CheckOrigin:      func(*http.Request) bool { return true }, // who asks has been authorized, by no cookie
	}
	conn, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return nil, nil, err
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer gone()
		for {
			if _, _, err := conn.NextReader(); err != nil {
				return
			}
		}
	}()
	end = func() {
		message := websocket.FormatCloseMessage(websocket.CloseNormalClosure, "")
		_ = conn.WriteControl(websocket.CloseMessage, message, time.Now().Add(time.Second))
		conn.Close()
		<-done
	}
	return &socket{conn, f == formatProtobuf}, end, nil
}

// Write sends one event.
func (s *socket) Write(data []byte) (int, error) {
	kind, message := websocket.TextMessage, data
	if s.binary {
		kind, message = websocket.BinaryMessage, data[protobufPrefix:]
	}
	_ = s.conn.SetWriteDeadline(time.Now().Add(socketWrite))
	return len(data), s.conn.WriteMessage(kind, message)
}

// Flush implements sink: messages are sent at once.
func (s *socket) Flush() {}
