package local

import (
	"github.com/skiff-k8s/skiff/store"
)

// indexKeys bounds the index: about 45 bytes a key, keys themselves shared with
// whoever committed them.
const indexKeys = 1 << 17

// index remembers the versions of keys that were written or asked for lately, so
// that checking an expectation seldom reads the state. Only the committer uses it.
type index struct {
	state *state
	known map[string]version
}

func newIndex(s *state) *index { return &index{state: s, known: map[string]version{}} }

// version implements keyReader.
func (x *index) version(key string) (version, error) {
	if v, ok := x.known[key]; ok {
		return v, nil
	}
	v, err := x.state.version(key)
	if err == nil && v.revision != 0 {
		x.remember(key, v)
	}
	return v, err
}

// value implements keyReader.
func (x *index) value(key string) ([]byte, error) {
	kv, _, err := x.state.get(key)
	return kv.Value, err
}

// update takes over what a batch did.
func (x *index) update(commits []store.Commit) {
	for i := range commits {
		for j := range commits[i].Events {
			e := &commits[i].Events[j]
			if e.Kind == store.Delete {
				delete(x.known, e.Key)
			} else {
				x.remember(e.Key, version{e.Created, e.Revision})
			}
		}
	}
}

func (x *index) remember(key string, v version) {
	if len(x.known) >= indexKeys {
		if _, known := x.known[key]; !known {
			x.forgetSome()
		}
	}
	x.known[key] = v
}

// forgetSome drops an arbitrary eighth: a key that is asked for again comes back.
func (x *index) forgetSome() {
	n := indexKeys / 8
	for key := range x.known {
		if n--; n < 0 {
			return
		}
		delete(x.known, key)
	}
}
