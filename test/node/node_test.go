package node

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	v1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/client"
)

// TestNode shares one node among all that can run side by side, and then restarts
// its agent.
func TestNode(t *testing.T) {
	w := newWorld(t)
	await(t, func() string {
		n, err := client.Get[*v1.Node](context.Background(), w.client, core.Nodes, "", nodeName)
		if err != nil {
			return err.Error()
		}
		for _, c := range n.Status.Conditions {
			if c.Type == v1.NodeReady && c.Status == v1.ConditionTrue {
				return ""
			}
		}
		return "the node is not ready"
	})
	t.Run("pods", func(t *testing.T) {
		for name, test := range map[string]func(*testing.T, *world){
			"plain": testPlain, "environment": testEnvironment, "volumes": testVolumes, "token": testToken, "init": testInit, "sidecar": testSidecar,
			"crash": testCrash, "kill": testKill, "liveness": testLiveness, "readiness": testReadiness, "hooks": testHooks, "deletion": testDeletion,
			"missing config": testMissingConfig, "missing image": testMissingImage, "limits": testLimits, "security": testSecurity,
			"sandbox": testSandboxLost, "deadline": testDeadline, "streams": testStreams, "logs": testLogs, "refused": testRefused,
		} {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				test(t, w)
			})
		}
	})
	t.Run("restart", func(t *testing.T) { testRestart(t, w) })
}

const sleeper = `{spec: {containers: [{name: c, command: [sh, -c, "trap exit TERM; echo hello; while :; do sleep 1; done"]}]}}`

func testPlain(t *testing.T, w *world) {
	p := w.run(t, "plain", sleeper)
	q := w.until(t, "plain", "ready", ready)
	if s := q.Status; s.PodIP == "" || s.HostIP != "10.244.78.1" || s.Phase != v1.PodRunning || s.QOSClass != v1.PodQOSBestEffort || s.StartTime == nil {
		t.Errorf("status %+v", s)
	}
	if cs := q.Status.ContainerStatuses[0]; !strings.HasPrefix(cs.ContainerID, "containerd://") || cs.ImageID == "" || cs.Started == nil || !*cs.Started {
		t.Errorf("container status %+v", cs)
	}
	await(t, func() string {
		if got := w.logs(t, "plain", "c", ""); got != "hello\n" {
			return fmt.Sprintf("logs %q", got)
		}
		return ""
	})
	if got := w.sh(t, "plain", "c", "hostname; cat /etc/hosts"); !strings.HasPrefix(got, "plain\n") || !strings.Contains(got, q.Status.PodIP+"\tplain") {
		t.Errorf("exec: %q", got)
	}
	await(t, func() string {
		got := w.events(t, p.UID)
		for _, want := range []string{"Pulled: Successfully pulled image", "Created: Container created", "Started: Container started"} {
			if !strings.Contains(got, want) {
				return "events: " + got
			}
		}
		return ""
	})
	if code, body := w.ask(t, "/pods"); code != 200 || !strings.Contains(body, `"plain"`) {
		t.Errorf("/pods: %d %s", code, body)
	}
	if code, body := w.ask(t, "/stats/summary"); code != 200 || !strings.Contains(body, string(p.UID)) {
		t.Errorf("/stats/summary: %d %s", code, body)
	}
	if code, body := w.ask(t, "/metrics/resource"); code != 200 || !strings.Contains(body, `container_memory_working_set_bytes{container="c",namespace="default",pod="plain"}`) {
		t.Errorf("/metrics/resource: %d %s", code, body)
	}
	if code, body := w.ask(t, "/healthz"); code != 200 || body != "ok" {
		t.Errorf("/healthz: %d %s", code, body)
	}
}

