package cache

// State is one table as it was at one revision. It stays as it is.
type State struct {
	table    *Table
	objects  *tree
	revision int64
}

// Revision returns the revision of the state.
func (s *State) Revision() int64 { return s.revision }

// Now returns the present state.
func (t *Table) Now() *State {
	objects, revision := t.view()
	return &State{t, objects, revision}
}

// At returns the state at an older revision; ok is false when the history does
// not reach back that far. That is a matter of age also where nothing of the
// table has changed since: clients rely on an old list to end.
func (t *Table) At(revision int64) (s *State, ok bool) {
	if revision < t.cache.ages.old.Load() {
		return nil, false
	}
	objects, ok := t.at(revision)
	return &State{t, objects, revision}, ok
}

// Scan calls yield for the entries that sel selects, in key order from the key
// start on (empty for the beginning), until yield returns false.
func (s *State) Scan(sel Selection, start string, yield func(*Entry) bool) {
	f := s.table.filter(sel)
	if start < f.prefix {
		start = f.prefix
	}
	ascend(s.objects, f.prefix, start, func(e *Entry) bool {
		return !f.matches(e) || yield(e)
	})
}

// Oldest returns the revision that the history reaches back to: watches from it
// or later are told everything.
func (t *Table) Oldest() int64 {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.history.floor
}
