package rest_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	eventsv1 "k8s.io/api/events/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/watch"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/api/events"
	"github.com/skiff-k8s/skiff/apiserver/rest"
)

func names(l rest.List) string {
	var out []string
	for _, e := range l.Entries {
		out = append(out, e.Name())
	}
	return strings.Join(out, " ")
}

func TestListInPages(t *testing.T) {
	w := newWorld(t, rest.Options{})
	for i := range 5 {
		w.create(core.ConfigMaps, "default", configMap(fmt.Sprint("c", i)))
	}
	req := request("list", core.ConfigMaps, "default", "")
	first := must[rest.List](w)(w.List(t.Context(), req, rest.ListOptions{Limit: 2}))
	if names(first) != "c0 c1" || first.Continue == "" || first.Remaining == nil || *first.Remaining != 3 {
		t.Fatalf("first page %q, remaining %v", names(first), first.Remaining)
	}
	// What happens meanwhile does not show in the pages that follow.
	w.delete(core.ConfigMaps, "default", "c3", nil)
	w.create(core.ConfigMaps, "default", configMap("c35"))
	second := must[rest.List](w)(w.List(t.Context(), req, rest.ListOptions{Limit: 2, Continue: first.Continue}))
	third := must[rest.List](w)(w.List(t.Context(), req, rest.ListOptions{Limit: 2, Continue: second.Continue}))
	if names(second) != "c2 c3" || names(third) != "c4" || third.Continue != "" || third.Remaining != nil {
		t.Errorf("pages %q and %q", names(second), names(third))
	}
	if first.Revision != second.Revision || first.Revision != third.Revision {
		t.Errorf("revisions %d %d %d", first.Revision, second.Revision, third.Revision)
	}
	exact := must[rest.List](w)(w.List(t.Context(), req, rest.ListOptions{
		ResourceVersion: fmt.Sprint(first.Revision), ResourceVersionMatch: metav1.ResourceVersionMatchExact,
	}))
	if names(exact) != "c0 c1 c2 c3 c4" || exact.Revision != first.Revision {
		t.Errorf("exact list %q at %d", names(exact), exact.Revision)
	}
	newer := must[rest.List](w)(w.List(t.Context(), req, rest.ListOptions{
		ResourceVersion: fmt.Sprint(first.Revision), ResourceVersionMatch: metav1.ResourceVersionMatchNotOlderThan,
	}))
	if names(newer) != "c0 c1 c2 c35 c4" {
		t.Errorf("list not older than %q", names(newer))
	}
}

func TestListRefuses(t *testing.T) {
	w := newWorld(t, rest.Options{})
	for name, test := range map[string]struct {
		opts rest.ListOptions
		is   func(error) bool
		says string
	}{
		"version":         {rest.ListOptions{ResourceVersion: "x"}, apierrors.IsBadRequest, "invalid resource version"},
		"match alone":     {rest.ListOptions{ResourceVersionMatch: "Exact"}, apierrors.IsInvalid, "forbidden unless resourceVersion is provided"},
		"unknown match":   {rest.ListOptions{ResourceVersionMatch: "x", ResourceVersion: "1"}, apierrors.IsInvalid, "Unsupported value"},
		"token":           {rest.ListOptions{Continue: "!"}, apierrors.IsBadRequest, "continue key is not valid"},
		"token, version":  {rest.ListOptions{Continue: "x", ResourceVersion: "7"}, apierrors.IsBadRequest, "not allowed when using continue"},
		"field":           {rest.ListOptions{Fields: fields.OneTermEqualSelector("spec.none", "x")}, apierrors.IsBadRequest, "field label not supported: spec.none"},
		"from the future": {rest.ListOptions{ResourceVersion: "999999"}, apierrors.IsTimeout, "Too large resource version: 999999"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := w.List(impatient(t), request("list", core.Pods, "default", ""), test.opts)
			if !test.is(err) || !strings.Contains(err.Error(), test.says) {
				t.Errorf("error %v, want one that says %q", err, test.says)
			}
		})
	}
}

// impatient returns a context that does not wait for what never happens.
func impatient(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	t.Cleanup(cancel)
	return ctx
}

// next waits for n events.
func next(t *testing.T, w rest.Watch, n int) []rest.WatchEvent {
	t.Helper()
	var events []rest.WatchEvent
	timeout := time.After(time.Minute)
	for len(events) < n {
		select {
		case <-w.Ready():
		case <-timeout:
			t.Fatalf("%d of %d events came", len(events), n)
		}
		var err error
		if events, err = w.Take(events); err != nil {
			t.Fatal(err)
		}
	}
	return events
}

