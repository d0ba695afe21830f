package bench

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
)

func TestPodHasTheSizeOfTheBudgets(t *testing.T) {
	for _, i := range []int{0, 4999} {
		text := podJSON(i)
		if len(text) != podSize {
			t.Errorf("pod %d has %d bytes, want %d", i, len(text), podSize)
		}
		var pod corev1.Pod
		if err := json.Unmarshal(text, &pod); err != nil {
			t.Fatal(err)
		}
		if pod.Name != podName(i) {
			t.Errorf("pod %d is named %s", i, pod.Name)
		}
	}
}

func TestSetTurn(t *testing.T) {
	body, err := setTurn([]byte(`{"labels":{"turn":"none","x":"y"}}`), 17)
	if err != nil || string(body) != `{"labels":{"turn":"17","x":"y"}}` {
		t.Errorf("got %s, %v", body, err)
	}
	if _, err := setTurn([]byte(`{}`), 1); err == nil {
		t.Error("no error without the label")
	}
}

func TestParseStat(t *testing.T) {
	const stat = "42 (a (b) c) S 1 42 42 0 -1 4194560 1 2 3 4 150 50 7 8 20 0 1 0 100 1000 10"
	if ticks, err := parseStat(stat); err != nil || ticks != 200 {
		t.Errorf("got %d, %v, want 200", ticks, err)
	}
	if _, err := parseStat("42 (a) S 1"); err == nil {
		t.Error("no error for a short line")
	}
}

func TestParseRSS(t *testing.T) {
	if kb, err := parseRSS("Name:\tx\nVmRSS:\t   1234 kB\n"); err != nil || kb != 1234 {
		t.Errorf("got %d, %v, want 1234", kb, err)
	}
	if _, err := parseRSS("Name:\tx\n"); err == nil {
		t.Error("no error without VmRSS")
	}
}

func TestPercentile(t *testing.T) {
	var took []time.Duration
	for i := 1; i <= 200; i++ {
		took = append(took, time.Duration(i))
	}
	if got := percentile(took, 50); got != 100 {
		t.Errorf("p50 is %d, want 100", got)
	}
	if got := percentile(took, 99); got != 198 {
		t.Errorf("p99 is %d, want 198", got)
	}
	if got := percentile(took[:1], 99); got != 1 {
		t.Errorf("p99 of one is %d, want 1", got)
	}
}

func TestOnlyThisMachineIsLoaded(t *testing.T) {
	s := &Server{URL: "https://192.0.2.1:6443"}
	if err := s.Connect(); err == nil {
		t.Error("a server elsewhere is accepted")
	}
}

func TestPrint(t *testing.T) {
	ours := &Report{Name: "skiff", Startup: Startup{Ready: 100 * time.Millisecond, Resident: 50 << 20},
		Restart: Restart{Objects: 50_000, Ready: 1500 * time.Millisecond},
		Rows:    []Result{{Row: RowCreate, CPU: 200 * time.Microsecond}, {Row: RowApply, Skipped: true}}}
	theirs := &Report{Name: "kube-apiserver", Startup: Startup{Ready: 2 * time.Second, Resident: 500 << 20},
		Rows: []Result{{Row: RowCreate, CPU: 1600 * time.Microsecond}, {Row: RowApply, CPU: time.Millisecond}}}
	var out strings.Builder
	if err := Print(&out, ours, theirs); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"8.0x", "20.0x", "10.0x", "200 µs", "50 MiB", "kill -9 with 50000 pods: exec to /readyz  1500 ms"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the table lacks %q:\n%s", want, out.String())
		}
	}
}
