package main

import (
	"encoding/json"
	"fmt"
	"runtime"

	"github.com/spf13/cobra"
)

// kubernetesVersion is the version of the API that skiff serves.
const kubernetesVersion = "v1.36.3"

func newVersionCommand() *cobra.Command {
	var output string
	cmd := &cobra.Command{
		Use:   "version",
		Short: "Print the version of skiff and of the Kubernetes API it serves",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			switch output {
			case "":
				fmt.Fprintf(cmd.OutOrStdout(), "skiff %s (%s, %s)\nKubernetes %s\n", version, commit, runtime.Version(), kubernetesVersion)
				return nil
			case "json":
				return json.NewEncoder(cmd.OutOrStdout()).Encode(map[string]string{
					"version": version, "commit": commit, "go": runtime.Version(), "kubernetes": kubernetesVersion,
				})
			}
			return fmt.Errorf("unknown output format %q: use json, or leave -o out", output)
		},
	}
	cmd.Flags().StringVarP(&output, "output", "o", "", "output format: json")
	return cmd
}
