package admission

import (
	"context"
	"sync"
	"testing"
)

func TestTurns(t *testing.T) {
	var names turns
	var wg sync.WaitGroup
	held := 0 // guarded by the turn
	for range 50 {
		wg.Go(func() {
			done, err := names.take(t.Context(), "a")
			if err != nil {
				t.Error(err)
				return
			}
			held++
			if held != 1 {
				t.Errorf("%d have the turn", held)
			}
			held--
			done()
		})
	}
	wg.Wait()
	if len(names.held) != 0 {
		t.Errorf("%d names are kept", len(names.held))
	}
	done, _ := names.take(t.Context(), "a")
	other, err := names.take(t.Context(), "b")
	if err != nil {
		t.Fatal(err)
	}
	other()
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := names.take(gone, "a"); err == nil {
		t.Error("took what is held")
	}
	done()
	if len(names.held) != 0 {
		t.Errorf("%d names are kept", len(names.held))
	}
}
