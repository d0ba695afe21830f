// Package logs reads, follows and rotates the log files that the container
// runtime writes, one per run of a container:
//
//	<dir>/pods/<namespace>_<pod>_<uid>/<container>/<restarts>.log
//
// A line of such a file is "TIME STREAM TAG TEXT", where the tag says whether the
// line is whole (F) or goes on in the next one (P).
package logs

import (
	"bytes"
	"errors"
	"path/filepath"
	"time"

	"k8s.io/apimachinery/pkg/types"
)

// maxLine bounds one line of a file: the runtime cuts at 16 KiB.
const maxLine = 64 << 10

// PodDir is the folder of a pod's logs below dir.
func PodDir(dir, namespace, name string, uid types.UID) string {
	return filepath.Join(dir, namespace+"_"+name+"_"+string(uid))
}

// Line is one line of a log file.
type Line struct {
	Time time.Time
	// Stamp is the time as it was written.
	Stamp  []byte
	Stream string
	// Text ends with a newline unless the line goes on in the next one.
	Text []byte
}

var errLine = errors.New("not a line of a container's log")

// Parse reads a line, given with its newline. The result shares raw's bytes.
func Parse(raw []byte) (Line, error) {
	stamp, rest, ok := bytes.Cut(raw, []byte{' '})
	if !ok {
		return Line{}, errLine
	}
	stream, rest, ok := bytes.Cut(rest, []byte{' '})
	if !ok || string(stream) != "stdout" && string(stream) != "stderr" {
		return Line{}, errLine
	}
	tag, text, ok := bytes.Cut(rest, []byte{' '})
	if !ok {
		return Line{}, errLine
	}
	t, err := time.Parse(time.RFC3339Nano, string(stamp))
	if err != nil {
		return Line{}, errLine
	}
	if tag, _, _ := bytes.Cut(tag, []byte{':'}); string(tag) == "P" {
		text = bytes.TrimSuffix(text, []byte{'\n'})
	}
	l := Line{Time: t, Stamp: stamp, Stream: "stdout", Text: text}
	if stream[3] == 'e' {
		l.Stream = "stderr"
	}
	return l, nil
}
