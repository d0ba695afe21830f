package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/yaml"

	"github.com/skiff-k8s/skiff/test/upstream"
)

// maxFact bounds one document; the OpenAPI v2 document, the largest, has 4 MiB.
const maxFact = 64 << 20

// facts asks one server and writes the answers below a folder.
type facts struct {
	client *http.Client
	url    string
	dir    string
	gzip   bool
}

// writeFacts starts a fresh kube-apiserver and writes down what it serves and
// what it has made by itself at its first start.
func writeFacts(ctx context.Context, root string, args []string) error {
	flags := flag.NewFlagSet("facts", flag.ContinueOnError)
	out := flags.String("out", filepath.Join(root, "test", "oracle", "testdata", "facts"), "folder to write to")
	plain := flags.Bool("plain", false, "do not compress the OpenAPI documents")
	if err := flags.Parse(args); err != nil {
		return err
	}
	bin, err := upstream.Find(root)
	if err != nil {
		return err
	}
	cp, err := upstream.Start(ctx, bin, upstream.Options{})
	if err != nil {
		return err
	}
	defer cp.Stop()
	admin, err := cp.CA.Client("admin", "system:masters")
	if err != nil {
		return err
	}
	f := &facts{
		client: &http.Client{Transport: &http.Transport{TLSClientConfig: cp.TLS(admin), ForceAttemptHTTP2: true}},
		url:    cp.URL,
		dir:    *out,
		gzip:   !*plain,
	}
	for _, step := range []func(context.Context) error{f.documents, f.discovery, f.openAPI, f.objects, f.metrics} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

// documents writes the small documents that stand alone.
func (f *facts) documents(ctx context.Context) error {
	for path, name := range map[string]string{
		"/version":                          "version.json",
		"/":                                 "paths.json",
		"/readyz?verbose":                   "readyz.txt",
		"/livez?verbose":                    "livez.txt",
		"/.well-known/openid-configuration": "openid-configuration.json",
	} {
		body, err := f.get(ctx, path, "")
		if err != nil {
			return err
		}
		if err := f.write(name, pretty(body)); err != nil {
			return err
		}
	}
	return nil
}

// discovery writes the discovery documents, legacy and aggregated.
func (f *facts) discovery(ctx context.Context) error {
	const aggregated = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList"
	paths := []string{"/api", "/apis", "/api/v1"}
	groups := metav1.APIGroupList{}
	body, err := f.get(ctx, "/apis", "")
	if err != nil {
		return err
	}
	if err := json.Unmarshal(body, &groups); err != nil {
		return err
	}
	for _, g := range groups.Groups {
		paths = append(paths, "/apis/"+g.Name)
		for _, v := range g.Versions {
			paths = append(paths, "/apis/"+v.GroupVersion)
		}
	}
	for _, path := range paths {
		body, err := f.get(ctx, path, "")
		if err != nil {
			return err
		}
		name := strings.ReplaceAll(strings.TrimPrefix(path, "/"), "/", "_")
		if err := f.write("discovery/"+name+".json", pretty(body)); err != nil {
			return err
		}
		if path != "/api" && path != "/apis" {
			continue
		}
		if body, err = f.get(ctx, path, aggregated); err != nil {
			return err
		}
		if err := f.write("discovery/"+name+"-aggregated-v2.json", pretty(body)); err != nil {
			return err
		}
	}
	return nil
}

// openAPI writes the v2 document and every v3 document.
func (f *facts) openAPI(ctx context.Context) error {
	body, err := f.get(ctx, "/openapi/v2", "")
	if err != nil {
		return err
	}
	if err := f.writeLarge("openapi/v2.json", body); err != nil {
		return err
	}
	if body, err = f.get(ctx, "/openapi/v3", ""); err != nil {
		return err
	}
	if err := f.write("openapi/v3.json", pretty(body)); err != nil {
		return err
	}
	var index struct {
		Paths map[string]struct {
			ServerRelativeURL string `json:"serverRelativeURL"`
		} `json:"paths"`
	}
	if err := json.Unmarshal(body, &index); err != nil {
		return err
	}
	for path, entry := range index.Paths {
		if body, err = f.get(ctx, entry.ServerRelativeURL, ""); err != nil {
			return err
		}
		if err := f.writeLarge("openapi/v3/"+strings.ReplaceAll(path, "/", "_")+".json", body); err != nil {
			return err
		}
	}
	return nil
}

// objects writes, as YAML, every object that is there after the first start.
func (f *facts) objects(ctx context.Context) error {
	paths := []string{"/api/v1"}
	groups := metav1.APIGroupList{}
	body, err := f.get(ctx, "/apis", "")
	if err != nil {
		return err
	}
	if err := json.Unmarshal(body, &groups); err != nil {
		return err
	}
	for _, g := range groups.Groups {
		paths = append(paths, "/apis/"+g.PreferredVersion.GroupVersion)
	}
	for _, path := range paths {
		var list metav1.APIResourceList
		if body, err = f.get(ctx, path, ""); err != nil {
			return err
		}
		if err := json.Unmarshal(body, &list); err != nil {
			return err
		}
		for _, r := range list.APIResources {
			if strings.Contains(r.Name, "/") || !has(r.Verbs, "list") {
				continue
			}
			if err := f.objectsOf(ctx, path, r.Name); err != nil {
				return err
			}
		}
	}
	return nil
}

func (f *facts) objectsOf(ctx context.Context, path, resource string) error {
	body, err := f.get(ctx, path+"/"+resource, "")
	if err != nil {
		return err
	}
	var list struct {
		APIVersion string           `json:"apiVersion"`
		Kind       string           `json:"kind"`
		Items      []map[string]any `json:"items"`
	}
	if err := json.Unmarshal(body, &list); err != nil {
		return err
	}
	if len(list.Items) == 0 {
		return nil
	}
	var out bytes.Buffer
	for _, item := range list.Items {
		item["apiVersion"], item["kind"] = list.APIVersion, strings.TrimSuffix(list.Kind, "List")
		if meta, ok := item["metadata"].(map[string]any); ok {
			for _, changing := range []string{"uid", "creationTimestamp", "resourceVersion", "managedFields"} {
				delete(meta, changing)
			}
		}
		text, err := yaml.Marshal(item)
		if err != nil {
			return err
		}
		fmt.Fprintf(&out, "---\n%s", text)
	}
	name := resource
	if group := strings.TrimPrefix(filepath.Dir(path), "/apis/"); group != "/api" {
		name += "." + group
	}
	return f.write("objects/"+name+".yaml", out.Bytes())
}

// metrics writes the name and type of every metric.
func (f *facts) metrics(ctx context.Context) error {
	body, err := f.get(ctx, "/metrics", "")
	if err != nil {
		return err
	}
	lines := regexp.MustCompile(`(?m)^# TYPE (.*)$`).FindAllSubmatch(body, -1)
	names := make([]string, 0, len(lines))
	for _, line := range lines {
		names = append(names, string(line[1]))
	}
	sort.Strings(names)
	return f.write("metrics.txt", []byte(strings.Join(names, "\n")+"\n"))
}

func (f *facts) get(ctx context.Context, path, accept string) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, f.url+path, nil)
	if err != nil {
		return nil, err
	}
	if accept != "" {
		req.Header.Set("Accept", accept)
	}
	res, err := f.client.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(io.LimitReader(res.Body, maxFact))
	if err == nil && res.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s: %s", path, res.Status, body)
	}
	return body, err
}

func (f *facts) write(name string, body []byte) error {
	path := filepath.Join(f.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, body, 0o644)
}

// writeLarge compresses the document unless asked not to.
func (f *facts) writeLarge(name string, body []byte) error {
	if !f.gzip {
		return f.write(name, pretty(body))
	}
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err := w.Write(body); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	return f.write(name+".gz", out.Bytes())
}

// pretty indents JSON and leaves anything else as it is.
func pretty(body []byte) []byte {
	var out bytes.Buffer
	if json.Indent(&out, body, "", "  ") != nil {
		return body
	}
	out.WriteByte('\n')
	return out.Bytes()
}

func has(list []string, s string) bool {
	for _, v := range list {
		if v == s {
			return true
		}
	}
	return false
}
