package bundle

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/klauspost/compress/zstd"
)

// Pack compresses the programs at the given paths into the folder dir and
// writes its index. What is unchanged is left alone (by time stamp and size),
// and what is in dir but no longer named is removed, so that the embedded
// files change only when a program does.
func Pack(dir string, paths []string) (Index, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return Index{}, err
	}
	paths = slices.Clone(paths)
	slices.SortFunc(paths, func(a, b string) int { return strings.Compare(filepath.Base(a), filepath.Base(b)) })
	var index Index
	all := sha256.New()
	keep := map[string]bool{"index.json": true}
	for _, path := range paths {
		program, err := packOne(dir, path)
		if err != nil {
			return Index{}, fmt.Errorf("pack %s: %w", path, err)
		}
		index.Programs = append(index.Programs, program)
		keep[program.Name+".zst"] = true
		fmt.Fprintln(all, program.Name, program.SHA256)
	}
	index.Version = hex.EncodeToString(all.Sum(nil))[:16]

	entries, err := os.ReadDir(dir)
	if err != nil {
		return Index{}, err
	}
	for _, entry := range entries {
		if filepath.Ext(entry.Name()) == ".zst" && !keep[entry.Name()] {
			if err := os.Remove(filepath.Join(dir, entry.Name())); err != nil {
				return Index{}, err
			}
		}
	}
	raw, err := json.MarshalIndent(index, "", "  ")
	if err != nil {
		return Index{}, err
	}
	return index, os.WriteFile(filepath.Join(dir, "index.json"), append(raw, '\n'), 0o644)
}

// packOne compresses one program into dir, unless a newer packed file exists.
func packOne(dir, path string) (Program, error) {
	in, err := os.Open(path)
	if err != nil {
		return Program{}, err
	}
	defer in.Close()
	info, err := in.Stat()
	if err != nil {
		return Program{}, err
	}
	digest := sha256.New()
	if _, err := io.Copy(digest, in); err != nil {
		return Program{}, err
	}
	program := Program{Name: filepath.Base(path), Size: info.Size(), SHA256: hex.EncodeToString(digest.Sum(nil))}

	packed := filepath.Join(dir, program.Name+".zst")
	if old, err := os.Stat(packed); err == nil && old.ModTime().After(info.ModTime()) {
		return program, nil
	}
	if _, err := in.Seek(0, io.SeekStart); err != nil {
		return Program{}, err
	}
	out, err := os.CreateTemp(dir, "."+program.Name+"-*")
	if err != nil {
		return Program{}, err
	}
	defer os.Remove(out.Name()) // fails after the rename, as it should
	defer out.Close()
	encoder, err := zstd.NewWriter(out, zstd.WithEncoderLevel(zstd.SpeedBetterCompression))
	if err != nil {
		return Program{}, err
	}
	if _, err := io.Copy(encoder, in); err != nil {
		return Program{}, err
	}
	if err := encoder.Close(); err != nil {
		return Program{}, err
	}
	if err := out.Chmod(0o644); err != nil {
		return Program{}, err
	}
	if err := out.Close(); err != nil {
		return Program{}, err
	}
	return program, os.Rename(out.Name(), packed)
}
