package nodettl

import (
	"fmt"
	"testing"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/client"
)

func TestNext(t *testing.T) {
	at := 0
	for _, c := range []struct{ nodes, seconds int }{
		{0, 0}, {100, 0}, {101, 15}, {90, 15}, {89, 0}, {501, 15}, {450, 15}, {600, 30}, {1001, 60}, {900, 60}, {899, 30}, {5000, 300}, {1800, 300}, {1799, 60}, {3, 0},
	} {
		at = next(at, c.nodes)
		if c.nodes == 501 {
			if steps[at].seconds != 30 {
				t.Errorf("501 nodes: %d", steps[at].seconds)
			}
			at = next(at, 449)
			continue
		}
		if got := steps[at].seconds; got != c.seconds {
			t.Errorf("%d nodes: %d seconds, want %d", c.nodes, got, c.seconds)
		}
	}
}

func TestKeys(t *testing.T) {
	c := &controller{nodes: map[string]bool{}}
	node := func(i int, ttl string) *corev1.Node {
		return &corev1.Node{ObjectMeta: metav1.ObjectMeta{Name: fmt.Sprint("n", i), Annotations: map[string]string{corev1.ObjectTTLAnnotationKey: ttl}}}
	}
	for i := range 100 {
		if keys := c.keys(client.Event{Type: client.Added, Object: node(i, "0")}); len(keys) != 0 {
			t.Fatalf("node %d: %v", i, keys)
		}
	}
	if keys := c.keys(client.Event{Type: client.Modified, Object: node(1, "no number")}); len(keys) != 1 {
		t.Errorf("a wrong annotation: %v", keys)
	}
	if keys := c.keys(client.Event{Type: client.Added, Object: node(100, "0")}); len(keys) != 101 {
		t.Errorf("over the border: %d", len(keys))
	}
	if keys := c.keys(client.Event{Type: client.Deleted, Object: node(100, "0")}); len(keys) != 0 {
		t.Errorf("back a little: %d", len(keys))
	}
	for i := range 11 {
		keys := c.keys(client.Event{Type: client.Deleted, Object: node(i, "15")})
		if want := map[bool]int{true: 89}[i == 10]; len(keys) != want {
			t.Errorf("without %d: %d keys, want %d", i, len(keys), want)
		}
	}
}
