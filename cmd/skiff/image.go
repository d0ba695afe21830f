package main

import (
	"fmt"
	"path/filepath"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"
	"k8s.io/apimachinery/pkg/api/resource"

	"github.com/skiff-k8s/skiff/images"
)

func newImageCommand() *cobra.Command {
	var where clusterFlags
	cmd := &cobra.Command{
		Use:     "image",
		Short:   "Load images into a cluster and list them",
		GroupID: groupUse,
	}
	where.add(cmd.PersistentFlags())
	load := &cobra.Command{
		Use:   "load FILE.tar...",
		Short: "Load image archives, so that every node of the cluster can run them",
		Long: `Load image archives (what "docker save" writes, or a tar of an OCI image
layout, plain or compressed) into the cluster's own registry. Each node asks it
before any other, so a loaded image is used even with the pull policy Always.`,
		Example: "  docker save my-app:dev -o my-app.tar && skiff image load my-app.tar",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			store, err := where.images()
			if err != nil {
				return err
			}
			for _, file := range args {
				start := time.Now()
				names, err := store.LoadFile(cmd.Context(), file)
				if err != nil {
					return err
				}
				for _, name := range names {
					fmt.Fprintf(cmd.OutOrStdout(), "loaded %s (%d ms)\n", name, time.Since(start).Milliseconds())
				}
			}
			return nil
		},
	}
	list := &cobra.Command{
		Use:     "ls",
		Aliases: []string{"list"},
		Short:   "List the images that were loaded",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			store, err := where.images()
			if err != nil {
				return err
			}
			all, err := store.List()
			if err != nil {
				return err
			}
			w := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 3, ' ', 0)
			fmt.Fprintln(w, "IMAGE\tDIGEST\tSIZE")
			for _, image := range all {
				size := resource.NewQuantity(image.Size>>20<<20, resource.BinarySI)
				fmt.Fprintf(w, "%s\t%.12s\t%s\n", image.Name, image.Digest.Encoded(), size)
			}
			return w.Flush()
		},
	}
	remove := &cobra.Command{
		Use:   "rm IMAGE...",
		Short: "Remove images that were loaded; containers that run them go on",
		Args:  cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			store, err := where.images()
			if err != nil {
				return err
			}
			for _, name := range args {
				if err := store.Remove(name); err != nil {
					return err
				}
				fmt.Fprintln(cmd.OutOrStdout(), "removed", name)
			}
			return nil
		},
	}
	cmd.AddCommand(load, list, remove)
	return cmd
}

// imagesDir is where a server's data folder keeps images.
func imagesDir(dataDir string) string { return filepath.Join(dataDir, "images") }

// images opens the image store of the cluster that the flags name.
func (f *clusterFlags) images() (*images.Store, error) {
	dir, err := f.existing()
	if err != nil {
		return nil, err
	}
	return images.Open(imagesDir(dir))
}
