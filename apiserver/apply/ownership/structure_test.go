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
	Items    *property  `json:"items"`
	Default  any        `json:"default"`
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

// definition is that which the property is, or which is one with it.
func (p *property) definition() string {
	ref := p.Ref
	for _, one := range p.AllOf {
		ref = one.Ref
	}
	return strings.TrimPrefix(ref, "#/components/schemas/")
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
				for _, key := range p.ListKeys {
					item := p.Items.definition()
					fallback := document.Components.Schemas[item].Properties[key].Default
					if fallback != nil && fallback != "" && fallback != 0.0 {
						lines[fmt.Sprintf("%s %s default %v", item, key, fallback)] = true
					}
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
