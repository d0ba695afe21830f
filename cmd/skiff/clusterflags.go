package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/pflag"

	"github.com/skiff-k8s/skiff/cluster"
)

// defaultName is the name of a cluster that was given none.
const defaultName = "skiff"

// defaultDataRoot holds a folder for each cluster of this machine.
const defaultDataRoot = "/var/lib/skiff"

// clusterFlags name a cluster of this machine.
type clusterFlags struct {
	name    string
	dataDir string
}

func (f *clusterFlags) add(flags *pflag.FlagSet) {
	flags.StringVar(&f.name, "name", defaultName, "name of the cluster")
	flags.StringVar(&f.dataDir, "data-dir", "", "data folder of the cluster (default "+defaultDataRoot+"/NAME)")
}

// dir returns the absolute path of the cluster's data folder.
func (f *clusterFlags) dir() (string, error) {
	if err := cluster.CheckName(f.name); err != nil {
		return "", err
	}
	if f.dataDir == "" {
		return filepath.Join(defaultDataRoot, f.name), nil
	}
	return filepath.Abs(f.dataDir)
}

// existing is dir for commands that need the folder to be there.
func (f *clusterFlags) existing() (string, error) {
	dir, err := f.dir()
	if err != nil {
		return "", err
	}
	if _, err := os.Stat(dir); err != nil {
		return "", fmt.Errorf("there is no cluster %q in %s; \"skiff up --name %s\" starts one", f.name, dir, f.name)
	}
	return dir, nil
}
