package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/skiff-k8s/skiff/cluster"
)

func printStatus(ctx context.Context, out io.Writer, dirs []string, format string) error {
	var all []*cluster.Status
	for _, dir := range dirs {
		s, err := cluster.Look(ctx, dir)
		if err != nil {
			return err
		}
		all = append(all, s)
	}
	switch format {
	case "":
	case "json":
		encoder := json.NewEncoder(out)
		encoder.SetIndent("", "  ")
		return encoder.Encode(all)
	default:
		return fmt.Errorf("unknown output format %q: use json, or leave -o out", format)
	}
	w := tabwriter.NewWriter(out, 0, 0, 3, ' ', 0)
	fmt.Fprintln(w, "CLUSTER\tNODE\tADDRESS\tPROCESS\tSTATUS")
	for _, s := range all {
		for i, n := range s.Nodes {
			name := ""
			if i == 0 {
				name = s.Name
			}
			process, status := "stopped", "NotReady"
			if n.Running {
				process = fmt.Sprintf("pid %d", n.Process.PID)
			}
			switch {
			case n.Ready:
				status = "Ready"
			case !s.Healthy:
				status = "Unknown: the API server does not answer"
			case n.Message != "":
				status += ": " + n.Message
			}
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", name, n.Name, n.Address, process, status)
		}
	}
	return w.Flush()
}
