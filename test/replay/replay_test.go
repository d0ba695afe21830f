package replay

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestStoriesAreWhole holds the stories to what they promise: each can be read
// and written without a change, each answer is recorded, and together they
// refuse at least as many requests as a release must stand.
func TestStoriesAreWhole(t *testing.T) {
	stories, err := Stories()
	if err != nil {
		t.Fatal(err)
	}
	refused := 0
	for _, story := range stories {
		again, err := Parse(story.Name, story.String())
		if err != nil {
			t.Fatal(err)
		}
		if again.String() != story.String() {
			t.Errorf("%s: reading what was written gives another story", story.Name)
		}
		for _, step := range story.Steps {
			_, setup := step.Directive("setup")
			_, until := step.Directive("until")
			if !setup && !until && step.Recorded == nil {
				t.Errorf("%s/%s: no answer is recorded", story.Name, step.Name)
			}
			if step.Recorded != nil && step.Recorded.Status >= 400 {
				refused++
			}
		}
	}
	if refused < 60 {
		t.Errorf("the stories have %d refused requests, want at least 60", refused)
	}
	if _, err := KnownDifferences(); err != nil {
		t.Error(err)
	}
}

func TestParseRejects(t *testing.T) {
	for name, text := range map[string]string{
		"request without a path":  "=== a\nGET\n",
		"header without a colon":  "=== a\nGET /\nnonsense\n",
		"answer without a status": "=== a\nGET /\n--- fine\n",
		"one name twice":          "=== a\nGET /\n\n=== a\nGET /\n",
	} {
		if _, err := Parse("story", text); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestNormalise(t *testing.T) {
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	for _, tt := range []struct{ name, in, want string }{
		{"identity", `{"uid":"0b1f2c3d-0000-4000-8000-000000000001","resourceVersion":"812"}`, `{"resourceVersion":"<revision>","uid":"<uid>"}`},
		{"a time near now", `{"t":"2026-03-01T11:59:58Z"}`, `{"t":"<time>"}`},
		{"a time from the request", `{"t":"2001-01-01T00:00:00Z"}`, `{"t":"2001-01-01T00:00:00Z"}`},
		{"a generated name", `{"generateName":"web","name":"webx7kqp","ref":"webx7kqp"}`, `{"generateName":"web","name":"web<generated>","ref":"web<generated>"}`},
		{"a name of its own", `{"name":"web-proxy"}`, `{"name":"web-proxy"}`},
		{"managed fields", `{"managedFields":[{"manager":"m"}],"name":"a"}`, `{"name":"a"}`},
		{"allocated", `{"clusterIP":"10.96.3.4","clusterIPs":["None"],"nodePort":31000}`, `{"clusterIP":"<cluster-ip>","clusterIPs":["None"],"nodePort":"<node-port>"}`},
		{"causes", `{"causes":[{"field":"a"},{"field":"b"},{"field":"a"}]}`, `{"causes":[{"field":"a"},{"field":"b"}]}`},
		{"cells", `{"cells":["web","10.0.0.1","80:30007/TCP","5m"]}`, `{"cells":["web","<ip>","80:<node-port>/TCP","<age>"]}`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			doc, err := fromJSON([]byte(tt.in))
			if err != nil {
				t.Fatal(err)
			}
			var got, want any
			if err := json.Unmarshal([]byte(Normalise(doc, now)), &got); err != nil {
				t.Fatal(err)
			}
			if err := json.Unmarshal([]byte(tt.want), &want); err != nil {
				t.Fatal(err)
			}
			g, _ := json.Marshal(got)
			w, _ := json.Marshal(want)
			if string(g) != string(w) {
				t.Errorf("got %s, want %s", g, w)
			}
		})
	}
}

func TestCompare(t *testing.T) {
	want := &Answer{Status: 200, Header: []Field{{"Content-Type", "application/json"}}, Body: `{"a":{"b":1},"list":[]}`}
	for _, tt := range []struct {
		name  string
		got   *Answer
		paths []string
	}{
		{"the same", want, nil},
		{"status", &Answer{Status: 201, Header: want.Header, Body: want.Body}, []string{"status"}},
		{"header", &Answer{Status: 200, Body: want.Body}, []string{"header.Content-Type"}},
		{"a value", &Answer{Status: 200, Header: want.Header, Body: `{"a":{"b":2},"list":[]}`}, []string{"body.a.b"}},
		{"an element more", &Answer{Status: 200, Header: want.Header, Body: `{"a":{"b":1},"list":[7]}`}, []string{"body.list[0]"}},
		{"a key less", &Answer{Status: 200, Header: want.Header, Body: `{"a":{"b":1}}`}, []string{"body.list"}},
		{"text", &Answer{Status: 200, Header: want.Header, Body: "ok"}, []string{"body", "body.a.b", "body.list"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var paths []string
			for _, d := range Compare(want, tt.got) {
				paths = append(paths, d.Path)
			}
			if !slices.Equal(paths, tt.paths) {
				t.Errorf("differences at %v, want %v", paths, tt.paths)
			}
		})
	}
}

func TestKnown(t *testing.T) {
	known, err := parseKnown("# reasons\nstory/* | body.items[*].spec | because\n")
	if err != nil {
		t.Fatal(err)
	}
	if !known[0].covers("story/a step", "body.items[3].spec") {
		t.Error("does not cover what it names")
	}
	if known[0].covers("other/a step", "body.items[3].spec") || known[0].covers("story/a step", "body.items[3].status") {
		t.Error("covers what it does not name")
	}
	if _, err := parseKnown("story/* | status |"); err == nil {
		t.Error("a difference without a reason is accepted")
	}
}

func TestCollection(t *testing.T) {
	for path, want := range map[string]string{
		"/api/v1/namespaces":                           "/api/v1/namespaces",
		"/api/v1/namespaces/a":                         "/api/v1/namespaces",
		"/api/v1/namespaces/a/status":                  "/api/v1/namespaces",
		"/api/v1/namespaces/a/pods/b/log?follow=1":     "/api/v1/namespaces/a/pods",
		"/apis/apps/v1/namespaces/a/deployments":       "/apis/apps/v1/namespaces/a/deployments",
		"/apis/rbac.authorization.k8s.io/v1/roles?x=y": "/apis/rbac.authorization.k8s.io/v1/roles",
		"/api/v1": "",
		"/livez":  "",
	} {
		if got := collection(path); got != want {
			t.Errorf("collection(%q) = %q, want %q", path, got, want)
		}
	}
}

func TestLongDifferencesAreCut(t *testing.T) {
	long := strings.Repeat("x", 5000)
	d := Difference{Path: "body.message", Want: long + "one" + long, Got: long + "two" + long}
	text := d.String()
	if len(text) > 1000 || !strings.Contains(text, "xone") || !strings.Contains(text, "xtwo") {
		t.Errorf("%d bytes: %s", len(text), text)
	}
}
