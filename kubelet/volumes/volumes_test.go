package volumes

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	v1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/skiff-k8s/skiff/kubelet/env"
)

// needRoot skips where file systems cannot be mounted.
func needRoot(t *testing.T) {
	t.Helper()
	if os.Getuid() != 0 {
		t.Skip("mounting needs root")
	}
	dir := t.TempDir()
	if _, err := tmpfs(dir, "size=4096"); err != nil {
		t.Skip("mounting is not possible here:", err)
	}
	if err := removeMounted(dir); err != nil {
		t.Fatal(err)
	}
}

// list shows a folder as "name=content(mode)", links followed, workings left out.
func list(t *testing.T, dir string) string {
	t.Helper()
	var out []string
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), "..") {
			continue
		}
		path := filepath.Join(dir, e.Name())
		st, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if st.IsDir() {
			out = append(out, e.Name()+"/["+list(t, path)+"]")
			continue
		}
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, fmt.Sprintf("%s=%s(%o)", e.Name(), data, st.Mode().Perm()))
	}
	return strings.Join(out, " ")
}

func TestWrite(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "v")
	f := func(s string) file { return file{data: []byte(s), mode: 0o640, uid: -1} }
	steps := []struct {
		c       content
		changed bool
		want    string
	}{
		{content{"a": f("1"), "d/e": f("2"), "d/f": f("3")}, true, "a=1(640) d/[e=2(640) f=3(640)]"},
		{content{"a": f("1"), "d/e": f("2"), "d/f": f("3")}, false, "a=1(640) d/[e=2(640) f=3(640)]"},
		{content{"a": f("x"), "d/e": f("2")}, true, "a=x(640) d/[e=2(640)]"},
		{content{"b": f("1")}, true, "b=1(640)"},
		{content{}, true, ""},
		{content{}, false, ""},
	}
	for i, s := range steps {
		changed, err := write(dir, s.c, -1)
		if err != nil || changed != s.changed {
			t.Fatalf("step %d: %v %v", i, changed, err)
		}
		if got := list(t, dir); got != s.want {
			t.Errorf("step %d: %s, want %s", i, got, s.want)
		}
	}
	entries, _ := os.ReadDir(dir)
	if len(entries) != 2 {
		t.Errorf("left behind: %v", entries)
	}
	for _, bad := range []string{"", "/a", "../a", "a/../../b", "..data"} {
		if _, err := write(dir, content{bad: f("")}, -1); err == nil {
			t.Errorf("path %q was accepted", bad)
		}
	}
}

type objects map[string]any

func (o objects) ConfigMap(_, name string) (*v1.ConfigMap, error) {
	if cm, ok := o["cm/"+name].(*v1.ConfigMap); ok {
		return cm, nil
	}
	return nil, apierrors.NewNotFound(schema.GroupResource{Resource: "configmaps"}, name)
}

func (o objects) Secret(_, name string) (*v1.Secret, error) {
	if s, ok := o["s/"+name].(*v1.Secret); ok {
		return s, nil
	}
	return nil, apierrors.NewNotFound(schema.GroupResource{Resource: "secrets"}, name)
}

func testManager(t *testing.T, o objects) (*Manager, *time.Time) {
	now := time.Now()
	n := 0
	m := New(Config{Root: t.TempDir(), Objects: o, Now: func() time.Time { return now },
		Allocatable: func() v1.ResourceList { return v1.ResourceList{"memory": resource.MustParse("1Gi")} },
		Token: func(context.Context, *v1.Pod, string, int64) (string, time.Time, error) {
			n++
			if n == 3 {
				return "", time.Time{}, errors.New("no")
			}
			return fmt.Sprint("token", n), now.Add(time.Hour), nil
		}})
	t.Cleanup(func() {
		for _, uid := range m.Pods() {
			if err := m.Unmount(uid); err != nil {
				t.Error(err)
			}
		}
	})
	return m, &now
}

func podWith(volumes ...v1.Volume) *v1.Pod {
	p := &v1.Pod{ObjectMeta: metav1.ObjectMeta{Name: "p", Namespace: "ns", UID: "u1", Labels: map[string]string{"a": "b"}}}
	p.Spec.Volumes = volumes
	p.Spec.Containers = []v1.Container{{Name: "c"}}
	return p
}