func testEnvironment(t *testing.T, w *world) {
	w.create(t, core.ConfigMaps, &v1.ConfigMap{ObjectMeta: metav1.ObjectMeta{Name: "env"}, Data: map[string]string{"A": "1"}})
	w.create(t, core.Secrets, &v1.Secret{ObjectMeta: metav1.ObjectMeta{Name: "env"}, Data: map[string][]byte{"pw": []byte("geheim")}})
	w.run(t, "env", `{metadata: {labels: {app: web}}, spec: {restartPolicy: Never, containers: [{name: c,
		command: [sh, -c, "echo $(A) $B $PW $NAME $IP $LABEL $MEM"],
		envFrom: [{configMapRef: {name: env}}], resources: {limits: {memory: 64Mi}},
		env: [{name: B, value: "b$(A)"}, {name: PW, valueFrom: {secretKeyRef: {name: env, key: pw}}},
		{name: NAME, valueFrom: {fieldRef: {fieldPath: metadata.name}}}, {name: IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}},
		{name: LABEL, valueFrom: {fieldRef: {fieldPath: "metadata.labels['app']"}}},
		{name: MEM, valueFrom: {resourceFieldRef: {resource: limits.memory, divisor: 1Mi}}}]}]}}`)
	p := w.until(t, "env", "over", func(p *v1.Pod) bool { return p.Status.Phase == v1.PodSucceeded })
	got := strings.Fields(w.logs(t, "env", "c", ""))
	want := []string{"1", "b1", "geheim", "env", p.Status.PodIP, "web", "64"}
	if !slices.Equal(got, want) || !strings.HasPrefix(p.Status.PodIP, "10.244.78.") {
		t.Errorf("got %q, want %q", got, want)
	}
	if p.Status.ContainerStatuses[0].State.Terminated.Reason != "Completed" {
		t.Errorf("%+v", p.Status.ContainerStatuses[0].State)
	}
}

func testVolumes(t *testing.T, w *world) {
	host := t.TempDir()
	w.create(t, core.ConfigMaps, &v1.ConfigMap{ObjectMeta: metav1.ObjectMeta{Name: "files"}, Data: map[string]string{"a": "old", "b": "b"}})
	w.create(t, core.Secrets, &v1.Secret{ObjectMeta: metav1.ObjectMeta{Name: "files"}, Data: map[string][]byte{"pw": []byte("geheim")}})
	w.run(t, "volumes", `{metadata: {labels: {app: web}}, spec: {securityContext: {fsGroup: 2000, runAsUser: 1000},
		volumes: [{name: cm, configMap: {name: files}}, {name: s, secret: {secretName: files, defaultMode: 0400}}, {name: mem, emptyDir: {medium: Memory, sizeLimit: 1Mi}},
			{name: scratch, emptyDir: {}}, {name: host, hostPath: {path: `+host+`, type: Directory}},
			{name: down, downwardAPI: {items: [{path: labels, fieldRef: {fieldPath: metadata.labels}}]}}],
		containers: [{name: c, command: [sleep, "1000"], volumeMounts: [{name: cm, mountPath: /cm}, {name: cm, mountPath: /one, subPath: a}, {name: s, mountPath: /s},
			{name: mem, mountPath: /mem}, {name: scratch, mountPath: /scratch}, {name: scratch, mountPath: /part, subPath: x/y}, {name: host, mountPath: /host, readOnly: true},
			{name: down, mountPath: /down}]}]}}`)
	os.WriteFile(filepath.Join(host, "f"), []byte("from the host"), 0o644)
	w.until(t, "volumes", "ready", ready)
	for command, want := range map[string]string{
		"cat /cm/a /cm/b /one":                           "oldbold",
		"cat /s/pw; stat -L -c ' %a %g' /s/pw":           "geheim 440 2000",
		"df -k /mem | tail -1 | awk '{print $1,$2}'":     "tmpfs 1024",
		"stat -c '%a %g' /scratch":                       "2777 2000",
		"echo 1 > /part/f; cat /scratch/x/y/f":           "1",
		"cat /host/f":                                    "from the host",
		"touch /host/g 2>&1 | grep -o 'Read-only'":       "Read-only",
		"cat /down/labels":                               `app="web"`,
		"touch /cm/x 2>/dev/null || echo refused; id -u": "refused\n1000",
	} {
		if got := w.sh(t, "volumes", "c", command); got != want {
			t.Errorf("%s: %q, want %q", command, got, want)
		}
	}
	cm := &v1.ConfigMap{ObjectMeta: metav1.ObjectMeta{Name: "files", Namespace: "default"}, Data: map[string]string{"a": "new"}}
	_, err := w.client.Update(t.Context(), core.ConfigMaps, cm, "")
	must(t, err)
	await(t, func() string {
		if got := w.sh(t, "volumes", "c", "cat /cm/*; cat /one"); got != "newold" {
			return "the new content is not there: " + got
		}
		return ""
	})
}

