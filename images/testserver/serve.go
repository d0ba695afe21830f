package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/signal"
	"slices"
	"strconv"
	"sync/atomic"
	"syscall"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/health"
	"google.golang.org/grpc/health/grpc_health_v1"
)

// server answers over HTTP, TCP, UDP and gRPC.
type server struct {
	begun   time.Time
	ready   atomic.Bool
	healthy atomic.Bool
	health  *health.Server
}

// serve listens on all ports until SIGTERM or SIGINT.
func serve(args []string) error {
	flags := flag.NewFlagSet("serve", flag.ContinueOnError)
	httpAddr := flags.String("http", ":8080", "address of the HTTP server")
	tcpAddr := flags.String("tcp", ":8081", "address of the TCP server, which echoes lines")
	udpAddr := flags.String("udp", ":8082", "address of the UDP server, which answers \"HOSTNAME: TEXT\"")
	grpcAddr := flags.String("grpc", ":8083", "address of the gRPC server, which tells its health")
	readyAfter := flags.Duration("ready-after", 0, "time until /readyz answers 200")
	failAfter := flags.Duration("fail-after", 0, "time until /healthz answers 500; 0 means never")
	ignoreTerm := flags.Bool("ignore-term", false, "do not end on SIGTERM")
	if err := flags.Parse(args); err != nil {
		return err
	}
	s := &server{begun: time.Now(), health: health.NewServer()}
	s.setHealthy(true)
	s.ready.Store(*readyAfter == 0)
	if *readyAfter > 0 {
		time.AfterFunc(*readyAfter, func() { s.ready.Store(true) })
	}
	if *failAfter > 0 {
		time.AfterFunc(*failAfter, func() { s.setHealthy(false) })
	}

	failed := make(chan error, 4)
	start := func(address string, run func(string) error) {
		if address != "" {
			go func() { failed <- run(address) }()
		}
	}
	start(*httpAddr, s.serveHTTP)
	start(*tcpAddr, s.serveTCP)
	start(*udpAddr, s.serveUDP)
	start(*grpcAddr, s.serveGRPC)
	fmt.Println("serving as", hostname())

	signals := make(chan os.Signal, 8)
	signal.Notify(signals, syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP, syscall.SIGUSR1)
	for {
		select {
		case err := <-failed:
			return err
		case got := <-signals:
			fmt.Println("signal:", got)
			if got == syscall.SIGINT || got == syscall.SIGTERM && !*ignoreTerm {
				return nil
			}
		}
	}
}

func (s *server) setHealthy(healthy bool) {
	s.healthy.Store(healthy)
	status := grpc_health_v1.HealthCheckResponse_SERVING
	if !healthy {
		status = grpc_health_v1.HealthCheckResponse_NOT_SERVING
	}
	s.health.SetServingStatus("", status)
}

