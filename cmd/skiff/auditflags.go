package main

import (
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"github.com/spf13/pflag"
	"k8s.io/client-go/tools/clientcmd"

	"github.com/skiff-k8s/skiff/apiserver/audit"
)

// auditFlags say what is recorded of requests, and where, by kube-apiserver's
// names and with its defaults.
type auditFlags struct {
	policy  string
	log     auditLogFlags
	webhook auditWebhookFlags
}

type auditLogFlags struct {
	path                        string
	maxAge, maxBackups, maxSize int
	compress                    bool
	format, mode, version       string
	truncate                    truncateFlags
}

type auditWebhookFlags struct {
	config        string
	mode, version string
	backoff       time.Duration
	buffer, batch int
	wait          time.Duration
	throttle      bool
	qps           float32
	burst         int
	truncate      truncateFlags
}

type truncateFlags struct {
	enabled            bool
	maxEvent, maxBatch int
}

func (f *truncateFlags) add(flags *pflag.FlagSet, sink string) {
	flags.BoolVar(&f.enabled, "audit-"+sink+"-truncate-enabled", false, "leave the bodies out of events that are too large, and divide batches that are")
	flags.IntVar(&f.maxEvent, "audit-"+sink+"-truncate-max-event-size", 100<<10, "bytes over which an event is too large; it is dropped when it is without its bodies")
	flags.IntVar(&f.maxBatch, "audit-"+sink+"-truncate-max-batch-size", 10<<20, "bytes over which a batch is too large")
}

func (f *truncateFlags) truncate(sink string) (*audit.Truncate, error) {
	switch {
	case !f.enabled:
		return nil, nil
	case f.maxEvent <= 0:
		return nil, fmt.Errorf("invalid audit truncate %s max event size %d, must be a positive number", sink, f.maxEvent)
	case f.maxBatch < f.maxEvent:
		return nil, fmt.Errorf("invalid audit truncate %s max batch size %d, must be greater than max event size (%d)", sink, f.maxBatch, f.maxEvent)
	}
	return &audit.Truncate{MaxEvent: f.maxEvent, MaxBatch: f.maxBatch}, nil
}

const auditVersion = "audit.k8s.io/v1"

func (f *auditFlags) add(flags *pflag.FlagSet) {
	flags.StringVar(&f.policy, "audit-policy-file", "", "what to record of requests: a Policy of audit.k8s.io/v1")
	l := &f.log
	flags.StringVar(&l.path, "audit-log-path", "", "record requests in this file, one JSON object a line; \"-\" is the standard output")
	flags.IntVar(&l.maxAge, "audit-log-maxage", 366, "days to keep old audit logs; 0 for ever")
	flags.IntVar(&l.maxBackups, "audit-log-maxbackup", 100, "number of old audit logs to keep; 0 for all")
	flags.IntVar(&l.maxSize, "audit-log-maxsize", 100, "size in megabytes at which a new audit log is begun; 0 for never")
	flags.BoolVar(&l.compress, "audit-log-compress", false, "compress old audit logs")
	flags.StringVar(&l.format, "audit-log-format", "json", "format of the audit log: json")
	flags.StringVar(&l.version, "audit-log-version", auditVersion, "version of the events in the audit log")
	flags.StringVar(&l.mode, "audit-log-mode", "batch", "batch or blocking; no request waits for the audit log in either")
	l.truncate.add(flags, "log")
	w := &f.webhook
	flags.StringVar(&w.config, "audit-webhook-config-file", "", "send what is recorded to the server of this kubeconfig")
	flags.StringVar(&w.mode, "audit-webhook-mode", "batch", "batch, or blocking to let requests wait until the webhook has them")
	flags.StringVar(&w.version, "audit-webhook-version", auditVersion, "version of the events that the webhook gets")
	flags.DurationVar(&w.backoff, "audit-webhook-initial-backoff", 10*time.Second, "pause before what failed is sent again")
	flags.DurationVar(&w.backoff, "audit-webhook-batch-initial-backoff", 10*time.Second, "pause before what failed is sent again")
	_ = flags.MarkDeprecated("audit-webhook-batch-initial-backoff", "use --audit-webhook-initial-backoff instead") // it is defined above
	flags.IntVar(&w.buffer, "audit-webhook-batch-buffer-size", 10_000, "number of events that wait at most")
	flags.IntVar(&w.batch, "audit-webhook-batch-max-size", 400, "number of events that are sent at once")
	flags.DurationVar(&w.wait, "audit-webhook-batch-max-wait", 30*time.Second, "how long an event waits for others")
	flags.BoolVar(&w.throttle, "audit-webhook-batch-throttle-enable", true, "bound the rate of batches")
	flags.Float32Var(&w.qps, "audit-webhook-batch-throttle-qps", 10, "batches in a second on average")
	flags.IntVar(&w.burst, "audit-webhook-batch-throttle-burst", 15, "batches at once after a quiet time")
	w.truncate.add(flags, "webhook")
}