func testToken(t *testing.T, w *world) {
	w.create(t, core.ConfigMaps, &v1.ConfigMap{ObjectMeta: metav1.ObjectMeta{Name: "kube-root-ca.crt"}, Data: map[string]string{"ca.crt": "CA"}})
	w.run(t, "token", `{spec: {serviceAccountName: default, volumes: [{name: api, projected: {sources: [{serviceAccountToken: {path: token, expirationSeconds: 3607}},
			{configMap: {name: kube-root-ca.crt, items: [{key: ca.crt, path: ca.crt}]}}, {downwardAPI: {items: [{path: namespace, fieldRef: {fieldPath: metadata.namespace}}]}}]}}],
		containers: [{name: c, command: [sleep, "1000"], volumeMounts: [{name: api, mountPath: /var/run/secrets/kubernetes.io/serviceaccount, readOnly: true}]}]}}`)
	w.until(t, "token", "ready", ready)
	got := w.sh(t, "token", "c", "cd /var/run/secrets/kubernetes.io/serviceaccount; cat ca.crt namespace token")
	if !strings.HasPrefix(got, "CAdefaultey") {
		t.Errorf("token: %s", got)
	}
}

func testInit(t *testing.T, w *world) {
	w.run(t, "init", `{spec: {volumes: [{name: v, emptyDir: {}}],
		initContainers: [{name: one, command: [sh, -c, "echo 1 >> /v/f"], volumeMounts: [{name: v, mountPath: /v}]},
			{name: two, command: [sh, -c, "[ -e /v/tried ] && echo 2 >> /v/f && exit; touch /v/tried; exit 7"], volumeMounts: [{name: v, mountPath: /v}]}],
		containers: [{name: c, command: [sh, -c, "cat /v/f; sleep 1000"], volumeMounts: [{name: v, mountPath: /v}]}]}}`)
	p := w.until(t, "init", "ready", ready)
	await(t, func() string {
		if got := w.logs(t, "init", "c", ""); got != "1\n2\n" {
			return fmt.Sprintf("logs %q", got)
		}
		return ""
	})
	two := p.Status.InitContainerStatuses[1]
	if two.RestartCount != 1 || two.State.Terminated == nil || two.State.Terminated.ExitCode != 0 || two.LastTerminationState.Terminated == nil || two.LastTerminationState.Terminated.ExitCode != 7 {
		t.Errorf("second init container: %+v", two)
	}
}

func testSidecar(t *testing.T, w *world) {
	dir := t.TempDir()
	w.run(t, "sidecar", `{spec: {restartPolicy: Never, terminationGracePeriodSeconds: 5, volumes: [{name: v, hostPath: {path: `+dir+`}}],
		initContainers: [{name: side, restartPolicy: Always, command: [sh, -c, "trap 'echo side >> /v/end; exit' TERM; touch /v/up; while :; do sleep 0.1; done"],
			startupProbe: {periodSeconds: 1, exec: {command: [test, -e, /v/up]}}, volumeMounts: [{name: v, mountPath: /v}]}],
		containers: [{name: c, command: [sh, -c, "test -e /v/up || exit 9; echo main >> /v/end"], volumeMounts: [{name: v, mountPath: /v}]}]}}`)
	p := w.until(t, "sidecar", "over", func(p *v1.Pod) bool { return p.Status.Phase == v1.PodSucceeded || p.Status.Phase == v1.PodFailed })
	if p.Status.Phase != v1.PodSucceeded {
		t.Errorf("phase %s", p.Status.Phase)
	}
	if got, _ := os.ReadFile(filepath.Join(dir, "end")); string(got) != "main\nside\n" {
		t.Errorf("the end: %q", got)
	}
}

