package main

import (
	"context"
	"flag"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/skiff-k8s/skiff/test/replay"
	"github.com/skiff-k8s/skiff/test/upstream"
)

// record starts a fresh kube-apiserver and writes its answers into the stories.
func record(ctx context.Context, root string, args []string) error {
	flags := flag.NewFlagSet("record", flag.ContinueOnError)
	match := flags.String("story", "", "only stories whose name contains this")
	if err := flags.Parse(args); err != nil {
		return err
	}
	bin, err := upstream.Find(root)
	if err != nil {
		return err
	}
	// Tokens with which machines join are off in kube-apiserver unless asked for.
	cp, err := upstream.Start(ctx, bin, upstream.Options{ExtraArgs: []string{"--enable-bootstrap-token-auth"}})
	if err != nil {
		return err
	}
	defer cp.Stop()
	target := replay.Target{URL: cp.URL, Roots: cp.CA.Pool(), Issue: cp.CA.Client}
	dir := filepath.Join(root, "test", "replay", "testdata", "stories")
	return replay.Record(ctx, target, dir, *match, func(story string, steps int) {
		fmt.Printf("%-30s %3d answers\n", story, steps)
	})
}

// replayStories compares a running server with the recorded answers and prints
// every difference.
func replayStories(ctx context.Context, _ string, args []string) error {
	flags := flag.NewFlagSet("replay", flag.ContinueOnError)
	server := flags.String("server", "", "URL of the server, such as https://127.0.0.1:6443")
	ca := flags.String("ca", "", "certificate of the authority that signed the server's and signs the clients' certificates")
	key := flags.String("ca-key", "", "its private key")
	match := flags.String("story", "", "only stories whose name contains this")
	if err := flags.Parse(args); err != nil {
		return err
	}
	authority, err := upstream.LoadAuthority(*ca, *key)
	if err != nil {
		return err
	}
	target := replay.Target{URL: *server, Roots: authority.Pool(), Issue: authority.Client}
	stories, err := replay.Stories()
	if err != nil {
		return err
	}
	known, err := replay.KnownDifferences()
	if err != nil {
		return err
	}
	same, different, excused := 0, 0, 0
	for _, story := range stories {
		if !strings.Contains(story.Name, *match) {
			continue
		}
		replay.Play(ctx, target, story, known, func(o *replay.Outcome) {
			excused += len(o.Known)
			if o.OK() {
				same++
				return
			}
			different++
			fmt.Printf("%s\n\n", o)
		})
	}
	fmt.Printf("%d answers the same, %d different, %d known differences\n", same, different, excused)
	if different > 0 {
		return fmt.Errorf("%d of %d answers differ", different, same+different)
	}
	return nil
}
