// Package webhooks has the admission plugins that ask outside: mutating webhooks,
// one after the other, each of which may patch the object, and validating ones,
// side by side, each of which may refuse it.
//
// Configurations are read from the cache at each request, so that whoever was told
// of a new one finds it in force; what they say is compiled once. Without any
// configuration a request pays a look at an empty table.
//
// A webhook is never asked about the configurations of webhooks and policies
// themselves: one that refuses everything could not be got rid of.
package webhooks
