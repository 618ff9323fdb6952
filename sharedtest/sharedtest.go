// Package sharedtest finds, for tests, what lies beside the repository and is
// no part of it: vendors' descriptions, and files of known payroll cases. It
// imports nothing of ours.
package sharedtest

import (
	"os"
	"path/filepath"
	"testing"
)

// Env names the folder; without it, it is "shared" beside the repository.
const Env = "PAYGLOT_SHARED"

// File is the path of a file of the folder, such as
// "reference/loket/openapi.json". The test is skipped when it isn't there.
func File(t testing.TB, name string) string {
	t.Helper()
	dir := os.Getenv(Env)
	if dir == "" {
		dir = filepath.Join(root(t), "..", "shared")
	}
	path := filepath.Join(dir, filepath.FromSlash(name))
	if _, err := os.Stat(path); err != nil {
		t.Skipf("no %s: it is not beside the repository, nor where %s says", name, Env)
	}
	return path
}

// root is the folder of the repository, the one with go.mod.
func root(t testing.TB) string {
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		above := filepath.Dir(dir)
		if above == dir {
			t.Fatal("the test runs outside the repository")
		}
		dir = above
	}
}
