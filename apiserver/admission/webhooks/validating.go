package webhooks

import (
	"context"
	"fmt"

	"golang.org/x/sync/errgroup"
	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/skiff-k8s/skiff/apiserver/matching"
	"github.com/skiff-k8s/skiff/apiserver/rest"
)

// maxParallel bounds the webhooks that are asked at the same time about one
// request; more wait for their turn.
const maxParallel = 100

// Validating is the plugin ValidatingAdmissionWebhook.
type Validating struct{ plugin }

// NewValidating returns the plugin.
func NewValidating(c *Config) *Validating {
	return &Validating{newPlugin(c, "validatingwebhookconfigurations", "validating", false)}
}

// call is a webhook that is to be asked.
type call struct {
	hook    *hook
	version *matching.Version
}

// Validate implements admission.Validator: the webhooks are asked side by side,
// and all of them, whatever the others say.
func (p *Validating) Validate(ctx context.Context, a *rest.Attributes) error {
	hooks := p.hooks(a)
	if len(hooks) == 0 {
		return nil
	}
	s := p.World.NewSubject(a)
	var calls []call
	for _, h := range hooks {
		v, err := p.asks(ctx, h, s)
		if err != nil {
			return err
		}
		if v != nil {
			calls = append(calls, call{h, v})
		}
	}
	if len(calls) == 0 {
		return nil
	}
	if ctx.Err() != nil {
		return timedOut()
	}
	return p.askAll(ctx, s, calls)
}

// askAll returns the first objection, in the order of the webhooks.
func (p *Validating) askAll(ctx context.Context, s *matching.Subject, calls []call) error {
	b := bodies{}
	answers := make([]error, len(calls))
	var g errgroup.Group
	g.SetLimit(maxParallel)
	for i, c := range calls {
		q, err := p.question(c.hook, s, c.version, b)
		g.Go(func() (_ error) {
			defer func() {
				if r := recover(); r != nil {
					answers[i] = apierrors.NewInternalError(fmt.Errorf("ValidatingAdmissionWebhook/%v has panicked: %v", c.hook.name, r))
				}
			}()
			start := p.Now()
			if err == nil {
				_, err = p.ask(ctx, c.hook, s, q)
			}
			note := fmt.Sprintf("failed-open.validating.webhook.admission.k8s.io/round_0_index_%d", i)
			answers[i] = p.settle(ctx, c.hook, s, err, p.Now().Sub(start), note)
			return nil
		})
	}
	_ = g.Wait() // the answers say it all
	for _, err := range answers {
		if err != nil {
			return err
		}
	}
	return nil
}
