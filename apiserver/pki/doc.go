// Package pki keeps the cluster's keys: the certificate authority that clients,
// kubelets and the API server trust, the front-proxy authority, the serving
// certificate, the key that signs service-account tokens, and the kubeconfig
// files made from them.
//
// All keys are ECDSA P-256, because making or using one takes microseconds where
// RSA takes tens of milliseconds, which counts on the start path. Everything is
// kept below one folder with mode 0600, in the file names that kubeadm uses, or
// in memory only when the folder is empty.
package pki