func testCrash(t *testing.T, w *world) {
	p := w.run(t, "crash", `{spec: {containers: [{name: c, command: [sh, -c, "echo run; echo last words > /dev/termination-log; exit 3"]}]}}`)
	q := w.until(t, "crash", "in back-off", func(p *v1.Pod) bool {
		return len(p.Status.ContainerStatuses) > 0 && p.Status.ContainerStatuses[0].RestartCount == 1 && p.Status.ContainerStatuses[0].State.Waiting != nil
	})
	cs := q.Status.ContainerStatuses[0]
	if cs.State.Waiting.Reason != "CrashLoopBackOff" || !strings.HasPrefix(cs.State.Waiting.Message, "back-off 10s restarting failed container=c pod=crash_default("+string(p.UID)) {
		t.Errorf("waiting: %+v", cs.State.Waiting)
	}
	last := cs.LastTerminationState.Terminated
	if last == nil || last.ExitCode != 3 || last.Reason != "Error" || last.Message != "last words\n" {
		t.Errorf("last state: %+v", last)
	}
	if q.Status.Phase != v1.PodRunning {
		t.Errorf("phase %s", q.Status.Phase)
	}
	if got := w.logs(t, "crash", "c", "previous=true"); got != "run\n" {
		t.Errorf("previous logs %q", got)
	}
}

func testKill(t *testing.T, w *world) {
	w.run(t, "kill", sleeper)
	p := w.until(t, "kill", "ready", ready)
	w.kill(t, p.Status.ContainerStatuses[0].ContainerID)
	p = w.until(t, "kill", "restarted", func(p *v1.Pod) bool { return p.Status.ContainerStatuses[0].RestartCount == 1 && ready(p) })
	if last := p.Status.ContainerStatuses[0].LastTerminationState.Terminated; last == nil || last.ExitCode != 137 {
		t.Errorf("last state: %+v", last)
	}
	if why := w.reasons(t, p.UID); !strings.Contains(why, "container c exited with 137, restarting (back-off 10 s)") || !strings.Contains(why, "sandbox ") {
		t.Errorf("causes: %s", why)
	}
}

func testLiveness(t *testing.T, w *world) {
	p := w.run(t, "liveness", `{spec: {containers: [{name: c, command: [sh, -c, "trap exit TERM; touch /ok; while :; do sleep 0.1; done"],
		livenessProbe: {periodSeconds: 1, failureThreshold: 1, exec: {command: [test, -e, /ok]}}}]}}`)
	w.until(t, "liveness", "ready", ready)
	w.sh(t, "liveness", "c", "rm /ok")
	w.until(t, "liveness", "restarted", func(p *v1.Pod) bool { return p.Status.ContainerStatuses[0].RestartCount == 1 && ready(p) })
	await(t, func() string {
		got := w.events(t, p.UID)
		if !strings.Contains(got, "Unhealthy: Liveness probe failed") || !strings.Contains(got, "Killing: Container c failed liveness probe, will be restarted") {
			return "events: " + got
		}
		return ""
	})
}

func testReadiness(t *testing.T, w *world) {
	w.run(t, "readiness", `{spec: {containers: [{name: c, ports: [{name: web, containerPort: 8080}],
		command: [sh, -c, "mkdir /www; httpd -f -p 8080 -h /www"], readinessProbe: {periodSeconds: 1, failureThreshold: 1, httpGet: {path: /ok, port: web}}}]}}`)
	p := w.until(t, "readiness", "running", func(p *v1.Pod) bool { return p.Status.Phase == v1.PodRunning })
	if ready(p) {
		t.Error("ready before its probe succeeds")
	}
	w.sh(t, "readiness", "c", "touch /www/ok")
	w.until(t, "readiness", "ready", ready)
	w.sh(t, "readiness", "c", "rm /www/ok")
	p = w.until(t, "readiness", "not ready", func(p *v1.Pod) bool { return !ready(p) })
	if p.Status.ContainerStatuses[0].RestartCount != 0 {
		t.Error("a failed readiness probe restarted the container")
	}
}

