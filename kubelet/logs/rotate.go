package logs

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Limits of the logs of one container.
const (
	// MaxSize is the size in bytes from which a log is rotated.
	MaxSize = 10 << 20
	// MaxFiles is how many files a container has at most, the current one included.
	MaxFiles = 5
)

// stampLayout orders rotated files by name.
const stampLayout = "20060102-150405"

// Rotate moves a log that has reached maxSize aside and has the runtime open a new
// one; what was moved aside before is compressed, and the oldest beyond maxFiles
// are removed. reopen is the runtime's part.
func Rotate(ctx context.Context, path string, maxSize int64, maxFiles int, now time.Time, reopen func(context.Context) error) (rotated bool, err error) {
	st, err := os.Stat(path)
	if err != nil || st.Size() < maxSize {
		return false, nil
	}
	old, err := rotatedFiles(path)
	if err != nil {
		return false, err
	}
	for len(old) > 0 && len(old) > maxFiles-2 {
		if err := os.Remove(old[0]); err != nil {
			return false, err
		}
		old = old[1:]
	}
	for _, f := range old {
		if !strings.HasSuffix(f, ".gz") {
			if err := compress(f); err != nil {
				return false, err
			}
		}
	}
	aside := path + "." + now.UTC().Format(stampLayout)
	if err := os.Rename(path, aside); err != nil {
		return false, err
	}
	if err := reopen(ctx); err != nil {
		// The runtime still writes to the old file: put it back.
		if back := os.Rename(aside, path); back != nil {
			return false, fmt.Errorf("reopening a log: %w; putting it back: %w", err, back)
		}
		return false, fmt.Errorf("reopening a log: %w", err)
	}
	return true, nil
}

// rotatedFiles returns what was moved aside before, oldest first, and removes
// what an interrupted compression left.
func rotatedFiles(path string) ([]string, error) {
	list, err := filepath.Glob(path + ".*")
	if err != nil {
		return nil, err
	}
	var out []string
	for _, f := range list {
		if strings.HasSuffix(f, ".tmp") {
			os.Remove(f)
			continue
		}
		out = append(out, f)
	}
	slices.Sort(out)
	return out, nil
}

// Remove removes a log and what was moved aside of it.
func Remove(path string) error {
	old, err := rotatedFiles(path)
	for _, f := range append(old, path) {
		if rerr := os.Remove(f); rerr != nil && !errors.Is(rerr, fs.ErrNotExist) {
			err = errors.Join(err, rerr)
		}
	}
	return err
}

func compress(path string) error {
	in, err := os.Open(path)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(path+".tmp", os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o640)
	if err != nil {
		return err
	}
	z := gzip.NewWriter(out)
	if _, err = io.Copy(z, in); err == nil {
		err = z.Close()
	}
	if cerr := out.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Rename(path+".tmp", path+".gz")
	}
	if err != nil {
		os.Remove(path + ".tmp")
		return err
	}
	return os.Remove(path)
}
