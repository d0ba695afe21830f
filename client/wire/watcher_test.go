package wire

import (
	"fmt"
	"log/slog"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/client"
)

var maps = api.Define(api.Meta{Version: "v1", Name: "configmaps", Kind: "ConfigMap", Namespaced: true},
	func() *corev1.ConfigMap { return &corev1.ConfigMap{} }, api.Rules[*corev1.ConfigMap]{})

func configMap(name string, revision int) *corev1.ConfigMap {
	return &corev1.ConfigMap{ObjectMeta: metav1.ObjectMeta{Namespace: "a", Name: name, ResourceVersion: fmt.Sprint(revision)}}
}

func words(events []client.Event) string {
	var out []string
	for _, e := range events {
		out = append(out, [...]string{"+", "~", "-", "."}[e.Type]+e.Object.GetName()+e.Object.GetResourceVersion())
	}
	return strings.Join(out, " ")
}

func TestHandlersFarBehindAreToldTheDifference(t *testing.T) {
	m := newMirror(maps, slog.New(slog.DiscardHandler))
	w := &watcher{ready: make(chan struct{}, 1)}
	m.watchers = append(m.watchers, w)
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	check(m.Replace([]any{configMap("gone", 1), configMap("x", 2)}, "2"))
	if got := words(m.take(w)); got != "+gone1 +x2" {
		t.Errorf("at first %q", got)
	}
	for i := range queueLimit + 10 {
		check(m.Update(configMap("x", 3+i)))
	}
	last := 3 + queueLimit + 10
	check(m.Delete(configMap("gone", last)))
	check(m.Add(configMap("new", last+1)))
	events := m.take(w)
	if want := fmt.Sprintf("-gone1 +new%d ~x%d", last+1, last-1); words(events[queueLimit:]) != want {
		t.Errorf("after the queue was full %q, want %q", words(events[queueLimit:]), want)
	}
	check(m.Update(configMap("new", last+2)))
	if got, want := words(m.take(w)), fmt.Sprintf("~new%d", last+2); got != want {
		t.Errorf("afterwards %q, want %q", got, want)
	}
}

func TestAListAgainTellsTheDifference(t *testing.T) {
	m := newMirror(maps, slog.New(slog.DiscardHandler))
	if err := m.Replace([]any{configMap("a", 1), configMap("b", 2), configMap("c", 3)}, "3"); err != nil {
		t.Fatal(err)
	}
	w := &watcher{ready: make(chan struct{}, 1)}
	m.watchers = append(m.watchers, w)
	if err := m.Replace([]any{configMap("a", 1), configMap("b", 5), configMap("d", 6)}, "9"); err != nil {
		t.Fatal(err)
	}
	events := m.take(w)
	if got := words(events); got != "-c3 ~b5 +d6" || events[0].Revision != 9 || m.revision != 9 {
		t.Errorf("told %q", got)
	}
}
