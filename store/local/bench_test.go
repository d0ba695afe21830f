package local

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/skiff-k8s/skiff/store"
)

// cpu returns what the process has used, user and system.
func cpu() time.Duration {
	var ru syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &ru)
	return time.Duration(ru.Utime.Nano() + ru.Stime.Nano())
}

// benchDir is on a disk: temporary folders may be in memory.
func benchDir(b *testing.B) string {
	dir, err := os.MkdirTemp(os.Getenv("SKIFF_BENCH_DIR"), "skiff-store-bench-")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}

// BenchmarkCommit commits puts of 2 KB with a note from a number of goroutines at
// once; cpu-µs/op is the CPU time of the whole process per commit, flushes,
// compactions and the removal of history included.
func BenchmarkCommit(b *testing.B) {
	for _, kind := range []string{"create", "update", "update-watched"} {
		for _, parallel := range []int{1, 32} {
			b.Run(fmt.Sprintf("%s/parallel=%d", kind, parallel), func(b *testing.B) {
				s := open(b, benchDir(b), Options{})
				ctx, cancel := context.WithCancel(context.Background())
				defer cancel()
				if kind == "update-watched" {
					for range 4 {
						go func() { _ = s.Watch(ctx, 1, func(store.Commit) {}) }()
					}
				}
				const keys = 5000
				value := make([]byte, 2<<10)
				for i := range value {
					value[i] = byte(i * 7)
				}
				note := make([]byte, 150)
				var next atomic.Int64
				b.SetParallelism(max(parallel/runtime.GOMAXPROCS(0), 1))
				if parallel == 1 {
					defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
				}
				b.ResetTimer()
				before := cpu()
				b.RunParallel(func(pb *testing.PB) {
					for pb.Next() {
						i := next.Add(1)
						op := store.Op{Key: fmt.Sprintf("/pods/default/nginx-%08d", i), Value: value}
						if kind != "create" {
							op.Key = fmt.Sprintf("/pods/default/nginx-%08d", i%keys)
							op.Expect = store.AnyRevision
						}
						if _, err := s.Commit(ctx, store.Txn{Ops: []store.Op{op}, Note: note}); err != nil {
							b.Error(err)
							return
						}
					}
				})
				b.ReportMetric(float64((cpu()-before).Microseconds())/float64(b.N), "cpu-µs/op")
				b.StopTimer()
				if err := s.Close(); err != nil {
					b.Fatal(err)
				}
			})
		}
	}
}

// BenchmarkOpen opens an empty folder, one closed in order, and one whose log has
// to be applied because the process was killed.
func BenchmarkOpen(b *testing.B) {
	fill := func(b *testing.B, dir string) *Store {
		s := open(b, dir, Options{})
		for i := range 2000 {
			key := fmt.Sprintf("/pods/default/nginx-%08d", i)
			if _, err := s.Commit(context.Background(), store.Txn{Ops: []store.Op{{Key: key, Value: make([]byte, 2<<10)}}, Note: make([]byte, 150)}); err != nil {
				b.Fatal(err)
			}
		}
		return s
	}
	b.Run("empty", func(b *testing.B) {
		root := benchDir(b)
		for i := 0; b.Loop(); i++ {
			s := open(b, filepath.Join(root, fmt.Sprint(i)), Options{})
			b.StopTimer()
			_ = s.Close()
			b.StartTimer()
		}
	})
	b.Run("closed", func(b *testing.B) {
		dir := benchDir(b)
		if err := fill(b, dir).Close(); err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
			s := open(b, dir, Options{})
			b.StopTimer()
			_ = s.Close()
			b.StartTimer()
		}
	})
	b.Run("killed", func(b *testing.B) {
		dir := benchDir(b)
		s := fill(b, dir)
		defer func() { _ = s.Close() }()
		root := benchDir(b)
		for i := 0; b.Loop(); i++ {
			b.StopTimer()
			killed := filepath.Join(root, fmt.Sprint(i))
			if err := os.CopyFS(killed, os.DirFS(dir)); err != nil {
				b.Fatal(err)
			}
			b.StartTimer()
			s := open(b, killed, Options{})
			b.StopTimer()
			_ = s.Close()
			b.StartTimer()
		}
	})
}
