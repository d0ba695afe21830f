package netns

import (
	"errors"
	"strings"
	"testing"
)

func TestLiteral(t *testing.T) {
	tests := []struct{ address, want, err string }{
		{"10.0.0.1:80", "10.0.0.1:80", ""},
		{"[::1]:80", "[::1]:80", ""},
		{":80", ":80", ""},
		{"localhost:80", "127.0.0.1:80", ""},
		{"example.com:80", "", "must be literal"},
		{"10.0.0.1", "", "missing port"},
	}
	for _, test := range tests {
		got, err := literal(test.address)
		if got != test.want || (err == nil) != (test.err == "") || err != nil && !strings.Contains(err.Error(), test.err) {
			t.Errorf("literal(%q) = %q, %v; want %q, %q", test.address, got, err, test.want, test.err)
		}
	}
}

func TestDoWithoutANamespace(t *testing.T) {
	want := errors.New("from fn")
	if err := Do("", func() error { return want }); err != want {
		t.Errorf("Do returned %v", err)
	}
	if err := Do("/nonexistent/namespace", func() error { t.Error("ran"); return nil }); err == nil {
		t.Error("no error for a namespace that is not there")
	}
}

func TestListenAndDialAtHome(t *testing.T) {
	listener, err := Listen(t.Context(), "", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	conn, err := Dialer("")(t.Context(), "tcp", listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	conn.Close()
}
