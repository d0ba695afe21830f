package main

import (
	"context"

	ocispec "github.com/opencontainers/image-spec/specs-go/v1"

	"github.com/skiff-k8s/skiff/images"
)

// The folders are those that users of nginx images mount things on:
// /etc/nginx/conf.d for servers, /usr/share/nginx/html for pages.
const (
	nginxConf = `# One server per file of conf.d; logs go to the container's own output.
user www-data;
worker_processes auto;
pid /run/nginx.pid;
error_log /var/log/nginx/error.log notice;

events {
    worker_connections 1024;
}

http {
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    access_log /var/log/nginx/access.log combined;
    sendfile on;
    keepalive_timeout 65;
    include /etc/nginx/conf.d/*.conf;
}
`
	nginxServer = `server {
    listen 80;
    server_name localhost;
    root /usr/share/nginx/html;
    index index.html;
}
`
	welcomeNext = `<!DOCTYPE html>
<html>
<head><title>Welcome to nginx!</title></head>
<body>
<h1>Welcome to nginx!</h1>
<p>This page is from the image nginx:next: the rolling update has arrived.</p>
</body>
</html>
`
)

// nginxLayer is nginx with its libraries, the types of files, and its page.
func nginxLayer(ctx context.Context, work string) ([]images.File, error) {
	needed, err := libraries(ctx, work, "nginx")
	if err != nil {
		return nil, err
	}
	all, err := fetch(ctx, work, append(needed, "nginx", "nginx-common")...)
	if err != nil {
		return nil, err
	}
	files, err := all.program("usr/sbin/nginx")
	if err != nil {
		return nil, err
	}
	for _, name := range []string{"etc/nginx/mime.types", "usr/share/nginx/html/index.html"} {
		file, err := all.resolve(name)
		if err != nil {
			return nil, err
		}
		file.Path = name
		files = append(files, file)
	}
	return append(files,
		images.File{Path: "etc/nginx/nginx.conf", Content: []byte(nginxConf)},
		images.File{Path: "etc/nginx/conf.d/default.conf", Content: []byte(nginxServer)},
		images.File{Path: "var/lib/nginx", Dir: true},
		images.File{Path: "var/log/nginx/access.log", Link: "/dev/stdout"},
		images.File{Path: "var/log/nginx/error.log", Link: "/dev/stderr"},
	), nil
}

// nextPage is what the second image has and the first has not.
func nextPage() []images.File {
	return []images.File{{Path: "usr/share/nginx/html/index.html", Content: []byte(welcomeNext)}}
}

func nginx(name string, layers ...[]images.File) images.Recipe {
	return images.Recipe{
		Names: []string{name},
		Config: ocispec.ImageConfig{
			Env:          []string{searchPath},
			Cmd:          []string{"nginx", "-g", "daemon off;"},
			ExposedPorts: map[string]struct{}{"80/tcp": {}},
			StopSignal:   "SIGQUIT", // lets requests in flight end
		},
		Layers: layers,
	}
}