func TestConfigMapIsUpdated(t *testing.T) {
	o := objects{"cm/x": &v1.ConfigMap{Data: map[string]string{"k": "1", "l": "2"}, BinaryData: map[string][]byte{"m": {'3'}}}}
	m, _ := testManager(t, o)
	four := int32(0o400)
	yes := true
	pod := podWith(
		v1.Volume{Name: "all", VolumeSource: v1.VolumeSource{ConfigMap: &v1.ConfigMapVolumeSource{LocalObjectReference: v1.LocalObjectReference{Name: "x"}}}},
		v1.Volume{Name: "some", VolumeSource: v1.VolumeSource{ConfigMap: &v1.ConfigMapVolumeSource{LocalObjectReference: v1.LocalObjectReference{Name: "x"},
			Items: []v1.KeyToPath{{Key: "k", Path: "dir/k", Mode: &four}}}}},
		v1.Volume{Name: "none", VolumeSource: v1.VolumeSource{ConfigMap: &v1.ConfigMapVolumeSource{LocalObjectReference: v1.LocalObjectReference{Name: "y"}, Optional: &yes}}},
	)
	check := func(want ...string) {
		t.Helper()
		if _, err := m.Mount(t.Context(), Request{Pod: pod}); err != nil {
			t.Fatal(err)
		}
		for i, v := range pod.Spec.Volumes {
			path, err := m.path(pod, v.Name)
			if err != nil {
				t.Fatal(err)
			}
			if got := list(t, path); got != want[i] {
				t.Errorf("%s: %s, want %s", v.Name, got, want[i])
			}
		}
	}
	check("k=1(644) l=2(644) m=3(644)", "dir/[k=1(400)]", "")
	o["cm/x"] = &v1.ConfigMap{Data: map[string]string{"k": "new"}}
	check("k=new(644)", "dir/[k=new(400)]", "")
	pod.Spec.Volumes[1].ConfigMap.Items[0].Key = "zzz"
	if _, err := m.Mount(t.Context(), Request{Pod: pod}); err == nil || !strings.Contains(err.Error(), `MountVolume.SetUp failed for volume "some" : references non-existent config key: zzz`) {
		t.Errorf("a missing key: %v", err)
	}
	delete(o, "cm/x")
	if _, err := m.Mount(t.Context(), Request{Pod: pod}); err == nil || !strings.Contains(err.Error(), `configmaps "x" not found`) {
		t.Errorf("a missing object: %v", err)
	}
	if cms, secrets := Refs(pod); !slices.Equal(cms, []string{"x", "x", "y"}) || secrets != nil {
		t.Errorf("refs: %v %v", cms, secrets)
	}
	if err := m.Unmount("u1"); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(m.PodDir("u1")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("left behind: %v", err)
	}
}

func TestInMemory(t *testing.T) {
	needRoot(t)
	o := objects{"s/x": &v1.Secret{Data: map[string][]byte{"pw": []byte("geheim")}}, "cm/ca": &v1.ConfigMap{Data: map[string]string{"ca.crt": "CA"}}}
	m, now := testManager(t, o)
	gid := int64(2000)
	seconds := int64(3600)
	pod := podWith(
		v1.Volume{Name: "s", VolumeSource: v1.VolumeSource{Secret: &v1.SecretVolumeSource{SecretName: "x"}}},
		v1.Volume{Name: "api", VolumeSource: v1.VolumeSource{Projected: &v1.ProjectedVolumeSource{Sources: []v1.VolumeProjection{
			{ServiceAccountToken: &v1.ServiceAccountTokenProjection{Path: "token", ExpirationSeconds: &seconds}},
			{ConfigMap: &v1.ConfigMapProjection{LocalObjectReference: v1.LocalObjectReference{Name: "ca"}}},
			{DownwardAPI: &v1.DownwardAPIProjection{Items: []v1.DownwardAPIVolumeFile{{Path: "namespace", FieldRef: &v1.ObjectFieldSelector{FieldPath: "metadata.namespace"}}}}},
		}}}},
		v1.Volume{Name: "shm", VolumeSource: v1.VolumeSource{EmptyDir: &v1.EmptyDirVolumeSource{Medium: v1.StorageMediumMemory}}},
	)
	pod.Spec.SecurityContext = &v1.PodSecurityContext{FSGroup: &gid}
	mount := func(want string) {
		t.Helper()
		refresh, err := m.Mount(t.Context(), Request{Pod: pod})
		if err != nil {
			t.Fatal(err)
		}
		path, _ := m.path(pod, "api")
		if got := list(t, path); got != want {
			t.Errorf("%s, want %s", got, want)
		}
		if !refresh.After(*now) {
			t.Errorf("refresh at %v", refresh.Sub(*now))
		}
	}
	mount("ca.crt=CA(644) namespace=ns(644) token=token1(640)")
	*now = now.Add(40 * time.Minute)
	mount("ca.crt=CA(644) namespace=ns(644) token=token1(640)")
	*now = now.Add(9 * time.Minute)
	mount("ca.crt=CA(644) namespace=ns(644) token=token2(640)")
	*now = now.Add(49 * time.Minute) // refused now
	mount("ca.crt=CA(644) namespace=ns(644) token=token2(640)")
	path, _ := m.path(pod, "s")
	st, err := os.Stat(filepath.Join(path, "pw"))
	if err != nil || st.Mode().Perm() != 0o644 {
		t.Errorf("secret: %v %v", st, err)
	}
	if err := m.Unmount("u1"); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(m.PodDir("u1")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("left behind: %v", err)
	}
}

