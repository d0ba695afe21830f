// Package actions answers the creates that store nothing of their own: binding
// and evicting pods, tokens of service accounts, and the reviews that ask who
// somebody is and what he may do.
package actions
