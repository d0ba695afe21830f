package endpoints

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"k8s.io/apiserver/pkg/authentication/user"

	"github.com/skiff-k8s/skiff/apiserver/authz"
)

// text shows a right in one line.
func text(a *authz.Attributes) string {
	resource := a.Resource
	if a.Subresource != "" {
		resource += "/" + a.Subresource
	}
	return fmt.Sprintf("%s %s %s", a.Verb, resource, a.Name)
}

func TestWhatAMaskNeeds(t *testing.T) {
	robot := &user.DefaultInfo{Name: "system:serviceaccount:ns:robot", Extra: map[string][]string{nodeNameExtra: {"n1"}}}
	ann := &user.DefaultInfo{Name: "ann"}
	for _, tt := range []struct {
		name string
		by   user.Info
		want user.DefaultInfo
		need []string // of the first mask that applies, in order
		as   []string // groups
	}{
		{"the node that one runs on", robot, user.DefaultInfo{Name: "system:node:n1"},
			[]string{"impersonate-on:associated-node:list pods ", "impersonate:associated-node nodes *"}, []string{"system:nodes", "system:authenticated"}},
		{"another node", robot, user.DefaultInfo{Name: "system:node:n2"},
			[]string{"impersonate-on:arbitrary-node:list pods ", "impersonate:arbitrary-node nodes n2"}, []string{"system:nodes", "system:authenticated"}},
		{"a service account", ann, user.DefaultInfo{Name: "system:serviceaccount:ns:robot"},
			[]string{"impersonate-on:serviceaccount:list pods ", "impersonate:serviceaccount serviceaccounts robot"},
			[]string{"system:serviceaccounts", "system:serviceaccounts:ns", "system:authenticated"}},
		{"a person with all", ann, user.DefaultInfo{Name: "bob", UID: "u", Groups: []string{"g"}, Extra: map[string][]string{"b.c/d": {"1"}, "a.b/c": {"2", "3"}}},
			[]string{"impersonate-on:user-info:list pods ", "impersonate:user-info users bob", "impersonate:user-info uids u", "impersonate:user-info groups g",
				"impersonate:user-info userextras/a.b/c 2", "impersonate:user-info userextras/a.b/c 3", "impersonate:user-info userextras/b.c/d 1"}, []string{"g", "system:authenticated"}},
		{"nobody", ann, user.DefaultInfo{Name: "system:anonymous"},
			[]string{"impersonate-on:user-info:list pods ", "impersonate:user-info users system:anonymous"}, []string{"system:unauthenticated"}},
		{"a node in a group", ann, user.DefaultInfo{Name: "system:node:n1", Groups: []string{"system:nodes"}},
			[]string{"impersonate users system:node:n1", "impersonate groups system:nodes"}, []string{"system:nodes", "system:authenticated"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			n := slices.IndexFunc(masks, func(m mask) bool { return m.applies(&tt.want, tt.by) })
			var asked []string
			as, err := masks[n].wear(t.Context(), func(_ context.Context, a *authz.Attributes) error {
				asked = append(asked, text(a))
				if masks[n].mode == associatedNode && len(a.User.GetExtra()[nodeNameExtra]) > 0 {
					t.Error("the authorizer is told on which node")
				}
				return nil
			}, &tt.want, &authz.Attributes{User: tt.by, Verb: "list", Version: "v1", Resource: "pods"})
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(asked, tt.need) {
				t.Errorf("asked\n%q, want\n%q", asked, tt.need)
			}
			if as.GetName() != tt.want.Name || !slices.Equal(as.GetGroups(), tt.as) {
				t.Errorf("acts as %s of %q, want %q", as.GetName(), as.GetGroups(), tt.as)
			}
			// Each right is needed.
			for i := range tt.need {
				count := 0
				_, err := masks[n].wear(t.Context(), func(context.Context, *authz.Attributes) error {
					if count++; count == i+1 {
						return errors.New("no")
					}
					return nil
				}, &tt.want, &authz.Attributes{User: tt.by, Verb: "list", Version: "v1", Resource: "pods"})
				if err == nil {
					t.Errorf("allowed without %q", tt.need[i])
				}
			}
		})
	}
}

func TestWearersAreBounded(t *testing.T) {
	var w wearers
	if got := w.order("ann"); !slices.Equal(got, []int{0, 1, 2, 3, 4}) {
		t.Errorf("at first %v", got)
	}
	w.fitted("ann", 3)
	if got := w.order("ann"); !slices.Equal(got, []int{3, 0, 1, 2, 4}) {
		t.Errorf("then %v", got)
	}
	for i := range 2 * maxWearers {
		w.fitted(fmt.Sprint("u", i), 1)
	}
	if len(w.last) > maxWearers {
		t.Errorf("%d users are remembered", len(w.last))
	}
}
