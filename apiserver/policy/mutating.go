package policy

import (
	"context"
	"errors"
	"fmt"

	admissionregistrationv1 "k8s.io/api/admissionregistration/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/apiserver/rest"
)

// Mutating is the plugin that has MutatingAdmissionPolicies change objects.
type Mutating struct {
	config *Config
	source *source
}

// NewMutating returns the plugin. Close ends it.
func NewMutating(c *Config) (*Mutating, error) {
	s, err := newSource(c.Cache, "mutatingadmissionpolicies", "mutatingadmissionpolicybindings")
	if err != nil {
		return nil, err
	}
	return &Mutating{config: c, source: s}, nil
}

// Close ends what keeps the policies current.
func (m *Mutating) Close() { m.source.stop() }

// Admit implements admission.Mutator.
func (m *Mutating) Admit(ctx context.Context, a *rest.Attributes) error {
	hooks := m.source.now()
	if len(hooks) == 0 || isExcluded(a) || a.Operation == rest.Delete {
		return nil
	}
	r := &round{call: m.config.newCall(ctx, a), source: m.source}
	var due []invocation
	for i := range hooks {
		due = append(due, r.invocations(&hooks[i])...)
	}
	if len(due) > 0 {
		if err := r.run(due); err != nil {
			return err
		}
	}
	return r.refusal()
}

// invocation is one policy with one binding and one param.
type invocation struct {
	hook    *hook
	binding *binding
	param   param
	as      *api.Resource
}

// key names an invocation, so that the second round knows it again.
type key struct{ policy, binding, namespace, param string }

func (i *invocation) key() key {
	k := key{policy: i.hook.name, binding: i.binding.name}
	if o := i.param.object; o != nil {
		k.namespace, k.param = o.GetNamespace(), o.GetName()
	}
	return k
}

// complaint is why a policy refuses the request.
type complaint struct {
	text   string
	reason metav1.StatusReason // empty for Forbidden
}

// round is one round of the policies over one request.
type round struct {
	*call
	source     *source
	complaints []complaint
}

// complain notes that a policy cannot do its work; binding may be nil.
func (r *round) complain(h *hook, b *binding, reason metav1.StatusReason, err error) {
	if h.failure == admissionregistrationv1.Ignore {
		return
	}
	text := fmt.Sprintf("policy %q denied request: %v", h.name, err)
	if b != nil {
		text = fmt.Sprintf("policy '%s' with binding '%s' denied request: %v", h.name, b.name, err)
	}
	r.complaints = append(r.complaints, complaint{text, reason})
}

// misconfigured notes that a policy or its binding cannot be evaluated.
func (r *round) misconfigured(h *hook, b *binding, err error) {
	what := "policy"
	if b != nil {
		what = "binding"
	}
	r.complain(h, b, "", fmt.Errorf("failed to configure %s: %w", what, err))
}

// invocations are what one policy is to do about the request.
func (r *round) invocations(h *hook) []invocation {
	as, ok, err := h.criteria.Match(r.subject)
	if err != nil {
		r.misconfigured(h, nil, err)
		return nil
	}
	if !ok {
		return nil
	}
	params, err := r.config.paramResource(h.definition)
	if err != nil {
		r.misconfigured(h, nil, err)
		return nil
	}
	var out []invocation
	for _, b := range h.bindings {
		_, ok, err := b.criteria.Match(r.subject)
		if err != nil {
			r.misconfigured(h, b, err)
			continue
		}
		if !ok {
			continue
		}
		found, err := r.config.params(r.ctx, params, b.paramRef, r.subject.Namespace)
		if err != nil {
			r.misconfigured(h, b, err)
			continue
		}
		for _, p := range found {
			out = append(out, invocation{h, b, p, as})
		}
	}
	return out
}

// run invokes the policies, one after the other, each on what the one before has
// made. An error is an API status error and ends the request.
func (r *round) run(due []invocation) error {
	if _, err := r.namespace(); err != nil {
		return err
	}
	m := memoryOf(r.attributes)
	if r.attributes.Rounds.Second && !equality.Semantic.DeepEqual(m.last, r.subject.Object) {
		m.again() // another plugin has changed the object since
	}
	mutated := false
	for i := range due {
		did, err := r.invoke(&due[i], m)
		if err != nil {
			return err
		}
		mutated = mutated || did
	}
	if mutated {
		m.again()
		r.attributes.Rounds.Changed = true
	}
	m.last = nil
	if o := r.subject.Object; o != nil {
		m.last = o.DeepCopyObject()
	}
	return nil
}

// invoke has one policy make its mutations, and says whether it made any.
func (r *round) invoke(i *invocation, m *memory) (mutated bool, err error) {
	in, err := r.input(i.as)
	if err != nil {
		return false, err
	}
	if in, err = in.WithParams(i.param.object, i.param.kind); err != nil {
		return false, apierrors.NewInternalError(err)
	}
	c := r.source.programs(i.hook.definition)
	ok, _, err := c.conditions.Match(r.ctx, in)
	if err != nil {
		r.complain(i.hook, i.binding, metav1.StatusReasonInvalid, err)
		return false, nil
	}
	if !ok || r.attributes.Rounds.Second && !m.due[i.key()] {
		return false, nil
	}
	v, err := r.subject.Version(r.ctx, i.as)
	if err != nil {
		return false, err
	}
	if v.Object == nil {
		return false, unpatchable(v.Kind) // the options of a connection
	}
	before := v.Object
	for n, p := range c.mutations {
		o, err := r.mutate(i, &i.hook.mutations[n], p, c, in)
		r.config.Metrics.changed(i.hook.name, i.binding.name, err)
		if err != nil {
			var status *apierrors.StatusError
			if errors.As(err, &status) {
				return false, status
			}
			r.complain(i.hook, i.binding, metav1.StatusReasonInvalid, err)
			continue
		}
		if err := r.subject.Replace(r.ctx, i.as, o); err != nil {
			return false, apierrors.NewInternalError(err)
		}
		clear(r.inputs)
		mutated = true
		if in, err = r.input(i.as); err != nil {
			return false, err
		}
		if in, err = in.WithParams(i.param.object, i.param.kind); err != nil {
			return false, apierrors.NewInternalError(err)
		}
	}
	if v, err = r.subject.Version(r.ctx, i.as); err != nil {
		return false, err
	}
	if !equality.Semantic.DeepEqual(before, v.Object) {
		m.again()
	}
	if i.hook.reinvoked {
		m.invoked[i.key()] = true
	}
	return mutated, nil
}

// refusal is the answer to a request that a policy refuses, nil when none does.
func (r *round) refusal() error {
	if len(r.complaints) == 0 {
		return nil
	}
	err := forbidden(r.attributes, errors.New("admission request denied by policy"))
	first := r.complaints[0]
	err.ErrStatus.Message = first.text
	if first.reason != "" {
		err.ErrStatus.Reason = first.reason
	}
	for _, c := range r.complaints {
		err.ErrStatus.Details.Causes = append(err.ErrStatus.Details.Causes, metav1.StatusCause{Message: c.text})
	}
	return err
}
