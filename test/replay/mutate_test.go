package replay_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"hash/fnv"
	"io"
	"math/rand/v2"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/skiff-k8s/skiff/apiserver/apiservertest"
	"github.com/skiff-k8s/skiff/test/replay"
	"github.com/skiff-k8s/skiff/test/upstream"
)

var (
	mutations = flag.Int("mutations", 4, "damaged requests made of each recorded one")
	seed      = flag.Uint64("seed", 1, "where the damage comes from")
)

// TestDamagedRequests sends every recorded request with its body damaged in
// several ways. Whatever a client sends, the server must not fail: it may refuse
// or do it, but not answer with an error of its own.
func TestDamagedRequests(t *testing.T) {
	t.Parallel()
	stories, err := replay.Stories()
	if err != nil {
		t.Fatal(err)
	}
	target := targetOf(apiservertest.Start(t, apiservertest.FullAdmission))
	sent := 0
	for _, story := range stories {
		p, r := replay.NewPlayer(target), damage(story)
		for _, step := range story.Steps {
			if waits(step) {
				continue // for what the damaged requests may have prevented
			}
			if _, err := p.Play(t.Context(), step); err != nil {
				t.Fatalf("%s/%s: %v", story.Name, step.Name, err)
			}
			for range *mutations {
				m, ok := replay.Mutate(step, r)
				if !ok {
					break
				}
				sent++
				a, err := p.Play(t.Context(), m)
				if err != nil {
					t.Errorf("%s/%s: %v\n%s %s\n%.600s", story.Name, step.Name, err, m.Method, m.Path, m.Body)
					continue
				}
				// A webhook that cannot be reached is not the server's fault, nor is
				// a policy that makes an object into none.
				notOurs := strings.Contains(a.Body, "failed calling webhook") ||
					step.Recorded != nil && step.Recorded.Status >= http.StatusInternalServerError
				if a.Status >= http.StatusInternalServerError && strings.Contains(a.Body, `"InternalError"`) && !notOurs {
					t.Errorf("%s/%s: %d %.600s\n%s %s\n%.600s", story.Name, step.Name, a.Status, a.Body, m.Method, m.Path, m.Body)
				}
			}
		}
		p.Close()
	}
	if sent < 1000 {
		t.Errorf("only %d damaged requests were made", sent)
	}
	t.Logf("%d damaged requests", sent)
}

// damage is the source of a story's damage. Each story has its own, so that a step
// more in one does not change what the others are tried with.
func damage(story *replay.Story) *rand.Rand {
	name := fnv.New64a()
	io.WriteString(name, story.Name)
	return rand.New(rand.NewPCG(*seed, name.Sum64()))
}

// waits says that a step only ends when something has come about.
func waits(step *replay.Step) bool {
	_, until := step.Directive("until")
	_, events := step.Directive("events")
	return until || events
}

var oracle = flag.Bool("oracle", false, "compare damaged requests with a running kube-apiserver (make oracle)")

// TestDamagedRequestsAgainstOracle sends the same damaged requests to
// kube-apiserver and to skiff, and compares what is refused and for which
// fields. It starts a kube-apiserver, so it runs only when asked for.
func TestDamagedRequestsAgainstOracle(t *testing.T) {
	if !*oracle {
		t.Skip("-oracle is not set")
	}
	root, err := upstream.Root()
	if err != nil {
		t.Fatal(err)
	}
	bin, err := upstream.Find(root)
	if err != nil {
		t.Fatal(err)
	}
	cp, err := upstream.Start(t.Context(), bin, upstream.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer cp.Stop()
	theirs := replay.Target{URL: cp.URL, Roots: cp.CA.Pool(), Issue: cp.CA.Client}
	ours := targetOf(apiservertest.Start(t, apiservertest.FullAdmission))
	stories, err := replay.Stories()
	if err != nil {
		t.Fatal(err)
	}
	sent, different := 0, 0
	for _, story := range stories {
		a, b, r := replay.NewPlayer(theirs), replay.NewPlayer(ours), damage(story)
		// want is nil where kube-apiserver broke the connection off: it panics on
		// some patches.
		both := func(step *replay.Step) (want, got *replay.Answer) {
			want, err := a.Play(t.Context(), step)
			if err != nil {
				t.Logf("%s/%s: kube-apiserver: %v", story.Name, step.Name, err)
			}
			if got, err = b.Play(t.Context(), step); err != nil {
				t.Fatalf("%s/%s: skiff: %v", story.Name, step.Name, err)
			}
			return want, got
		}
		for _, step := range story.Steps {
			if waits(step) {
				continue
			}
			both(step)
			for range *mutations {
				m, ok := replay.Mutate(step, r)
				if !ok {
					break
				}
				sent++
				want, got := both(m)
				if want != nil && verdict(want) != verdict(got) {
					different++
					t.Errorf("%s/%s\nwant %s\ngot  %s\n%s %s\n%.700s", story.Name, step.Name, verdict(want), verdict(got), m.Method, m.Path, m.Body)
				}
			}
		}
		a.Close()
		b.Close()
	}
	t.Logf("%d of %d answers differ", different, sent)
}

// verdict is what a client acts upon: the status, the reason and the fields that
// are complained of.
func verdict(a *replay.Answer) string {
	var status struct {
		Kind, Reason string
		Details      struct {
			Causes []struct{ Field, Reason string }
		}
	}
	if json.Unmarshal([]byte(a.Body), &status) != nil || status.Kind != "Status" {
		return strconv.Itoa(a.Status)
	}
	var causes []string
	for _, c := range status.Details.Causes {
		causes = append(causes, c.Field+" "+c.Reason)
	}
	slices.Sort(causes)
	return fmt.Sprintf("%d %s [%s]", a.Status, status.Reason, strings.Join(slices.Compact(causes), ", "))
}