func (s *server) serveHTTP(address string) error {
	mux := http.NewServeMux()
	text := func(pattern string, answer func(*http.Request) (int, string)) {
		mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
			code, body := answer(r)
			w.WriteHeader(code)
			_, _ = io.WriteString(w, body)
		})
	}
	text("/{$}", func(*http.Request) (int, string) { return 200, "testserver on " + hostname() + "\n" })
	text("/hostname", func(*http.Request) (int, string) { return 200, hostname() })
	text("/clientip", func(r *http.Request) (int, string) { return 200, r.RemoteAddr })
	text("/uptime", func(*http.Request) (int, string) { return 200, time.Since(s.begun).String() })
	text("/healthz", func(*http.Request) (int, string) { return verdict(s.healthy.Load()) })
	text("/readyz", func(*http.Request) (int, string) { return verdict(s.ready.Load()) })
	// POST /healthz/fail, /healthz/pass, /readyz/fail, /readyz/pass.
	text("POST /healthz/{what}", func(r *http.Request) (int, string) {
		s.setHealthy(r.PathValue("what") == "pass")
		return 200, "ok"
	})
	text("POST /readyz/{what}", func(r *http.Request) (int, string) {
		s.ready.Store(r.PathValue("what") == "pass")
		return 200, "ok"
	})
	text("/status/{code}", func(r *http.Request) (int, string) {
		code, err := strconv.Atoi(r.PathValue("code"))
		if err != nil || code < 200 || code > 599 {
			return 400, "not a status code"
		}
		return code, http.StatusText(code)
	})
	text("/delay/{duration}", func(r *http.Request) (int, string) {
		duration, err := time.ParseDuration(r.PathValue("duration"))
		if err != nil || duration > time.Minute {
			return 400, "not a duration of at most a minute"
		}
		time.Sleep(duration)
		return 200, "ok"
	})
	text("/file/{path...}", func(r *http.Request) (int, string) {
		raw, err := os.ReadFile("/" + r.PathValue("path"))
		if err != nil {
			return 404, err.Error()
		}
		return 200, string(raw)
	})
	text("/echo", func(r *http.Request) (int, string) {
		raw, err := io.ReadAll(io.LimitReader(r.Body, 1<<20))
		if err != nil {
			return 400, err.Error()
		}
		return 200, string(raw)
	})
	// /get?url=… fetches from within the pod.
	text("/get", func(r *http.Request) (int, string) { return fetch(r.Context(), r.URL.Query().Get("url")) })
	text("/exit/{code}", func(r *http.Request) (int, string) {
		code, err := strconv.Atoi(r.PathValue("code"))
		if err != nil {
			return 400, "not an exit code"
		}
		fmt.Println("ending with", code)
		time.AfterFunc(50*time.Millisecond, func() { os.Exit(code) })
		return 200, "ok"
	})
	mux.HandleFunc("/env", func(w http.ResponseWriter, _ *http.Request) {
		env := os.Environ()
		slices.Sort(env)
		_ = json.NewEncoder(w).Encode(env)
	})
	mux.HandleFunc("/args", func(w http.ResponseWriter, _ *http.Request) { _ = json.NewEncoder(w).Encode(os.Args) })
	return http.ListenAndServe(address, mux)
}

func verdict(ok bool) (int, string) {
	if ok {
		return 200, "ok"
	}
	return 500, "failing"
}

func fetch(ctx context.Context, url string) (int, string) {
	ctx, cancel := context.WithTimeout(ctx, askTimeout)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return 400, err.Error()
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return 502, err.Error()
	}
	defer response.Body.Close()
	raw, err := io.ReadAll(io.LimitReader(response.Body, 1<<20))
	if err != nil {
		return 502, err.Error()
	}
	return response.StatusCode, string(raw)
}

func (s *server) serveTCP(address string) error {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	for {
		conn, err := listener.Accept()
		if err != nil {
			return err
		}
		go func() {
			defer conn.Close()
			lines := bufio.NewScanner(conn)
			for lines.Scan() {
				if _, err := fmt.Fprintf(conn, "%s: %s\n", hostname(), lines.Text()); err != nil {
					return
				}
			}
		}()
	}
}

func (s *server) serveUDP(address string) error {
	conn, err := net.ListenPacket("udp", address)
	if err != nil {
		return err
	}
	buffer := make([]byte, 64<<10)
	for {
		n, from, err := conn.ReadFrom(buffer)
		if err != nil {
			return err
		}
		if _, err := conn.WriteTo([]byte(hostname()+": "+string(buffer[:n])), from); err != nil && !errors.Is(err, syscall.ECONNREFUSED) {
			return err
		}
	}
}

func (s *server) serveGRPC(address string) error {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	g := grpc.NewServer()
	grpc_health_v1.RegisterHealthServer(g, s.health)
	return g.Serve(listener)
}

func hostname() string {
	name, err := os.Hostname()
	if err != nil {
		return "unknown"
	}
	return name
}
