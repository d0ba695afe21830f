package authn

import (
	"encoding/base64"
	"net/http"
	"strings"
	"unicode/utf8"
)

// webSocketToken reads the token from the subprotocols of a WebSocket handshake
// and takes it out of the header, so that it goes no further. Another
// subprotocol must be offered beside it: the answer names that one.
func webSocketToken(r *http.Request) string {
	if !strings.EqualFold(r.Header.Get("Upgrade"), "websocket") {
		return ""
	}
	const header = "Sec-Websocket-Protocol"
	token := ""
	var kept []string
	for _, line := range r.Header.Values(header) {
		for _, p := range strings.Split(line, ",") {
			p = strings.TrimSpace(p)
			encoded, ok := strings.CutPrefix(p, WebSocketTokenProtocol)
			if !ok {
				kept = append(kept, p)
				continue
			}
			raw, err := base64.RawURLEncoding.DecodeString(encoded)
			if err != nil || !utf8.Valid(raw) || token != "" {
				return ""
			}
			token = string(raw)
		}
	}
	if token == "" || len(kept) == 0 {
		return ""
	}
	r.Header.Set(header, strings.Join(kept, ","))
	return token
}
