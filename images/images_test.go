package images

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-containerregistry/pkg/name"
	"github.com/google/go-containerregistry/pkg/v1/remote"
	"github.com/opencontainers/go-digest"
	ocispec "github.com/opencontainers/image-spec/specs-go/v1"
)

// recipe returns a small image with one file.
func recipe(content string, names ...string) Recipe {
	return Recipe{Names: names, Config: ocispec.ImageConfig{Cmd: []string{"x"}}, Layers: [][]File{{{Path: "a/b", Content: []byte(content)}}}}
}

func archiveOf(t *testing.T, r Recipe) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := r.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func open(t *testing.T) *Store {
	t.Helper()
	s, err := Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func load(t *testing.T, s *Store, archive []byte) []string {
	t.Helper()
	names, err := s.Load(t.Context(), bytes.NewReader(archive))
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func TestRecipesAreReproducible(t *testing.T) {
	files := []File{{Path: "z"}, {Path: "a/b/c", Content: []byte("x")}, {Path: "l", Link: "z"}, {Path: "d", Dir: true}}
	first := archiveOf(t, Recipe{Names: []string{"x"}, Layers: [][]File{files}})
	slices.Reverse(files)
	second := archiveOf(t, Recipe{Names: []string{"x"}, Layers: [][]File{files}})
	if !bytes.Equal(first, second) {
		t.Error("the order of the files changed the archive")
	}
	for _, bad := range []string{"/etc/passwd", "../x", "."} {
		if _, err := layer([]File{{Path: bad}}); err == nil {
			t.Errorf("the path %q was accepted", bad)
		}
	}
	if _, err := layer([]File{{Path: "a"}, {Path: "./a"}}); err == nil {
		t.Error("a file that is there twice was accepted")
	}
}

func TestLoadListRemove(t *testing.T) {
	s := open(t)
	names := load(t, s, archiveOf(t, recipe("one", "nginx", "example.com/x/y:3")))
	if want := []string{"docker.io/library/nginx:latest", "example.com/x/y:3"}; !slices.Equal(names, want) {
		t.Fatalf("loaded %v, want %v", names, want)
	}
	load(t, s, archiveOf(t, recipe("two", "busybox:1")))
	list, err := s.List()
	if err != nil || len(list) != 3 || list[0].Name != "docker.io/library/busybox:1" || list[0].Size == 0 {
		t.Fatalf("list %+v, %v", list, err)
	}
	if list[1].Digest != list[2].Digest {
		t.Error("two names of one image have two digests")
	}
	if blobs(t, s) != 6 {
		t.Errorf("%d blobs, want 6", blobs(t, s))
	}

	// The same name again replaces; what is unused goes.
	load(t, s, archiveOf(t, recipe("three", "busybox:1")))
	if blobs(t, s) != 6 {
		t.Errorf("%d blobs after replacing, want 6", blobs(t, s))
	}
	if err := s.Remove("nginx"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Resolve("nginx"); !errors.Is(err, ErrNotFound) {
		t.Errorf("resolving a removed image: %v", err)
	}
	if _, err := s.Resolve("example.com/x/y:3"); err != nil {
		t.Errorf("the other name went too: %v", err)
	}
	if err := s.Remove("nginx"); !errors.Is(err, ErrNotFound) {
		t.Errorf("removing it again: %v", err)
	}
	if err := s.Remove("example.com/x/y:3"); err != nil || blobs(t, s) != 3 {
		t.Errorf("%v, %d blobs, want 3", err, blobs(t, s))
	}
}

func blobs(t *testing.T, s *Store) int {
	t.Helper()
	entries, err := os.ReadDir(s.blobDir())
	if err != nil {
		t.Fatal(err)
	}
	return len(entries)
}

func TestAnotherProcessIsNoticed(t *testing.T) {
	s := open(t)
	other, err := Open(s.dir)
	if err != nil {
		t.Fatal(err)
	}
	load(t, other, archiveOf(t, recipe("one", "nginx")))
	if _, err := s.Resolve("nginx"); err != nil {
		t.Error(err)
	}
	again, err := Open(s.dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := again.Resolve("nginx"); err != nil {
		t.Errorf("after opening anew: %v", err)
	}
}

func TestLoadCompressed(t *testing.T) {
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	z.Write(archiveOf(t, recipe("one", "nginx")))
	z.Close()
	if names := load(t, open(t), out.Bytes()); len(names) != 1 {
		t.Errorf("names %v", names)
	}
}

// tarOf makes an archive from names and contents.
func tarOf(t *testing.T, files ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := tar.NewWriter(&out)
	for i := 0; i < len(files); i += 2 {
		w.WriteHeader(&tar.Header{Name: files[i], Mode: 0o644, Size: int64(len(files[i+1]))})
		io.WriteString(w, files[i+1])
	}
	w.Close()
	return out.Bytes()
}

func TestLoadOCILayout(t *testing.T) {
	config := `{"architecture":"amd64","os":"linux"}`
	layer := "layer"
	manifest := fmt.Sprintf(`{"schemaVersion":2,"mediaType":%q,"config":{"mediaType":%q,"digest":%q,"size":%d},"layers":[{"mediaType":%q,"digest":%q,"size":%d}]}`,
		ocispec.MediaTypeImageManifest, ocispec.MediaTypeImageConfig, digest.FromString(config), len(config),
		ocispec.MediaTypeImageLayer, digest.FromString(layer), len(layer))
	blob := func(content string) string { return "blobs/sha256/" + digest.FromString(content).Encoded() }
	index := func(annotation, value string, d digest.Digest) string {
		raw, _ := json.Marshal(ocispec.Index{Manifests: []ocispec.Descriptor{{
			MediaType: ocispec.MediaTypeImageManifest, Digest: d, Size: int64(len(manifest)),
			Annotations: map[string]string{annotation: value},
		}}})
		return string(raw)
	}
	right := digest.FromString(manifest)
	tests := []struct{ name, index, want, err string }{
		{"containerd's name", index(nameAnnotation, "docker.io/library/x:1", right), "docker.io/library/x:1", ""},
		{"a full reference", index(ocispec.AnnotationRefName, "example.com/x:2", right), "example.com/x:2", ""},
		{"a bare tag", index(ocispec.AnnotationRefName, "latest", right), "", "none of its images has a name"},
		{"a missing manifest", index(nameAnnotation, "x:1", digest.FromString("other")), "", "missing or damaged"},
		{"a bad digest", index(nameAnnotation, "x:1", "sha256:../../../etc/passwd"), "", "missing or damaged"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			archive := tarOf(t, "oci-layout", `{"imageLayoutVersion":"1.0.0"}`, "index.json", test.index,
				blob(config), config, blob(layer), layer, blob(manifest), manifest)
			names, err := open(t).Load(t.Context(), bytes.NewReader(archive))
			if test.err != "" {
				if err == nil || !strings.Contains(err.Error(), test.err) {
					t.Errorf("error %v, want %q", err, test.err)
				}
				return
			}
			if err != nil || len(names) != 1 || names[0] != test.want {
				t.Errorf("names %v, %v; want %s", names, err, test.want)
			}
		})
	}
}

func TestLoadRefuses(t *testing.T) {
	tests := []struct {
		name, want string
		archive    []byte
	}{
		{"nothing", "not an image archive", nil},
		{"no tar", "not an image archive", []byte(strings.Repeat("no tar at all ", 100))},
		{"another tar", "neither manifest.json nor index.json", tarOf(t, "README", "hello")},
		{"no name", "none of its images has a name", tarOf(t, "c", "{}", "manifest.json", `[{"Config":"c"}]`)},
		{"no layer", "the layer l is missing", tarOf(t, "c", "{}", "manifest.json", `[{"Config":"c","RepoTags":["x"],"Layers":["l"]}]`)},
		{"bad name", "invalid reference", tarOf(t, "c", "{}", "manifest.json", `[{"Config":"c","RepoTags":["UPPER//x"]}]`)},
		{"cut short", "not an image archive", archiveOf(t, recipe("one", "nginx"))[:1000]},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := open(t)
			_, err := s.Load(t.Context(), bytes.NewReader(test.archive))
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want %q", err, test.want)
			}
			if n := blobs(t, s); n != 0 {
				t.Errorf("%d blobs are left", n)
			}
		})
	}
}

