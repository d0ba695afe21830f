package bundle

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/klauspost/compress/zstd"
)

// unpack writes the named program to its place, unless it is there already.
//
// A program in place is trusted when its size is right: the only way into
// place is the rename at the end, so a half-written file cannot be there, and
// hashing 100 MB at every start would cost more than it protects.
func (b *Bundle) unpack(ctx context.Context, name string) (string, error) {
	index, err := b.Index()
	if err != nil {
		return "", err
	}
	i := slices.IndexFunc(index.Programs, func(p Program) bool { return p.Name == name })
	if i < 0 {
		return "", ErrMissing
	}
	program := index.Programs[i]
	dir, err := filepath.Abs(filepath.Join(b.dir, index.Version))
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, name)
	if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() && info.Size() == program.Size {
		return path, nil
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return "", err
	}
	switch err := os.Mkdir(dir, 0o755); {
	case err == nil:
		prune(filepath.Dir(dir), index.Version, time.Now())
	case !errors.Is(err, fs.ErrExist):
		return "", err
	}
	if err := b.write(ctx, dir, path, program); err != nil {
		return "", err
	}
	return path, nil
}

// write decompresses a program into a temporary file and renames it to path.
// It does not sync: after a power cut a file may be short, and the check of
// the size then writes it anew.
func (b *Bundle) write(ctx context.Context, dir, path string, program Program) (err error) {
	src, err := b.files.Open(program.Name + ".zst")
	if err != nil {
		return err
	}
	defer src.Close()
	decoder, err := zstd.NewReader(src)
	if err != nil {
		return err
	}
	defer decoder.Close()

	tmp, err := os.CreateTemp(dir, "."+program.Name+"-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			tmp.Close()
			os.Remove(tmp.Name())
		}
	}()
	digest := sha256.New()
	// One byte more than promised is enough to know that the bundle lies.
	in := io.LimitReader(&contextReader{ctx, decoder}, program.Size+1)
	n, err := io.Copy(io.MultiWriter(tmp, digest), in)
	if err != nil {
		return err
	}
	if got := hex.EncodeToString(digest.Sum(nil)); n != program.Size || got != program.SHA256 {
		return fmt.Errorf("damaged: unpacked %d bytes with SHA-256 %s, the index says %d and %s", n, got, program.Size, program.SHA256)
	}
	if err := tmp.Chmod(0o755); err != nil {
		return err
	}
	if err := tmp.Close(); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), path)
}

// contextReader ends a copy when its context does.
type contextReader struct {
	ctx context.Context
	r   io.Reader
}

func (c *contextReader) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.r.Read(p)
}
