package main

import (
	"context"

	ocispec "github.com/opencontainers/image-spec/specs-go/v1"

	"github.com/skiff-k8s/skiff/images"
)

// testImages is where the suite's own programs are.
const testImages = "k8s.io/kubernetes/test/images/"

// agnhostUsers are those of the shell, and the user and groups that tests of
// supplementary groups expect in the image.
const (
	agnhostPasswd = "root:x:0:0:root:/root:/bin/sh\nwww-data:x:33:33:www-data:/var/www:/bin/false\nnobody:x:65534:65534:nobody:/:/bin/false\nuser-defined-in-image:x:1000:1000::/home/user-defined-in-image:/bin/sh\n"
	agnhostGroup  = "root:x:0:\nwww-data:x:33:\nnogroup:x:65534:\nuser-defined-in-image:x:1000:\ngroup-defined-in-image:x:50000:user-defined-in-image\n"
)

// networkTools are what tests run inside agnhost's containers.
var networkTools = []tool{
	{"bash", "bin/bash", ""},
	{"bind9-dnsutils", "usr/bin/dig", ""},
	{"bind9-dnsutils", "usr/bin/nslookup", ""},
	{"bind9-host", "usr/bin/host", ""},
	{"curl", "usr/bin/curl", ""},
	{"iperf", "usr/bin/iperf", ""},
	{"iproute2", "bin/ip", "usr/bin/ip"},
	{"iproute2", "bin/ss", "usr/bin/ss"},
	{"libc-bin", "usr/bin/getent", ""},
	{"netcat-openbsd", "bin/nc.openbsd", "usr/bin/nc"},
	{"util-linux", "bin/findmnt", "usr/bin/findmnt"},
	{"util-linux", "usr/bin/nsenter", ""},
	{"util-linux", "usr/bin/unshare", ""},
}

func (s *suite) agnhost(ctx context.Context) (images.Recipe, error) {
	programs, err := s.tools(ctx, "network", networkTools...)
	if err != nil {
		return images.Recipe{}, err
	}
	server, err := s.program(ctx, testImages+"agnhost", "agnhost", 0o755)
	if err != nil {
		return images.Recipe{}, err
	}
	certificate, err := s.source(ctx, "test/images/agnhost/porter", "localhost.crt", "localhost.key")
	if err != nil {
		return images.Recipe{}, err
	}
	own := append(certificate,
		images.File{Path: "agnhost-2", Link: "agnhost"},
		images.File{Path: "etc/group", Content: []byte(agnhostGroup)},
		images.File{Path: "etc/passwd", Content: []byte(agnhostPasswd)},
		images.File{Path: "home/user-defined-in-image", Dir: true, UID: 1000, GID: 1000},
		images.File{Path: "uploads", Dir: true},
	)
	return s.over(ocispec.ImageConfig{
		Entrypoint:   []string{"/agnhost"},
		Cmd:          []string{"pause"},
		ExposedPorts: map[string]struct{}{"80/tcp": {}, "5000/tcp": {}, "8080/tcp": {}, "8081/tcp": {}, "9376/tcp": {}},
	}, programs, server, own), nil
}

// pictures is agnhost as a web server of one picture, which tells two versions
// of an application apart.
func (s *suite) pictures(ctx context.Context, name string) (images.Recipe, error) {
	r, err := s.agnhost(ctx)
	if err != nil {
		return r, err
	}
	files, err := s.source(ctx, "test/images/"+name, "html/"+name+".jpg", "html/data.json")
	r.Layers = append(r.Layers, files)
	r.Config.Cmd = []string{"test-webserver"}
	return r, err
}

// kitten is also mounted as a volume, by a test that looks for the name of the
// distribution which upstream's image is made of: this one says what it stands for.
func (s *suite) kitten(ctx context.Context) (images.Recipe, error) {
	r, err := s.pictures(ctx, "kitten")
	r.Layers = append(r.Layers, []images.File{{Path: "etc/os-release", Content: []byte(
		"PRETTY_NAME=\"Debian programs in the place of an image made of Alpine Linux\"\n")}})
	return r, err
}

func (s *suite) nautilus(ctx context.Context) (images.Recipe, error) {
	return s.pictures(ctx, "nautilus")
}

// busybox has another shell than Debian's, which does not hand on variables whose
// names are none for a shell: newer ones do.
func (s *suite) busybox(ctx context.Context) (images.Recipe, error) {
	bash, err := s.tools(ctx, "shell", tool{"bash", "bin/bash", ""})
	r := busybox(s.shell)
	r.Layers = append(r.Layers, bash, []images.File{{Path: "bin/sh", Link: "bash"}})
	return r, err
}