// TestPullWithARealClient lets a registry client judge the protocol.
func TestPullWithARealClient(t *testing.T) {
	s := open(t)
	load(t, s, archiveOf(t, recipe("one", "skiff.dev/x:1")))
	server := httptest.NewServer(s.Handler())
	defer server.Close()
	host := strings.TrimPrefix(server.URL, "http://")
	ref, err := name.ParseReference(host+"/skiff.dev/x:1", name.Insecure)
	if err != nil {
		t.Fatal(err)
	}
	image, err := remote.Image(ref)
	if err != nil {
		t.Fatal(err)
	}
	config, err := image.ConfigFile()
	if err != nil || !slices.Equal(config.Config.Cmd, []string{"x"}) {
		t.Errorf("config %+v, %v", config, err)
	}
	layers, err := image.Layers()
	if err != nil || len(layers) != 1 {
		t.Fatalf("layers %v, %v", layers, err)
	}
	content, err := layers[0].Compressed()
	if err != nil {
		t.Fatal(err)
	}
	defer content.Close()
	if raw, err := io.ReadAll(content); err != nil || !bytes.Contains(raw, []byte("one")) {
		t.Errorf("layer of %d bytes, %v", len(raw), err)
	}
	tags, err := remote.List(ref.Context())
	if err != nil || !slices.Equal(tags, []string{"1"}) {
		t.Errorf("tags %v, %v", tags, err)
	}
}

