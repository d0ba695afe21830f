package trace

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestHeaderRoundTrip(t *testing.T) {
	c := Cause{Actor: "scheduler", Parents: []int64{7, 9}, Reason: "1 of 1 nodes fit\n„ja“", Detail: []byte(`{"a":1}`), Started: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)}
	got, ok := Decode(Encode(c))
	if !ok || cmp.Diff(c, got) != "" {
		t.Errorf("ok %v, diff %s", ok, cmp.Diff(c, got))
	}
	for _, bad := range []string{"", "{}", "!", strings.Repeat("A", 3*maxHeaderBytes)} {
		if _, ok := Decode(bad); ok {
			t.Errorf("%.10q is accepted", bad)
		}
	}
	if text := Encode(Cause{Detail: []byte(`"` + strings.Repeat("x", 20<<10) + `"`)}); len(text) > maxHeaderBytes {
		t.Errorf("%d bytes", len(text))
	}
	if _, ok := Decode(Encode(Cause{Detail: []byte("damaged")})); !ok {
		t.Error("a damaged detail spoils the cause")
	}
}