func TestWatchFromARevision(t *testing.T) {
	w := newWorld(t, rest.Options{})
	req := request("watch", core.Pods, "default", "")
	first := w.create(core.Pods, "default", pod("a"))
	w.create(core.Pods, "default", pod("b"))
	w.delete(core.Pods, "default", "a", nil)
	watching := must[rest.Watch](w)(w.Watch(t.Context(), req, rest.WatchOptions{ResourceVersion: first.GetResourceVersion()}))
	defer watching.Stop()
	got := next(t, watching, 2)
	if got[0].Type != watch.Added || got[0].Entry.Name() != "b" || got[1].Type != watch.Deleted || got[1].Entry.Name() != "a" {
		t.Errorf("got %+v", got)
	}
	if version, want := got[1].Entry.Object().GetResourceVersion(), fmt.Sprint(w.Cache().Revision()); version != want {
		t.Errorf("deleted object has version %s, want %s", version, want)
	}
}

func TestWatchSendsInitialEvents(t *testing.T) {
	w := newWorld(t, rest.Options{})
	w.create(core.Pods, "default", pod("a"))
	yes := true
	watching := must[rest.Watch](w)(w.Watch(t.Context(), request("watch", core.Pods, "", ""), rest.WatchOptions{
		SendInitialEvents: &yes, ResourceVersionMatch: metav1.ResourceVersionMatchNotOlderThan, AllowBookmarks: true,
		Labels: labels.SelectorFromSet(labels.Set{"app": "web"}),
	}))
	defer watching.Stop()
	got := next(t, watching, 2)
	if got[0].Type != watch.Added || got[1].Type != watch.Bookmark || !got[1].InitialEnd || got[1].Revision != w.Cache().Revision() {
		t.Errorf("got %+v", got)
	}
	_, err := w.Watch(t.Context(), request("watch", core.Pods, "", ""), rest.WatchOptions{SendInitialEvents: &yes})
	if !apierrors.IsInvalid(err) {
		t.Errorf("initial events without a match: %v", err)
	}
}

func TestWatchRefuses(t *testing.T) {
	w := newWorld(t, rest.Options{})
	_, err := w.Watch(impatient(t), request("watch", core.Pods, "", ""), rest.WatchOptions{ResourceVersion: "99999"})
	if !apierrors.IsTimeout(err) {
		t.Errorf("watch from the future: %v", err)
	}
	_, err = w.Watch(t.Context(), request("watch", core.ConfigMaps, "", ""), rest.WatchOptions{Fields: fields.OneTermEqualSelector("data", "x")})
	if !apierrors.IsBadRequest(err) {
		t.Errorf("watch by an unknown field: %v", err)
	}
}

// TestAliasesShowWhatIsStored writes events as one kind and reads them as the
// other.
func TestAliasesShowWhatIsStored(t *testing.T) {
	w := newWorld(t, rest.Options{})
	alias := events.Resources()[0]
	req := func(verb, name string) *rest.Request { return request(verb, alias, "default", name) }
	watching := must[rest.Watch](w)(w.Watch(t.Context(), req("watch", ""), rest.WatchOptions{ResourceVersion: fmt.Sprint(w.Cache().Revision())}))
	defer watching.Stop()
	w.create(core.Events, "default", &corev1.Event{
		ObjectMeta:     metav1.ObjectMeta{Name: "e"},
		InvolvedObject: corev1.ObjectReference{Namespace: "default", Kind: "Pod", Name: "p"},
		Reason:         "Started", Message: "it runs", Type: corev1.EventTypeNormal,
	})
	got := w.get(alias, "default", "e").(*eventsv1.Event)
	if got.Note != "it runs" || got.Regarding.Name != "p" || got.UID == "" {
		t.Errorf("shown as %+v", got)
	}
	list := must[rest.List](w)(w.List(t.Context(), req("list", ""), rest.ListOptions{Fields: fields.OneTermEqualSelector("reason", "Started")}))
	none := must[rest.List](w)(w.List(t.Context(), req("list", ""), rest.ListOptions{Fields: fields.OneTermEqualSelector("reason", "Other")}))
	if names(list) != "e" || names(none) != "" || list.Entries[0].Resource() != alias {
		t.Errorf("listed %q and %q", names(list), names(none))
	}
	if text, err := list.Entries[0].AppendJSON(nil); err != nil || !strings.HasPrefix(string(text), `{"kind":"Event","apiVersion":"events.k8s.io/v1",`) {
		t.Errorf("JSON %s, %v", text, err)
	}
	change := got.DeepCopy()
	change.Labels = map[string]string{"a": "b"}
	must[rest.Result](w)(w.Update(t.Context(), req("update", "e"), change))
	if stored := w.get(core.Events, "default", "e").(*corev1.Event); stored.Labels["a"] != "b" || stored.Message != "it runs" {
		t.Errorf("stored %+v", stored)
	}
	told := next(t, watching, 2)
	if told[0].Type != watch.Added || told[1].Type != watch.Modified || told[1].Entry.Object().(*eventsv1.Event).Labels["a"] != "b" {
		t.Errorf("told %+v", told)
	}
}
