// Command testserver is the program in the image skiff.dev/testserver, with
// which tests look at a cluster from within a container. Its first argument
// says what it does; without one it serves.
//
//	testserver [serve] [-ready-after D] [-fail-after D] [-ignore-term]
//	testserver exit CODE [AFTER]       end with a code, after a duration
//	testserver print TEXT...           print each to standard output and end
//	testserver get URL                 fetch a page, print it, fail unless 2xx
//	testserver send ADDRESS TEXT       send a UDP datagram, print the answer
//	testserver health ADDRESS          ask a gRPC server for its health
package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/health/grpc_health_v1"
)

// askTimeout bounds each command that asks another program something.
const askTimeout = 5 * time.Second

func main() {
	args := os.Args[1:]
	if len(args) == 0 || strings.HasPrefix(args[0], "-") {
		args = append([]string{"serve"}, args...)
	}
	if err := run(args[0], args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "testserver:", err)
		os.Exit(1)
	}
}

func run(command string, args []string) error {
	ctx, cancel := context.WithTimeout(context.Background(), askTimeout)
	defer cancel()
	switch {
	case command == "serve":
		return serve(args)
	case command == "exit" && len(args) > 0:
		return exit(args)
	case command == "print":
		for _, arg := range args {
			fmt.Println(arg)
		}
		return nil
	case command == "get" && len(args) == 1:
		return get(ctx, args[0])
	case command == "send" && len(args) == 2:
		return send(ctx, args[0], args[1])
	case command == "health" && len(args) == 1:
		return askHealth(ctx, args[0])
	}
	return fmt.Errorf("cannot %q with %d arguments", command, len(args))
}

func exit(args []string) error {
	code, err := strconv.Atoi(args[0])
	if err != nil {
		return err
	}
	if len(args) > 1 {
		after, err := time.ParseDuration(args[1])
		if err != nil {
			return err
		}
		time.Sleep(after)
	}
	os.Exit(code)
	return nil
}

func get(ctx context.Context, url string) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if _, err := io.Copy(os.Stdout, response.Body); err != nil {
		return err
	}
	if response.StatusCode/100 != 2 {
		return fmt.Errorf("%s: %s", url, response.Status)
	}
	return nil
}

func send(ctx context.Context, address, text string) error {
	conn, err := (&net.Dialer{}).DialContext(ctx, "udp", address)
	if err != nil {
		return err
	}
	defer conn.Close()
	deadline, _ := ctx.Deadline()
	if err := conn.SetDeadline(deadline); err != nil {
		return err
	}
	if _, err := io.WriteString(conn, text); err != nil {
		return err
	}
	answer := make([]byte, 64<<10)
	n, err := conn.Read(answer)
	if err != nil {
		return err
	}
	fmt.Println(string(answer[:n]))
	return nil
}

func askHealth(ctx context.Context, address string) error {
	conn, err := grpc.NewClient(address, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		return err
	}
	defer conn.Close()
	answer, err := grpc_health_v1.NewHealthClient(conn).Check(ctx, &grpc_health_v1.HealthCheckRequest{})
	if err != nil {
		return err
	}
	fmt.Println(answer.Status)
	if answer.Status != grpc_health_v1.HealthCheckResponse_SERVING {
		return fmt.Errorf("not serving")
	}
	return nil
}
