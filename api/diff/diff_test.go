package diff

import (
	"fmt"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
)

func TestText(t *testing.T) {
	was := corev1.PodSpec{NodeName: "a", Containers: []corev1.Container{{Name: "c", Image: "x"}}, Hostname: "h"}
	is := corev1.PodSpec{NodeName: "b", Containers: []corev1.Container{{Name: "c", Image: "y", Args: []string{"1"}}}}
	want := `containers[0].args: null -> ["1"]
containers[0].image: "x" -> "y"
hostname: "h" -> null
nodeName: "a" -> "b"`
	if got := Text(was, is); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	if got := Text(was, was); got != "" {
		t.Errorf("nothing differs, but %q", got)
	}
}

func TestTextIsBounded(t *testing.T) {
	many := map[string]int{}
	for i := range 100 {
		many[fmt.Sprint(i)] = i
	}
	lines := strings.Split(Text(map[string]int{}, many), "\n")
	if len(lines) != maxLines+1 || lines[maxLines] != "and 60 more" {
		t.Errorf("%d lines, the last %q", len(lines), lines[len(lines)-1])
	}
}
