// Command fuzz runs the fuzz targets of the project, each for a while, and prints
// what each has tried.
//
//	go run ./test/cmd/fuzz -time 3s            all, for three seconds each
//	go run ./test/cmd/fuzz -time 5m -guided    led by coverage, which takes a build
//	                                           of its own
//	go run ./test/cmd/fuzz -match JWT          only those whose name matches
//
// An input that fails stays in the package's testdata/fuzz, where plain "go test"
// tries it from then on. What is worth trying again is kept in .cache/fuzz.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"regexp"
	"strings"
	"text/tabwriter"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "fuzz:", err)
		os.Exit(1)
	}
}

// target is one fuzz function.
type target struct{ dir, name string }

func run(ctx context.Context) error {
	each := flag.Duration("time", 3*time.Second, "how long each target runs")
	workers := flag.Int("workers", 2, "processes of a target at a time")
	match := flag.String("match", "", "regular expression over PACKAGE.NAME")
	guided := flag.Bool("guided", false, "let coverage lead")
	flag.Parse()
	wanted, err := regexp.Compile(*match)
	if err != nil {
		return err
	}
	all, err := targets(".")
	if err != nil {
		return err
	}
	kept, err := filepath.Abs(filepath.Join(".cache", "fuzz"))
	if err != nil {
		return err
	}
	built, err := os.MkdirTemp("", "skiff-fuzz-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(built)
	b := builder{out: built, guided: *guided, done: map[string]string{}}
	table := tabwriter.NewWriter(os.Stdout, 0, 8, 2, ' ', 0)
	defer table.Flush()
	var failed []string
	for _, t := range all {
		name := t.dir + "." + t.name
		if !wanted.MatchString(name) {
			continue
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		binary, err := b.binary(ctx, t.dir)
		if err != nil {
			return err
		}
		result, err := t.fuzz(ctx, binary, kept, *each, *workers)
		fmt.Fprintf(table, "%s\t%s\n", name, result)
		table.Flush()
		if err != nil {
			failed = append(failed, name)
		}
	}
	if len(failed) > 0 {
		return fmt.Errorf("%s failed", strings.Join(failed, ", "))
	}
	return nil
}

var function = regexp.MustCompile(`(?m)^func (Fuzz\w*)\(\w+ \*testing\.F\)`)

// targets finds the fuzz functions in a tree, in the order of their packages.
func targets(root string) ([]target, error) {
	var out []target
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name := d.Name(); path != root && (strings.HasPrefix(name, ".") || name == "testdata" || name == "bin") {
				return fs.SkipDir
			}
			if _, err := os.Stat(filepath.Join(path, "go.mod")); err == nil && path != root {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(path, "_test.go") {
			return nil
		}
		source, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, m := range function.FindAllSubmatch(source, -1) {
			out = append(out, target{filepath.ToSlash(filepath.Dir(path)), string(m[1])})
		}
		return nil
	})
	if err == nil && len(out) == 0 {
		err = errors.New("no fuzz target here: run it at the top of the project")
	}
	return out, err
}

// counted are the packages whose coverage leads.
var counted = []string{"github.com/skiff-k8s/skiff/...", "github.com/google/cel-go/..."}

// builder builds the tests of each package once.
type builder struct {
	out    string
	guided bool
	done   map[string]string
}

func (b *builder) binary(ctx context.Context, dir string) (string, error) {
	if path, ok := b.done[dir]; ok {
		return path, nil
	}
	path := filepath.Join(b.out, strings.ReplaceAll(dir, "/", "-"))
	args := []string{"test", "-c", "-o", path}
	if b.guided {
		// What "go test -fuzz" does to every package, done to those in which the
		// ways are worth telling apart: the others would take an hour to build.
		for _, path := range counted {
			args = append(args, "-gcflags="+path+"=-d=libfuzzer")
		}
	}
	build := exec.CommandContext(ctx, "go", append(args, "./"+dir)...)
	if text, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("building the tests of %s: %w\n%s", dir, err, text)
	}
	b.done[dir] = path
	return path, nil
}

// tried is the last line that a run prints of itself.
var tried = regexp.MustCompile(`fuzz: elapsed: (\S+), execs: (\d+)`)

// fuzz runs a target and says in a few words how it went.
func (t target) fuzz(ctx context.Context, binary, kept string, each time.Duration, workers int) (result string, err error) {
	run := exec.CommandContext(ctx, binary, "-test.run=^$", "-test.fuzz=^"+t.name+"$", "-test.fuzztime="+each.String(),
		fmt.Sprintf("-test.parallel=%d", workers), "-test.fuzzcachedir="+filepath.Join(kept, t.dir))
	run.Dir = t.dir
	run.Cancel = func() error { return run.Process.Signal(os.Interrupt) }
	text, err := run.CombinedOutput()
	all := tried.FindAllStringSubmatch(string(text), -1)
	if len(all) > 0 {
		result = fmt.Sprintf("%s inputs in %s", all[len(all)-1][2], all[len(all)-1][1])
	}
	if err != nil && timeIsUp(string(text)) {
		err = nil
	}
	if err != nil {
		result += " FAILED\n" + string(text)
	}
	return result, err
}

// timeIsUp says that a run ended because its time was over: the testing package now and
// then reports that as a failure. One that found something says which input it was.
func timeIsUp(text string) bool {
	return strings.Contains(text, "context deadline exceeded") && strings.Contains(text, "execs:") &&
		!strings.Contains(text, "Failing input") && !strings.Contains(text, "panic")
}
