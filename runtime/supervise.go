package runtime

import (
	"context"
	"fmt"
	"io"
	"os"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/backoff"
	"google.golang.org/grpc/credentials/insecure"
	cri "k8s.io/cri-api/pkg/apis/runtime/v1"
)

const (
	// maxLog is the size in bytes beyond which the log is turned over, and
	// logCheck how often it is looked at.
	maxLog   = 8 << 20
	logCheck = 30 * time.Second
	// A containerd that keeps ending is started again after restartFirst,
	// then twice that, and so on up to restartMost. One that ran for
	// restartForgive starts afresh.
	restartFirst   = 50 * time.Millisecond
	restartMost    = 30 * time.Second
	restartForgive = time.Minute
)

// ready waits until p answers on its socket.
func (c *Containerd) ready(ctx context.Context, p *process, limit time.Duration) error {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	go func() { // a process that ended will not answer any more
		select {
		case <-p.gone:
			cancel()
		case <-ctx.Done():
		}
	}()
	conn, err := grpc.NewClient("unix://"+c.config.socket(),
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithConnectParams(grpc.ConnectParams{Backoff: backoff.Config{
			BaseDelay: 5 * time.Millisecond, Multiplier: 1.3, MaxDelay: 100 * time.Millisecond,
		}}))
	if err != nil {
		return err
	}
	defer conn.Close()
	for {
		_, err = cri.NewRuntimeServiceClient(conn).Version(ctx, &cri.VersionRequest{}, grpc.WaitForReady(true))
		if err == nil {
			return nil
		}
		select {
		case <-p.gone:
			return fmt.Errorf("runtime: containerd ended at once; its log is in %s", c.config.logFile())
		case <-ctx.Done():
			return fmt.Errorf("runtime: containerd does not answer (%w); its log is in %s", err, c.config.logFile())
		case <-time.After(10 * time.Millisecond): // it listens, but CRI is not up yet
		}
	}
}

// supervise starts containerd again whenever it ends, and bounds its log,
// until ctx is done.
func (c *Containerd) supervise(ctx context.Context) {
	defer close(c.stopped)
	tick := time.NewTicker(logCheck)
	defer tick.Stop()
	delay := restartFirst
	begun := time.Now()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if err := turnOver(c.config.logFile(), maxLog); err != nil {
				c.log.Warn("cannot bound containerd's log", "error", err)
			}
			continue
		case <-c.process.gone:
		}
		if time.Since(begun) > restartForgive {
			delay = restartFirst
		}
		c.log.Warn("containerd ended; starting it again", "pid", c.process.PID, "delay", delay)
		p := c.restart(ctx, &delay)
		if p == nil {
			return
		}
		begun = time.Now()
		c.mu.Lock()
		c.process = p
		c.mu.Unlock()
	}
}

// restart tries until a new containerd answers; it returns nil when ctx is
// done first.
func (c *Containerd) restart(ctx context.Context, delay *time.Duration) *process {
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(*delay):
		}
		*delay = min(2**delay, restartMost)
		p, err := c.adoptOrSpawn(ctx)
		if err == nil {
			return p
		}
		if ctx.Err() == nil {
			c.log.Error("containerd does not start", "error", err, "next try in", *delay)
		}
	}
}

// turnOver moves a log's content to the file with .1 appended once it is
// larger than limit. The file stays the same, since containerd holds it open
// and appends to it; the few lines that it writes between the copy and the
// cut are lost.
func turnOver(path string, limit int64) error {
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if os.IsNotExist(err) {
		return nil
	}
	if err != nil {
		return err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil || info.Size() <= limit {
		return err
	}
	old, err := os.OpenFile(path+".1", os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	defer old.Close()
	// Only the newest part, should the log have grown far beyond the limit.
	if _, err := file.Seek(max(0, info.Size()-limit), io.SeekStart); err != nil {
		return err
	}
	if _, err := io.Copy(old, io.LimitReader(file, 2*limit)); err != nil {
		return err
	}
	return file.Truncate(0)
}
