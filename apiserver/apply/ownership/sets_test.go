package ownership

import (
	"fmt"
	"strings"
	"testing"
)

func TestMemoryIsBounded(t *testing.T) {
	var m memory
	text := func(i int) []byte {
		return fmt.Appendf(nil, `{"f:data":{"f:%d-%s":{}}}`, i, strings.Repeat("x", 1000))
	}
	first, err := m.read(text(0))
	if err != nil {
		t.Fatal(err)
	}
	if again, _ := m.read(text(0)); again != first {
		t.Error("what was just read is read again")
	}
	for i := range 1000 {
		if _, err := m.read(text(i)); err != nil {
			t.Fatal(err)
		}
	}
	held := 0
	for _, generation := range []map[string]*readSet{m.young, m.old} {
		for raw := range generation {
			held += len(raw)
		}
	}
	if held > 2*maxRemembered {
		t.Errorf("%d bytes of sets are held", held)
	}
	if again, _ := m.read(text(0)); again == first {
		t.Error("what nobody asked for has not been forgotten")
	}
	long := []byte(`{"f:` + strings.Repeat("y", maxRememberedSet) + `":{}}`)
	if a, err := m.read(long); err != nil || a.Empty() || m.young[string(long)] != nil {
		t.Errorf("a long set: %v, remembered: %v", err, m.young[string(long)] != nil)
	}
	if _, err := m.read([]byte(`{"x":{}}`)); err == nil {
		t.Error("read what is no set")
	}
}
