package images

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
)

// AddPause puts PauseImage into the store, made from the program at a path,
// unless that very image is there.
func (s *Store) AddPause(ctx context.Context, program string) error {
	raw, err := os.ReadFile(program)
	if err != nil {
		return fmt.Errorf("images: %w", err)
	}
	if len(raw) == 0 {
		return errors.New("images: the pause program is empty")
	}
	var archive bytes.Buffer
	if err := PauseRecipe(raw).Write(&archive); err != nil {
		return err
	}
	_, err = s.Load(ctx, &archive)
	return err
}
