// Command oracle builds, runs and questions the kube-apiserver that skiff is
// compared with.
//
//	go run ./test/cmd/oracle build            make the binaries, once
//	go run ./test/cmd/oracle serve -port N    run it until interrupted
//	go run ./test/cmd/oracle facts -out DIR   write down what it serves and starts with
//	go run ./test/cmd/oracle sweep            write a story of every verb for each kind
//	go run ./test/cmd/oracle record           answer the stories of test/replay anew
//	go run ./test/cmd/oracle replay -server URL -ca FILE -ca-key FILE
//	                                          compare another server with the answers
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/skiff-k8s/skiff/test/upstream"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "oracle:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	commands := map[string]func(context.Context, string, []string) error{
		"build":  build,
		"serve":  serve,
		"facts":  writeFacts,
		"record": record,
		"sweep":  sweep,
		"replay": replayStories,
	}
	if len(args) == 0 || commands[args[0]] == nil {
		return fmt.Errorf("say one of build, serve, facts, sweep, record, replay")
	}
	root, err := upstream.Root()
	if err != nil {
		return err
	}
	return commands[args[0]](ctx, root, args[1:])
}

func build(ctx context.Context, root string, args []string) error {
	flags := flag.NewFlagSet("build", flag.ContinueOnError)
	parallel := flags.Int("p", 0, "compilers at work at once; 0 leaves it to go build")
	if err := flags.Parse(args); err != nil {
		return err
	}
	bin, err := upstream.Build(ctx, root, *parallel)
	if err == nil {
		fmt.Println(bin.APIServer)
		fmt.Println(bin.Etcd)
	}
	return err
}

func serve(ctx context.Context, root string, args []string) error {
	flags := flag.NewFlagSet("serve", flag.ContinueOnError)
	port := flags.Int("port", 0, "port on 127.0.0.1; 0 takes a free one")
	dir := flags.String("dir", "", "folder for data and logs; empty means a temporary one")
	kubeconfig := flags.String("kubeconfig", "oracle.kubeconfig", "where to write the admin's kubeconfig")
	if err := flags.Parse(args); err != nil {
		return err
	}
	bin, err := upstream.Find(root)
	if err != nil {
		return err
	}
	cp, err := upstream.Start(ctx, bin, upstream.Options{Port: *port, Dir: *dir})
	if err != nil {
		return err
	}
	defer cp.Stop()
	if err := cp.WriteKubeconfig(*kubeconfig, "admin", "system:masters"); err != nil {
		return err
	}
	fmt.Printf("%s ready in %s (etcd %s), pids %v, %s\n", cp.URL, cp.Ready, cp.EtcdReady, cp.PIDs(), *kubeconfig)
	<-ctx.Done()
	return nil
}
