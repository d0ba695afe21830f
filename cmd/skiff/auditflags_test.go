package main

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/pflag"
	auditv1 "k8s.io/apiserver/pkg/apis/audit/v1"

	"github.com/skiff-k8s/skiff/apiserver/audit"
	"github.com/skiff-k8s/skiff/apiserver/authz"
)

func parseAudit(t *testing.T, args string) *auditFlags {
	t.Helper()
	f := &auditFlags{}
	set := pflag.NewFlagSet("test", pflag.ContinueOnError)
	f.add(set)
	if err := set.Parse(strings.Fields(args)); err != nil {
		t.Fatal(err)
	}
	return f
}

func TestAuditFlagsReachBothSinks(t *testing.T) {
	lists := make(chan auditv1.EventList, 1)
	hook := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		var list auditv1.EventList
		if err := json.NewDecoder(r.Body).Decode(&list); err != nil {
			t.Error(err)
		}
		lists <- list
	}))
	defer hook.Close()
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	policy := write("policy", "apiVersion: audit.k8s.io/v1\nkind: Policy\nomitStages: [RequestReceived]\nrules: [{level: Metadata}]\n")
	kubeconfig := write("kubeconfig", `{"apiVersion":"v1","kind":"Config","clusters":[{"name":"c","cluster":{"server":"`+hook.URL+`"}}],"contexts":[{"name":"c","context":{"cluster":"c"}}],"current-context":"c"}`)
	path := filepath.Join(dir, "logs", "audit.log")
	f := parseAudit(t, "--audit-policy-file="+policy+" --audit-log-path="+path+" --audit-webhook-config-file="+kubeconfig)
	auditor, end, err := f.open(slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	auditor.Begin(audit.Origin{ID: "one"}, &authz.Attributes{Verb: "get", Path: "/version"}).Complete(200)
	if err := end(); err != nil {
		t.Fatal(err)
	}
	if list := <-lists; len(list.Items) != 1 || list.Items[0].AuditID != "one" {
		t.Errorf("%+v", list)
	}
	if data, err := os.ReadFile(path); err != nil || !strings.Contains(string(data), `"auditID":"one"`) {
		t.Errorf("%s %v", data, err)
	}
}

func TestAuditFlagsThatAreRefused(t *testing.T) {
	for args, want := range map[string]string{
		"--audit-log-path=- --audit-log-mode=blocking-strict":                                                       "invalid audit log mode blocking-strict",
		"--audit-log-path=- --audit-log-format=legacy":                                                              "invalid audit log format legacy",
		"--audit-log-path=- --audit-log-version=v2":                                                                 "invalid group version",
		"--audit-log-path=- --audit-log-maxage=-1":                                                                  "--audit-log-maxage -1 can't be a negative number",
		"--audit-log-path=- --audit-log-truncate-enabled --audit-log-truncate-max-event-size=0":                     "max event size 0",
		"--audit-webhook-config-file=/nowhere":                                                                      "initializing audit webhook",
		"--audit-webhook-config-file=/nowhere --audit-webhook-batch-buffer-size=0":                                  "buffer size 0",
		"--audit-webhook-config-file=/nowhere --audit-webhook-batch-throttle-qps=0":                                 "throttle QPS 0",
		"--audit-webhook-config-file=/x --audit-webhook-truncate-enabled --audit-webhook-truncate-max-batch-size=9": "max batch size 9",
	} {
		if _, _, err := parseAudit(t, args).open(slog.New(slog.DiscardHandler)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", args, err)
		}
	}
}
