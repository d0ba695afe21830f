package tree

import (
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/skiff-k8s/skiff/trace"
)

// Namer gives the name that people use for a resource: "pod" for "pods".
type Namer func(group, resource string) string

// row is one line of the text before its columns are aligned.
type row struct{ what, when, outcome string }

// maxWhat is where the first column ends at the latest; longer lines push their
// own columns to the right instead of everybody's.
const maxWhat = 96

// Render writes the tree as text: who or which loop and why, when after the
// root, and what it wrote.
func Render(w io.Writer, t *Tree, name Namer) error {
	var rows []row
	for i, root := range t.Roots {
		if i > 0 {
			rows = append(rows, row{})
		}
		rows = append(rows, row{cause(&root.Record), at(root.Offset), outcome(&root.Record, name)})
		rows = appendChildren(rows, root, "", name)
	}
	width := 0
	for _, r := range rows {
		if n := utf8.RuneCountInString(r.what); n <= maxWhat {
			width = max(width, n)
		}
	}
	for _, r := range rows {
		line := r.what
		if r.outcome != "" {
			line += strings.Repeat(" ", max(0, width-utf8.RuneCountInString(r.what)))
			line += fmt.Sprintf("  %9s  %s", r.when, r.outcome)
		}
		if _, err := fmt.Fprintln(w, line); err != nil {
			return err
		}
	}
	if t.Missing > 0 {
		_, err := fmt.Fprintf(w, "\n%d of these began with something older than what is kept.\n", t.Missing)
		return err
	}
	return nil
}

func appendChildren(rows []row, n *Node, indent string, name Namer) []row {
	for i, child := range n.Children {
		branch, next := "├─ ", "│  "
		if i == len(n.Children)-1 {
			branch, next = "└─ ", "   "
		}
		rows = append(rows, row{indent + branch + cause(&child.Record), at(child.Offset), outcome(&child.Record, name)})
		rows = appendChildren(rows, child, indent+next, name)
	}
	return rows
}

// cause says who acted and why.
func cause(r *trace.Record) string {
	if r.Cause.Actor != "" {
		if r.Cause.Reason == "" {
			return r.Cause.Actor
		}
		return r.Cause.Actor + ": " + r.Cause.Reason
	}
	// "kubectl apply" says what was typed; of others ("helm/v3.19") the name is
	// enough.
	client, _, _ := strings.Cut(r.Client, "/")
	switch {
	case client == "":
		client = r.Verb
	case !strings.Contains(client, " "):
		client += " " + r.Verb
	}
	return client + " by " + r.User
}

// outcome says what was written.
func outcome(r *trace.Record, name Namer) string {
	object := name(r.Group, r.Resource) + "/" + r.Name
	what := r.Summary
	if what == "" {
		what = done(r)
	}
	return fmt.Sprintf("%s %s (rev %d)", object, what, r.Revision)
}

// done is the verb as something that happened.
func done(r *trace.Record) string {
	if r.Subresource == "binding" {
		return "bound"
	}
	past := map[string]string{
		"create": "created", "update": "updated", "patch": "changed", "apply": "applied", "delete": "deleted",
	}[r.Verb]
	if past == "" {
		past = r.Verb
	}
	if r.Subresource != "" {
		past = r.Subresource + " " + past
	}
	return past
}

// at writes an offset the way people read it.
func at(d time.Duration) string {
	switch {
	case d < 10*time.Second:
		return fmt.Sprintf("+%d ms", d.Milliseconds())
	case d < time.Minute:
		return fmt.Sprintf("+%.1f s", d.Seconds())
	default:
		return "+" + d.Round(time.Second).String()
	}
}
