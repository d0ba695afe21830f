package runtime

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"
)

func TestRender(t *testing.T) {
	text, err := render(settings{
		Config: Config{Dir: "/data/\"quoted\"", RunDir: "/run/skiff/x", CNIConfDir: "/c", SandboxImage: "skiff.dev/pause:1"},
		Shim:   "/bin/shim", Runc: "/bin/runc", CNIBinDir: "/bin", Snapshotter: "native", RestrictOOM: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := toml.Unmarshal([]byte(text), &got); err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	tests := []struct {
		path string // keys, separated by "|"
		want any
	}{
		{"root", `/data/"quoted"/root`},
		{"state", "/run/skiff/x/state"},
		{"debug|level", "warn"},
		{"plugins|io.containerd.server.v1.grpc|address", "/run/skiff/x/containerd.sock"},
		{"plugins|io.containerd.shim.v1.manager|socket_dir", "/run/skiff/x/s"},
		{"plugins|io.containerd.cri.v1.images|snapshotter", "native"},
		{"plugins|io.containerd.cri.v1.images|pinned_images|sandbox", "skiff.dev/pause:1"},
		{"plugins|io.containerd.cri.v1.runtime|restrict_oom_score_adj", true},
		{"plugins|io.containerd.cri.v1.runtime|containerd|runtimes|runc|runtime_path", "/bin/shim"},
		{"plugins|io.containerd.cri.v1.runtime|containerd|runtimes|runc|options|BinaryName", "/bin/runc"},
	}
	for _, test := range tests {
		var at any = got
		for key := range strings.SplitSeq(test.path, "|") {
			table, ok := at.(map[string]any)
			if !ok {
				at = nil
				break
			}
			at = table[key]
		}
		if at != test.want {
			t.Errorf("%s is %v, want %v", test.path, at, test.want)
		}
	}
}

func TestRenderHosts(t *testing.T) {
	tests := []struct {
		mirror       string
		only         bool
		server, host string
	}{
		{"", false, "", ""},
		{"http://127.0.0.1:5005", false, "", "http://127.0.0.1:5005"},
		{"http://127.0.0.1:5005", true, "http://127.0.0.1:5005", ""},
	}
	for _, test := range tests {
		var got struct {
			Server string
			Host   map[string]any
		}
		if err := toml.Unmarshal([]byte(renderHosts(test.mirror, test.only)), &got); err != nil {
			t.Fatal(err)
		}
		if _, ok := got.Host[test.host]; got.Server != test.server || ok != (test.host != "") {
			t.Errorf("mirror %q, only %v: %+v", test.mirror, test.only, got)
		}
	}
}

func TestWithDefaultsRefuses(t *testing.T) {
	tests := []struct {
		config Config
		want   string
	}{
		{Config{Dir: "relative"}, "not an absolute path"},
		{Config{Dir: "/d", RunDir: "/run/" + strings.Repeat("x", 40)}, "at most 40 bytes"},
		{Config{Dir: "/d", CgroupRoots: []string{"/"}}, "could be removed"},
		{Config{Dir: "/d", CgroupRoots: []string{"/../.."}}, "could be removed"},
		{Config{Dir: "/d", CgroupRoots: []string{""}}, "could be removed"},
	}
	for _, test := range tests {
		if _, err := test.config.withDefaults(); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%+v: error %v, want %q", test.config, err, test.want)
		}
	}
}

func TestDefaultRunDir(t *testing.T) {
	a, b := DefaultRunDir("/data/a"), DefaultRunDir("/data/b")
	if a == b || a != DefaultRunDir("/data/a/") {
		t.Errorf("run dirs %s, %s, %s", a, b, DefaultRunDir("/data/a/"))
	}
	if _, err := (Config{Dir: "/" + strings.Repeat("long/", 50)}).withDefaults(); err != nil {
		t.Errorf("a long data folder is no problem: %v", err)
	}
}

func TestProcRecognition(t *testing.T) {
	config := Config{Dir: "/d", RunDir: "/run/skiff/a"}
	ids := map[string]bool{"c1": true}
	tests := []struct {
		name                     string
		proc                     proc
		containerd, shim, cgroup bool
	}{
		{"containerd", proc{args: []string{"/x/containerd", "--config", "/run/skiff/a/containerd.toml"}}, true, false, false},
		{"another's containerd", proc{args: []string{"/x/containerd", "--config", "/run/skiff/b/containerd.toml"}}, false, false, false},
		{"an editor", proc{args: []string{"vi", "/run/skiff/a/containerd.toml"}}, false, false, false},
		{"shim", proc{args: []string{"/x/shim", "-namespace", "k8s.io", "-id", "i", "-address", "/run/skiff/a/containerd.sock"}}, false, true, false},
		{"another's shim", proc{args: []string{"/x/shim", "-address", "/run/skiff/b/containerd.sock"}}, false, false, false},
		{"cut short", proc{args: []string{"/x/shim", "-address"}}, false, false, false},
		{"container", proc{cgroups: []string{"/kubepods/pod1/c1/sub"}}, false, false, true},
		{"below the root", proc{cgroups: []string{"/", "/skiff-1/x"}}, false, false, true},
		{"a longer name", proc{cgroups: []string{"/skiff-10/x", "/c11"}}, false, false, false},
	}
	for _, test := range tests {
		got := []bool{test.proc.isContainerd(config), test.proc.isShim(config), test.proc.inCgroup(ids, []string{"/skiff-1"})}
		if got[0] != test.containerd || got[1] != test.shim || got[2] != test.cgroup {
			t.Errorf("%s: containerd, shim, cgroup are %v", test.name, got)
		}
	}
}

func TestTurnOver(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log")
	if err := turnOver(path, 10); err != nil {
		t.Errorf("no log yet: %v", err)
	}
	write := func(text string) {
		t.Helper()
		file, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		if _, err := file.WriteString(text); err != nil {
			t.Fatal(err)
		}
	}
	check := func(wantNow, wantOld string) {
		t.Helper()
		if err := turnOver(path, 10); err != nil {
			t.Fatal(err)
		}
		now, _ := os.ReadFile(path)
		old, _ := os.ReadFile(path + ".1")
		if string(now) != wantNow || string(old) != wantOld {
			t.Errorf("now %q, before %q; want %q and %q", now, old, wantNow, wantOld)
		}
	}
	write("short")
	check("short", "")
	write(" and then long")
	check("", "d then long"[1:])
	write("new")
	check("new", " then long")
}

func TestStartTimeTellsProcessesApart(t *testing.T) {
	own, err := startTime(os.Getpid())
	if err != nil || own == 0 {
		t.Fatalf("start time %d, %v", own, err)
	}
	if _, err := adopt(record{PID: os.Getpid(), Started: own + 1}); err == nil {
		t.Error("adopted a process that started at another time")
	}
}
