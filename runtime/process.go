package runtime

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"time"

	"golang.org/x/sys/unix"

	"github.com/skiff-k8s/skiff/network/netns"
)

// record is what the file beside the socket says about a running containerd,
// for the next skiff to recognise it.
type record struct {
	PID int `json:"pid"`
	// Started is the process's start time in clock ticks since boot: with the
	// PID it names one process for good, since PIDs come round again.
	Started uint64 `json:"started"`
	// Config is the text of the configuration file, and Program the path of
	// the executable, that it was started with.
	Config  string `json:"config"`
	Program string `json:"program"`
}

func (c Config) readRecord() (record, error) {
	var r record
	raw, err := os.ReadFile(c.recordFile())
	if err != nil {
		return r, err
	}
	return r, json.Unmarshal(raw, &r)
}

func (c Config) writeRecord(r record) error {
	raw, err := json.Marshal(r)
	if err != nil {
		return err
	}
	tmp := c.recordFile() + ".new"
	if err := os.WriteFile(tmp, raw, 0o600); err != nil {
		return err
	}
	return os.Rename(tmp, c.recordFile())
}

// startTime returns when a process was started, in clock ticks since boot.
func startTime(pid int) (uint64, error) {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, err
	}
	// The second field, the command, is in brackets and may hold anything.
	i := bytes.LastIndexByte(raw, ')')
	if i < 0 {
		return 0, fmt.Errorf("/proc/%d/stat: no command", pid)
	}
	fields := bytes.Fields(raw[i+1:])
	const after = 22 - 3 // starttime is field 22, fields begins at field 3
	if len(fields) <= after {
		return 0, fmt.Errorf("/proc/%d/stat: %d fields", pid, len(fields))
	}
	if string(fields[0]) == "Z" {
		return 0, os.ErrProcessDone
	}
	return strconv.ParseUint(string(fields[after]), 10, 64)
}

// process is a running containerd, ours or adopted.
type process struct {
	record
	pidfd int
	// gone is closed when the process has ended.
	gone chan struct{}
}

// adopt takes hold of the process that r names, if it still runs.
func adopt(r record) (*process, error) {
	pidfd, err := unix.PidfdOpen(r.PID, 0)
	if err != nil {
		return nil, err
	}
	// Checked after the pidfd is held, so that it is of the right process.
	if started, err := startTime(r.PID); err != nil || started != r.Started {
		unix.Close(pidfd)
		return nil, os.ErrProcessDone
	}
	p := &process{record: r, pidfd: pidfd, gone: make(chan struct{})}
	go p.watch()
	return p, nil
}

// watch closes gone, and the pidfd, when the process ends.
func (p *process) watch() {
	defer close(p.gone)
	defer unix.Close(p.pidfd)
	for {
		fds := []unix.PollFd{{Fd: int32(p.pidfd), Events: unix.POLLIN}}
		_, err := unix.Poll(fds, -1)
		if !errors.Is(err, unix.EINTR) {
			return
		}
	}
}

// end asks the process to end, and kills it when ctx is done first or after
// ten seconds.
func (p *process) end(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	p.signal(unix.SIGTERM)
	select {
	case <-p.gone:
		return nil
	case <-ctx.Done():
	}
	p.signal(unix.SIGKILL)
	select {
	case <-p.gone:
		return nil
	case <-time.After(10 * time.Second):
		return fmt.Errorf("runtime: containerd (process %d) does not end, not even when killed", p.PID)
	}
}

// signal sends a signal, unless the process is gone.
func (p *process) signal(sig syscall.Signal) {
	select {
	case <-p.gone:
	default:
		// The worst that can happen is that it ends right now.
		_ = unix.PidfdSendSignal(p.pidfd, sig, nil, 0)
	}
}

// spawn starts containerd as a child in a session of its own, so that neither
// a signal to skiff's process group nor skiff's death reaches it.
func spawn(c Config, program, config string) (*process, error) {
	if err := os.WriteFile(c.configFile(), []byte(config), 0o600); err != nil {
		return nil, err
	}
	// A pipe would break when skiff ends; a file does not.
	log, err := os.OpenFile(c.logFile(), os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return nil, err
	}
	defer log.Close()
	cmd := exec.Command(program, "--config", c.configFile())
	cmd.Dir = c.RunDir
	cmd.Stdout, cmd.Stderr = log, log
	cmd.Env = environment(filepath.Dir(program))
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if err := netns.Do(c.NetNS, cmd.Start); err != nil {
		return nil, fmt.Errorf("runtime: start containerd: %w", err)
	}
	pid := cmd.Process.Pid
	started, err := startTime(pid)
	if err == nil {
		r := record{PID: pid, Started: started, Config: config, Program: program}
		var p *process
		if p, err = adopt(r); err == nil {
			go func() { _ = cmd.Wait() }() // so that no zombie is left
			if err = c.writeRecord(r); err == nil {
				return p, nil
			}
		}
	}
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
	return nil, fmt.Errorf("runtime: start containerd: %w (see %s)", err, c.logFile())
}

// environment is this process's, without what would change containerd: a
// service manager's sockets, which are for us. The programs' own folder comes
// first in the search path: a shim that finds no runc there cannot tell what it
// is able to do, and would be asked again for every container.
func environment(programs string) []string {
	env := []string{"PATH=" + programs + ":" + os.Getenv("PATH")}
	for _, name := range []string{"HOME", "LANG", "TMPDIR", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy"} {
		if value, ok := os.LookupEnv(name); ok {
			env = append(env, name+"="+value)
		}
	}
	return env
}
