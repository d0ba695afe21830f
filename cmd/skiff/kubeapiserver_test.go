package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/pflag"
)

func parseKubeAPIServer(t *testing.T, args ...string) (*kubeAPIServerOptions, *pflag.FlagSet) {
	t.Helper()
	o := &kubeAPIServerOptions{}
	f := pflag.NewFlagSet("test", pflag.ContinueOnError)
	o.add(f)
	if err := f.Parse(args); err != nil {
		t.Fatal(err)
	}
	return o, f
}

// envtestArgs are what controller-runtime 0.24 starts kube-apiserver with.
var envtestArgs = strings.Fields(`--allow-privileged=true --authorization-mode=RBAC --bind-address=127.0.0.1
	--cert-dir=/nowhere --client-ca-file=/nowhere/client-cert-auth-ca.crt --disable-admission-plugins=ServiceAccount
	--etcd-servers=http://127.0.0.1:1 --secure-port=34567 --service-account-issuer=https://127.0.0.1:34567/
	--service-account-key-file=/nowhere/sa-signer.crt --service-account-signing-key-file=/nowhere/sa-signer.key
	--service-cluster-ip-range=10.0.0.0/24`)

func TestKubeAPIServerFlags(t *testing.T) {
	o, f := parseKubeAPIServer(t, envtestArgs...)
	config, err := o.config()
	if err != nil {
		t.Fatal(err)
	}
	if config.Advertise.Port() != 34567 || !slices.Equal(config.Authorization, []string{"RBAC"}) || !config.Shared || config.NoAnonymous ||
		config.ServiceCIDRs[0].String() != "10.0.0.0/24" || config.NodePortFirst != 30000 || config.NodePortLast != 32767 {
		t.Errorf("%+v", config)
	}
	if got := o.ignored.used(f); !slices.Equal(got, []string{"allow-privileged"}) {
		t.Errorf("ignored: %q", got)
	}
	if _, err := o.trust(); err == nil || !strings.Contains(err.Error(), "--client-ca-file") {
		t.Errorf("a missing authority: %v", err)
	}
	// envtest asks by this whether it must switch the insecure port off.
	if strings.Contains(f.FlagUsages(), "--insecure-port") {
		t.Error("there is an insecure port")
	}
}

func TestKubeAPIServerFlagsThatAreRefused(t *testing.T) {
	for _, args := range []string{"--encryption-provider-config=/x", "--authorization-config=/x", "--admission-control-config-file /x"} {
		o, f := parseKubeAPIServer(t, strings.Fields(args)...)
		if err := o.refused.check(f); err == nil || !strings.HasPrefix(err.Error(), strings.FieldsFunc(args, func(r rune) bool { return r == '=' || r == ' ' })[0]+": ") {
			t.Errorf("%s: %v", args, err)
		}
	}
	o, f := parseKubeAPIServer(t, envtestArgs...)
	if err := o.refused.check(f); err != nil {
		t.Error(err)
	}
}

func TestKubeAPIServerAnonymous(t *testing.T) {
	file := filepath.Join(t.TempDir(), "authentication.yaml")
	write := func(anonymous string) {
		data := "apiVersion: apiserver.config.k8s.io/v1\nkind: AuthenticationConfiguration\n" + anonymous
		if err := os.WriteFile(file, []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, test := range []struct {
		args, file string
		refused    bool
		paths      []string
		err        string
	}{
		{args: "--authorization-mode=RBAC"},
		{args: "--authorization-mode=RBAC --anonymous-auth=false", refused: true},
		{args: "", refused: true}, // whoever may do everything must have a name
		{args: "--authorization-mode=RBAC", file: "anonymous: {enabled: false}", refused: true},
		{args: "--authorization-mode=RBAC", file: "anonymous: {enabled: true, conditions: [{path: /livez}]}", paths: []string{"/livez"}},
		{args: "--authorization-mode=RBAC", file: "anonymous: {enabled: false, conditions: [{path: /livez}]}", err: "anonymous.conditions: Invalid value"},
		{args: "--authorization-mode=RBAC --anonymous-auth=true", file: "anonymous: {enabled: true}", err: "--anonymous-auth flag cannot be set"},
		{args: "--authorization-mode=RBAC --anonymous-auth=false", file: "jwt: []", refused: true},
	} {
		args := strings.Fields("--bind-address=192.0.2.1 " + test.args)
		if test.file != "" {
			write(test.file)
			args = append(args, "--authentication-config="+file)
		}
		o, _ := parseKubeAPIServer(t, args...)
		config, err := o.config()
		if err == nil {
			err = o.oidc.apply(&config)
		}
		if test.err != "" {
			if err == nil || !strings.Contains(err.Error(), test.err) {
				t.Errorf("%q %q: %v", test.args, test.file, err)
			}
			continue
		}
		if err != nil || config.NoAnonymous != test.refused || !slices.Equal(config.AnonymousPaths, test.paths) {
			t.Errorf("%q %q: %v %q %v", test.args, test.file, config.NoAnonymous, config.AnonymousPaths, err)
		}
	}
}

func TestKubeAPIServerAdmission(t *testing.T) {
	for _, test := range []struct {
		args    []string
		without []string
		with    string
		err     string
	}{
		{nil, []string{"NodeRestriction"}, "ServiceAccount", ""},
		{[]string{"--disable-admission-plugins=ServiceAccount"}, []string{"ServiceAccount", "NodeRestriction"}, "LimitRanger", ""},
		{[]string{"--enable-admission-plugins=NodeRestriction"}, nil, "NodeRestriction", ""},
		{[]string{"--enable-admission-plugins=Foo"}, nil, "", `plugin "Foo" is unknown`},
		{[]string{"--enable-admission-plugins=AlwaysPullImages"}, nil, "", "no plugin AlwaysPullImages"},
		{[]string{"--enable-admission-plugins=Priority", "--disable-admission-plugins=Priority"}, nil, "", "overlapped"},
	} {
		o, _ := parseKubeAPIServer(t, test.args...)
		out, err := o.disabledAdmission()
		if test.err != "" {
			if err == nil || !strings.Contains(err.Error(), test.err) {
				t.Errorf("%q: %v", test.args, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%q: %v", test.args, err)
		}
		for _, name := range test.without {
			if !slices.Contains(out, name) {
				t.Errorf("%q: %s is on", test.args, name)
			}
		}
		if slices.Contains(out, test.with) {
			t.Errorf("%q: %s is off", test.args, test.with)
		}
	}
}

func TestPortRange(t *testing.T) {
	for text, want := range map[string][2]int32{"30000-32767": {30000, 32767}, "8000+10": {8000, 8010}, "1-1": {1, 1}} {
		if first, last, err := parsePortRange(text); err != nil || first != want[0] || last != want[1] {
			t.Errorf("%s: %d %d %v", text, first, last, err)
		}
	}
	for _, text := range []string{"", "1", "0-5", "9-5", "65535+2", "a-b"} {
		if _, _, err := parsePortRange(text); err == nil {
			t.Errorf("%q is taken", text)
		}
	}
}
