package apiserver_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	flowcontrolv1 "k8s.io/api/flowcontrol/v1"

	"github.com/skiff-k8s/skiff/apiserver/apiservertest"
)

func TestPriorityAndFairness(t *testing.T) {
	s := apiservertest.Start(t)
	admin := s.Config(t)
	post := func(path, body string) (uid string) {
		t.Helper()
		resp, text := ask(t, admin, "POST", "/apis/flowcontrol.apiserver.k8s.io/v1/"+path, body, "Content-Type: application/json")
		var o struct{ Metadata struct{ UID string } }
		if err := json.Unmarshal([]byte(text), &o); err != nil || resp.StatusCode != http.StatusCreated {
			t.Fatal(resp.Status, text)
		}
		return o.Metadata.UID
	}
	headers := func(name string) (schema, level string) {
		resp, _ := ask(t, s.ConfigFor(t, name), "GET", "/version", "")
		return resp.Header.Get("X-Kubernetes-PF-FlowSchema-UID"), resp.Header.Get("X-Kubernetes-PF-PriorityLevel-UID")
	}
	condition := func() string {
		_, body := ask(t, admin, "GET", "/apis/flowcontrol.apiserver.k8s.io/v1/flowschemas/test", "")
		var o flowcontrolv1.FlowSchema
		if err := json.Unmarshal([]byte(body), &o); err != nil || len(o.Status.Conditions) == 0 {
			return ""
		}
		return string(o.Status.Conditions[0].Status) + " " + o.Status.Conditions[0].Reason
	}
	defaultSchema, defaultLevel := headers("noxu")
	if defaultSchema == "" || defaultLevel == "" {
		t.Error("no headers")
	}
	schema := post("flowschemas", `{"metadata":{"name":"test"},"spec":{"matchingPrecedence":1000,"priorityLevelConfiguration":{"name":"test"},
		"rules":[{"subjects":[{"kind":"User","user":{"name":"noxu"}}],"nonResourceRules":[{"verbs":["*"],"nonResourceURLs":["*"]}]}]}}`)
	eventually(t, "a schema without its level", func() bool { return condition() == "True NotFound" })
	if got, _ := headers("noxu"); got != defaultSchema {
		t.Error("a schema without its level is in force")
	}
	level := post("prioritylevelconfigurations", `{"metadata":{"name":"test"},"spec":{"type":"Limited","limited":{"nominalConcurrencyShares":1,"limitResponse":{"type":"Reject"}}}}`)
	eventually(t, "a schema with its level", func() bool { return condition() == "False Found" })
	eventually(t, "the headers", func() bool { a, b := headers("noxu"); return a == schema && b == level })
	if a, _ := headers("foo"); a == schema || a == "" {
		t.Error("somebody else has the schema", a)
	}
	_, text := ask(t, admin, "GET", "/metrics", "")
	for _, want := range []string{
		`apiserver_flowcontrol_nominal_limit_seats{priority_level="test"} 3`,
		`apiserver_flowcontrol_dispatched_requests_total{flow_schema="test",priority_level="test"} `,
		`apiserver_flowcontrol_current_executing_requests{flow_schema="exempt",priority_level="exempt"} 1`,
	} {
		if !strings.Contains(text, want) {
			t.Error("no", want)
		}
	}
	ask(t, admin, "DELETE", "/apis/flowcontrol.apiserver.k8s.io/v1/flowschemas/test", "")
	eventually(t, "the default again", func() bool { a, _ := headers("noxu"); return a == defaultSchema })
}
