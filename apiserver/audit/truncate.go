package audit

import (
	"encoding/json"
	"errors"
	"maps"

	auditv1 "k8s.io/apiserver/pkg/apis/audit/v1"
)

// Truncate bounds what is sent, in bytes. A nil one bounds nothing.
type Truncate struct {
	// MaxEvent is the size over which an event loses its bodies; one that is too
	// large without them is lost. MaxBatch is the size of the events sent at once.
	MaxEvent, MaxBatch int
}

// truncated is the annotation of an event that lost its bodies.
const truncated = "audit.k8s.io/truncated"

var errTooLarge = errors.New("event is too large even after truncating")

// encode makes JSON of an event, without its bodies where they are too large or no
// JSON.
func (t *Truncate) encode(e *auditv1.Event) ([]byte, error) {
	data, err := json.Marshal(e)
	if err == nil && (t == nil || len(data) <= t.MaxEvent) {
		return data, nil
	}
	small := *e
	small.RequestObject, small.ResponseObject = nil, nil
	if err == nil && (e.Level == auditv1.LevelRequest || e.Level == auditv1.LevelRequestResponse) {
		small.Annotations = maps.Clone(e.Annotations)
		if small.Annotations == nil {
			small.Annotations = map[string]string{}
		}
		small.Annotations[truncated] = "true"
	}
	if data, err = json.Marshal(&small); err != nil {
		return nil, err
	}
	if t != nil && len(data) > t.MaxEvent {
		return nil, errTooLarge
	}
	return data, nil
}

// maxBatch is how much is sent at once, 0 for any amount.
func (t *Truncate) maxBatch() int {
	if t == nil {
		return 0
	}
	return t.MaxBatch
}
