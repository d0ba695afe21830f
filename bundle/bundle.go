// Package bundle gives skiff the programs that it runs as children: the
// container runtime, its shim, runc, the CNI plugins, kubectl and the pause
// program of a pod's sandbox.
//
// "make build" compiles them, package bundle/pack compresses them into the
// folder files/, and this package embeds that folder. A program is unpacked
// when it is first asked for, into a folder named after the content of the
// whole bundle, so that two versions of skiff on one machine never overwrite
// each other's running programs.
//
// A skiff built without that step (plain "go build", unit tests) has an empty
// bundle: the programs are then looked for in the folder that the environment
// variable SKIFF_BUNDLE_DIR names, or in libexec/ beside the executable.
package bundle

import (
	"context"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"golang.org/x/sync/errgroup"
)

// The names of the programs in the bundle.
const (
	Containerd = "containerd"
	Shim       = "containerd-shim-runc-v2"
	Runc       = "runc"
	Kubectl    = "kubectl"
	Pause      = "pause"
	// The CNI plugins.
	Bridge    = "bridge"
	HostLocal = "host-local"
	PortMap   = "portmap"
)

// DirEnv names the environment variable that overrides where programs come
// from. It wins over the embedded bundle, so that a test or a developer can
// try a program of their own.
const DirEnv = "SKIFF_BUNDLE_DIR"

// ErrMissing is what Path's error wraps when this skiff has no such program.
var ErrMissing = errors.New("program is not in this build of skiff")

//go:embed files
var embedded embed.FS

// Index describes a packed bundle. It is the file index.json beside the
// compressed programs.
type Index struct {
	// Version is the first 16 hexadecimal digits of the SHA-256 over the
	// names and digests of all programs.
	Version  string    `json:"version"`
	Programs []Program `json:"programs"`
}

// Program is one entry of the Index.
type Program struct {
	Name   string `json:"name"`
	Size   int64  `json:"size"`   // of the unpacked program, in bytes
	SHA256 string `json:"sha256"` // of the unpacked program, hexadecimal
}

// Bundle unpacks programs below one folder. It is safe for concurrent use, by
// several processes too.
type Bundle struct {
	files    fs.FS // holds index.json and NAME.zst; may be empty
	dir      string
	lookIn   []string // folders with plain programs, tried when files has none
	override string   // the folder of DirEnv, tried before anything else

	mu    sync.Mutex
	slots map[string]*slot // by name, of programs that were asked for
}

// slot is one program's place. Its lock is held while the program is unpacked,
// so that others can be unpacked at the same time.
type slot struct {
	sync.Mutex
	path string // empty until it is known
}

// Open returns the bundle of this executable, to be unpacked below dir (which
// is made when it is first needed, not here).
func Open(dir string) *Bundle {
	files, err := fs.Sub(embedded, "files")
	if err != nil {
		panic(err) // "files" is a constant that go:embed has checked
	}
	b := &Bundle{files: files, dir: dir, override: os.Getenv(DirEnv), slots: map[string]*slot{}}
	if exe, err := os.Executable(); err == nil {
		b.lookIn = []string{filepath.Join(filepath.Dir(exe), "libexec")}
	}
	return b
}

// Path returns the path of an executable file with the named program,
// unpacking it if need be. An error wraps ErrMissing, or is one of the file
// system's, or the context's.
func (b *Bundle) Path(ctx context.Context, name string) (string, error) {
	b.mu.Lock()
	place := b.slots[name]
	if place == nil {
		place = &slot{}
		b.slots[name] = place
	}
	b.mu.Unlock()

	place.Lock()
	defer place.Unlock()
	if place.path != "" {
		return place.path, nil
	}
	path, err := b.find(ctx, name)
	if err != nil {
		return "", fmt.Errorf("bundle: %s: %w", name, err)
	}
	place.path = path
	return path, nil
}

// Dir makes sure that all the named programs are unpacked and returns the one
// folder that holds them.
func (b *Bundle) Dir(ctx context.Context, names ...string) (string, error) {
	paths := make([]string, len(names))
	group, ctx := errgroup.WithContext(ctx)
	for i, name := range names {
		group.Go(func() (err error) {
			paths[i], err = b.Path(ctx, name)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return "", err
	}
	dir := ""
	for _, path := range paths {
		if d := filepath.Dir(path); dir == "" {
			dir = d
		} else if d != dir {
			return "", fmt.Errorf("bundle: %s is not in %s like the others", path, dir)
		}
	}
	return dir, nil
}

// Index returns the embedded bundle's index. It wraps ErrMissing where the
// bundle is empty.
func (b *Bundle) Index() (Index, error) {
	raw, err := fs.ReadFile(b.files, "index.json")
	if errors.Is(err, fs.ErrNotExist) {
		return Index{}, fmt.Errorf("%w: it was built without its bundle; build it with \"make build\", or set %s to a folder that holds the programs", ErrMissing, DirEnv)
	}
	if err != nil {
		return Index{}, err
	}
	var index Index
	if err := json.Unmarshal(raw, &index); err != nil {
		return Index{}, fmt.Errorf("index.json: %w", err)
	}
	return index, nil
}

// find is Path without the memory and the lock.
func (b *Bundle) find(ctx context.Context, name string) (string, error) {
	if path, ok := plain(b.override, name); ok {
		return path, nil
	}
	path, err := b.unpack(ctx, name)
	if !errors.Is(err, ErrMissing) {
		return path, err
	}
	for _, dir := range b.lookIn {
		if path, ok := plain(dir, name); ok {
			return path, nil
		}
	}
	return "", err
}

// plain looks for an executable regular file of that name in dir.
func plain(dir, name string) (string, bool) {
	if dir == "" {
		return "", false
	}
	path, err := filepath.Abs(filepath.Join(dir, name))
	if err != nil {
		return "", false
	}
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() || info.Mode().Perm()&0o111 == 0 {
		return "", false
	}
	return path, true
}
