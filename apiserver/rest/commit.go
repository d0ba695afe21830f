package rest

import (
	"context"
	"errors"
	"strings"

	"github.com/skiff-k8s/skiff/cache"
	"github.com/skiff-k8s/skiff/store"
	"github.com/skiff-k8s/skiff/trace"
)

// maxAttempts bounds how often a write is tried again when the state that it was
// decided on has changed before its commit.
const maxAttempts = 64

// errRace says that the state changed between the look and the commit. The cache
// shows the new state by then.
var errRace = errors.New("rest: state changed before the commit")

// target is the object that a write is about, for the record.
type target struct {
	verb, name, uid, summary string
}

// commit stores one attempt: the write of the object itself and what the
// allocator adds. errRace asks for another attempt.
func (s *Service) commit(ctx context.Context, req *Request, t target, txn *Txn, w cache.Write) (*cache.Entry, int64, error) {
	entries, revision, err := s.cache.Commit(ctx, s.note(ctx, req, t), append([]cache.Write{w}, txn.extra...)...)
	var raced *store.ConflictError
	switch {
	case errors.As(err, &raced):
		if err := s.cache.CatchUp(ctx, raced); err != nil {
			return nil, 0, storeError(err)
		}
		return nil, 0, errRace
	case err != nil:
		return nil, 0, storeError(err)
	}
	return entries[0], revision, nil
}

// note encodes the record of a write.
func (s *Service) note(ctx context.Context, req *Request, t target) []byte {
	if req.Resource.Untraced {
		return nil
	}
	cause, _ := trace.From(ctx)
	r := trace.Record{
		Time:        s.options.Now(),
		Cause:       cause,
		Client:      clientOf(req.UserAgent),
		Verb:        t.verb,
		Group:       req.Resource.Group,
		Resource:    req.Resource.Name,
		Subresource: req.Subresource,
		Namespace:   req.Namespace,
		Name:        t.name,
		UID:         t.uid,
		Summary:     t.summary,
	}
	if req.User != nil {
		r.User = req.User.GetName()
	}
	return trace.AppendRecord(make([]byte, 0, 256), &r)
}

// clientOf returns the first words of a user agent, up to what is said of the
// platform: "kubectl/v1.36.3", "helm/v3.19".
func clientOf(userAgent string) string {
	if i := strings.IndexByte(userAgent, '('); i >= 0 {
		userAgent = userAgent[:i]
	}
	const maxClient = 64
	return strings.TrimSpace(userAgent[:min(len(userAgent), maxClient)])
}
