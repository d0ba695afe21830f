package main

import (
	"bytes"
	"fmt"
	"net"
	"strings"
	"syscall"
	"testing"

	"k8s.io/klog/v2"
)

func TestHangupsAreNoErrors(t *testing.T) {
	var out bytes.Buffer
	if _, err := (&logFlags{level: "info", format: "text"}).logger(&out); err != nil {
		t.Fatal(err)
	}
	klog.Background().Error(fmt.Errorf("read: %w", net.ErrClosed), "Error on socket receive")
	klog.Background().Error(&net.OpError{Op: "write", Err: syscall.EPIPE}, "Error proxying")
	if out.Len() > 0 {
		t.Errorf("logged: %s", &out)
	}
	klog.Background().Error(fmt.Errorf("no route"), "Failed to watch")
	if !strings.Contains(out.String(), "level=ERROR") || !strings.Contains(out.String(), "no route") {
		t.Errorf("logged: %q", &out)
	}
}

func TestLogFlags(t *testing.T) {
	for _, f := range []logFlags{{"loud", "text"}, {"info", "xml"}} {
		if _, err := f.logger(&bytes.Buffer{}); err == nil {
			t.Errorf("%+v is taken", f)
		}
	}
}

func TestCommandsReadWell(t *testing.T) {
	for _, c := range newRootCommand().Commands() {
		if c.Short == "" || strings.HasSuffix(c.Short, ".") {
			t.Errorf("%s: short help %q", c.Name(), c.Short)
		}
	}
}
