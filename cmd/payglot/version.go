package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
)

// versionCmd says which payglot this is.
type versionCmd struct{}

// Run prints version, commit and what it was built with.
func (versionCmd) Run(w *world) error {
	version, commit := "(unknown)", ""
	if info, ok := debug.ReadBuildInfo(); ok {
		version = info.Main.Version
		for _, s := range info.Settings {
			switch {
			case s.Key == "vcs.revision":
				commit = " " + s.Value
			case s.Key == "vcs.modified" && s.Value == "true":
				commit += " (modified)"
			}
		}
	}
	_, err := fmt.Fprintf(w.out, "payglot %s%s %s %s/%s\n", version, commit, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return err
}
