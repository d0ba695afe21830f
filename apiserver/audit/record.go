package audit

import (
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	authnv1 "k8s.io/api/authentication/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/types"
	utilnet "k8s.io/apimachinery/pkg/util/net"
	auditv1 "k8s.io/apiserver/pkg/apis/audit/v1"
	"k8s.io/apiserver/pkg/authentication/user"

	"github.com/skiff-k8s/skiff/apiserver/authz"
)

const (
	// maxUserAgent bounds what is kept of a user agent, in bytes.
	maxUserAgent = 1024
	// maxAnnotations bounds the annotations of one request.
	maxAnnotations = 1000
)

// Sink is where events go. It is safe for concurrent use.
type Sink interface {
	// put hands over an event, which nobody changes afterwards.
	put(e *auditv1.Event)
	// Lost are the numbers of events that were lost, by what lost them.
	Lost() map[string]int64
	// Close sends what waits, for a bounded time.
	Close() error
}

// Auditor records requests. It is safe for concurrent use; a nil one records
// nothing.
type Auditor struct {
	policy *Policy
	sinks  []Sink
	now    func() time.Time

	events   atomic.Int64
	requests [4]atomic.Int64 // by the index of the level
}

// New makes an auditor. The sinks are closed by whoever opened them.
func New(policy *Policy, now func() time.Time, sinks ...Sink) *Auditor {
	return &Auditor{policy: policy, sinks: sinks, now: now}
}

// Events is the number of events that were handed to the sinks.
func (a *Auditor) Events() int64 { return a.events.Load() }

// Requests are the numbers of requests by the level that the policy wants.
func (a *Auditor) Requests() map[auditv1.Level]int64 {
	out := make(map[auditv1.Level]int64, len(levels))
	for i, l := range levels {
		out[l] = a.requests[i].Load()
	}
	return out
}

// Lost are the numbers of events that did not reach a sink's end, by what lost them.
func (a *Auditor) Lost() map[string]int64 {
	out := map[string]int64{}
	for _, s := range a.sinks {
		for name, n := range s.Lost() {
			out[name] += n
		}
	}
	return out
}

// Origin is where a request comes from.
type Origin struct {
	ID, URI, UserAgent string
	Addresses          []string
	Received           time.Time
}

// OriginOf reads it off an HTTP request. id is the audit ID.
func OriginOf(r *http.Request, id string, received time.Time) Origin {
	o := Origin{ID: id, URI: r.URL.RequestURI(), UserAgent: r.UserAgent(), Received: received}
	for _, ip := range utilnet.SourceIPs(r) {
		o.Addresses = append(o.Addresses, ip.String())
	}
	return o
}

// Record is a request that is being recorded. All methods are safe for concurrent
// use, and those of a nil Record do nothing.
type Record struct {
	auditor *Auditor
	decision

	mu    sync.Mutex
	event auditv1.Event
	ended bool
}

// Begin returns the record of a request, after its first stage; nil when the policy
// wants none.
func (a *Auditor) Begin(o Origin, attributes *authz.Attributes) *Record {
	r := a.begin(o, attributes)
	if r != nil {
		r.emit(auditv1.StageRequestReceived)
	}
	return r
}

func (a *Auditor) begin(o Origin, attributes *authz.Attributes) *Record {
	if a == nil {
		return nil
	}
	d := a.policy.decide(attributes)
	a.requests[slices.Index(levels, d.level)].Add(1)
	if d.level == auditv1.LevelNone {
		return nil
	}
	r := &Record{auditor: a, decision: d}
	r.event = auditv1.Event{
		TypeMeta: metav1.TypeMeta{Kind: "Event", APIVersion: auditv1.SchemeGroupVersion.String()},
		Level:    d.level, AuditID: types.UID(o.ID), RequestURI: o.URI, Verb: attributes.Verb, SourceIPs: o.Addresses,
		UserAgent: o.UserAgent, RequestReceivedTimestamp: metav1.MicroTime{Time: o.Received},
	}
	if len(o.UserAgent) > maxUserAgent {
		r.event.UserAgent = o.UserAgent[:maxUserAgent] + "...TRUNCATED"
	}
	if attributes.User != nil {
		r.event.User = userInfo(attributes.User)
	}
	if attributes.ForResource() {
		r.event.ObjectRef = &auditv1.ObjectReference{
			Resource: attributes.Resource, Namespace: attributes.Namespace, Name: attributes.Name,
			APIGroup: attributes.Group, APIVersion: attributes.Version, Subresource: attributes.Subresource,
		}
	}
	return r
}

func userInfo(u user.Info) authnv1.UserInfo {
	out := authnv1.UserInfo{Username: u.GetName(), UID: u.GetUID(), Groups: slices.Clone(u.GetGroups())}
	if extra := u.GetExtra(); len(extra) > 0 {
		out.Extra = make(map[string]authnv1.ExtraValue, len(extra))
		for k, v := range extra {
			out.Extra[k] = slices.Clone(v)
		}
	}
	return out
}

