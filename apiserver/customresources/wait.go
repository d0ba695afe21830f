package customresources

import (
	"context"

	"github.com/skiff-k8s/skiff/apiserver/rest"
)

// Settle is the rest.Allocator of definitions: it hands out nothing, and sees to
// it that a write of a definition is in force before it is answered.
type Settle struct{ Manager func() *Manager }

var _ rest.Allocator = Settle{}

// Allocate implements rest.Allocator.
func (s Settle) Allocate(ctx context.Context, _ *rest.Attributes, _ *rest.Txn) (done func(committed bool), err error) {
	m := s.Manager()
	if m == nil || ctx.Value(ownWrite{}) != nil {
		return nil, nil
	}
	return func(committed bool) {
		if committed {
			m.CatchUp()
		}
	}, nil
}
