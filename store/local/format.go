package local

import (
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"strings"

	"github.com/cockroachdb/pebble/v2/vfs"
)

// Names in the folder.
const (
	formatFile   = "FORMAT"
	formatTemp   = "FORMAT.new"
	lockFile     = "LOCK"
	logFolder    = "log"
	stateFolder  = "state"
	formatMagic  = "skiff store"
	layout       = 1 // version of everything in the folder
	formatMaxLen = 256
)

// format is what the FORMAT file says.
type format struct {
	layout int
	id     uint64 // the store's own number, which its log segments repeat
}

// encode gives the file as text, with a checksum in the last line:
//
//	skiff store
//	layout 1
//	id 0123456789abcdef
//	crc32c 01234567
func (f format) encode() []byte {
	body := fmt.Sprintf("%s\nlayout %d\nid %016x\n", formatMagic, f.layout, f.id)
	return fmt.Appendf(nil, "%scrc32c %08x\n", body, crc32.Checksum([]byte(body), castagnoli))
}

// parseFormat is the inverse of encode. Of a newer layout it only reads the number.
func parseFormat(b []byte) (format, error) {
	if !bytes.HasPrefix(b, []byte(formatMagic+"\n")) {
		return format{}, damage("%s is not the format file of a skiff store", formatFile)
	}
	var f format
	if _, err := fmt.Sscanf(string(b[len(formatMagic)+1:]), "layout %d\n", &f.layout); err != nil {
		return format{}, damage("%s cannot be read", formatFile)
	}
	if f.layout > layout {
		return f, nil
	}
	_, rest, _ := strings.Cut(string(b[len(formatMagic)+1:]), "\n")
	// An id that is no number is a change that the checksum would show too.
	if _, err := fmt.Sscanf(rest, "id %x\n", &f.id); err != nil || !bytes.Equal(b, f.encode()) {
		return format{}, damage("%s does not match its checksum", formatFile)
	}
	return f, nil
}

// readFormat returns the format of the folder; ok is false when the folder holds
// nothing yet and a store may be made there.
func readFormat(fs vfs.FS, dir string) (f format, ok bool, err error) {
	file, err := fs.Open(fs.PathJoin(dir, formatFile))
	if notExist(err) {
		return format{}, false, mustBeEmpty(fs, dir)
	}
	if err != nil {
		return format{}, false, err
	}
	b, err := io.ReadAll(io.LimitReader(file, formatMaxLen))
	if err := errors.Join(err, file.Close()); err != nil {
		return format{}, false, err
	}
	f, err = parseFormat(b)
	if err == nil && f.layout != layout {
		err = fmt.Errorf("it has layout %d and this skiff reads layout %d: use the skiff that wrote it, or a newer one",
			f.layout, layout)
	}
	return f, err == nil, err
}

// mustBeEmpty allows what a crash leaves of making a store.
func mustBeEmpty(fs vfs.FS, dir string) error {
	names, err := fs.List(dir)
	if err != nil {
		return err
	}
	for _, name := range names {
		if name != lockFile && name != formatTemp && name != "lost+found" {
			return fmt.Errorf("it is not empty and holds no skiff store (found %q, no %s): choose an empty folder",
				name, formatFile)
		}
	}
	return nil
}

// writeFormat puts the format file in place whole or not at all.
func writeFormat(fs vfs.FS, dir string, f format) error {
	temp := fs.PathJoin(dir, formatTemp)
	file, err := fs.Create(temp, vfs.WriteCategoryUnspecified)
	if err != nil {
		return err
	}
	_, err = file.Write(f.encode())
	if err == nil {
		err = file.Sync()
	}
	if err := errors.Join(err, file.Close()); err != nil {
		return err
	}
	if err := fs.Rename(temp, fs.PathJoin(dir, formatFile)); err != nil {
		return err
	}
	return syncDir(fs, dir)
}
