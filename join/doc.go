// Package join lets a node agent into a cluster: from a server's URL and a token
// to the certificates with which the node proves who it is.
//
// The token holds a digest of the cluster's certificate authority and a secret.
// The agent first fetches the authority without trusting the connection and
// compares the digest, so the secret is only ever sent to the right server. It
// then sends two signing requests: one for the certificate of the user
// system:node:NAME, one for the certificate of the kubelet's own endpoint. Keys
// never leave the node.
//
// Whoever holds the token can join under any node name that has not joined yet.
// A name that has joined can be taken again only with the password that the
// agent made up when it joined first and keeps in its data folder.
package join
