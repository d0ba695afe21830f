package etcd

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// layout names the keys below a prefix.
type layout struct {
	prefix    string // everything
	values    string // in front of the store's keys
	notes     string // in front of the notes
	head      string
	compacted string
}

func newLayout(prefix string) layout {
	return layout{
		prefix:    prefix,
		values:    prefix + "k/",
		notes:     prefix + "n/",
		head:      prefix + "m/head",
		compacted: prefix + "m/compacted",
	}
}

// noteKey names a note of size bytes; names of later notes sort later.
func (l layout) noteKey(at time.Time, identity string, size int) string {
	return fmt.Sprintf("%s%016x-%s-%x", l.notes, max(at.UnixNano(), 0), identity, size)
}

// noteSize reads the size of a note from its key. A key that is not of noteKey's
// form counts as empty.
func (l layout) noteSize(key string) int64 {
	name, ok := strings.CutPrefix(key, l.notes)
	if !ok {
		return 0
	}
	i := strings.LastIndexByte(name, '-')
	n, err := strconv.ParseUint(name[i+1:], 16, 31)
	if i < 0 || err != nil {
		return 0
	}
	return int64(n)
}
