//go:build openapi

// Command build writes the OpenAPI documents: one in version 3 for each
// group-version, and one in version 2 for all. It needs the schemas that
// openapi-gen leaves in the folder definitions, and is run by its parent.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	openapi_v2 "github.com/google/gnostic-models/openapiv2"
	"github.com/klauspost/compress/zstd"
	"google.golang.org/protobuf/proto"
	autoscalingv1 "k8s.io/api/autoscaling/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/kube-openapi/pkg/builder"
	"k8s.io/kube-openapi/pkg/builder3"
	"k8s.io/kube-openapi/pkg/common"
	"k8s.io/kube-openapi/pkg/spec3"
	"k8s.io/kube-openapi/pkg/util"
	"k8s.io/kube-openapi/pkg/validation/spec"

	"github.com/skiff-k8s/skiff/api/openapi/generate/definitions"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: build FOLDER")
		os.Exit(2)
	}
	if err := write(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "build:", err)
		os.Exit(1)
	}
}

var info = &spec.Info{InfoProps: spec.InfoProps{Title: "Kubernetes", Version: "1.36"}}

const bearer = "Bearer Token authentication"

// write replaces the documents in folder.
func write(folder string) error {
	if err := os.RemoveAll(folder); err != nil {
		return err
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	services := routes()
	var all []common.RouteContainer
	for _, path := range services.paths {
		container := services.byPath[path]
		all = append(all, container)
		doc, err := builder3.BuildOpenAPISpecFromRoutes([]common.RouteContainer{container}, configV3(path))
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		if err := store(folder, "v3_"+strings.ReplaceAll(path, "/", "_"), doc); err != nil {
			return err
		}
	}
	if err := storeShared(folder); err != nil {
		return err
	}
	doc, err := builder.BuildOpenAPISpecFromRoutes(all, configV2())
	if err != nil {
		return err
	}
	for name, schema := range doc.Definitions {
		doc.Definitions[name] = withoutDefaults(schema)
	}
	if err := store(folder, "v2", doc); err != nil {
		return err
	}
	return storeBinary(folder, "v2", doc)
}

// storeShared writes the schemas that documents of custom resources refer to. What
// is a kind of every group-version is so there too.
func storeShared(folder string) error {
	config := configV3("")
	config.GetDefinitionName = modelName(anything)
	schemas, err := builder3.BuildOpenAPIDefinitionsForResources(config,
		util.GetCanonicalTypeName(&metav1.DeleteOptions{}), util.GetCanonicalTypeName(&metav1.ListMeta{}),
		util.GetCanonicalTypeName(&metav1.ObjectMeta{}), util.GetCanonicalTypeName(&metav1.Patch{}),
		util.GetCanonicalTypeName(&metav1.Status{}), util.GetCanonicalTypeName(&autoscalingv1.Scale{}))
	if err != nil {
		return err
	}
	return store(folder, "shared", schemas)
}

func store(folder, name string, doc any) error {
	data, err := json.Marshal(doc)
	if err != nil {
		return err
	}
	return compress(filepath.Join(folder, name+".json.zst"), data)
}

// storeBinary writes a document of version 2 as protobuf, the form in which
// clients without version 3 ask for it.
func storeBinary(folder, name string, doc any) error {
	data, err := json.Marshal(doc)
	if err != nil {
		return err
	}
	parsed, err := openapi_v2.ParseDocument(data)
	if err != nil {
		return err
	}
	binary, err := proto.MarshalOptions{Deterministic: true}.Marshal(parsed)
	if err != nil {
		return err
	}
	return compress(filepath.Join(folder, name+".pb.zst"), binary)
}

func compress(file string, data []byte) error {
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression))
	if err != nil {
		return err
	}
	return os.WriteFile(file, enc.EncodeAll(data, nil), 0o644)
}

func configV3(path string) *common.OpenAPIV3Config {
	return &common.OpenAPIV3Config{
		Info: info,
		CommonResponses: map[int]*spec3.Response{
			401: {ResponseProps: spec3.ResponseProps{Description: "Unauthorized"}},
		},
		GetDefinitions:                 definitions.GetOpenAPIDefinitions,
		GetOperationIDAndTagsFromRoute: operation,
		GetDefinitionName:              modelName(only(path)),
		SecuritySchemes: spec3.SecuritySchemes{"BearerToken": &spec3.SecurityScheme{
			SecuritySchemeProps: spec3.SecuritySchemeProps{Type: "apiKey", Name: "authorization", In: "header", Description: bearer},
		}},
		DefaultSecurity: []map[string][]string{{"BearerToken": {}}},
	}
}

func configV2() *common.Config {
	return &common.Config{
		ProtocolList: []string{"https"},
		Info:         info,
		CommonResponses: map[int]spec.Response{
			401: {ResponseProps: spec.ResponseProps{Description: "Unauthorized"}},
		},
		GetDefinitions:                 definitions.GetOpenAPIDefinitions,
		GetOperationIDAndTagsFromRoute: operation,
		GetDefinitionName:              modelName(anything),
		SecurityDefinitions: &spec.SecurityDefinitions{"BearerToken": &spec.SecurityScheme{
			SecuritySchemeProps: spec.SecuritySchemeProps{Type: "apiKey", Name: "authorization", In: "header", Description: bearer},
		}},
		DefaultSecurity: []map[string][]string{{"BearerToken": {}}},
	}
}
