package main

import (
	"context"

	"github.com/spf13/pflag"

	"github.com/skiff-k8s/skiff/store"
	"github.com/skiff-k8s/skiff/store/etcd"
)

// etcdFlags say which etcd keeps the state, if any does.
type etcdFlags struct {
	endpoints         []string
	prefix            string
	caFile            string
	certFile, keyFile string
}

func (f *etcdFlags) add(flags *pflag.FlagSet) {
	flags.StringSliceVar(&f.endpoints, "etcd-endpoints", nil, "keep the state in this etcd, shared with other servers, instead of the embedded store")
	flags.StringVar(&f.caFile, "etcd-ca-file", "", "authority of etcd's certificates")
	flags.StringVar(&f.certFile, "etcd-cert-file", "", "client certificate for etcd")
	flags.StringVar(&f.keyFile, "etcd-key-file", "", "key of the client certificate for etcd")
}

func (f *etcdFlags) used() bool { return len(f.endpoints) > 0 }

func (f *etcdFlags) open(ctx context.Context) (store.Store, error) {
	options := etcd.Options{Endpoints: f.endpoints, Prefix: f.prefix}
	if f.caFile != "" || f.certFile != "" {
		config, err := etcd.TLSFiles(f.caFile, f.certFile, f.keyFile)
		if err != nil {
			return nil, err
		}
		options.TLS = config
	}
	return etcd.Open(ctx, options)
}