// nonRoot is a shell whose user is a number other than 0.
func (s *suite) nonRoot(ctx context.Context) (images.Recipe, error) {
	r, err := s.busybox(ctx)
	r.Config.User = "1234"
	return r, err
}

func (s *suite) nginx(ctx context.Context) (images.Recipe, error) {
	server, err := s.once("nginx", func() ([]images.File, error) { return nginxLayer(ctx, s.work) })
	return nginx("", s.shell, server), err
}

// noNewPrivs has a program that is set-user-id, and tells as whom it runs.
func (s *suite) noNewPrivs(ctx context.Context) (images.Recipe, error) {
	program, err := s.program(ctx, testImages+"nonewprivs", "usr/local/bin/nnp", 0o6755)
	return s.over(ocispec.ImageConfig{Cmd: []string{"nnp"}}, program), err
}

// dnsTools resolves names through glibc.
func (s *suite) dnsTools(ctx context.Context) (images.Recipe, error) {
	programs, err := s.tools(ctx, "network", networkTools...)
	return s.over(ocispec.ImageConfig{Cmd: []string{"bash"}}, programs), err
}

func (s *suite) ipcUtils(ctx context.Context) (images.Recipe, error) {
	programs, err := s.tools(ctx, "ipc",
		tool{"util-linux", "usr/bin/ipcs", ""}, tool{"util-linux", "usr/bin/ipcmk", ""}, tool{"util-linux", "usr/bin/ipcrm", ""})
	return s.over(ocispec.ImageConfig{Cmd: []string{"sh"}}, programs), err
}

func (s *suite) perl(ctx context.Context) (images.Recipe, error) {
	program, err := s.tools(ctx, "perl", tool{"perl-base", "usr/bin/perl", ""})
	return s.over(ocispec.ImageConfig{Cmd: []string{"perl", "-de0"}}, program), err
}

func (s *suite) regression74839(ctx context.Context) (images.Recipe, error) {
	const name = "regression-issue-74839"
	program, err := s.program(ctx, testImages+name, name, 0o755)
	return s.over(ocispec.ImageConfig{Entrypoint: []string{"/" + name}}, program), err
}

func (s *suite) resourceConsumer(ctx context.Context) (images.Recipe, error) {
	stress, err := s.tools(ctx, "stress", tool{"stress", "usr/bin/stress", ""})
	if err != nil {
		return images.Recipe{}, err
	}
	consumer, err := s.program(ctx, testImages+"resource-consumer", "consumer", 0o755)
	if err != nil {
		return images.Recipe{}, err
	}
	burner, err := s.program(ctx, testImages+"resource-consumer/consume-cpu", "consume-cpu", 0o755)
	return s.over(ocispec.ImageConfig{
		Entrypoint:   []string{"/consumer"},
		ExposedPorts: map[string]struct{}{"8080/tcp": {}},
	}, stress, consumer, burner), err
}

func (s *suite) sampleAPIServer(ctx context.Context) (images.Recipe, error) {
	program, err := s.program(ctx, "k8s.io/sample-apiserver", "sample-apiserver", 0o755)
	return s.over(ocispec.ImageConfig{Entrypoint: []string{"/sample-apiserver"}}, program), err
}

func (s *suite) etcd(ctx context.Context) (images.Recipe, error) {
	server, err := s.program(ctx, "go.etcd.io/etcd/server/v3", "usr/local/bin/etcd", 0o755)
	if err != nil {
		return images.Recipe{}, err
	}
	control, err := s.program(ctx, "go.etcd.io/etcd/etcdctl/v3", "usr/local/bin/etcdctl", 0o755)
	return s.over(ocispec.ImageConfig{
		Cmd:          []string{"etcd"},
		ExposedPorts: map[string]struct{}{"2379/tcp": {}, "2380/tcp": {}},
	}, server, control), err
}

// pause does nothing until it is told to end. It is compiled as skiff's own is.
func (s *suite) pause(ctx context.Context) (images.Recipe, error) {
	files, err := s.once("pause", func() ([]images.File, error) { return pauseLayer(ctx, s.work) })
	return images.Recipe{
		Config: ocispec.ImageConfig{
			User:       "65535:65535",
			Entrypoint: []string{"/pause"},
			Env:        []string{"PATH=/"},
		},
		Layers: [][]images.File{files},
	}, err
}
