package names

import "testing"

func TestImageTag(t *testing.T) {
	for image, want := range map[string]string{
		"nginx":                             "latest",
		"nginx:latest":                      "latest",
		"nginx:1.27":                        "1.27",
		"example.com:5000/nginx":            "latest",
		"example.com:5000/a/nginx:v2":       "v2",
		"nginx@sha256:abc":                  "",
		"nginx:v1@sha256:abc":               "v1",
		"nginx:latest@sha256:abc":           "latest",
		"Nginx":                             "",
		"EXAMPLE/nginx":                     "latest",
		"":                                  "",
		" nginx":                            "",
		"localhost/nginx":                   "latest",
		"example.com:5000/Nginx:upper-case": "",
	} {
		if got := ImageTag(image); got != want {
			t.Errorf("ImageTag(%q) = %q, want %q", image, got, want)
		}
	}
}
