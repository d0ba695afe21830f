package storetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/skiff-k8s/skiff/store"
)

var readTests = []test{
	{"an empty store", func(s *session) {
		s.absent("a")
		if rev, all := s.rangeAll("\x00", "\xff"); len(all) != 0 || rev < s.base {
			s.Fatalf("Range: %d keys at %d", len(all), rev)
		}
	}},
	{"order and bounds of a range", func(s *session) {
		keys := []string{"a", "a/", "a/1", "a/10", "a/2", "a0", "b", "b\x00", "\xc3\xa9"}
		mixed := slices.Clone(keys)
		slices.Reverse(mixed)
		var last int64
		for _, key := range mixed {
			last = s.commit(put(key, "v"+key, 0))
		}
		for _, c := range []struct {
			start, end string
			want       []string
		}{
			{"a", "b", []string{"a", "a/", "a/1", "a/10", "a/2", "a0"}},
			{"a/", "a0", []string{"a/", "a/1", "a/10", "a/2"}},
			{"a", "a\x00", []string{"a"}},
			{"b", "b", nil},
			{"b", "a", nil},
			{"", "\xff", keys},
			{"c", "d", nil},
		} {
			rev, got := s.rangeAll(c.start, c.end)
			var names []string
			for _, kv := range got {
				names = append(names, kv.Key)
				if string(kv.Value) != "v"+kv.Key || kv.Revision != kv.Created || kv.Revision > rev {
					s.Fatalf("Range yields %s", show(kv, true))
				}
			}
			if !slices.Equal(names, c.want) || rev != last {
				s.Fatalf("Range %q to %q: %q at %d, want %q at %d", c.start, c.end, names, rev, c.want, last)
			}
		}
	}},
	{"a range of many keys", func(s *session) {
		const n = 2500 // more than an engine would fetch at once
		for i := 0; i < n; i += 100 {
			var ops []store.Op
			for j := range 100 {
				ops = append(ops, put(fmt.Sprintf("k%06d", i+j), strings.Repeat("v", 50), 0))
			}
			s.commit(ops...)
		}
		_, all := s.rangeAll("k", "l")
		if len(all) != n {
			s.Fatalf("Range yields %d keys, want %d", len(all), n)
		}
		for i, kv := range all {
			if kv.Key != fmt.Sprintf("k%06d", i) {
				s.Fatalf("key %d is %q", i, kv.Key)
			}
		}
	}},
	{"a range stops when told", func(s *session) {
		for i := range 10 {
			s.commit(put(fmt.Sprint("k", i), "v", 0))
		}
		n := 0
		if _, err := s.store.Range(s.ctx, "k", "l", func(store.KV) bool { n++; return n < 3 }); err != nil || n != 3 {
			s.Fatalf("Range: %d keys, %v", n, err)
		}
	}},
	{"a range is at one revision", func(s *session) {
		const n = 1500
		for i := range n {
			if i%100 == 0 {
				var ops []store.Op
				for j := range 100 {
					ops = append(ops, put(fmt.Sprintf("k%06d", i+j), "old", 0))
				}
				s.commit(ops...)
			}
		}
		before := s.revision()
		seen := 0
		rev, err := s.store.Range(s.ctx, "k", "l", func(kv store.KV) bool {
			if seen == 0 { // commits during the range do not show in it
				s.commit(put("k000001", "new", store.AnyRevision), del("k001499", store.AnyRevision))
				s.commit(put("k001000", "new", store.AnyRevision), put("kz", "new", 0))
			}
			seen++
			if string(kv.Value) != "old" {
				s.Errorf("Range yields %s", show(kv, true))
			}
			return true
		})
		if err != nil || seen != n || rev != before {
			s.Fatalf("Range: %d keys at %d (%v), want %d at %d", seen, rev, err, n, before)
		}
	}},
	{"context has ended", func(s *session) {
		s.commit(put("a", "1", 0))
		ctx, cancel := context.WithCancel(s.ctx)
		cancel()
		if _, _, err := s.store.Get(ctx, "a"); !errors.Is(err, context.Canceled) {
			s.Errorf("Get: %v", err)
		}
		if _, err := s.store.Range(ctx, "a", "b", func(store.KV) bool { return true }); !errors.Is(err, context.Canceled) {
			s.Errorf("Range: %v", err)
		}
		if err := s.store.Notes(ctx, 0, func(store.Note) bool { return true }); !errors.Is(err, context.Canceled) {
			s.Errorf("Notes: %v", err)
		}
	}},
}
