package apiserver_test

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"sync"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	auditv1 "k8s.io/apiserver/pkg/apis/audit/v1"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/apiserver"
	"github.com/skiff-k8s/skiff/apiserver/apiservertest"
	"github.com/skiff-k8s/skiff/apiserver/audit"
	"github.com/skiff-k8s/skiff/client"
)

// kept is a log that a test reads while it is written.
type kept struct {
	mu   sync.Mutex
	data bytes.Buffer
}

func (k *kept) Write(b []byte) (int, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.data.Write(b)
}

// find returns the event of a stage of the first request that is meant.
func (k *kept) find(t *testing.T, stage auditv1.Stage, meant func(*auditv1.Event) bool) *auditv1.Event {
	t.Helper()
	var found *auditv1.Event
	eventually(t, "an event", func() bool {
		k.mu.Lock()
		text := k.data.String()
		k.mu.Unlock()
		for _, line := range strings.Split(text, "\n") {
			var e auditv1.Event
			if json.Unmarshal([]byte(line), &e) == nil && e.Stage == stage && meant(&e) {
				found = &e
				return true
			}
		}
		return false
	})
	return found
}

func TestAuditLog(t *testing.T) {
	out := &kept{}
	log := audit.NewLog(out, nil)
	defer log.Close()
	policy, err := audit.ParsePolicy([]byte(`{"apiVersion":"audit.k8s.io/v1","kind":"Policy","omitManagedFields":true,"rules":[
		{"level":"None","nonResourceURLs":["/livez"]},{"level":"RequestResponse","resources":[{"group":"","resources":["configmaps","pods"]}]},{"level":"Metadata"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	s := apiservertest.Start(t, func(c *apiserver.Config) { c.Audit = audit.New(policy, time.Now, log) })
	admin := s.Config(t)
	by := func(verb, uri string) func(*auditv1.Event) bool {
		return func(e *auditv1.Event) bool { return e.Verb == verb && e.RequestURI == uri }
	}
	const path = "/api/v1/namespaces/default/configmaps"
	ask(t, admin, "GET", "/livez", "")

	resp, _ := ask(t, admin, "POST", path, `{"metadata":{"name":"a"},"data":{"k":"v"}}`, "Content-Type: application/json", "User-Agent: tester", "Audit-ID: mine")
	e := out.find(t, "ResponseComplete", by("create", path))
	if e.AuditID != "mine" || resp.Header.Get("Audit-Id") != "mine" || e.User.Username != "kubernetes-admin" || e.ResponseStatus.Code != 201 || e.ObjectRef.Name != "a" ||
		e.UserAgent != "tester" || len(e.SourceIPs) != 1 || e.Annotations["authorization.k8s.io/decision"] != "allow" {
		t.Errorf("%+v", e)
	}
	if want := `{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"a"},"data":{"k":"v"}}`; string(e.RequestObject.Raw) != want {
		t.Errorf("%s", e.RequestObject.Raw)
	}
	if text := string(e.ResponseObject.Raw); !strings.Contains(text, `"resourceVersion"`) || strings.Contains(text, "managedFields") {
		t.Error(text)
	}
	ask(t, admin, "PATCH", path+"/a", `{"data":{"k":"w"}}`, "Content-Type: application/merge-patch+json")
	if e := out.find(t, "ResponseComplete", by("patch", path+"/a")); string(e.RequestObject.Raw) != `{"data":{"k":"w"}}` || e.ResponseObject == nil {
		t.Errorf("%+v", e)
	}
	ask(t, admin, "GET", path+"/none", "", "Accept: application/yaml")
	if e := out.find(t, "ResponseComplete", by("get", path+"/none")); e.ResponseStatus.Code != 404 || e.ResponseStatus.Reason != "NotFound" || !strings.Contains(string(e.ResponseObject.Raw), `"NotFound"`) {
		t.Errorf("%+v", e)
	}
	ask(t, admin, "GET", path+"?limit=1", "")
	if e := out.find(t, "ResponseComplete", by("list", path+"?limit=1")); !strings.Contains(string(e.ResponseObject.Raw), `"ConfigMapList"`) {
		t.Errorf("%+v", e)
	}
	ask(t, admin, "DELETE", path+"/a", `{"gracePeriodSeconds":3}`, "Content-Type: application/json", "Impersonate-User: root", "Impersonate-Group: system:masters")
	if e := out.find(t, "ResponseComplete", by("delete", path+"/a")); !strings.Contains(string(e.RequestObject.Raw), `"gracePeriodSeconds":3`) || e.ImpersonatedUser.Username != "root" || e.ResponseStatus.Status != "Success" {
		t.Errorf("%+v", e)
	}
	ask(t, s.ConfigFor(t, "jane"), "GET", "/api/v1/nodes", "")
	if e := out.find(t, "ResponseComplete", by("list", "/api/v1/nodes")); e.Annotations["authorization.k8s.io/decision"] != "forbid" || e.ResponseStatus.Code != 403 || e.ResponseObject != nil {
		t.Errorf("%+v", e)
	}
	ask(t, admin, "GET", path+"?watch=true&timeoutSeconds=1", "")
	if e := out.find(t, "ResponseStarted", by("watch", path+"?watch=true&timeoutSeconds=1")); e.ResponseStatus.Code != 200 {
		t.Errorf("%+v", e)
	}
	nobody := s.Config(t)
	nobody.CertData, nobody.KeyData, nobody.BearerToken = nil, nil, "wrong"
	ask(t, nobody, "GET", "/api/v1/secrets", "")
	if e := out.find(t, "ResponseStarted", by("list", "/api/v1/secrets")); e.ResponseStatus.Message != "Authentication failed, attempted: bearer" || e.ResponseStatus.Code != 401 {
		t.Errorf("%+v", e)
	}

	// Loops in this process leave the same trace.
	_, err = s.LocalClient(apiservertest.Admin, "loop").Create(context.Background(), core.ConfigMaps, &corev1.ConfigMap{ObjectMeta: metav1.ObjectMeta{Namespace: "default", Name: "b"}}, client.CreateOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if e := out.find(t, "ResponseComplete", func(e *auditv1.Event) bool { return e.UserAgent == "loop" }); e.Verb != "create" || e.RequestURI != path || e.ObjectRef.Name != "b" || e.ResponseStatus.Code != 201 || e.ResponseObject == nil {
		t.Errorf("%+v", e)
	}

	ask(t, admin, "PATCH", "/api/v1/namespaces/default", `{"metadata":{"labels":{"pod-security.kubernetes.io/enforce":"baseline","pod-security.kubernetes.io/audit":"restricted"}}}`, "Content-Type: application/merge-patch+json")
	ask(t, admin, "POST", "/api/v1/namespaces/default/pods", `{"metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"i"}]}}`, "Content-Type: application/json")
	e = out.find(t, "ResponseComplete", by("create", "/api/v1/namespaces/default/pods"))
	if e.Annotations["pod-security.kubernetes.io/enforce-policy"] != "baseline:latest" || !strings.HasPrefix(e.Annotations["pod-security.kubernetes.io/audit-violations"], `would violate PodSecurity "restricted:latest": `) {
		t.Error(e.Annotations)
	}
	out.mu.Lock()
	defer out.mu.Unlock()
	if strings.Contains(out.data.String(), "/livez") {
		t.Error("what the policy leaves out is recorded")
	}
}
