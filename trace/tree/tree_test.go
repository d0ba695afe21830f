package tree

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/skiff-k8s/skiff/trace"
)

var update = flag.Bool("update", false, "rewrite the expected texts")

var zero = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

func rec(revision int64, ms int, verb, resource, name string, change func(*trace.Record), parents ...int64) trace.Record {
	r := trace.Record{
		Revision: revision, Time: zero.Add(time.Duration(ms) * time.Millisecond), Verb: verb,
		Resource: resource, Namespace: "default", Name: name, UID: "uid-" + name, User: "admin", Client: "kubectl " + verb,
		Cause: trace.Cause{Parents: parents},
	}
	if resource == "deployments" || resource == "replicasets" {
		r.Group = "apps"
	}
	if change != nil {
		change(&r)
	}
	return r
}

func by(actor, reason string) func(*trace.Record) {
	return func(r *trace.Record) { r.Cause.Actor, r.Cause.Reason = actor, reason }
}

func on(subresource, summary string, then func(*trace.Record)) func(*trace.Record) {
	return func(r *trace.Record) {
		then(r)
		r.Subresource, r.Summary = subresource, summary
	}
}

// rollout is the record of an applied Deployment, with a Service's slice and a
// replaced pod.
func rollout() []trace.Record {
	return []trace.Record{
		rec(801, 0, "create", "configmaps", "unrelated", nil),
		rec(812, 1000, "apply", "deployments", "web", func(r *trace.Record) { r.Summary = "created" }),
		rec(813, 1001, "create", "replicasets", "web-5d4f", by("deployment controller", "no ReplicaSet has this template"), 812),
		rec(814, 1002, "create", "pods", "web-5d4f-a", by("replicaset controller", "0 of 2 pods exist"), 813),
		rec(815, 1002, "create", "pods", "web-5d4f-b", by("replicaset controller", "1 of 2 pods exist"), 813),
		rec(816, 1003, "create", "pods", "web-5d4f-a", on("binding", "bound to skiff-1", by("scheduler", "1 of 1 nodes fit, best skiff-1 (87)")), 814),
		rec(817, 1004, "create", "pods", "web-5d4f-b", on("binding", "bound to skiff-1", by("scheduler", "1 of 1 nodes fit, best skiff-1 (87)")), 815),
		rec(818, 1071, "patch", "pods", "web-5d4f-a", on("status", "Running", by("kubelet skiff-1", "sandbox 31 ms, image present, container 24 ms")), 816),
		rec(819, 1072, "update", "replicasets", "web-5d4f", on("status", "", by("replicaset controller", "1 of 2 pods is ready")), 818),
		rec(820, 1073, "update", "deployments", "web", on("status", "", by("deployment controller", "1 of 2 replicas is available")), 819),
		rec(830, 9000, "delete", "pods", "web-5d4f-a", func(r *trace.Record) { r.Summary = "marked for deletion, grace 30 s" }),
		rec(831, 9002, "create", "pods", "web-5d4f-c", by("replicaset controller", "1 of 2 pods exist"), 830),
		rec(832, 9004, "create", "pods", "web-5d4f-c", on("binding", "bound to skiff-1", by("scheduler", "1 of 1 nodes fit, best skiff-1 (86)")), 700, 831),
	}
}

func singular(_, resource string) string { return strings.TrimSuffix(resource, "s") }

func TestRender(t *testing.T) {
	tests := []struct {
		name    string
		target  Target
		concise bool
	}{
		{"deployment", Target{Group: "apps", Resource: "deployments", Namespace: "default", Name: "web"}, true},
		{"deployment-all", Target{Group: "apps", Resource: "deployments", Namespace: "default", Name: "web"}, false},
		{"replacement-pod", Target{Resource: "pods", Namespace: "default", Name: "web-5d4f-c"}, true},
		{"nothing", Target{Resource: "pods", Namespace: "default", Name: "nobody"}, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			tree := Build(test.target, rollout())
			if test.concise {
				tree = Concise(tree)
			}
			var got strings.Builder
			if err := Render(&got, tree, singular); err != nil {
				t.Fatal(err)
			}
			file := filepath.Join("testdata", test.name+".txt")
			if *update {
				if err := os.WriteFile(file, []byte(got.String()), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if got.String() != string(want) {
				t.Errorf("got\n%s\nwant\n%s", got.String(), want)
			}
		})
	}
}

func TestNewestObjectOfTheName(t *testing.T) {
	first := rec(5, 0, "create", "pods", "p", func(r *trace.Record) { r.UID = "one" })
	second := rec(9, 10, "create", "pods", "p", func(r *trace.Record) { r.UID = "two" })
	target := Target{Resource: "pods", Namespace: "default", Name: "p"}
	if got := Build(target, []trace.Record{first, second}); len(got.Roots) != 1 || got.Roots[0].Revision != 9 {
		t.Errorf("roots %+v, want only revision 9", got.Roots)
	}
	target.UID = "one"
	if got := Build(target, []trace.Record{first, second}); len(got.Roots) != 1 || got.Roots[0].Revision != 5 {
		t.Errorf("roots %+v, want only revision 5", got.Roots)
	}
}

func TestLostCausesAreCounted(t *testing.T) {
	lost := rec(50, 0, "create", "pods", "p", by("replicaset controller", "0 of 1 pods exist"), 12)
	if got := Build(Target{Resource: "pods", Namespace: "default", Name: "p"}, []trace.Record{lost}); got.Missing != 1 || len(got.Roots) != 1 {
		t.Errorf("got %+v, want one root counted as missing its cause", got)
	}
}
