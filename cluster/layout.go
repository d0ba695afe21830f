package cluster

import (
	"fmt"
	"path/filepath"

	"github.com/skiff-k8s/skiff/runtime"
)

// The layout of a cluster's data folder, which "skiff server" and "skiff agent"
// share with "skiff up":
//
//	cluster.json            what "skiff up" started
//	admin.kubeconfig        the administrator's access, mode 0600
//	token                   with which agents join
//	images/                 images that were loaded
//	store/, pki/            the server's
//	nodes/NAME/             a node's: its containers, volumes, logs
//	logs/NAME.log           what the node's skiff process printed

// AdminKubeconfig returns the path of the administrator's kubeconfig.
func AdminKubeconfig(dir string) string { return filepath.Join(dir, "admin.kubeconfig") }

// TokenFile returns the path of the join token.
func TokenFile(dir string) string { return filepath.Join(dir, "token") }

// NodeDir returns the folder of a node.
func NodeDir(dir, node string) string { return filepath.Join(dir, "nodes", node) }

// LogFile returns the log of a node's skiff process.
func LogFile(dir, node string) string { return filepath.Join(dir, "logs", node+".log") }

// ContainerdDir returns where a node's containerd keeps its data.
func ContainerdDir(nodeDir string) string { return filepath.Join(nodeDir, "containerd") }

// CgroupRoot returns the control group below which a node's pods are. It is at
// the top, so that nothing of it stays when the node goes.
func CgroupRoot(node string) string { return "/skiff-" + node }

// ContextName is the name of a cluster in kubeconfig files: the default
// cluster's is its own, others are prefixed, as kind does it.
func ContextName(cluster string) string {
	if cluster == "skiff" {
		return cluster
	}
	return "skiff-" + cluster
}

// nodeName names the nodes of a cluster from 1.
func nodeName(cluster string, number int) string { return fmt.Sprintf("%s-%d", cluster, number) }

// runtimeConfig is what removing a node's containers needs to know of it.
func runtimeConfig(dir, node string) runtime.Config {
	return runtime.Config{
		Dir:         ContainerdDir(NodeDir(dir, node)),
		CgroupRoots: []string{CgroupRoot(node)},
	}
}
