// Package netns runs code, starts processes and opens sockets in another
// network namespace, named by its path (such as /run/netns/skiff-dev-1). An
// empty path means the caller's own namespace, so that callers need no second
// branch for a node that has none of its own.
package netns

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"runtime"

	"golang.org/x/sys/unix"
)

// Dir is where "ip netns" keeps namespaces, and where skiff keeps its own.
const Dir = "/run/netns"

// Path returns the path of a namespace that "ip netns" would list as name.
func Path(name string) string { return filepath.Join(Dir, name) }

// Do runs fn in the network namespace at path and returns its error. Whatever
// fn does must happen on its own goroutine: others are not in the namespace. A
// process that fn starts stays in the namespace.
func Do(path string, fn func() error) error {
	if path == "" {
		return fn()
	}
	target, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("network namespace: %w", err)
	}
	defer target.Close()
	result := make(chan error, 1)
	go func() {
		// The thread changes its namespace, so no other goroutine may run on
		// it. It is given back only when it is surely back where it was;
		// otherwise it ends with this goroutine.
		runtime.LockOSThread()
		home, err := os.Open("/proc/thread-self/ns/net")
		if err != nil {
			runtime.UnlockOSThread()
			result <- err
			return
		}
		defer home.Close()
		if err := unix.Setns(int(target.Fd()), unix.CLONE_NEWNET); err != nil {
			runtime.UnlockOSThread()
			result <- fmt.Errorf("enter network namespace %s: %w", path, err)
			return
		}
		err = fn()
		if unix.Setns(int(home.Fd()), unix.CLONE_NEWNET) == nil {
			runtime.UnlockOSThread()
		}
		result <- err
	}()
	return <-result
}

// Dialer returns a function, fit for http.Transport's DialContext, that
// connects from within the namespace at path. Addresses must be literal
// ("10.0.0.1:80", "[::1]:80") or localhost, which means 127.0.0.1: looking up
// a name happens on goroutines that are outside.
func Dialer(path string) func(ctx context.Context, network, address string) (net.Conn, error) {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		var dialer net.Dialer
		if path == "" {
			return dialer.DialContext(ctx, network, address)
		}
		address, err := literal(address)
		if err != nil {
			return nil, err
		}
		var conn net.Conn
		err = Do(path, func() (err error) {
			conn, err = dialer.DialContext(ctx, network, address)
			return err
		})
		return conn, err
	}
}

// Listen opens a TCP listener in the namespace at path. The address must be
// literal, as for Dialer.
func Listen(ctx context.Context, path, address string) (net.Listener, error) {
	address, err := literal(address)
	if err != nil {
		return nil, err
	}
	var listener net.Listener
	err = Do(path, func() (err error) {
		var config net.ListenConfig
		listener, err = config.Listen(ctx, "tcp", address)
		return err
	})
	return listener, err
}

// Same reports whether the process pid is in the network namespace at path.
func Same(path string, pid int) (bool, error) {
	if path == "" {
		path = "/proc/self/ns/net"
	}
	want, err := os.Stat(path)
	if err != nil {
		return false, err
	}
	got, err := os.Stat(fmt.Sprintf("/proc/%d/ns/net", pid))
	if err != nil {
		return false, err
	}
	return os.SameFile(want, got), nil
}

// literal returns address with localhost replaced, or an error where it holds
// a name.
func literal(address string) (string, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return "", err
	}
	if host == "localhost" {
		return net.JoinHostPort("127.0.0.1", port), nil
	}
	if host == "" {
		return address, nil
	}
	if _, err := netip.ParseAddr(host); err != nil {
		return "", fmt.Errorf("in another network namespace an address must be literal: %w", err)
	}
	return address, nil
}