func TestHostPath(t *testing.T) {
	dir := t.TempDir()
	os.WriteFile(filepath.Join(dir, "f"), nil, 0o600)
	for _, tt := range []struct {
		path string
		kind v1.HostPathType
		err  string
	}{
		{"none", v1.HostPathUnset, ""}, {"none", v1.HostPathDirectory, "is not a directory"}, {"f", v1.HostPathDirectory, "is not a directory"},
		{"f", v1.HostPathFile, ""}, {"f", v1.HostPathSocket, "is not a socket"}, {"new", v1.HostPathDirectoryOrCreate, ""},
		{"newf", v1.HostPathFileOrCreate, ""}, {"newf", v1.HostPathFile, ""}, {"new", v1.HostPathDirectory, ""}, {"f", v1.HostPathDirectoryOrCreate, "is not a directory"},
		{"f", v1.HostPathBlockDev, "is not a block device"},
	} {
		v := &v1.Volume{VolumeSource: v1.VolumeSource{HostPath: &v1.HostPathVolumeSource{Path: filepath.Join(dir, tt.path), Type: &tt.kind}}}
		_, err := hostPath.outside(v)
		if (err == nil) != (tt.err == "") || err != nil && !strings.Contains(err.Error(), tt.err) {
			t.Errorf("%s as %q: %v, want %q", tt.path, tt.kind, err, tt.err)
		}
	}
}

func TestContainerMounts(t *testing.T) {
	needRoot(t)
	m, _ := testManager(t, objects{})
	pod := podWith(v1.Volume{Name: "data", VolumeSource: v1.VolumeSource{EmptyDir: &v1.EmptyDirVolumeSource{}}})
	r := Request{Pod: pod, PodIPs: []string{"10.1.0.5"}}
	if _, err := m.Mount(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	c := &v1.Container{Name: "c", TerminationMessagePath: "/dev/termination-log", VolumeMounts: []v1.VolumeMount{
		{Name: "data", MountPath: "/data"}, {Name: "data", MountPath: "/sub", SubPathExpr: "x/$(NAME)", ReadOnly: true}}}
	vars := []env.Var{{Name: "NAME", Value: "p"}}
	mounts, err := m.ContainerMounts(r, c, 0, vars, "p", "svc.ns.svc.cluster.local")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, mt := range mounts {
		got = append(got, fmt.Sprintf("%s<-%s %v", mt.ContainerPath, strings.TrimPrefix(mt.HostPath, m.PodDir("u1")+"/"), mt.Readonly))
	}
	want := []string{"/data<-volumes/kubernetes.io~empty-dir/data false", "/sub<-volume-subpaths/data/c/1 true",
		"/etc/hosts<-etc-hosts false", "/dev/termination-log<-containers/c/0 false"}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	data, _ := m.path(pod, "data")
	os.WriteFile(filepath.Join(mounts[1].HostPath, "f"), []byte("through"), 0o600)
	if got := list(t, data); got != "x/[p/[f=through(600)]]" {
		t.Errorf("the volume: %s", got)
	}
	if st, _ := os.Stat(filepath.Join(data, "x/p")); st.Mode().Perm() != 0o777 {
		t.Errorf("mode %o", st.Mode().Perm())
	}
	hosts, _ := os.ReadFile(mounts[2].HostPath)
	if !strings.Contains(string(hosts), "10.1.0.5\tp.svc.ns.svc.cluster.local\tp\n") {
		t.Errorf("hosts: %s", hosts)
	}
	// Once more, as at a restart of the container.
	if _, err := m.ContainerMounts(r, c, 1, vars, "p", ""); err != nil {
		t.Fatal(err)
	}
	outside := t.TempDir()
	os.Symlink(outside, filepath.Join(data, "abs"))
	os.Symlink("../../../../../../..", filepath.Join(data, "rel"))
	os.Symlink("x/p", filepath.Join(data, "within"))
	for sub, ok := range map[string]bool{"abs": false, "rel": false, "rel/etc": false, "../x": false, "/x": false, "within": true, "x/p/f": true, "$(NOPE)": false} {
		c.VolumeMounts = []v1.VolumeMount{{Name: "data", MountPath: "/x", SubPathExpr: sub}}
		if _, err := m.ContainerMounts(r, c, 0, vars, "p", ""); (err == nil) != ok {
			t.Errorf("subPath %s: %v", sub, err)
		}
	}
}

func TestUnsupported(t *testing.T) {
	m, _ := testManager(t, objects{})
	pod := podWith(v1.Volume{Name: "n", VolumeSource: v1.VolumeSource{NFS: &v1.NFSVolumeSource{}}})
	if _, err := m.Mount(t.Context(), Request{Pod: pod}); !errors.Is(err, errUnsupported) {
		t.Error(err)
	}
}
