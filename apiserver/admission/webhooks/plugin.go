package webhooks

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	admissionv1 "k8s.io/api/admission/v1"
	admissionv1beta1 "k8s.io/api/admission/v1beta1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apiserver/pkg/authorization/authorizer"

	"github.com/skiff-k8s/skiff/api/expression"
	"github.com/skiff-k8s/skiff/apiserver/lookup"
	"github.com/skiff-k8s/skiff/apiserver/matching"
	"github.com/skiff-k8s/skiff/apiserver/rest"
	"github.com/skiff-k8s/skiff/apiserver/webhook"
)

// Config is what the plugins need.
type Config struct {
	World *matching.World
	// Authorizer answers match conditions that ask what the user may do.
	Authorizer authorizer.Authorizer
	// Dial reaches Services; nil means the network that this process is in.
	Dial webhook.Dial
	// Metrics counts the calls; nil counts nothing.
	Metrics *Metrics
	Now     func() time.Time
	NewUID  func() types.UID
}

// plugin is what both plugins have in common.
type plugin struct {
	*Config
	source source
	client *webhook.Client
	// step is what metrics call it.
	step     string
	mutating bool
}

func newPlugin(c *Config, configurations, step string, mutating bool) plugin {
	return plugin{
		Config: c,
		source: source{objects: c.World.Objects, gr: lookup.GroupResource{Group: "admissionregistration.k8s.io", Resource: configurations}},
		client: webhook.New(webhook.Options{
			Objects: c.World.Objects, Dial: c.Dial,
			Types:    []func(*runtime.Scheme) error{admissionv1.AddToScheme, admissionv1beta1.AddToScheme},
			Versions: []schema.GroupVersion{admissionv1beta1.SchemeGroupVersion, admissionv1.SchemeGroupVersion},
		}),
		step: step, mutating: mutating,
	}
}

// exempt are the kinds that no webhook is asked about.
var exempt = []string{
	"MutatingAdmissionPolicy", "MutatingAdmissionPolicyBinding", "MutatingWebhookConfiguration",
	"ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding", "ValidatingWebhookConfiguration",
}

// hooks returns the webhooks that could be asked about the request.
func (p *plugin) hooks(a *rest.Attributes) []*hook {
	hooks := p.source.now()
	if len(hooks) == 0 || a.Kind.Group == "admissionregistration.k8s.io" && slices.Contains(exempt, a.Kind.Kind) {
		return nil
	}
	return hooks
}

// asks says whether the webhook is to be asked about the request, and as which
// version of its resource.
func (p *plugin) asks(ctx context.Context, h *hook, s *matching.Subject) (*matching.Version, error) {
	as, ok, err := h.criteria.Match(s)
	if err != nil || !ok {
		return nil, err
	}
	v, err := s.Version(ctx, as)
	if err != nil {
		return nil, apierrors.NewInternalError(err)
	}
	if h.conditions == nil {
		return v, nil
	}
	start := p.Now()
	ok, err = p.conditionsHold(ctx, h, s, v)
	p.Metrics.conditions(h.name, p.step, string(s.Operation), p.Now().Sub(start), err != nil, ok)
	switch {
	case err != nil && !h.ignore:
		return nil, apierrors.NewForbidden(s.Resource.GR(), s.Name, err)
	case err != nil || !ok:
		return nil, nil
	}
	return v, nil
}

func (p *plugin) conditionsHold(ctx context.Context, h *hook, s *matching.Subject, v *matching.Version) (bool, error) {
	var object, old runtime.Object
	if v.Body != nil {
		object = v.Body
	}
	if v.Old != nil {
		old = v.Old
	}
	in, err := expression.NewInput(&expression.Request{
		Object: object, OldObject: old, Kind: v.Kind, Admission: s.Request(v), User: s.User, Authorizer: p.Authorizer,
	})
	if err != nil {
		return false, err
	}
	ok, _, err := h.conditions().Match(ctx, in)
	return ok, err
}

// question makes the review for a webhook.
func (p *plugin) question(h *hook, s *matching.Subject, v *matching.Version, b bodies) (review, error) {
	if s.DryRun {
		if h.sideEffects == nil {
			return review{}, &failure{h.name, errors.New("Webhook SideEffects is nil"), http.StatusBadRequest}
		}
		if !h.harmless() {
			return review{}, apierrors.NewBadRequest(fmt.Sprintf("admission webhook %q does not support dry run", h.name))
		}
	}
	r := s.Request(v)
	r.UID = p.NewUID()
	var err error
	if v.Body != nil {
		if r.Object, err = b.encode(v.Body, v.Kind); err != nil {
			return review{}, apierrors.NewInternalError(err)
		}
	}
	if v.Old != nil {
		if r.OldObject, err = b.encode(v.Old, v.Kind); err != nil {
			return review{}, apierrors.NewInternalError(err)
		}
	}
	q, err := newReview(h.version, r)
	if err != nil {
		return review{}, &failure{h.name, fmt.Errorf("could not create admission objects: %w", err), http.StatusBadRequest}
	}
	return q, nil
}

// ask calls the webhook and passes on what it has to say beside its verdict. The
// error is a failure, or that it refuses.
func (p *plugin) ask(ctx context.Context, h *hook, s *matching.Subject, q review) (*admissionv1.AdmissionResponse, error) {
	to, err := p.client.Endpoint(h.endpoint)
	if err != nil {
		return nil, &failure{h.name, fmt.Errorf("could not get REST client: %w", err), http.StatusInternalServerError}
	}
	if h.timeout > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, h.timeout)
		defer cancel()
	}
	if err := to.Call(ctx, q.question, q.answer); err != nil {
		code := http.StatusServiceUnavailable
		var status apierrors.APIStatus
		if errors.As(err, &status) {
			code = int(status.Status().Code)
		}
		return nil, &failure{h.name, fmt.Errorf("failed to call webhook: %w", err), code}
	}
	answer, err := q.response(p.mutating)
	if err != nil {
		return nil, &failure{h.name, fmt.Errorf("received invalid webhook response: %w", err), http.StatusServiceUnavailable}
	}
	for key, value := range answer.AuditAnnotations {
		s.Note(h.name+"/"+key, value)
	}
	if s.Warn != nil {
		for _, text := range answer.Warnings {
			s.Warn(text)
		}
	}
	if !answer.Allowed {
		return nil, denial(h.name, answer.Result)
	}
	return answer, nil
}

// settle counts what has come of a call and returns what the client is told of an
// error, nil when it does not matter.
func (p *plugin) settle(ctx context.Context, h *hook, s *matching.Subject, err error, took time.Duration, note string) error {
	if err == nil {
		p.Metrics.called(h.name, p.step, string(s.Operation), http.StatusOK, false, took)
		return nil
	}
	o := h.outcome(err)
	p.Metrics.called(h.name, p.step, string(s.Operation), o.code, !o.open, took)
	switch {
	case !o.open:
		if !o.cancelled {
			p.Metrics.rejected(h.name, p.step, string(s.Operation), o.kind, o.code)
		}
		return o.answer
	case !o.cancelled:
		p.Metrics.openedFor(h.name, p.step)
		s.Note(note, h.name)
	}
	if ctx.Err() != nil {
		return timedOut()
	}
	return nil
}