// open returns what records requests, nil when nothing does, and what ends it.
func (f *auditFlags) open(log *slog.Logger) (*audit.Auditor, func() error, error) {
	nothing := func() error { return nil }
	toLog, toWebhook, err := f.options(log)
	if err != nil {
		return nil, nothing, err
	}
	if toLog == nil && toWebhook == nil || f.policy == "" {
		if toLog != nil || toWebhook != nil || f.policy != "" {
			log.Warn("nothing is recorded: --audit-policy-file needs --audit-log-path or --audit-webhook-config-file, and they need it")
		}
		return nil, nothing, nil
	}
	policy, err := audit.LoadPolicy(f.policy)
	if err != nil {
		return nil, nothing, fmt.Errorf("loading audit policy file: %w", err)
	}
	var sinks []audit.Sink
	if toLog != nil {
		out, err := audit.OpenLog(*toLog)
		if err != nil {
			return nil, nothing, err
		}
		sinks = append(sinks, out)
	}
	if toWebhook != nil {
		sinks = append(sinks, audit.NewWebhook(*toWebhook))
	}
	end := func() (err error) {
		for _, s := range sinks {
			err = errors.Join(err, s.Close())
		}
		return err
	}
	return audit.New(policy, time.Now, sinks...), end, nil
}

// options are what the flags say of the log and the webhook, nil for none.
func (f *auditFlags) options(log *slog.Logger) (toLog *audit.LogOptions, toWebhook *audit.WebhookOptions, err error) {
	if f.log.path != "" {
		if toLog, err = f.log.options(log); err != nil {
			return nil, nil, err
		}
	}
	if f.webhook.config != "" {
		if toWebhook, err = f.webhook.options(log); err != nil {
			return nil, nil, err
		}
	}
	return toLog, toWebhook, nil
}

func (f *auditLogFlags) options(log *slog.Logger) (*audit.LogOptions, error) {
	if err := checkSink("log", f.mode, f.version); err != nil {
		return nil, err
	}
	if f.format != "json" {
		return nil, fmt.Errorf("invalid audit log format %s, allowed formats are %q", f.format, "json")
	}
	for name, n := range map[string]int{"maxage": f.maxAge, "maxbackup": f.maxBackups, "maxsize": f.maxSize} {
		if n < 0 {
			return nil, fmt.Errorf("--audit-log-%s %d can't be a negative number", name, n)
		}
	}
	truncate, err := f.truncate.truncate("log")
	return &audit.LogOptions{
		Path: f.path, MaxSize: f.maxSize, MaxBackups: f.maxBackups, MaxAge: f.maxAge, Compress: f.compress, Truncate: truncate, Log: log,
	}, err
}

func (f *auditWebhookFlags) options(log *slog.Logger) (*audit.WebhookOptions, error) {
	if err := checkSink("webhook", f.mode, f.version); err != nil {
		return nil, err
	}
	o := &audit.WebhookOptions{Blocking: f.mode == "blocking", Buffer: f.buffer, Batch: f.batch, Wait: f.wait, Backoff: f.backoff, Log: log}
	if !o.Blocking {
		switch {
		case f.buffer <= 0:
			return nil, fmt.Errorf("invalid audit batch webhook buffer size %d, must be a positive number", f.buffer)
		case f.batch <= 0:
			return nil, fmt.Errorf("invalid audit batch webhook max batch size %d, must be a positive number", f.batch)
		case f.throttle && f.qps <= 0:
			return nil, fmt.Errorf("invalid audit batch webhook throttle QPS %v, must be a positive number", f.qps)
		case f.throttle && f.burst <= 0:
			return nil, fmt.Errorf("invalid audit batch webhook throttle burst %d, must be a positive number", f.burst)
		case f.throttle:
			o.QPS, o.Burst = f.qps, f.burst
		}
	}
	var err error
	if o.Truncate, err = f.truncate.truncate("webhook"); err != nil {
		return nil, err
	}
	config, err := clientcmd.BuildConfigFromFlags("", f.config)
	if err != nil {
		return nil, fmt.Errorf("initializing audit webhook: %w", err)
	}
	if o.Send, err = audit.Post(config); err != nil {
		return nil, fmt.Errorf("initializing audit webhook: %w", err)
	}
	return o, nil
}

// checkSink refuses what would promise more than is done: no request fails because
// it cannot be recorded.
func checkSink(sink, mode, version string) error {
	if modes := []string{"batch", "blocking"}; !slices.Contains(modes, mode) {
		return fmt.Errorf("invalid audit %s mode %s, allowed modes are %q", sink, mode, modes)
	}
	if version != auditVersion {
		return fmt.Errorf("invalid group version, allowed versions are %q", auditVersion)
	}
	return nil
}
