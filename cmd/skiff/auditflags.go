package main

import (
	"log/slog"
	"time"

	"github.com/spf13/pflag"

	"github.com/skiff-k8s/skiff/apiserver/audit"
)

// auditFlags say what is recorded of requests, and where, by kube-apiserver's
// names.
type auditFlags struct {
	policy                      string
	path                        string
	maxAge, maxBackups, maxSize int
}

func (f *auditFlags) add(flags *pflag.FlagSet) {
	flags.StringVar(&f.policy, "audit-policy-file", "", "what to record of requests: a Policy of audit.k8s.io/v1")
	flags.StringVar(&f.path, "audit-log-path", "", "record requests in this file, one JSON object a line; \"-\" is the standard output")
	flags.IntVar(&f.maxAge, "audit-log-maxage", 0, "days to keep old audit logs; 0 for ever")
	flags.IntVar(&f.maxBackups, "audit-log-maxbackup", 0, "number of old audit logs to keep; 0 for all")
	flags.IntVar(&f.maxSize, "audit-log-maxsize", 0, "size in megabytes at which a new audit log is begun (default 100)")
}

// open returns what records requests, nil when nothing does, and what ends it.
func (f *auditFlags) open(log *slog.Logger) (*audit.Auditor, func() error, error) {
	nothing := func() error { return nil }
	if f.path == "" || f.policy == "" {
		if f.path != f.policy {
			log.Warn("nothing is recorded: --audit-policy-file and --audit-log-path need each other")
		}
		return nil, nothing, nil
	}
	policy, err := audit.LoadPolicy(f.policy)
	if err != nil {
		return nil, nothing, err
	}
	out, err := audit.OpenLog(audit.LogOptions{Path: f.path, MaxSize: f.maxSize, MaxBackups: f.maxBackups, MaxAge: f.maxAge, Log: log})
	if err != nil {
		return nil, nothing, err
	}
	return audit.New(policy, out, time.Now), out.Close, nil
}
