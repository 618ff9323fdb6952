package config

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
)

const (
	// DefaultFile is read from the working directory when it is there and no
	// other is named.
	DefaultFile = "payglot.toml"
	// FileFlag names the flag that names the file.
	FileFlag  = "config"
	envPrefix = "PAYGLOT_"
)

// Source gives kong the settings that are not on the command line: first from
// the environment, then from the file.
type Source struct {
	getenv   func(string) (string, bool)
	fileName string
	file     map[string]line // nil until it is read
	settings map[string]bool // the names there are
	last     string          // where the setting resolved last came from
	lastFlag string
}

// NewSource returns a source on an environment, as os.LookupEnv gives it.
func NewSource(lookupEnv func(string) (string, bool)) *Source {
	s := &Source{getenv: lookupEnv, settings: map[string]bool{}}
	for _, p := range parts {
		for f := range reflect.TypeOf(p.options).Fields() {
			if name := f.Tag.Get("name"); name != "" {
				s.settings[name] = true
			}
		}
	}
	return s
}

// EnvName is the environment variable of a flag.
func EnvName(flag string) string {
	return envPrefix + strings.ToUpper(strings.ReplaceAll(flag, "-", "_"))
}

// IsSetting says whether a flag can also be set in the environment and the file.
func (s *Source) IsSetting(flag string) bool { return s.settings[flag] }

// Validate is part of kong.Resolver.
func (s *Source) Validate(*kong.Application) error { return nil }

// Resolve is part of kong.Resolver.
func (s *Source) Resolve(ctx *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	if !s.settings[flag.Name] {
		return nil, nil
	}
	s.last, s.lastFlag = "", flag.Name
	if err := s.readFile(ctx); err != nil {
		return nil, err
	}
	if value, ok := s.getenv(EnvName(flag.Name)); ok && value != "" {
		s.last = EnvName(flag.Name)
		return value, nil
	}
	l, ok := s.file[flag.Name]
	if !ok || len(l.values) == 0 {
		return nil, nil
	}
	s.last = fmt.Sprintf("%s:%d: %s", s.fileName, l.number, flag.Name)
	return join(l.values, flag)
}

// join gives kong several values as it wants them in one text.
func join(values []string, flag *kong.Flag) (any, error) {
	if len(values) == 1 {
		return values[0], nil
	}
	if !flag.IsMap() {
		return nil, errors.New("takes one value, not a list")
	}
	return strings.Join(values, string(flag.Tag.MapSep)), nil
}

// readFile reads the file once. One that was named must be there.
func (s *Source) readFile(ctx *kong.Context) error {
	if s.file != nil {
		return nil
	}
	name := s.named(ctx)
	s.fileName = name
	if name == "" {
		s.fileName = DefaultFile
	}
	f, err := os.Open(s.fileName)
	if name == "" && errors.Is(err, fs.ErrNotExist) {
		s.file = map[string]line{}
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err == nil && len(text) > maxFile {
		err = errors.New("too large for a file of settings")
	}
	if err == nil {
		s.file, err = s.parse(string(text))
	}
	if err != nil {
		return fmt.Errorf("%s: %w", s.fileName, err)
	}
	return nil
}

// named is the file that the command line or the environment names.
func (s *Source) named(ctx *kong.Context) string {
	for _, f := range ctx.Flags() {
		if f.Name != FileFlag {
			continue
		}
		if name, ok := ctx.FlagValue(f).(string); ok && name != "" {
			return name
		}
	}
	name, _ := s.getenv(EnvName(FileFlag))
	return name
}

// parse reads a file and refuses what is no setting, which is a misspelled one.
func (s *Source) parse(text string) (map[string]line, error) {
	file, err := parseFile(text)
	if err != nil {
		return nil, err
	}
	for _, key := range slices.Sorted(maps.Keys(file)) {
		if !s.settings[key] {
			return nil, fmt.Errorf("line %d: there is no setting %q", file[key].number, key)
		}
	}
	return file, nil
}

// Name says in an error of kong's where the value came from: kong names the
// flag that it was asking about, and the reader may have written none.
func (s *Source) Name(err error) error {
	message, ours := strings.CutPrefix(err.Error(), "--"+s.lastFlag+": ")
	switch {
	case !ours || s.lastFlag == "":
		return err
	case s.last == "": // the file itself
		return errors.New(message)
	}
	return errors.New(s.last + ": " + message)
}
