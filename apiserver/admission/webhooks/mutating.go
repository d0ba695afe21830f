package webhooks

import (
	"context"
	"encoding/json"
	"fmt"

	"k8s.io/apimachinery/pkg/api/equality"
	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/apiserver/matching"
	"github.com/skiff-k8s/skiff/apiserver/rest"
)

// Mutating is the plugin MutatingAdmissionWebhook.
type Mutating struct{ plugin }

// NewMutating returns the plugin.
func NewMutating(c *Config) *Mutating {
	return &Mutating{newPlugin(c, "mutatingwebhookconfigurations", "admit", true)}
}

// Admit implements admission.Mutator: the webhooks are asked one after the other,
// in the order of their names.
func (m *Mutating) Admit(ctx context.Context, a *rest.Attributes) error {
	hooks := m.hooks(a)
	if len(hooks) == 0 {
		return nil
	}
	rounds := m.rounds(a)
	b := bodies{}
	s := m.World.NewSubject(a)
	for i, h := range hooks {
		v, err := m.asks(ctx, h, s)
		if err != nil {
			return err
		}
		if v == nil || a.Rounds.Second && !rounds.due[h.id] {
			continue
		}
		changed, err := m.run(ctx, i, h, s, v, b)
		if changed {
			a.Rounds.Changed = true
			rounds.changed()
		}
		if h.again {
			rounds.asked[h.id] = true
		}
		if err != nil {
			return err
		}
	}
	rounds.leave(a.Object)
	return nil
}

// run asks one webhook and applies what it answers.
func (m *Mutating) run(ctx context.Context, index int, h *hook, s *matching.Subject, v *matching.Version, b bodies) (changed bool, err error) {
	place := fmt.Sprintf("mutation.webhook.admission.k8s.io/round_%d_index_%d", round(s.Attributes), index)
	start := m.Now()
	changed, err = m.mutate(ctx, h, s, v, b)
	if s.Annotate != nil {
		note, _ := json.Marshal(mutation{h.configuration, h.name, changed}) // strings and a bool
		s.Note(place, string(note))
	}
	return changed, m.settle(ctx, h, s, err, m.Now().Sub(start), "failed-open."+place)
}

// mutation is what the audit log tells of a call.
type mutation struct {
	Configuration string `json:"configuration"`
	Webhook       string `json:"webhook"`
	Mutated       bool   `json:"mutated"`
}

func round(a *rest.Attributes) int {
	if a.Rounds.Second {
		return 1
	}
	return 0
}

func (m *Mutating) mutate(ctx context.Context, h *hook, s *matching.Subject, v *matching.Version, b bodies) (changed bool, err error) {
	q, err := m.question(h, s, v, b)
	if err != nil {
		return false, err
	}
	answer, err := m.ask(ctx, h, s, q)
	if err != nil || len(answer.Patch) == 0 {
		return false, err
	}
	o, err := patched(h, v, answer)
	if err != nil || o == nil {
		return false, err
	}
	changed = !equality.Semantic.DeepEqual(v.Object, o)
	if err := s.Replace(ctx, v.Resource, o); err != nil {
		return false, apierrors.NewInternalError(err)
	}
	return changed, nil
}

// rounds remembers from the first round to the second which webhooks want to see
// what became of the object after them.
type rounds struct {
	// asked want to, and have not been asked since the last change; due are to be
	// asked again.
	asked, due map[string]bool
	// left is the object as the webhooks left it, nil when none wants to know.
	left api.Object
}

type roundsKey struct{}

// rounds returns what is kept of the request. When others have changed the object
// since the first round, all that want to are asked again.
func (m *Mutating) rounds(a *rest.Attributes) *rounds {
	kept, ok := a.Rounds.Kept(roundsKey{}).(*rounds)
	if !ok {
		kept = &rounds{asked: map[string]bool{}, due: map[string]bool{}}
		a.Rounds.Keep(roundsKey{}, kept)
	}
	if a.Rounds.Second && kept.left != nil && !equality.Semantic.DeepEqual(kept.left, a.Object) {
		kept.changed()
	}
	return kept
}

// changed makes all due that have been asked before the change.
func (r *rounds) changed() {
	for id := range r.asked {
		r.due[id] = true
	}
	clear(r.asked)
}

// leave keeps how the object was left.
func (r *rounds) leave(o api.Object) {
	if len(r.asked) > 0 && o != nil {
		r.left = o.DeepCopyObject().(api.Object)
	}
}