func testHooks(t *testing.T, w *world) {
	dir := t.TempDir()
	w.run(t, "hooks", `{spec: {terminationGracePeriodSeconds: 10, volumes: [{name: v, hostPath: {path: `+dir+`}}], containers: [{name: c,
		command: [sh, -c, "trap 'echo term >> /v/f; exit' TERM; while :; do sleep 0.1; done"], volumeMounts: [{name: v, mountPath: /v}],
		lifecycle: {postStart: {exec: {command: [sh, -c, "sleep 1; echo post >> /v/f"]}}, preStop: {exec: {command: [sh, -c, "sleep 1; echo pre >> /v/f"]}}}}]}}`)
	w.until(t, "hooks", "ready", ready)
	if got, _ := os.ReadFile(filepath.Join(dir, "f")); string(got) != "post\n" {
		t.Errorf("ready before postStart was done: %q", got)
	}
	must(t, w.client.Delete(t.Context(), core.Pods, "default", "hooks", metav1.DeleteOptions{}))
	w.untilGone(t, "hooks")
	if got, _ := os.ReadFile(filepath.Join(dir, "f")); string(got) != "post\npre\nterm\n" {
		t.Errorf("the order of things: %q", got)
	}
}

func (w *world) untilGone(t *testing.T, name string) {
	t.Helper()
	await(t, func() string {
		if _, err := w.get(name); !apierrors.IsNotFound(err) {
			return fmt.Sprintf("pod %s is still there: %v", name, err)
		}
		return ""
	})
}

func testDeletion(t *testing.T, w *world) {
	p := w.run(t, "deletion", `{spec: {volumes: [{name: v, emptyDir: {medium: Memory}}], containers: [{name: c,
		command: [sh, -c, "trap 'exit 0' TERM; while :; do sleep 0.1; done"], volumeMounts: [{name: v, mountPath: /v}]}]}}`)
	w.until(t, "deletion", "ready", ready)
	began := time.Now()
	must(t, w.client.Delete(t.Context(), core.Pods, "default", "deletion", metav1.DeleteOptions{}))
	w.untilGone(t, "deletion")
	if took := time.Since(began); took > 25*time.Second {
		t.Errorf("a container that obeys took %v to stop", took)
	}
	await(t, func() string { return w.leftOf(p) })
	// One that does not obey is killed when its time is up.
	w.run(t, "stubborn", `{spec: {terminationGracePeriodSeconds: 1, containers: [{name: c, command: [sh, -c, "trap '' TERM; while :; do sleep 1; done"]}]}}`)
	w.until(t, "stubborn", "ready", ready)
	began = time.Now()
	must(t, w.client.Delete(t.Context(), core.Pods, "default", "stubborn", metav1.DeleteOptions{}))
	w.untilGone(t, "stubborn")
	if took := time.Since(began); took < time.Second || took > 25*time.Second {
		t.Errorf("a container that does not obey took %v to stop", took)
	}
	// And one that is forced away leaves nothing either.
	q := w.run(t, "forced", sleeper)
	w.until(t, "forced", "ready", ready)
	zero := int64(0)
	must(t, w.client.Delete(t.Context(), core.Pods, "default", "forced", metav1.DeleteOptions{GracePeriodSeconds: &zero}))
	await(t, func() string { return w.leftOf(q) })
}

func testMissingConfig(t *testing.T, w *world) {
	w.run(t, "noconfig", `{spec: {containers: [{name: c, command: [sleep, "1000"], envFrom: [{configMapRef: {name: later}}]}]}}`)
	p := w.until(t, "noconfig", "refused", waitsFor("CreateContainerConfigError"))
	if got := p.Status.ContainerStatuses[0].State.Waiting.Message; got != `configmap "later" not found` && got != `configmaps "later" not found` {
		t.Errorf("message %q", got)
	}
	w.create(t, core.ConfigMaps, &v1.ConfigMap{ObjectMeta: metav1.ObjectMeta{Name: "later"}})
	w.until(t, "noconfig", "ready", ready)
	q := w.run(t, "novolume", `{spec: {volumes: [{name: v, configMap: {name: later2}}], containers: [{name: c, command: [sleep, "1000"], volumeMounts: [{name: v, mountPath: /v}]}]}}`)
	await(t, func() string {
		if got := w.events(t, q.UID); !strings.Contains(got, `FailedMount: MountVolume.SetUp failed for volume "v"`) {
			return "events: " + got
		}
		return ""
	})
	w.create(t, core.ConfigMaps, &v1.ConfigMap{ObjectMeta: metav1.ObjectMeta{Name: "later2"}})
	w.until(t, "novolume", "ready", ready)
}

