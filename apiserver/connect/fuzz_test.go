package connect

import (
	"bytes"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"k8s.io/streaming/pkg/httpstream/wsstream"
)

// FuzzFrames has a client that speaks anything after the handshake: streams give
// what it sent or end, and nothing stays behind.
func FuzzFrames(f *testing.F) {
	f.Add("v5.channel.k8s.io", []byte{0x82, 0x83, 1, 2, 3, 4, 1, 'a' ^ 2, 'b' ^ 3})
	f.Add("v4.base64.channel.k8s.io", []byte{0x81, 0x80, 0, 0, 0, 0, 0x88, 0x80, 0, 0, 0, 0})
	f.Add("channel.k8s.io", []byte{0x02, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0})
	f.Fuzz(func(t *testing.T, protocol string, data []byte) {
		done := make(chan struct{})
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			defer close(done)
			conn := wsstream.NewConn(protocols(channels{stdin: true, stdout: true, stderr: true, tty: true}))
			conn.SetIdleTimeout(time.Second)
			name, streams, err := conn.Open(w, r)
			if err != nil {
				return
			}
			defer conn.Close()
			sizes := readSizes(r.Context(), streams[channelResize])
			go func() {
				for sizes.Next() != nil {
				}
			}()
			writeResult(streams[channelError], name, nil)
			buf := make([]byte, 1024)
			for {
				if _, err := streams[channelStdin].Read(buf); err != nil {
					return
				}
			}
		}))
		defer server.Close()
		if !speak(t, server.URL, protocol, data) {
			return
		}
		<-done
	})
}

// speak shakes hands and sends; it says whether the server heard of it.
func speak(t *testing.T, address, protocol string, data []byte) bool {
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	conn := dial(t, u.Host)
	defer conn.Close()
	var b bytes.Buffer
	b.WriteString("GET / HTTP/1.1\r\nHost: " + u.Host + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nOrigin: http://a\r\nSec-WebSocket-Protocol: ")
	for _, c := range []byte(protocol) {
		if c >= ' ' && c < 0x7f {
			b.WriteByte(c)
		}
	}
	b.WriteString("\r\n\r\n")
	if _, err := conn.Write(b.Bytes()); err != nil {
		return false
	}
	answer := make([]byte, 12)
	if n, err := conn.Read(answer); err != nil || n < 12 || string(answer[9:12]) != "101" {
		return false
	}
	_, _ = conn.Write(data) // the server may have hung up
	return true
}

func dial(t *testing.T, address string) net.Conn {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	_ = conn.SetDeadline(time.Now().Add(5 * time.Second)) // of a connection that is open
	return conn
}
