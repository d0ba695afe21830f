package local

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/skiff-k8s/skiff/store"
)

// What turns this test binary into the process that is killed, and how often that
// happens.
const (
	killDirEnv    = "SKIFF_STORE_KILL_DIR"
	killRoundsEnv = "SKIFF_STORE_KILL_ROUNDS" // default killRounds
	killRounds    = 8
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(killDirEnv); dir != "" {
		os.Exit(victim(dir))
	}
	os.Exit(m.Run())
}

// victim writes until it is killed. It says on its output what it is about to write,
// and what was acknowledged: whoever reads that knows what must be there. It takes the
// state of its keys from the store.
func victim(dir string) int {
	s, err := Open(dir, killOptions())
	if err != nil {
		fmt.Println("error", err)
		return 1
	}
	// One write per line keeps lines whole however the process ends.
	var mu sync.Mutex
	say := func(format string, args ...any) {
		mu.Lock()
		defer mu.Unlock()
		_, _ = fmt.Fprintf(os.Stdout, format+"\n", args...)
	}
	say("open")
	_ = (&workload{acks: readAcks(s), size: 2000, say: say}).run(s, 0)
	return 1
}

// killOptions make everything that happens seldom happen in a few seconds.
func killOptions() Options {
	return Options{HistoryBytes: 2 << 20, HistoryRevisions: 2000, NotesBytes: 4 << 20, NotesCount: 20_000}
}

// readAcks is what the store itself says of the keys of a workload.
func readAcks(s store.Store) map[string]ack {
	acks := map[string]ack{}
	_, _ = s.Range(background, "writer", "writes", func(kv store.KV) bool {
		number, _, _ := strings.Cut(string(kv.Value), " ")
		seq, _ := strconv.Atoi(number)
		acks[kv.Key] = ack{seq: seq, revision: kv.Revision, attempted: seq}
		return true
	})
	return acks
}

// TestKill starts a process that writes from several goroutines, kills it with SIGKILL
// at a random moment (starting up included), and looks at what it left, again and
// again in one folder.
func TestKill(t *testing.T) {
	rounds := killRounds
	if n, err := strconv.Atoi(os.Getenv(killRoundsEnv)); err == nil {
		rounds = n
	}
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	rng := rand.New(rand.NewPCG(seed, 1))
	dir := t.TempDir() + "/store"
	w := newWorkload(2000)
	revision, writes := int64(firstRevision), 0
	for round := range rounds {
		var wait time.Duration // from the start, or from the first write
		early := round%4 == 3
		if early {
			wait = time.Duration(rng.IntN(60)) * time.Millisecond
		} else {
			wait = time.Duration(20+rng.IntN(700)) * time.Millisecond
		}
		writes += w.runAndKill(t, dir, wait, early)
		s, err := Open(dir, killOptions())
		if err != nil {
			t.Fatalf("round %d: Open after the kill: %v", round, err)
		}
		w.check(t, s)
		now, _ := s.Revision(background)
		if now < revision {
			t.Fatalf("round %d: the revision went from %d back to %d", round, revision, now)
		}
		revision = now
		if err := s.Close(); err != nil {
			t.Fatalf("round %d: Close: %v", round, err)
		}
	}
	t.Logf("%d kills, %d acknowledged writes, revision %d", rounds, writes, revision)
	if writes == 0 {
		t.Fatal("nothing was acknowledged in any round")
	}
}

// runAndKill runs a victim, kills it and takes over what it said. It returns the number of
// writes that were acknowledged.
func (w *workload) runAndKill(t *testing.T, dir string, wait time.Duration, early bool) int {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), killDirEnv+"="+dir)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = cmd.Wait() }()
	defer func() { _ = cmd.Process.Kill() }()
	kill := func() { _ = cmd.Process.Kill() }
	if early {
		defer time.AfterFunc(wait, kill).Stop()
	}
	acked := 0
	lines := bufio.NewReader(out)
	for {
		line, err := lines.ReadString('\n')
		if err == io.EOF {
			return acked // a line that is not whole was not written whole
		}
		if err != nil {
			t.Fatal(err)
		}
		var key string
		var seq int
		var revision int64
		switch word, rest, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " "); word {
		case "open":
			if !early {
				defer time.AfterFunc(wait, kill).Stop()
			}
		case "try":
			if _, err := fmt.Sscan(rest, &key, &seq); err != nil {
				t.Fatalf("%q: %v", line, err)
			}
			a := w.acks[key]
			a.attempted = seq
			w.acks[key] = a
		case "done":
			if _, err := fmt.Sscan(rest, &key, &seq, &revision); err != nil {
				t.Fatalf("%q: %v", line, err)
			}
			if a := w.acks[key]; revision <= a.revision {
				t.Fatalf("%s: write %d has revision %d, write %d had %d", key, seq, revision, a.seq, a.revision)
			}
			w.acks[key] = ack{seq: seq, revision: revision, attempted: seq}
			acked++
		default:
			t.Fatalf("the process says %q", line)
		}
	}
}
