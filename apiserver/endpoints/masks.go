package endpoints

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"
	"k8s.io/apiserver/pkg/authentication/user"

	"github.com/skiff-k8s/skiff/apiserver/authn"
	"github.com/skiff-k8s/skiff/apiserver/authz"
)

// mask is one way to act for somebody. A constrained one needs two rights: to wear
// the mask of that user, and to do with it what the request asks for. The old one,
// with the verb impersonate, is for everything.
type mask struct {
	// mode is a part of the verbs: impersonate:MODE and impersonate-on:MODE:VERB;
	// empty for the old one.
	mode string
	// applies says whether such users are acted for in this way.
	applies func(want *user.DefaultInfo, by user.Info) bool
}

// masks in the order in which they are tried.
var masks = []mask{
	{associatedNode, func(want *user.DefaultInfo, by user.Info) bool { return onlyName(want) && runsOn(by, want.Name) }},
	{"arbitrary-node", func(want *user.DefaultInfo, _ user.Info) bool { return onlyName(want) && isNode(want.Name) }},
	{"serviceaccount", func(want *user.DefaultInfo, _ user.Info) bool { return onlyName(want) && isAccount(want.Name) }},
	{"user-info", func(want *user.DefaultInfo, _ user.Info) bool { return !isNode(want.Name) && !isAccount(want.Name) }},
	{"", func(*user.DefaultInfo, user.Info) bool { return true }},
}

// associatedNode is the mode in which a pod acts for the node that it runs on. Its
// rights are for every such node: they name "*".
const associatedNode = "associated-node"

const (
	authenticationGroup = "authentication.k8s.io"
	nodeUser            = "system:node:"
	nodeNameExtra       = "authentication.kubernetes.io/node-name"
	nodeKeysExtra       = "authentication.kubernetes.io/associated-node-keys"
)

// check asks for one right.
type check func(ctx context.Context, a *authz.Attributes) error

// wear returns the user that is acted for, when all rights are there.
func (m mask) wear(ctx context.Context, allowed check, want *user.DefaultInfo, request *authz.Attributes) (user.Info, error) {
	as, by := *want, request.User
	if m.mode == associatedNode {
		by = anywhere(by)
	}
	if m.mode != "" {
		on := *request
		on.User, on.Verb = by, "impersonate-on:"+m.mode+":"+request.Verb
		if err := allowed(ctx, &on); err != nil {
			return nil, err
		}
		if isNode(want.Name) {
			as.Groups = []string{user.NodesGroup}
		}
	}
	for _, r := range m.rights(by, want) {
		if r.never != "" {
			return nil, Forbidden(r.Attributes, r.never)
		}
		if err := allowed(ctx, r.Attributes); err != nil {
			return nil, err
		}
	}
	completeGroups(&as)
	return &as, nil
}

// right is one that is needed; never says why nobody has it.
type right struct {
	*authz.Attributes
	never string
}

// rights are what a user must have to wear the mask: one for each part of it.
func (m mask) rights(by user.Info, want *user.DefaultInfo) []right {
	verb, names := "impersonate", ""
	if m.mode != "" {
		verb, names = "impersonate:"+m.mode, authenticationGroup
	}
	one := func(group, resource, name string) right {
		return right{Attributes: &authz.Attributes{User: by, Verb: verb, Group: group, Version: "v1", Resource: resource, Name: name}}
	}
	who := one(names, "users", want.Name)
	if node, ok := strings.CutPrefix(want.Name, nodeUser); ok && m.mode != "" && node != "" {
		who.Resource, who.Name = "nodes", node
		if m.mode == associatedNode {
			who.Name = "*"
		}
	}
	if ns, name, ok := authn.SplitServiceAccountUser(want.Name); ok {
		who.Resource, who.Namespace, who.Name = "serviceaccounts", ns, name
	}
	out := []right{who}
	if want.UID != "" {
		out = append(out, one(authenticationGroup, "uids", want.UID))
	}
	for _, g := range want.Groups {
		r := one(names, "groups", g)
		switch {
		case m.mode != "" && g == "":
			r.never = "impersonating the empty string group is not allowed"
		case m.mode != "" && g == user.SystemPrivilegedGroup:
			r.never = "impersonating the system:masters group is not allowed"
		}
		out = append(out, r)
	}
	for _, key := range sortedKeys(want.Extra) {
		values := want.Extra[key]
		if m.mode != "" {
			if err := checkExtra(key, values); err != nil {
				r := one(authenticationGroup, "userextras", "")
				r.never = err.Error()
				out = append(out, r)
			}
		}
		for _, value := range values {
			r := one(authenticationGroup, "userextras", value)
			r.Subresource = key
			out = append(out, r)
		}
	}
	return out
}

// checkExtra refuses extra fields that only the old way allows.
func checkExtra(key string, values []string) error {
	if key == "" {
		return errors.New("impersonating the empty string key in extra is not allowed")
	}
	if err := validation.IsDomainPrefixedPath(field.NewPath("extra", "key"), key).ToAggregate(); err != nil {
		return fmt.Errorf("impersonating an invalid key in extra is not allowed: %w", err)
	}
	switch {
	case key != strings.ToLower(key):
		return fmt.Errorf("impersonating a non-lowercase key in extra is not allowed: %q", key)
	case len(values) == 0:
		return errors.New("impersonating empty values in extra is not allowed")
	case slices.Contains(values, ""):
		return errors.New("impersonating the empty string value in extra is not allowed")
	}
	return nil
}

// maxWearers bounds how many users' masks are remembered; at the bound all are
// forgotten.
const maxWearers = 4096

// wearers remembers which mask fitted a user last. That one is tried first the
// next time: it will fit again, and what it lacks is what the user is told of.
type wearers struct {
	mu   sync.Mutex
	last map[string]int // index in masks by name of the user
}

// order returns the indexes of masks in the order in which to try them.
func (w *wearers) order(user string) []int {
	out := make([]int, 0, len(masks)+1)
	w.mu.Lock()
	last, ok := w.last[user]
	w.mu.Unlock()
	if ok {
		out = append(out, last)
	}
	for n := range masks {
		if !ok || n != last {
			out = append(out, n)
		}
	}
	return out
}

func (w *wearers) fitted(user string, n int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.last == nil || len(w.last) >= maxWearers {
		w.last = map[string]int{}
	}
	w.last[user] = n
}

func onlyName(u *user.DefaultInfo) bool {
	return u.UID == "" && len(u.Groups) == 0 && len(u.Extra) == 0
}

func isNode(name string) bool {
	node, ok := strings.CutPrefix(name, nodeUser)
	return ok && node != ""
}

func isAccount(name string) bool {
	_, _, ok := authn.SplitServiceAccountUser(name)
	return ok
}

// runsOn says whether a user is the service account of a pod on that node.
func runsOn(u user.Info, node string) bool {
	on := u.GetExtra()[nodeNameExtra]
	return isAccount(u.GetName()) && len(on) == 1 && on[0] != "" && nodeUser+on[0] == node
}

// anywhere is a service account without what tells where it runs: its rights are
// the same on every node.
func anywhere(u user.Info) user.Info {
	return &user.DefaultInfo{
		Name: u.GetName(), UID: u.GetUID(), Groups: u.GetGroups(),
		Extra: map[string][]string{nodeKeysExtra: sortedKeys(u.GetExtra())},
	}
}

func sortedKeys(extra map[string][]string) []string {
	keys := make([]string, 0, len(extra))
	for k := range extra {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
