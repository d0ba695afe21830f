package replay

import (
	"fmt"
	"strconv"
	"strings"
)

const (
	stepMark   = "=== "
	answerMark = "--- "
)

// Parse reads a story from its text.
func Parse(name, text string) (*Story, error) {
	story := &Story{Name: name}
	blocks := splitBefore(text, stepMark)
	if !strings.HasPrefix(text, stepMark) {
		story.Comment = strings.TrimSpace(blocks[0])
		blocks = blocks[1:]
	}
	seen := map[string]bool{}
	for _, block := range blocks {
		step, err := parseStep(block)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if seen[step.Name] {
			return nil, fmt.Errorf("%s: two steps are named %q", name, step.Name)
		}
		seen[step.Name] = true
		story.Steps = append(story.Steps, step)
	}
	return story, nil
}

// splitBefore cuts text before every line that starts with mark.
func splitBefore(text, mark string) []string {
	var blocks []string
	var block strings.Builder
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, mark) && block.Len() > 0 {
			blocks = append(blocks, block.String())
			block.Reset()
		}
		block.WriteString(line)
	}
	return append(blocks, block.String())
}

func parseStep(block string) (*Step, error) {
	request, answer := block, ""
	if parts := splitBefore(block, answerMark); len(parts) > 1 {
		request, answer = parts[0], strings.Join(parts[1:], "")
	}
	title, rest, _ := strings.Cut(request, "\n")
	step := &Step{Name: strings.TrimSpace(strings.TrimPrefix(title, stepMark))}
	head, body, _ := strings.Cut(rest, "\n\n")
	step.Body = strings.TrimRight(body, "\n")
	for i, line := range strings.Split(strings.TrimRight(head, "\n"), "\n") {
		var ok bool
		switch {
		case i == 0:
			step.Method, step.Path, ok = strings.Cut(line, " ")
		case strings.HasPrefix(line, "@"):
			words := strings.Fields(line[1:])
			if ok = len(words) > 0; ok {
				step.Directives = append(step.Directives, Directive{words[0], words[1:]})
			}
		default:
			var f Field
			f.Name, f.Value, ok = strings.Cut(line, ": ")
			step.Header = append(step.Header, f)
		}
		if !ok {
			return nil, fmt.Errorf("step %q: cannot read %q", step.Name, line)
		}
	}
	if answer == "" {
		return step, nil
	}
	var err error
	if step.Recorded, err = parseAnswer(answer); err != nil {
		return nil, fmt.Errorf("step %q: %w", step.Name, err)
	}
	return step, nil
}

func parseAnswer(block string) (*Answer, error) {
	head, body, _ := strings.Cut(block, "\n\n")
	lines := strings.Split(strings.TrimRight(head, "\n"), "\n")
	status, err := strconv.Atoi(strings.TrimSpace(strings.TrimPrefix(lines[0], answerMark)))
	if err != nil {
		return nil, fmt.Errorf("status of the answer: %w", err)
	}
	a := &Answer{Status: status, Body: strings.TrimRight(body, "\n")}
	for _, line := range lines[1:] {
		name, value, ok := strings.Cut(line, ": ")
		if !ok {
			return nil, fmt.Errorf("answer: cannot read %q", line)
		}
		a.Header = append(a.Header, Field{name, value})
	}
	return a, nil
}

// String writes the story in the form that Parse reads.
func (s *Story) String() string {
	var b strings.Builder
	if s.Comment != "" {
		b.WriteString(s.Comment + "\n\n")
	}
	for i, step := range s.Steps {
		if i > 0 {
			b.WriteString("\n")
		}
		fmt.Fprintf(&b, "%s%s\n%s %s\n", stepMark, step.Name, step.Method, step.Path)
		for _, d := range step.Directives {
			fmt.Fprintf(&b, "@%s\n", strings.Join(append([]string{d.Word}, d.Args...), " "))
		}
		writeFields(&b, step.Header)
		if step.Body != "" {
			b.WriteString("\n" + step.Body + "\n")
		}
		if a := step.Recorded; a != nil {
			fmt.Fprintf(&b, "%s%d\n", answerMark, a.Status)
			writeFields(&b, a.Header)
			if a.Body != "" {
				b.WriteString("\n" + a.Body + "\n")
			}
		}
	}
	return b.String()
}

func writeFields(b *strings.Builder, fields []Field) {
	for _, f := range fields {
		fmt.Fprintf(b, "%s: %s\n", f.Name, f.Value)
	}
}
