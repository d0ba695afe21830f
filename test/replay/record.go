package replay

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
)

// Record plays the stories in dir (testdata/stories of the project) whose name
// contains match against the target and writes its answers into them. The target
// must be a kube-apiserver that has just been started.
func Record(ctx context.Context, target Target, dir, match string, progress func(story string, steps int)) error {
	files, err := filepath.Glob(filepath.Join(dir, "*.story"))
	if err != nil {
		return err
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".story")
		if !strings.Contains(name, match) {
			continue
		}
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		story, err := Parse(name, string(text))
		if err != nil {
			return err
		}
		if err := record(ctx, target, story); err != nil {
			return err
		}
		if err := os.WriteFile(file, []byte(story.String()), 0o644); err != nil {
			return err
		}
		progress(name, len(story.Steps))
	}
	return nil
}

func record(ctx context.Context, target Target, story *Story) error {
	p := NewPlayer(target)
	defer p.Close()
	for _, step := range story.Steps {
		answer, err := p.Play(ctx, step)
		if err != nil {
			return fmt.Errorf("%s/%s: %w", story.Name, step.Name, err)
		}
		if _, ok := step.Directive("until"); ok {
			answer = nil
		} else if _, ok := step.Directive("setup"); ok {
			if answer.Status >= 300 && answer.Status != http.StatusConflict {
				return fmt.Errorf("%s/%s: setup failed: %d %s", story.Name, step.Name, answer.Status, answer.Body)
			}
			answer = nil
		}
		step.Recorded = answer
	}
	return nil
}
