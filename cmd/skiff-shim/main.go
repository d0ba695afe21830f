// Command skiff-shim is containerd's shim for runc: the small process that
// holds a pod's containers, so that they outlive both containerd and skiff.
// One runs per pod, which is why it is a program of its own and not a second
// face of skiff-containerd: it is a quarter of the size.
package main

import (
	"context"

	"github.com/containerd/containerd/v2/cmd/containerd-shim-runc-v2/manager"
	_ "github.com/containerd/containerd/v2/cmd/containerd-shim-runc-v2/task/plugin"
	"github.com/containerd/containerd/v2/pkg/shim"
)

func main() {
	shim.RunShim(context.Background(), manager.NewShimManager("io.containerd.runc.v2"))
}