// waitsFor says whether the first container waits with this reason.
func waitsFor(reason string) func(*v1.Pod) bool {
	return func(p *v1.Pod) bool {
		return len(p.Status.ContainerStatuses) > 0 && p.Status.ContainerStatuses[0].State.Waiting != nil && p.Status.ContainerStatuses[0].State.Waiting.Reason == reason
	}
}

func testMissingImage(t *testing.T, w *world) {
	w.run(t, "noimage", `{spec: {containers: [{name: c, image: "nowhere.example/none:1"}]}}`)
	w.until(t, "noimage", "failed", waitsFor("ErrImagePull"))
	p := w.until(t, "noimage", "in back-off", waitsFor("ImagePullBackOff"))
	if got := p.Status.ContainerStatuses[0].State.Waiting.Message; !strings.HasPrefix(got, `Back-off pulling image "nowhere.example/none:1": ErrImagePull: `) {
		t.Errorf("message %q", got)
	}
	w.run(t, "never", `{spec: {containers: [{name: c, image: "nowhere.example/none:1", imagePullPolicy: Never}]}}`)
	w.until(t, "never", "refused", waitsFor("ErrImageNeverPull"))
	if code, body := w.ask(t, "/containerLogs/default/never/c"); code != 400 || !strings.Contains(body, "is waiting to start") {
		t.Errorf("logs: %d %s", code, body)
	}
}

func testLimits(t *testing.T, w *world) {
	p := w.run(t, "limits", `{spec: {containers: [{name: c, command: [sleep, "1000"], resources: {requests: {cpu: 250m}, limits: {cpu: 500m, memory: 64Mi}}}]}}`)
	q := w.until(t, "limits", "ready", ready)
	if q.Status.QOSClass != v1.PodQOSBurstable {
		t.Errorf("class %s", q.Status.QOSClass)
	}
	if r := q.Status.ContainerStatuses[0].AllocatedResources; r.Cpu().String() != "250m" {
		t.Errorf("allocated %v", r)
	}
	group := filepath.Join(w.cgroup, "kubepods/burstable/pod"+string(p.UID))
	for file, want := range map[string]string{
		"cpu/%/cpu.shares": "256", "cpu/%/cpu.cfs_quota_us": "50000", "memory/%/memory.limit_in_bytes": "67108864",
		"%/cpu.max": "50000 100000", "%/memory.max": "67108864",
	} {
		raw, err := os.ReadFile(filepath.Join("/sys/fs/cgroup", strings.Replace(file, "%", group, 1)))
		if err == nil && strings.TrimSpace(string(raw)) != want {
			t.Errorf("%s: %s, want %s", file, raw, want)
		}
	}
	w.run(t, "toobig", `{spec: {containers: [{name: c, resources: {requests: {cpu: 10000}}}]}}`)
	q = w.until(t, "toobig", "rejected", func(p *v1.Pod) bool { return p.Status.Phase == v1.PodFailed })
	if q.Status.Reason != "OutOfcpu" {
		t.Errorf("reason %s: %s", q.Status.Reason, q.Status.Message)
	}
}

