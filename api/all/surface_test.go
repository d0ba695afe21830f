package all

import (
	"bufio"
	"fmt"
	"os"
	"sort"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/scheme"
)

// lines reads a list of facts of Kubernetes 1.36.
func lines(t *testing.T, name string) []string {
	t.Helper()
	f, err := os.Open("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []string
	for s := bufio.NewScanner(f); s.Scan(); {
		if strings.TrimSpace(s.Text()) != "" {
			out = append(out, s.Text())
		}
	}
	return out
}

func groupVersion(r *api.Resource) string {
	if r.Group == "" {
		return r.Version
	}
	return r.Group + "/" + r.Version
}

func prefix(r *api.Resource) string {
	if r.Group == "" {
		return "/api/" + r.Version
	}
	return "/apis/" + r.Group + "/" + r.Version
}

func TestResourcesAreThoseOfKubernetes(t *testing.T) {
	var want []string
	for _, l := range lines(t, "api-resources.txt")[1:] {
		f := strings.Fields(l)
		// The optional first and last columns make the count vary: find the
		// scope, which is always there.
		scope := 0
		for i, w := range f {
			if w == "true" || w == "false" {
				scope = i
				break
			}
		}
		short, categories := "", ""
		if scope == 3 {
			short = f[1]
		}
		if len(f) > scope+3 {
			categories = f[scope+3]
		}
		want = append(want, strings.Join([]string{f[0], short, f[scope-1], f[scope], f[scope+1], f[scope+2], categories}, " "))
	}
	var got []string
	for _, r := range Resources() {
		if r.Group == "autoscaling" && r.Version == "v1" {
			continue // the list names preferred versions only
		}
		verbs := r.Verbs
		if verbs == nil {
			verbs = api.AllVerbs
		}
		got = append(got, strings.Join([]string{
			r.Name, strings.Join(r.ShortNames, ","), groupVersion(r), fmt.Sprint(r.Namespaced), r.Kind,
			strings.Join(verbs, ","), strings.Join(r.Categories, ","),
		}, " "))
	}
	sort.Strings(want)
	sort.Strings(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestSubresourcesAreThoseOfKubernetes(t *testing.T) {
	want := lines(t, "subresources.txt")
	var got []string
	for _, r := range Resources() {
		for _, s := range r.Subresources {
			kind := s.Kind.Kind
			if kind == "" {
				kind = r.Kind
			}
			got = append(got, fmt.Sprintf("%s %s/%s %s %s", prefix(r), r.Name, s.Name, kind, strings.Join(s.Verbs, ",")))
		}
		if !sort.SliceIsSorted(r.Subresources, func(i, j int) bool { return r.Subresources[i].Name < r.Subresources[j].Name }) {
			t.Errorf("%s: subresources are not in order", r.Name)
		}
	}
	sort.Strings(want)
	sort.Strings(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestColumnsAreThoseOfKubernetes(t *testing.T) {
	want := map[string][]string{}
	table := ""
	for _, l := range lines(t, "table-columns.txt") {
		if !strings.HasPrefix(l, " ") {
			table = l
			continue
		}
		want[table] = append(want[table], strings.TrimSpace(l))
	}
	got := map[string][]string{}
	for _, r := range Resources() {
		if !r.Has("list") {
			continue
		}
		var columns []string
		for _, c := range r.Columns {
			columns = append(columns, fmt.Sprintf("%s | %s | %s | %d", c.Name, c.Type, c.Format, c.Priority))
			if c.Description == "" {
				t.Errorf("%s: column %q has no description", r.Name, c.Name)
			}
		}
		got[prefix(r)+"/"+r.Name] = columns
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestEveryKindIsWhole(t *testing.T) {
	s := scheme.Scheme()
	for _, r := range Resources() {
		gvks, _, err := s.ObjectKinds(r.New())
		if err != nil || gvks[0] != r.GVK() {
			t.Errorf("%s: the scheme says %v, %v", r.GVK(), gvks, err)
		}
		if r.Has("list") {
			gvks, _, err := s.ObjectKinds(r.NewList())
			if err != nil || gvks[0].Kind != r.Kind+"List" {
				t.Errorf("%s: the scheme says its list is %v, %v", r.GVK(), gvks, err)
			}
			if row := r.Row(r.New(), time.Unix(1e9, 0)); len(row) != len(r.Columns) {
				t.Errorf("%s: %d cells under %d columns", r.Name, len(row), len(r.Columns))
			}
		}
		if r.Fields != nil {
			values := r.Fields(r.New())
			for _, name := range r.FieldNames {
				if !values.Has(name) {
					t.Errorf("%s: no value of field %s", r.Name, name)
				}
			}
			if len(values) != len(r.FieldNames) {
				t.Errorf("%s: fields %v have other names than %v", r.Name, values, r.FieldNames)
			}
		}
		for _, sub := range r.Subresources {
			if sub.Kind != (schema.GroupVersionKind{}) && !s.Recognizes(sub.Kind) {
				t.Errorf("%s/%s: unknown kind %s", r.Name, sub.Name, sub.Kind)
			}
		}
		if r.Singular != strings.ToLower(r.Kind) {
			t.Errorf("%s: singular %s", r.Name, r.Singular)
		}
	}
	if c := Catalog(); c.ByKind(schema.GroupVersionKind{Group: "apps", Version: "v1", Kind: "Deployment"}) == nil {
		t.Error("no deployments in the catalog")
	}
}
