package images

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"google.golang.org/grpc"
	v1 "k8s.io/api/core/v1"
	cri "k8s.io/cri-api/pkg/apis/runtime/v1"

	"github.com/skiff-k8s/skiff/kubelet/state"
)

// runtime is a runtime with some images, and a registry that answers err.
type runtime struct {
	cri.ImageServiceClient
	mu    sync.Mutex
	has   []string
	err   error
	took  time.Duration
	pulls []string
}

func (r *runtime) ImageStatus(_ context.Context, in *cri.ImageStatusRequest, _ ...grpc.CallOption) (*cri.ImageStatusResponse, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if slices.Contains(r.has, in.Image.Image) {
		return &cri.ImageStatusResponse{Image: &cri.Image{Id: "sha256:1", Uid: &cri.Int64Value{Value: 101}}}, nil
	}
	return &cri.ImageStatusResponse{}, nil
}

func (r *runtime) PullImage(_ context.Context, in *cri.PullImageRequest, _ ...grpc.CallOption) (*cri.PullImageResponse, error) {
	time.Sleep(r.took)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.pulls = append(r.pulls, in.Image.Image+" as "+in.Auth.GetUsername())
	if r.err != nil {
		return nil, r.err
	}
	r.has = append(r.has, in.Image.Image)
	return &cri.PullImageResponse{ImageRef: "sha256:1"}, nil
}

const nginx = "docker.io/library/nginx:latest"

func TestEnsure(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		rt := &runtime{took: 3 * time.Second}
		var events []string
		m := New(Config{Images: rt, Now: time.Now, Event: func(_ *v1.Pod, c, _, reason, _ string) { events = append(events, c+" "+reason) }})
		pod := &v1.Pod{}
		pod.UID = "u"
		ask := func(policy v1.PullPolicy, image string) (now, later state.Image) {
			done := make(chan state.Image, 1)
			now = m.Ensure(t.Context(), pod, &v1.Container{Name: "a", Image: image, ImagePullPolicy: policy}, func(i state.Image) { done <- i })
			if now.Phase == state.ImagePulling {
				later = <-done
			}
			return now, later
		}
		if now, _ := ask(v1.PullNever, "nginx"); now.Reason != ErrImageNeverPull {
			t.Errorf("never: %+v", now)
		}
		if now, _ := ask(v1.PullIfNotPresent, "Not A Name"); now.Reason != InvalidImageName {
			t.Errorf("bad name: %+v", now)
		}
		rt.err = errors.New("no route")
		if now, later := ask(v1.PullIfNotPresent, "nginx"); now.Phase != state.ImagePulling || later.Reason != ErrImagePull || later.Message != "no route" {
			t.Errorf("a failing pull: %+v %+v", now, later)
		}
		failed := time.Now()
		now, _ := ask(v1.PullIfNotPresent, "nginx")
		if now.Reason != ImagePullBackOff || !now.Retry.Equal(failed.Add(10*time.Second)) || now.Message != `Back-off pulling image "nginx": ErrImagePull: no route` {
			t.Errorf("back-off: %+v", now)
		}
		time.Sleep(10 * time.Second)
		ask(v1.PullIfNotPresent, "nginx")
		failed = time.Now()
		if now, _ := ask(v1.PullIfNotPresent, "nginx"); !now.Retry.Equal(failed.Add(20 * time.Second)) {
			t.Errorf("back-off doubles: %v", now.Retry.Sub(failed))
		}
		time.Sleep(20 * time.Second)
		rt.err = nil
		_, later := ask(v1.PullIfNotPresent, "nginx")
		if later.Phase != state.ImagePresent || later.Took != 3*time.Second || later.User == nil || *later.User != 101 {
			t.Errorf("a pull: %+v", later)
		}
		if now, _ := ask(v1.PullIfNotPresent, "nginx"); now.Phase != state.ImagePresent || now.Took != 0 {
			t.Errorf("present: %+v", now)
		}
		n := len(rt.pulls)
		if _, later := ask(v1.PullAlways, "nginx"); later.Phase != state.ImagePresent || len(rt.pulls) != n+1 {
			t.Errorf("always: %+v", later)
		}
		if got := strings.Join(events[:6], ", "); got != "a ErrImageNeverPull, a InspectFailed, a Pulling, a Failed, a Failed, a BackOff" {
			t.Errorf("events: %s", got)
		}
	})
}

func TestParallelPullsAreBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		rt := &runtime{took: time.Second}
		m := New(Config{Images: rt, Now: time.Now, Event: func(*v1.Pod, string, string, string, string) {}})
		began := time.Now()
		n := 2*MaxPulls + 1
		done := make(chan state.Image, n)
		for i := range n {
			m.Ensure(t.Context(), &v1.Pod{}, &v1.Container{Image: fmt.Sprint("i", i)}, func(s state.Image) { done <- s })
		}
		for range n {
			<-done
		}
		if took := time.Since(began); took != 3*time.Second {
			t.Errorf("%d pulls of a second took %v", n, took)
		}
	})
}

func TestKeyring(t *testing.T) {
	auth := base64.StdEncoding.EncodeToString([]byte("hub:pw:with:colons"))
	secret := &v1.Secret{Type: v1.SecretTypeDockerConfigJson, Data: map[string][]byte{v1.DockerConfigJsonKey: []byte(`{"auths":{
		"https://index.docker.io/v1/": {"auth":"` + auth + `"},
		"registry.example:5000": {"username":"any","password":"x"},
		"registry.example:5000/team": {"username":"team","password":"x"},
		"*.example.org": {"username":"star","password":"x"}}}`)}}
	var k Keyring
	if err := k.Add(secret); err != nil {
		t.Fatal(err)
	}
	for image, want := range map[string]string{
		nginx:                               "hub",
		"registry.example:5000/team/app:1":  "team any",
		"registry.example:5000/other/app:1": "any",
		"a.example.org/x:1":                 "star",
		"a.b.example.org/x:1":               "",
		"elsewhere.example/x:1":             "",
	} {
		var users []string
		for _, a := range k.For(image) {
			users = append(users, a.Username)
		}
		if got := strings.Join(users, " "); got != want {
			t.Errorf("%s: %q, want %q", image, got, want)
		}
	}
	if got := k.For(nginx)[0].Password; got != "pw:with:colons" {
		t.Errorf("password %q", got)
	}
	for _, bad := range []*v1.Secret{
		{Type: v1.SecretTypeOpaque},
		{Type: v1.SecretTypeDockerConfigJson, Data: map[string][]byte{v1.DockerConfigJsonKey: []byte(`{"secret`)}},
		{Type: v1.SecretTypeDockercfg, Data: map[string][]byte{v1.DockerConfigKey: []byte(`{"r":{"auth":"%"}}`)}},
	} {
		if err := k.Add(bad); err == nil || strings.Contains(err.Error(), `{"secret`) {
			t.Errorf("%v: %v", bad.Type, err)
		}
	}
}

func TestNormalize(t *testing.T) {
	digest := "@sha256:" + strings.Repeat("a", 64)
	for in, want := range map[string]string{
		"nginx": nginx, "nginx:1": "docker.io/library/nginx:1", "a/b": "docker.io/a/b:latest",
		"r.example:5000/x": "r.example:5000/x:latest", "x" + digest: "docker.io/library/x" + digest,
	} {
		if got, err := Normalize(in); got != want || err != nil {
			t.Errorf("%s: %s %v, want %s", in, got, err, want)
		}
	}
}
