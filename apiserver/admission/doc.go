// Package admission is what the server itself thinks of a write after it has been
// authorized: the plugins that kube-apiserver enables by default, a file each.
//
// A plugin is a pure look at the request and at the present state; it changes the
// new object (Admit) or refuses (Validate). Plugins for pods fill in what nobody
// writes down: the service account with its token, tolerations, the priority.
package admission