// emit hands the event as it is now to the log; r.mu is held or r is not shared.
func (r *Record) emit(stage auditv1.Stage) {
	if r.omit[slices.Index(stages, stage)] {
		return
	}
	e := r.event
	e.Stage, e.StageTimestamp = stage, metav1.MicroTime{Time: r.auditor.now()}
	if stage == auditv1.StageRequestReceived {
		e.StageTimestamp = e.RequestReceivedTimestamp
	}
	e.Annotations = maps.Clone(e.Annotations)
	if e.ObjectRef != nil {
		ref := *e.ObjectRef
		e.ObjectRef = &ref
	}
	if e.ResponseStatus != nil {
		status := *e.ResponseStatus
		e.ResponseStatus = &status
	}
	r.auditor.events.Add(1)
	for _, s := range r.auditor.sinks {
		s.put(&e)
	}
}

// Impersonated notes for whom the user acts.
func (r *Record) Impersonated(u user.Info) {
	if r == nil {
		return
	}
	info := userInfo(u)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.event.ImpersonatedUser = &info
}

// Annotate notes something; the first note of a key stands.
func (r *Record) Annotate(key, value string) {
	if r == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.event.Annotations == nil {
		r.event.Annotations = map[string]string{}
	}
	if _, ok := r.event.Annotations[key]; !ok && len(r.event.Annotations) < maxAnnotations {
		r.event.Annotations[key] = value
	}
}

// Object notes which object a body is about, where the path does not say it.
func (r *Record) Object(namespace, name, uid, resourceVersion string) {
	if r == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	ref := r.event.ObjectRef
	if ref == nil {
		return
	}
	set := func(at *string, value string) {
		if *at == "" {
			*at = value
		}
	}
	set(&ref.Namespace, namespace)
	set(&ref.Name, name)
	set(&ref.ResourceVersion, resourceVersion)
	if ref.UID == "" {
		ref.UID = types.UID(uid)
	}
}

// WantsRequest and WantsResponse say whether bodies are recorded.
func (r *Record) WantsRequest() bool {
	return r != nil && (r.level == auditv1.LevelRequest || r.level == auditv1.LevelRequestResponse)
}

// WantsResponse is WantsRequest for the answer.
func (r *Record) WantsResponse() bool { return r != nil && r.level == auditv1.LevelRequestResponse }

// Request notes the body of the request, as JSON.
func (r *Record) Request(body []byte) {
	if r.WantsRequest() && len(body) > 0 {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.event.RequestObject = r.unknown(body)
	}
}

// Response notes the body of the answer, as JSON.
func (r *Record) Response(body []byte) {
	if r.WantsResponse() && len(body) > 0 {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.event.ResponseObject = r.unknown(body)
	}
}

func (r *Record) unknown(body []byte) *runtime.Unknown {
	if r.omitManaged {
		body = withoutManaged(body)
	}
	return &runtime.Unknown{Raw: body, ContentType: runtime.ContentTypeJSON}
}

// withoutManaged takes the managed fields out of an object or the items of a list.
func withoutManaged(body []byte) []byte {
	if !strings.Contains(string(body), `"managedFields"`) {
		return body
	}
	var o map[string]any
	if json.Unmarshal(body, &o) != nil {
		return body
	}
	strip := func(o map[string]any) {
		if meta, ok := o["metadata"].(map[string]any); ok {
			delete(meta, "managedFields")
		}
	}
	strip(o)
	items, _ := o["items"].([]any)
	for _, i := range items {
		if item, ok := i.(map[string]any); ok {
			strip(item)
		}
	}
	out, err := json.Marshal(o)
	if err != nil {
		return body
	}
	return out
}

// Status notes the answer where it is a Status, successful or not.
func (r *Record) Status(s *metav1.Status) {
	if r == nil {
		return
	}
	var body []byte
	if r.WantsResponse() {
		body, _ = json.Marshal(s)
	}
	r.Response(body)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.event.ResponseStatus = &metav1.Status{Status: s.Status, Message: s.Message, Reason: s.Reason, Details: s.Details, Code: s.Code}
}

// Started is the stage at which the answer to a request that lasts begins.
func (r *Record) Started(code int) {
	if r == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.code(code)
	r.emit(auditv1.StageResponseStarted)
}

// Complete is the last stage.
func (r *Record) Complete(code int) { r.end(auditv1.StageResponseComplete, code) }

// Panicked is the last stage of a request whose handling broke.
func (r *Record) Panicked(code int) { r.end(auditv1.StagePanic, code) }

func (r *Record) end(stage auditv1.Stage, code int) {
	if r == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.ended {
		return
	}
	r.ended = true
	r.code(code)
	r.emit(stage)
}

func (r *Record) code(code int) {
	if r.event.ResponseStatus == nil {
		r.event.ResponseStatus = &metav1.Status{}
	}
	if code != 0 {
		r.event.ResponseStatus.Code = int32(code)
	}
}

// Unauthorized records a request of nobody: it ends as its answer begins.
func (a *Auditor) Unauthorized(o Origin, attributes *authz.Attributes, shown string) {
	r := a.begin(o, attributes)
	if r == nil {
		return
	}
	message := "Authentication failed"
	if shown != "" {
		message += ", attempted: " + shown
	}
	r.mu.Lock()
	r.event.ResponseStatus = &metav1.Status{Message: message}
	r.mu.Unlock()
	r.Started(http.StatusUnauthorized)
}
