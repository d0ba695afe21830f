package main

import (
	"strconv"
	"strings"

	"github.com/spf13/cobra"
)

// parseCompletions reads what a cobra program prints for __complete: a
// suggestion a line, then a line ":N" with the directive.
func parseCompletions(out string) ([]string, cobra.ShellCompDirective) {
	lines := strings.Split(strings.TrimRight(out, "\n"), "\n")
	last := lines[len(lines)-1]
	directive, err := strconv.Atoi(strings.TrimPrefix(last, ":"))
	if err != nil || !strings.HasPrefix(last, ":") {
		return nil, cobra.ShellCompDirectiveError
	}
	return lines[:len(lines)-1], cobra.ShellCompDirective(directive)
}
