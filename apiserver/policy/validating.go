package policy

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	admissionregistrationv1 "k8s.io/api/admissionregistration/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/apiserver/rest"
)

// maxAnnotation is how many bytes of the value of an audit annotation are kept.
const maxAnnotation = 10 << 10

// Validating is the plugin that has ValidatingAdmissionPolicies look at requests.
type Validating struct {
	config *Config
	source *source
}

// NewValidating returns the plugin. Close ends it.
func NewValidating(c *Config) (*Validating, error) {
	s, err := newSource(c.Cache, "validatingadmissionpolicies", "validatingadmissionpolicybindings")
	if err != nil {
		return nil, err
	}
	return &Validating{config: c, source: s}, nil
}

// Close ends what keeps the policies current.
func (v *Validating) Close() { v.source.stop() }

// Validate implements admission.Validator.
func (v *Validating) Validate(ctx context.Context, a *rest.Attributes) error {
	hooks := v.source.now()
	if len(hooks) == 0 || isExcluded(a) {
		return nil
	}
	d := verdict{call: v.config.newCall(ctx, a)}
	for i := range hooks {
		if err := d.consult(v.source, &hooks[i]); err != nil {
			return err
		}
	}
	return d.refusal()
}

// verdict collects what the policies say of one request.
type verdict struct {
	*call
	refused bool
	first   decision // the one that the request is refused with
	text    string   // first.message with who says it
}

// deny notes that a policy refuses the request; binding may be nil.
func (d *verdict) deny(h *hook, b *binding, what decision) {
	if d.refused {
		return
	}
	d.refused, d.first = true, what
	if b == nil {
		d.text = fmt.Sprintf("ValidatingAdmissionPolicy '%s' denied request: %s", h.name, what.message)
		return
	}
	d.text = fmt.Sprintf("ValidatingAdmissionPolicy '%s' with binding '%s' denied request: %s", h.name, b.name, what.message)
}

// misconfigured notes that a policy or its binding cannot be evaluated.
func (d *verdict) misconfigured(h *hook, b *binding, err error) {
	if h.failure == admissionregistrationv1.Ignore {
		return
	}
	what := "policy"
	if b != nil {
		what = "binding"
	}
	d.deny(h, b, decision{message: fmt.Sprintf("failed to configure %s: %v", what, err)})
}

// consult asks one policy, by way of all its bindings. The error is that nobody
// can be asked.
func (d *verdict) consult(s *source, h *hook) error {
	as, ok, err := h.criteria.Match(d.subject)
	if err != nil {
		d.misconfigured(h, nil, err)
		return nil
	}
	if !ok {
		return nil
	}
	params, err := d.config.paramResource(h.definition)
	if err != nil {
		d.misconfigured(h, nil, err)
		return nil
	}
	notes := map[string][]string{}
	for _, b := range h.bindings {
		_, ok, err := b.criteria.Match(d.subject)
		if err != nil {
			d.misconfigured(h, b, err)
			continue
		}
		if !ok {
			continue
		}
		found, err := d.config.params(d.ctx, params, b.paramRef, d.subject.Namespace)
		if err != nil {
			d.misconfigured(h, b, err)
			continue
		}
		if len(found) == 0 {
			continue
		}
		in, err := d.input(as)
		if err != nil {
			return err
		}
		for _, p := range found {
			in, err := in.WithParams(p.object, p.kind)
			if err != nil {
				d.misconfigured(h, b, err)
				continue
			}
			decisions, annotations := h.validate(d.ctx, s.programs(h.definition), in)
			for i, what := range decisions {
				d.act(h, b, i, what)
			}
			for _, a := range annotations {
				switch {
				case a.err != "":
					d.config.Metrics.decided(h.name, b.name, "deny", a.err)
					d.deny(h, b, decision{message: a.err})
				case !slices.Contains(notes[a.key], a.value):
					notes[a.key] = append(notes[a.key], a.value[:min(len(a.value), maxAnnotation)])
				}
			}
		}
	}
	for key, values := range notes {
		d.attributes.Note(h.name+"/"+key, strings.Join(values, ", "))
	}
	return nil
}

// act does with a decision what the binding says.
func (d *verdict) act(h *hook, b *binding, index int, what decision) {
	if !what.deny {
		if what.message != "" { // it failed, and that is ignored
			d.config.Metrics.decided(h.name, b.name, "allow", what.message)
		}
		return
	}
	for _, action := range b.actions {
		d.config.Metrics.decided(h.name, b.name, strings.ToLower(string(action)), what.message)
		switch action {
		case admissionregistrationv1.Deny:
			d.deny(h, b, what)
		case admissionregistrationv1.Warn:
			if warn := d.attributes.Warn; warn != nil {
				warn(fmt.Sprintf("Validation failed for ValidatingAdmissionPolicy '%s' with binding '%s': %s", h.name, b.name, what.message))
			}
		case admissionregistrationv1.Audit:
			d.attributes.Note("validation.policy.admission.k8s.io/validation_failure", failureNote(h, b, index, what))
		}
	}
}

// failureNote is the audit annotation of a failed validation.
func failureNote(h *hook, b *binding, index int, what decision) string {
	type failure struct {
		Message           string                                     `json:"message"`
		Policy            string                                     `json:"policy"`
		Binding           string                                     `json:"binding"`
		ExpressionIndex   int                                        `json:"expressionIndex"`
		ValidationActions []admissionregistrationv1.ValidationAction `json:"validationActions"`
	}
	text, err := json.Marshal([]failure{{what.message, h.name, b.name, index, b.actions}})
	if err != nil {
		return what.message // strings and numbers always marshal
	}
	return string(text)
}

// refusal is the answer to a request that is refused, nil when it is not.
func (d *verdict) refusal() error {
	if !d.refused {
		return nil
	}
	err := forbidden(d.attributes, errors.New(d.text))
	reason := d.first.reason
	if reason == "" {
		reason = metav1.StatusReasonInvalid
	}
	err.ErrStatus.Reason, err.ErrStatus.Code = reason, codeOf(reason)
	err.ErrStatus.Details.Causes = append(err.ErrStatus.Details.Causes, metav1.StatusCause{Message: d.text})
	return err
}

// codeOf is the HTTP status of a reason that a validation may give.
func codeOf(reason metav1.StatusReason) int32 {
	switch reason {
	case metav1.StatusReasonForbidden:
		return http.StatusForbidden
	case metav1.StatusReasonUnauthorized:
		return http.StatusUnauthorized
	case metav1.StatusReasonRequestEntityTooLarge:
		return http.StatusRequestEntityTooLarge
	}
	return http.StatusUnprocessableEntity
}
