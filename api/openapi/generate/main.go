// Command generate makes the OpenAPI documents that package openapi carries.
//
// It runs openapi-gen over the Go types of the API, which turns their comments
// into schemas, and then the builder (folder build), which adds the paths of the
// catalog and writes one compressed document for each group-version. Run it with
// go generate ./api/openapi.
package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// packages whose types travel over the wire.
var packages = []string{
	"k8s.io/api/admissionregistration/v1",
	"k8s.io/api/apps/v1",
	"k8s.io/api/authentication/v1",
	"k8s.io/api/authorization/v1",
	"k8s.io/api/autoscaling/v1",
	"k8s.io/api/autoscaling/v2",
	"k8s.io/api/batch/v1",
	"k8s.io/api/certificates/v1",
	"k8s.io/api/coordination/v1",
	"k8s.io/api/core/v1",
	"k8s.io/api/discovery/v1",
	"k8s.io/api/events/v1",
	"k8s.io/api/flowcontrol/v1",
	"k8s.io/api/networking/v1",
	"k8s.io/api/node/v1",
	"k8s.io/api/policy/v1",
	"k8s.io/api/rbac/v1",
	"k8s.io/api/resource/v1",
	"k8s.io/api/scheduling/v1",
	"k8s.io/api/storage/v1",
	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1",
	"k8s.io/kube-aggregator/pkg/apis/apiregistration/v1",
	"k8s.io/apimachinery/pkg/apis/meta/v1",
	"k8s.io/apimachinery/pkg/runtime",
	"k8s.io/apimachinery/pkg/version",
	"k8s.io/apimachinery/pkg/api/resource",
	"k8s.io/apimachinery/pkg/util/intstr",
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

// run works in the folder of package openapi, as go generate does.
func run() error {
	definitions := filepath.Join("generate", "definitions")
	if err := os.MkdirAll(definitions, 0o755); err != nil {
		return err
	}
	defer os.RemoveAll(definitions)
	args := []string{
		"tool", "openapi-gen",
		"--output-dir", definitions,
		"--output-pkg", "github.com/skiff-k8s/skiff/api/openapi/generate/definitions",
		"--output-file", "openapi_generated.go",
		"--report-filename", os.DevNull,
	}
	if err := command("go", append(args, packages...)...); err != nil {
		return err
	}
	return command("go", "run", "-tags", "openapi", "./generate/build", "documents")
}

func command(name string, args ...string) error {
	c := exec.Command(name, args...)
	c.Stdout, c.Stderr = os.Stdout, os.Stderr
	return c.Run()
}
