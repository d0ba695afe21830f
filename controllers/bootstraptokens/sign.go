package bootstraptokens

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"maps"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
)

// signed returns the content of cluster-info with the signatures of the tokens
// that are for it and no others, nil when it has them; and after how long the
// next of them ends, 0 for never.
func signed(data map[string]string, secrets []*corev1.Secret, now time.Time) (out map[string]string, next time.Duration) {
	content, ok := data[kubeconfigKey]
	if !ok {
		return nil, 0
	}
	out = maps.Clone(data)
	maps.DeleteFunc(out, func(key, _ string) bool { return strings.HasPrefix(key, signaturePrefix) })
	for _, s := range secrets {
		id, secret, ok := signingToken(s, now)
		if !ok {
			continue
		}
		out[signaturePrefix+id] = signature(content, id, secret)
		if left, ends := remaining(s, now); ends && (next == 0 || left < next) {
			next = left
		}
	}
	if maps.Equal(out, data) {
		return nil, next
	}
	return out, next
}

// signature is a JWS in compact form without the content that it is about:
// whoever checks it has that.
func signature(content, id, secret string) string {
	encode := base64.RawURLEncoding.EncodeToString
	header := encode([]byte(`{"alg":"HS256","kid":"` + id + `"}`))
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(header + "." + encode([]byte(content))))
	return header + ".." + encode(mac.Sum(nil))
}
