package trace

import (
	"encoding/base64"
	"encoding/json"
)

// Header is the HTTP header in which a cause travels.
const Header = "Skiff-Cause"

// maxHeaderBytes bounds an encoded cause, so that a request's header stays small.
const maxHeaderBytes = 16 << 10

// Encode returns the cause as a value of Header. A detail that would make it too
// large is left out.
func Encode(c Cause) string {
	text := encode(c)
	if len(text) > maxHeaderBytes {
		c.Detail = nil
		text = encode(c)
	}
	return text
}

func encode(c Cause) string {
	raw, err := json.Marshal(c)
	if err != nil { // only a damaged detail can do that
		c.Detail = nil
		raw, _ = json.Marshal(c)
	}
	return base64.RawURLEncoding.EncodeToString(raw)
}

// Decode reads a value of Header; ok is false when it is not one. What is over
// the limits is cut.
func Decode(value string) (c Cause, ok bool) {
	if len(value) > 2*maxHeaderBytes {
		return Cause{}, false
	}
	raw, err := base64.RawURLEncoding.DecodeString(value)
	if err != nil || json.Unmarshal(raw, &c) != nil {
		return Cause{}, false
	}
	if len(c.Parents) > MaxParents {
		c.Parents = c.Parents[len(c.Parents)-MaxParents:]
	}
	if len(c.Reason) > MaxReasonBytes {
		c.Reason = c.Reason[:MaxReasonBytes]
	}
	if len(c.Detail) > MaxDetailBytes {
		c.Detail = nil
	}
	return c, true
}
