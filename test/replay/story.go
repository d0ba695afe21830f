package replay

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"
)

//go:embed testdata
var testdata embed.FS

// Story is one recorded conversation.
type Story struct {
	Name    string // file name without its extension
	Comment string // the lines before the first step, as written
	Steps   []*Step
}

// Step is one request and the answer recorded for it.
type Step struct {
	Name       string
	Method     string
	Path       string // with the query
	Header     []Field
	Directives []Directive
	Body       string
	Recorded   *Answer // nil until recorded
}

// Field is one line of a header.
type Field struct{ Name, Value string }

// Directive is a line that starts with @: its word and its arguments.
type Directive struct {
	Word string
	Args []string
}

// Answer is what a server answered, after Normalise.
type Answer struct {
	Status int
	Header []Field
	Body   string
}

// Directive returns the arguments of the first directive with that word.
func (s *Step) Directive(word string) (args []string, ok bool) {
	for _, d := range s.Directives {
		if d.Word == word {
			return d.Args, true
		}
	}
	return nil, false
}

// number returns the single number that a directive takes.
func (s *Step) number(word string) (int, bool, error) {
	args, ok := s.Directive(word)
	if !ok {
		return 0, false, nil
	}
	if len(args) != 1 {
		return 0, true, fmt.Errorf("@%s takes one number", word)
	}
	n, err := strconv.Atoi(args[0])
	return n, true, err
}

// Refused says that the step's recorded answer refuses a write.
func (s *Step) Refused() bool {
	return s.Recorded != nil && s.Recorded.Status >= 400 && s.Method != "GET" && s.Method != "HEAD"
}

// Stories returns the recorded stories in the order of their names.
func Stories() ([]*Story, error) {
	files, err := fs.Glob(testdata, "testdata/stories/*.story")
	if err != nil {
		return nil, err
	}
	stories := make([]*Story, 0, len(files))
	for _, file := range files {
		text, err := testdata.ReadFile(file)
		if err != nil {
			return nil, err
		}
		s, err := Parse(strings.TrimSuffix(path.Base(file), ".story"), string(text))
		if err != nil {
			return nil, err
		}
		stories = append(stories, s)
	}
	return stories, nil
}
