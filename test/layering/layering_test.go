// Package layering checks the shape of the project: which package may know
// which, what nobody may import, and that every package says what it is for.
package layering

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/skiff-k8s/skiff"

// rooms lists, for each part of the project, the other parts that it may know.
// The longest matching prefix of a package's path decides; a part always knows
// itself. It is the table of ARCHITECTURE.md.
var rooms = map[string][]string{
	"api":            {},
	"apiserver":      {"api", "cache", "client", "store", "trace"},
	"bundle":         {},
	"cache":          {"api", "store"},
	"client":         {"api"},
	"client/wire":    {"api", "trace"},
	"cluster":        {"apiserver/pki", "bundle", "network", "runtime"},
	"cmd/skiff":      {""},
	"controllers":    {"api", "client", "events", "reconcile", "trace"},
	"events":         {"api", "client", "trace"},
	"heap":           {},
	"images":         {},
	"join":           {"api", "apiserver/pki", "client"},
	"kubelet":        {"api", "client", "events", "trace"},
	"kubelet/server": {"kubelet/logs"},
	"network":        {"api", "client", "trace"},
	"reconcile":      {"api", "client", "trace"},
	"runtime":        {"bundle", "network/netns"},
	"scheduler":      {"api", "client", "trace"},
	"store":          {},
	"trace":          {},
	"trace/serve":    {"store"},
}

// banned may be imported by nothing in the product: the request path and the
// loops are what skiff exists to do itself.
var banned = []string{
	"k8s.io/kubernetes",
	"k8s.io/apiserver/pkg/endpoints",
	"k8s.io/apiserver/pkg/registry",
	"k8s.io/apiserver/pkg/server",
	"k8s.io/apiserver/pkg/storage",
}

// pkg is one package of the module, without its tests.
type pkg struct {
	path    string // relative to the module
	imports []string
	comment bool
}

// load reads every package of the module; other modules inside the tree (they
// have a go.mod of their own) are left out.
func load(t *testing.T) []pkg {
	t.Helper()
	root := filepath.Join("..", "..")
	byDir := map[string]*pkg{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			name := d.Name()
			if path == root {
				return nil
			}
			if strings.HasPrefix(name, ".") || name == "testdata" || name == "bin" || name == "internal" && filepath.Dir(path) == root {
				return fs.SkipDir
			}
			if _, err := os.Stat(filepath.Join(path, "go.mod")); err == nil {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly|parser.ParseComments)
		if err != nil {
			return err
		}
		dir, err := filepath.Rel(root, filepath.Dir(path))
		if err != nil {
			return err
		}
		p := byDir[dir]
		if p == nil {
			p = &pkg{path: filepath.ToSlash(dir)}
			byDir[dir] = p
		}
		p.comment = p.comment || file.Doc != nil && strings.TrimSpace(file.Doc.Text()) != ""
		for _, spec := range file.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			p.imports = append(p.imports, imported)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(byDir) < 20 {
		t.Fatalf("only %d packages found: the test looks in the wrong place", len(byDir))
	}
	out := make([]pkg, 0, len(byDir))
	for _, p := range byDir {
		out = append(out, *p)
	}
	slices.SortFunc(out, func(a, b pkg) int { return strings.Compare(a.path, b.path) })
	return out
}

// room returns the part that a package belongs to, empty when it is in none.
func room(path string) string {
	for at := path; ; {
		if _, ok := rooms[at]; ok {
			return at
		}
		slash := strings.LastIndexByte(at, '/')
		if slash < 0 {
			return ""
		}
		at = at[:slash]
	}
}

func within(path, part string) bool {
	return part == "" || path == part || strings.HasPrefix(path, part+"/")
}

func TestEveryPackageKnowsOnlyItsOwn(t *testing.T) {
	for _, p := range load(t) {
		if within(p.path, "test") || within(p.path, "skifftest") || strings.HasSuffix(p.path, "test") {
			continue // tests and test suites may know all
		}
		own := room(p.path)
		if own == "" && !within(p.path, "cmd") {
			t.Errorf("%s is in no room: add it to the table here and in ARCHITECTURE.md", p.path)
			continue
		}
		for _, imported := range p.imports {
			other, ok := strings.CutPrefix(imported, module+"/")
			if !ok || within(other, own) && own != "" || within(other, strings.SplitN(own, "/", 2)[0]) && strings.Contains(own, "/") {
				continue
			}
			if !slices.ContainsFunc(rooms[own], func(part string) bool { return within(other, part) }) {
				t.Errorf("%s imports %s, which %q may not know", p.path, other, own)
			}
		}
	}
}

func TestNobodyImportsWhatWeReplace(t *testing.T) {
	for _, p := range load(t) {
		for _, imported := range p.imports {
			for _, prefix := range banned {
				if imported == prefix || strings.HasPrefix(imported, prefix+"/") {
					t.Errorf("%s imports %s", p.path, imported)
				}
			}
		}
	}
}

func TestEveryPackageSaysWhatItIsFor(t *testing.T) {
	for _, p := range load(t) {
		if !p.comment {
			t.Errorf("%s has no package comment", p.path)
		}
	}
}