func testSecurity(t *testing.T, w *world) {
	w.run(t, "security", `{spec: {securityContext: {runAsUser: 1000, runAsGroup: 3000, supplementalGroups: [4000]}, shareProcessNamespace: true, hostname: other,
		containers: [{name: c, command: [sleep, "1000"], securityContext: {readOnlyRootFilesystem: true, allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}, seccompProfile: {type: RuntimeDefault}}}]}}`)
	w.until(t, "security", "ready", ready)
	for command, want := range map[string]string{
		"id -u; id -g; id -G": "1000\n3000\n3000 4000", "touch /x 2>&1 | grep -o Read-only": "Read-only", "hostname": "other",
		"grep CapEff /proc/self/status": "CapEff:\t0000000000000000", "grep NoNewPrivs /proc/self/status": "NoNewPrivs:\t1",
		"cat /proc/1/comm": "pause", "grep Seccomp: /proc/self/status": "Seccomp:\t2",
	} {
		if got := w.sh(t, "security", "c", command); got != want {
			t.Errorf("%s: %q, want %q", command, got, want)
		}
	}
	w.run(t, "root", `{spec: {securityContext: {runAsNonRoot: true}, containers: [{name: c}]}}`)
	p := w.until(t, "root", "refused", waitsFor("CreateContainerConfigError"))
	if got := p.Status.ContainerStatuses[0].State.Waiting.Message; !strings.Contains(got, "container has runAsNonRoot and image will run as root") {
		t.Errorf("message %q", got)
	}
}

func testSandboxLost(t *testing.T, w *world) {
	p := w.run(t, "sandboxless", sleeper)
	q := w.until(t, "sandboxless", "ready", ready)
	w.stopSandbox(t, p.UID)
	q2 := w.until(t, "sandboxless", "ready again", func(p *v1.Pod) bool { return ready(p) && p.Status.ContainerStatuses[0].RestartCount > 0 })
	if q2.Status.ContainerStatuses[0].ContainerID == q.Status.ContainerStatuses[0].ContainerID || q2.Status.PodIP == "" {
		t.Errorf("status %+v", q2.Status)
	}
}

func testDeadline(t *testing.T, w *world) {
	w.run(t, "late", `{spec: {activeDeadlineSeconds: 2, terminationGracePeriodSeconds: 1, containers: [{name: c, command: [sleep, "1000"]}]}}`)
	p := w.until(t, "late", "failed", func(p *v1.Pod) bool { return p.Status.Phase == v1.PodFailed })
	if p.Status.Reason != "DeadlineExceeded" {
		t.Errorf("reason %q", p.Status.Reason)
	}
}

// testRestart takes the node agent away and brings it back: what runs must not
// notice, and what happened meanwhile must be made up for.
func testRestart(t *testing.T, w *world) {
	for _, name := range []string{"stays", "deleted", "orphan", "dies"} {
		w.run(t, name, sleeper)
	}
	before := map[string]*v1.Pod{}
	for _, name := range []string{"stays", "deleted", "orphan", "dies"} {
		before[name] = w.until(t, name, "ready", ready)
	}
	w.stop()
	zero := int64(0)
	must(t, w.client.Delete(t.Context(), core.Pods, "default", "deleted", metav1.DeleteOptions{}))
	must(t, w.client.Delete(t.Context(), core.Pods, "default", "orphan", metav1.DeleteOptions{GracePeriodSeconds: &zero}))
	w.kill(t, before["dies"].Status.ContainerStatuses[0].ContainerID)
	w.run(t, "new", sleeper)
	w.start()
	w.until(t, "new", "ready", ready)
	w.untilGone(t, "deleted")
	p := w.until(t, "dies", "restarted", func(p *v1.Pod) bool { return ready(p) && p.Status.ContainerStatuses[0].RestartCount == 1 })
	if p.Status.PodIP != before["dies"].Status.PodIP {
		t.Error("the sandbox was replaced with its container")
	}
	await(t, func() string { return w.leftOf(before["deleted"]) })
	await(t, func() string { return w.leftOf(before["orphan"]) })
	p, err := w.get("stays")
	must(t, err)
	if p.ResourceVersion != before["stays"].ResourceVersion {
		t.Errorf("a pod that went on as before was written to:\n%+v\n%+v", before["stays"].Status, p.Status)
	}
	if got := w.sh(t, "stays", "c", "echo alive"); got != "alive" {
		t.Errorf("exec: %q", got)
	}
}
