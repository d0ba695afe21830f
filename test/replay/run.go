package replay

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// Outcome is what replaying one step showed.
type Outcome struct {
	Story, Step string
	Recorded    *Answer
	Got         *Answer
	Differences []Difference // the known ones taken out
	Known       []Known      // the known ones that showed
	Changed     []string     // what a refused write changed nevertheless
	Err         error        // the request could not be sent or read
}

// OK says that there is nothing to report.
func (o *Outcome) OK() bool {
	return o.Err == nil && len(o.Differences) == 0 && len(o.Changed) == 0
}

// String is the report of one step, several lines.
func (o *Outcome) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s/%s", o.Story, o.Step)
	if o.Err != nil {
		fmt.Fprintf(&b, "\n  %v", o.Err)
	}
	if o.Err == nil && o.Recorded != nil && o.Got.Status != o.Recorded.Status && len(o.Differences) > 0 {
		// Two answers of different kinds differ everywhere: say what each is.
		fmt.Fprintf(&b, "\n  want %s\n  got  %s", o.Recorded.summary(), o.Got.summary())
		o.writeChanged(&b)
		return b.String()
	}
	// A list that came out one element short differs everywhere; the first lines
	// tell as much.
	const most = 25
	for i, d := range o.Differences {
		if i == most {
			fmt.Fprintf(&b, "\n  … and %d more", len(o.Differences)-most)
			break
		}
		fmt.Fprintf(&b, "\n  %s", strings.ReplaceAll(d.String(), "\n", "\n  "))
	}
	o.writeChanged(&b)
	return b.String()
}

func (o *Outcome) writeChanged(b *strings.Builder) {
	for _, line := range o.Changed {
		fmt.Fprintf(b, "\n  refused, but %s", line)
	}
}

// summary is the answer in a line: its status, and the message of an error or
// the beginning of the body.
func (a *Answer) summary() string {
	var status struct{ Message string }
	text := a.Body
	if json.Unmarshal([]byte(a.Body), &status) == nil && status.Message != "" {
		text = status.Message
	}
	const most = 400
	if text = strings.Join(strings.Fields(text), " "); len(text) > most {
		text = strings.ToValidUTF8(text[:most], "") + "…"
	}
	return fmt.Sprintf("%d %s", a.Status, text)
}

// Play replays one story against a target and hands each outcome to report. It
// goes on after a difference; steps that build on it will show theirs.
func Play(ctx context.Context, target Target, story *Story, known []Known, report func(*Outcome)) {
	p := NewPlayer(target)
	defer p.Close()
	paths := collections(story)
	for _, step := range story.Steps {
		o := &Outcome{Story: story.Name, Step: step.Name, Recorded: step.Recorded}
		p.replay(ctx, step, paths, o)
		o.forgive(known)
		report(o)
	}
}

func (p *Player) replay(ctx context.Context, step *Step, paths []string, o *Outcome) {
	var before []string
	_, unlisted := step.Directive("unlisted")
	guarded := step.Refused() && !unlisted
	if guarded {
		if before, o.Err = p.holdings(ctx, paths); o.Err != nil {
			return
		}
	}
	if o.Got, o.Err = p.Play(ctx, step); o.Err != nil {
		return
	}
	if _, ok := step.Directive("until"); ok {
		return
	}
	if _, ok := step.Directive("setup"); ok {
		if o.Got.Status >= 300 && o.Got.Status != http.StatusConflict {
			o.Err = fmt.Errorf("setup failed: %d %s", o.Got.Status, o.Got.Body)
		}
		return
	}
	if step.Recorded == nil {
		o.Err = fmt.Errorf("no answer is recorded")
		return
	}
	o.Differences = Compare(step.Recorded, o.Got)
	if guarded {
		after, err := p.holdings(ctx, paths)
		if o.Err = err; err == nil {
			o.Changed = changes(before, after)
		}
	}
}

// forgive moves the known differences aside.
func (o *Outcome) forgive(known []Known) {
	step := o.Story + "/" + o.Step
	var rest []Difference
	for _, d := range o.Differences {
		found := false
		for _, k := range known {
			if found = k.covers(step, d.Path); found {
				o.Known = append(o.Known, k)
				break
			}
		}
		if !found {
			rest = append(rest, d)
		}
	}
	o.Differences = rest
}

// Run replays every story against the target, a subtest for each story and
// step. It fails on each difference that is not known, on each known one that
// no longer shows, and on refused writes that changed something.
func Run(t *testing.T, target Target) {
	stories, err := Stories()
	if err != nil {
		t.Fatal(err)
	}
	known, err := KnownDifferences()
	if err != nil {
		t.Fatal(err)
	}
	shown := map[Known]bool{}
	played := 0
	for _, story := range stories {
		t.Run(story.Name, func(t *testing.T) {
			played++
			Play(t.Context(), target, story, known, func(o *Outcome) {
				for _, k := range o.Known {
					shown[k] = true
				}
				t.Run(o.Step, func(t *testing.T) {
					if !o.OK() {
						t.Error(o)
					}
				})
			})
		})
	}
	if played < len(stories) {
		return // -run chose some stories; the others' differences cannot show
	}
	for _, k := range known {
		if !shown[k] {
			t.Errorf("known difference no longer shows: %s | %s", k.Step, k.Path)
		}
	}
}
