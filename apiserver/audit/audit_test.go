package audit

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	auditv1 "k8s.io/apiserver/pkg/apis/audit/v1"
	"k8s.io/apiserver/pkg/authentication/user"

	"github.com/skiff-k8s/skiff/apiserver/authz"
)

func policy(t testing.TB, rules string) *Policy {
	t.Helper()
	p, err := ParsePolicy([]byte("apiVersion: audit.k8s.io/v1\nkind: Policy\n" + rules))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestRefusedPolicies(t *testing.T) {
	for text, want := range map[string]string{
		"kind: Policy": `it is a Policy of "", not a Policy of "audit.k8s.io/v1"`,
		"apiVersion: audit.k8s.io/v1\nkind: Policy":                                                                   "loaded illegal policy with 0 rules",
		"apiVersion: audit.k8s.io/v1\nkind: Policy\nrulez: []":                                                        `unknown field "rulez"`,
		"apiVersion: audit.k8s.io/v1\nkind: Policy\nrules: [{}]":                                                      "rules[0].level: Required value",
		"apiVersion: audit.k8s.io/v1\nkind: Policy\nrules: [{level: Loud}]":                                           `rules[0].level: Unsupported value: "Loud"`,
		"apiVersion: audit.k8s.io/v1\nkind: Policy\nrules: [{level: None, omitStages: [x]}]":                          `rules[0].omitStages[0]: Unsupported value: "x"`,
		"apiVersion: audit.k8s.io/v1\nkind: Policy\nrules: [{level: None, nonResourceURLs: ['/a*b']}]":                "rules[0].nonResourceURLs[0]: Invalid value",
		"apiVersion: audit.k8s.io/v1\nkind: Policy\nrules: [{level: None, nonResourceURLs: ['/a'], namespaces: [b]}]": "cannot apply to both",
		"apiVersion: audit.k8s.io/v1\nkind: Policy\nrules: [{level: None, resources: [{resourceNames: [b]}]}]":        "requires at least one resource",
	} {
		if _, err := ParsePolicy([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestRules(t *testing.T) {
	p := policy(t, `
omitStages: [Panic]
omitManagedFields: true
rules:
- {level: None, users: ["system:kube-proxy"], verbs: [watch], resources: [{group: "", resources: [endpoints, services]}]}
- {level: None, nonResourceURLs: ["/healthz*", /version]}
- {level: RequestResponse, resources: [{group: "", resources: ["*/exec", "pods/status"]}], omitManagedFields: false}
- {level: Request, resources: [{group: "", resources: [configmaps], resourceNames: [special]}]}
- {level: Metadata, namespaces: [secret, ""], omitStages: [RequestReceived]}
- {level: None, resources: [{group: apps}]}
- {level: Request, userGroups: [auditors]}
- {level: Metadata, resources: [{group: batch, resources: ["jobs/*"]}]}
`)
	ann := &user.DefaultInfo{Name: "ann", Groups: []string{"auditors"}}
	bob := &user.DefaultInfo{Name: "bob"}
	for _, c := range []struct {
		name string
		a    authz.Attributes
		want auditv1.Level
	}{
		{"proxy's watch", authz.Attributes{User: &user.DefaultInfo{Name: "system:kube-proxy"}, Verb: "watch", Resource: "services"}, "None"},
		{"health", authz.Attributes{User: ann, Verb: "get", Path: "/healthz/ping"}, "None"},
		{"exec", authz.Attributes{User: bob, Verb: "create", Resource: "pods", Subresource: "exec", Namespace: "a"}, "RequestResponse"},
		{"status", authz.Attributes{User: bob, Verb: "patch", Resource: "pods", Subresource: "status", Namespace: "a"}, "RequestResponse"},
		{"named", authz.Attributes{User: bob, Verb: "get", Resource: "configmaps", Name: "special", Namespace: "a"}, "Request"},
		{"named otherwise", authz.Attributes{User: bob, Verb: "get", Resource: "configmaps", Name: "x", Namespace: "a"}, "None"},
		{"namespace", authz.Attributes{User: bob, Verb: "get", Resource: "configmaps", Namespace: "secret"}, "Metadata"},
		{"no namespace", authz.Attributes{User: bob, Verb: "get", Resource: "nodes"}, "Metadata"},
		{"a whole group", authz.Attributes{User: ann, Verb: "get", Group: "apps", Resource: "deployments", Namespace: "a"}, "None"},
		{"group of users", authz.Attributes{User: ann, Verb: "get", Resource: "pods", Namespace: "a"}, "Request"},
		{"paths are for them too", authz.Attributes{User: ann, Verb: "get", Path: "/metrics"}, "Request"},
		{"any subresource", authz.Attributes{User: bob, Verb: "get", Group: "batch", Resource: "jobs", Subresource: "status", Namespace: "a"}, "Metadata"},
		{"not the resource itself", authz.Attributes{User: bob, Verb: "get", Group: "batch", Resource: "jobs", Namespace: "a"}, "None"},
		{"nobody", authz.Attributes{Verb: "get", Path: "/x"}, "None"},
	} {
		if d := p.decide(&c.a); d.level != c.want {
			t.Errorf("%s: %s", c.name, d.level)
		}
	}
	d := p.decide(&authz.Attributes{User: bob, Verb: "get", Resource: "nodes"})
	if d.omit != [4]bool{true, false, false, true} || !d.omitManaged {
		t.Errorf("%+v", d)
	}
	if d := p.decide(&authz.Attributes{User: bob, Resource: "pods", Subresource: "exec", Namespace: "a"}); d.omitManaged {
		t.Error("the rule's word on managed fields does not count")
	}
}

// written collects what a log writes.
type written struct {
	mu   sync.Mutex
	data bytes.Buffer
	fail error
	hold chan struct{}
}

func (w *written) Write(b []byte) (int, error) {
	if w.hold != nil {
		<-w.hold
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.fail != nil {
		return 0, w.fail
	}
	return w.data.Write(b)
}

func (w *written) events(t *testing.T) []auditv1.Event {
	t.Helper()
	var out []auditv1.Event
	for _, line := range strings.Split(strings.TrimSpace(w.data.String()), "\n") {
		var e auditv1.Event
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			t.Fatal(err, line)
		}
		out = append(out, e)
	}
	return out
}

func TestRecord(t *testing.T) {
	out := &written{}
	log := NewLog(out, nil)
	now := time.Date(2026, 1, 2, 3, 4, 5, 6000, time.UTC)
	a := New(policy(t, "omitManagedFields: true\nrules: [{level: RequestResponse}]"), func() time.Time { now = now.Add(time.Millisecond); return now }, log)
	r := httptest.NewRequest("POST", "/api/v1/namespaces/a/configmaps?x=1", nil)
	r.Header.Set("User-Agent", strings.Repeat("u", 2000))
	r.Header.Set("X-Forwarded-For", "10.1.1.1")
	record := a.Begin(OriginOf(r, "id-1", now), &authz.Attributes{
		User: &user.DefaultInfo{Name: "ann", UID: "u1", Groups: []string{"g"}, Extra: map[string][]string{"k": {"v"}}}, Verb: "create", Version: "v1", Resource: "configmaps", Namespace: "a",
	})
	record.Impersonated(&user.DefaultInfo{Name: "bob"})
	record.Annotate("k", "first")
	record.Annotate("k", "second")
	record.Object("b", "name", "uid", "7")
	record.Request([]byte(`{"metadata":{"name":"name","managedFields":[{}]}}`))
	record.Response([]byte(`{"items":[{"metadata":{"name":"x","managedFields":[{}]}}]}`))
	record.Started(200)
	record.Complete(201)
	record.Complete(500)
	if err := log.Close(); err != nil {
		t.Fatal(err)
	}
	events := out.events(t)
	if len(events) != 3 || events[0].Stage != "RequestReceived" || events[1].Stage != "ResponseStarted" || events[2].Stage != "ResponseComplete" {
		t.Fatal(out.data.String())
	}
	first, last := events[0], events[2]
	if first.RequestObject != nil || first.Annotations != nil || first.ResponseStatus != nil || first.ObjectRef.Name != "" || !first.StageTimestamp.Equal(&first.RequestReceivedTimestamp) {
		t.Errorf("%+v", first)
	}
	if last.Kind != "Event" || last.APIVersion != "audit.k8s.io/v1" || last.AuditID != "id-1" || last.RequestURI != "/api/v1/namespaces/a/configmaps?x=1" || last.Verb != "create" ||
		last.User.Username != "ann" || last.User.Extra["k"][0] != "v" || last.ImpersonatedUser.Username != "bob" || last.SourceIPs[0] != "10.1.1.1" || last.Annotations["k"] != "first" ||
		*last.ObjectRef != (auditv1.ObjectReference{Resource: "configmaps", Namespace: "a", Name: "name", UID: "uid", APIVersion: "v1", ResourceVersion: "7"}) ||
		last.ResponseStatus.Code != 201 || len(last.UserAgent) != 1024+len("...TRUNCATED") {
		t.Errorf("%+v", last)
	}
	if string(last.RequestObject.Raw) != `{"metadata":{"name":"name"}}` || string(last.ResponseObject.Raw) != `{"items":[{"metadata":{"name":"x"}}]}` {
		t.Errorf("%s %s", last.RequestObject.Raw, last.ResponseObject.Raw)
	}
	if n, lost := log.Stats(); n != 3 || lost != 0 {
		t.Error(n, lost)
	}
}

func TestNothingIsRecorded(t *testing.T) {
	var none *Auditor
	quiet := New(policy(t, "rules: [{level: None}]"), time.Now)
	for _, a := range []*Auditor{none, quiet} {
		r := a.Begin(Origin{}, &authz.Attributes{})
		if r != nil {
			t.Fatal(r)
		}
		r.Annotate("a", "b")
		r.Object("", "", "", "")
		r.Request(nil)
		r.Response(nil)
		r.Status(nil)
		r.Impersonated(nil)
		r.Started(1)
		r.Complete(1)
		r.Panicked(1)
		a.Unauthorized(Origin{}, &authz.Attributes{}, "")
	}
	metadata := New(policy(t, "rules: [{level: Metadata}]"), time.Now, NewLog(&written{}, nil))
	r := metadata.Begin(Origin{}, &authz.Attributes{})
	if r.Request([]byte("{}")); r.event.RequestObject != nil || r.WantsRequest() || r.WantsResponse() {
		t.Error("a body at level Metadata")
	}
}

func TestStatusAndUnauthorized(t *testing.T) {
	out := &written{}
	log := NewLog(out, nil)
	a := New(policy(t, "rules: [{level: RequestResponse}]"), time.Now, log)
	r := a.Begin(Origin{ID: "1"}, &authz.Attributes{Verb: "get", Path: "/x"})
	r.Status(&metav1.Status{Status: "Failure", Code: 404, Reason: "NotFound", Message: "no", ListMeta: metav1.ListMeta{Continue: "left out"}})
	r.Panicked(404)
	a.Unauthorized(Origin{ID: "2"}, &authz.Attributes{Verb: "get", Path: "/x"}, "bearer")
	_ = log.Close()
	events := out.events(t)
	if s := events[1].ResponseStatus; events[1].Stage != "Panic" || s.Code != 404 || s.Reason != "NotFound" || s.Continue != "" || events[1].ResponseObject == nil {
		t.Errorf("%+v", events[1])
	}
	if s := events[2].ResponseStatus; len(events) != 3 || events[2].Stage != "ResponseStarted" || s.Code != 401 || s.Message != "Authentication failed, attempted: bearer" {
		t.Errorf("%+v", events[2])
	}
}

func TestLogIsBounded(t *testing.T) {
	out := &written{hold: make(chan struct{})}
	log := NewLog(out, nil)
	a := New(policy(t, "rules: [{level: Request, omitStages: [ResponseComplete]}]"), time.Now, log)
	for range maxWaiting + 5000 {
		a.Begin(Origin{}, &authz.Attributes{})
	}
	if _, lost := log.Stats(); lost == 0 {
		t.Error("everything was kept")
	}
	close(out.hold)
	_ = log.Close()
	n, lost := log.Stats()
	if n+lost != maxWaiting+5000 {
		t.Error(n, lost)
	}
	a.Begin(Origin{}, &authz.Attributes{}) // after the end
	if _, more := log.Stats(); more != lost+1 {
		t.Error("an event for a closed log is not counted as lost")
	}

	big := &written{hold: make(chan struct{})}
	log = NewLog(big, nil)
	body := []byte(`"` + strings.Repeat("x", 8<<20) + `"`)
	a = New(policy(t, "rules: [{level: Request, omitStages: [RequestReceived]}]"), time.Now, log)
	for range 12 {
		r := a.Begin(Origin{}, &authz.Attributes{})
		r.Request(body)
		r.Complete(200)
	}
	if _, lost := log.Stats(); lost < 3 || lost > 5 {
		t.Errorf("%d of 12 large events lost", lost)
	}
	close(big.hold)
	_ = log.Close()
}

func TestDiskThatFails(t *testing.T) {
	log := NewLog(&written{fail: errors.New("disk full")}, nil)
	a := New(policy(t, "rules: [{level: Metadata}]"), time.Now, log)
	a.Begin(Origin{}, &authz.Attributes{})
	_ = log.Close()
	if n, lost := log.Stats(); n != 0 || lost != 1 {
		t.Error(n, lost)
	}
}

func TestFileRotates(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "audit.log")
	log, err := OpenLog(LogOptions{Path: path, MaxSize: 1, MaxBackups: 2})
	if err != nil {
		t.Fatal(err)
	}
	a := New(policy(t, "rules: [{level: Request, omitStages: [RequestReceived]}]"), time.Now, log)
	body := []byte(`"` + strings.Repeat("x", 300<<10) + `"`)
	for range 10 {
		r := a.Begin(Origin{}, &authz.Attributes{})
		r.Request(body)
		r.Complete(200)
	}
	if err := log.Close(); err != nil {
		t.Fatal(err)
	}
	files, err := os.ReadDir(dir)
	if err != nil || len(files) < 2 {
		t.Error(files, err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 || info.Size() > 1<<20 {
		t.Error(info, err)
	}
	if _, err := OpenLog(LogOptions{Path: filepath.Join(path, "audit.log")}); err == nil {
		t.Error("a file that cannot be opened")
	}
}
