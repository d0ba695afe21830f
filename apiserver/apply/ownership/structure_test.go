package ownership

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/skiff-k8s/skiff/api/openapi"
)

var update = flag.Bool("update", false, "write structure.txt anew")

// property is what a schema says of how its value is merged.
type property struct {
	Ref      string     `json:"$ref"`
	AllOf    []property `json:"allOf"`
	ListType string     `json:"x-kubernetes-list-type"`
	ListKeys []string   `json:"x-kubernetes-list-map-keys"`
	MapType  string     `json:"x-kubernetes-map-type"`
}

func (p *property) relation() string {
	switch {
	case p.ListType == "map":
		return "map " + strings.Join(p.ListKeys, ",")
	case p.ListType == "set":
		return "set"
	case p.MapType != "":
		return p.MapType
	}
	return ""
}

// TestStructureIsThatOfTheDocuments keeps the table equal to the OpenAPI documents.
// Run with -update to write it anew.
func TestStructureIsThatOfTheDocuments(t *testing.T) {
	lines := map[string]bool{}
	for _, path := range openapi.V3Paths() {
		data, err := openapi.V3(path)
		if err != nil {
			t.Fatal(err)
		}
		var document struct {
			Components struct {
				Schemas map[string]struct {
					property
					Properties map[string]property `json:"properties"`
				} `json:"schemas"`
			} `json:"components"`
		}
		if err := json.Unmarshal(data, &document); err != nil {
			t.Fatal(err)
		}
		for name, schema := range document.Components.Schemas {
			if r := schema.relation(); r != "" {
				lines[fmt.Sprintf("%s . %s", name, r)] = true
			}
			for field, p := range schema.Properties {
				if r := p.relation(); r != "" {
					lines[fmt.Sprintf("%s %s %s", name, field, r)] = true
				}
			}
		}
	}
	sorted := make([]string, 0, len(lines))
	for line := range lines {
		sorted = append(sorted, line)
	}
	slices.Sort(sorted)
	want := strings.Join(sorted, "\n") + "\n"
	if *update {
		if err := os.WriteFile("structure.txt", []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if structureText != want {
		t.Error("structure.txt is not what the OpenAPI documents say; run this test with -update")
	}
}