func TestHandler(t *testing.T) {
	s := open(t)
	load(t, s, archiveOf(t, recipe("one", "nginx", "example.com/x/y:3")))
	d, err := s.Resolve("nginx")
	if err != nil {
		t.Fatal(err)
	}
	m, err := s.manifest(d.Digest)
	if err != nil {
		t.Fatal(err)
	}
	layer := m.Layers[0].Digest.String()
	tests := []struct {
		method, path string
		status       int
		contains     string
	}{
		{"GET", "/v2/", 200, "{}"},
		{"GET", "/v2/library/nginx/manifests/latest?ns=docker.io", 200, "schemaVersion"},
		{"GET", "/v2/library/nginx/manifests/latest", 200, "schemaVersion"},
		{"GET", "/v2/x/y/manifests/3?ns=example.com", 200, "schemaVersion"},
		{"GET", "/v2/x/y/manifests/3?ns=docker.io", 404, "MANIFEST_UNKNOWN"},
		{"GET", "/v2/library/nginx/manifests/" + d.Digest.String() + "?ns=docker.io", 200, "schemaVersion"},
		{"HEAD", "/v2/library/nginx/manifests/latest?ns=docker.io", 200, ""},
		{"GET", "/v2/library/nginx/manifests/1.0?ns=docker.io", 404, "MANIFEST_UNKNOWN"},
		{"GET", "/v2/library/nginx/manifests/" + layer, 404, "MANIFEST_UNKNOWN"},
		{"GET", "/v2/library/nginx/blobs/" + layer, 200, "one"},
		{"GET", "/v2/library/nginx/blobs/" + digest.FromString("no").String(), 404, "BLOB_UNKNOWN"},
		{"GET", "/v2/library/nginx/blobs/..", 400, "DIGEST_INVALID"},
		{"GET", "/v2/library/nginx/tags/list?ns=docker.io", 200, `"tags":["latest"]`},
		{"GET", "/v2/library/none/tags/list?ns=docker.io", 404, "NAME_UNKNOWN"},
		{"PUT", "/v2/library/nginx/manifests/latest", 405, "UNSUPPORTED"},
		{"GET", "/elsewhere", 404, "no such path"},
	}
	for _, test := range tests {
		recorder := httptest.NewRecorder()
		request := httptest.NewRequest(test.method, "/", nil)
		path, query, _ := strings.Cut(test.path, "?")
		request.URL.Path, request.URL.RawQuery = path, query
		s.Handler().ServeHTTP(recorder, request)
		if recorder.Code != test.status || !strings.Contains(recorder.Body.String(), test.contains) {
			t.Errorf("%s %s: %d %q; want %d with %q", test.method, test.path, recorder.Code, recorder.Body, test.status, test.contains)
		}
	}

	request := httptest.NewRequest("GET", "/v2/library/nginx/blobs/"+layer, nil)
	request.Header.Set("Range", "bytes=0-3")
	recorder := httptest.NewRecorder()
	s.Handler().ServeHTTP(recorder, request)
	if recorder.Code != http.StatusPartialContent || recorder.Body.Len() != 4 {
		t.Errorf("a range: %d with %d bytes", recorder.Code, recorder.Body.Len())
	}
}

func TestLoadFolder(t *testing.T) {
	s, dir := open(t), t.TempDir()
	put := func(file string, content []byte) {
		t.Helper()
		if err := os.WriteFile(dir+"/"+file, content, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if names, err := s.LoadFolder(t.Context(), dir+"/none"); err != nil || len(names) != 0 {
		t.Errorf("no folder: %v, %v", names, err)
	}
	put("a.tar", archiveOf(t, recipe("one", "a")))
	put("b.tar", []byte("damaged"))
	put("c.tar", archiveOf(t, recipe("one", "c")))
	put("README.txt", []byte("no archive"))
	names, err := s.LoadFolder(t.Context(), dir)
	if err == nil || !strings.Contains(err.Error(), "b.tar") || len(names) != 2 {
		t.Errorf("names %v, error %v; want a and c, and an error about b.tar", names, err)
	}
	if err := os.Remove(dir + "/b.tar"); err != nil {
		t.Fatal(err)
	}
	if names, err := s.LoadFolder(t.Context(), dir); err != nil || len(names) != 0 {
		t.Errorf("again: %v, %v; want nothing new", names, err)
	}
	if err := s.Remove("a"); err != nil {
		t.Fatal(err)
	}
	put("c.tar", archiveOf(t, recipe("another content", "c")))
	if names, err := s.LoadFolder(t.Context(), dir); err != nil || len(names) != 2 {
		t.Errorf("after changes: %v, %v; want both again", names, err)
	}
}
