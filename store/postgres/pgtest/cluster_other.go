//go:build !unix

package pgtest

// startCluster knows no way here; a server can be named.
func startCluster() (string, error) { return "", nil }
