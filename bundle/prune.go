package bundle

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// pruneAge is how long a version that nothing runs from is kept: another skiff
// may have unpacked it and be about to start its programs.
const pruneAge = time.Hour

var versionName = regexp.MustCompile(`^[0-9a-f]{16}$`)

// prune removes the versions below root, but for the named one, that no
// process runs from. It is called when a new version arrives, so that upgrades
// do not pile up. A version that is removed too early is unpacked again when
// it is asked for, and one that cannot be removed now will be the next time.
func prune(root, keep string, now time.Time) {
	entries, err := os.ReadDir(root)
	if err != nil {
		return
	}
	for _, entry := range entries {
		dir := filepath.Join(root, entry.Name())
		info, err := entry.Info()
		if err != nil || !entry.IsDir() || entry.Name() == keep || !versionName.MatchString(entry.Name()) ||
			now.Sub(info.ModTime()) < pruneAge || inUse(dir) {
			continue
		}
		_ = os.RemoveAll(dir)
	}
}

// inUse reports whether a process runs a program in dir, or may: where it
// cannot be told, it does.
func inUse(dir string) bool {
	processes, err := filepath.Glob("/proc/[0-9]*/exe")
	if err != nil || len(processes) == 0 {
		return true
	}
	for _, link := range processes {
		if program, err := os.Readlink(link); err == nil && strings.HasPrefix(program, dir+"/") {
			return true
		}
	}
	return false
}
