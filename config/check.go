package config

import (
	"fmt"
	"maps"
	"net"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// maxEmployees bounds the demo world.
const maxEmployees = 1_000_000

// dialects are the names that --host and --listen-... know.
var dialects = []string{"careflex", "loket", "payandbill", "securex", "visma"}

// Error is a setting that can't be: why, and what to do about it.
type Error struct{ Why, Do string }

func (e *Error) Error() string { return e.Why }

// Hint says what to do.
func (e *Error) Hint() string { return e.Do }

// Check refuses settings that contradict each other or that are not safe.
func (c *Config) Check() error {
	for _, check := range []func() error{c.Record.check, c.Server.check, c.Securex.check, c.Visma.check, c.checkWorld, c.checkReach} {
		if err := check(); err != nil {
			return err
		}
	}
	return nil
}

// Check refuses a record that is nowhere.
func (r *Record) Check() error {
	if r.Data == "" && r.Database == "" {
		return &Error{"there is no record to work on", "say --data DIR or --database postgres://..."}
	}
	return r.check()
}

func (r *Record) check() error {
	if r.Data != "" && r.Database != "" {
		return &Error{"the record can't be in a folder and in a database", "leave out --data or --database (or PAYGLOT_DATA, PAYGLOT_DATABASE)"}
	}
	if r.Database == "" {
		return nil
	}
	// The URL may hold a password, so no message shows it.
	u, err := url.Parse(r.Database)
	if err != nil || u.Scheme != "postgres" && u.Scheme != "postgresql" {
		return &Error{"--database is no URL of PostgreSQL", "write it as postgres://user@host:5432/name"}
	}
	return nil
}

func (s *Server) check() error {
	for flag, addr := range s.Addresses() {
		if _, port, err := net.SplitHostPort(addr); err != nil || port == "" {
			return &Error{fmt.Sprintf("%s is no address: %q", flag, addr), "write it as 127.0.0.1:7300"}
		}
	}
	for dialect, host := range s.Hosts {
		if !slices.Contains(dialects, dialect) {
			return &Error{fmt.Sprintf("--host: there is no dialect %q", dialect), "the dialects are " + strings.Join(dialects, ", ")}
		}
		if host == "" || strings.ContainsAny(host, "/: ") {
			return &Error{fmt.Sprintf("--host: %q is no host name", host), "write it as loket=api.loket.nl, without scheme and port"}
		}
	}
	if (s.TLSCert == "") != (s.TLSKey == "") {
		return &Error{"a certificate and its key come together", "say both --tls-cert FILE and --tls-key FILE"}
	}
	if s.TLSCert != "" && s.BehindProxy {
		return &Error{"either payglot does TLS or the proxy in front", "leave out --behind-proxy, or --tls-cert and --tls-key"}
	}
	if err := s.checkCareFlex(); err != nil {
		return err
	}
	return s.checkPublicURL()
}

var path = regexp.MustCompile(`^(/[A-Za-z0-9._~-]+)+/?$`)

// checkCareFlex keeps the paths that may be chosen apart: none is another one
// or below it. One that is empty is as usual.
func (s *Server) checkCareFlex() error {
	all := []string{s.CareFlexToken, s.CareFlexSOAP, s.CareFlexREST}
	for i, flag := range []string{"--careflex-token", "--careflex-soap", "--careflex-rest"} {
		if all[i] == "" {
			continue
		}
		if !path.MatchString(all[i]) {
			return &Error{fmt.Sprintf("%s is no path: %q", flag, all[i]), "write it as /careflex/rest"}
		}
		for j, other := range all {
			if i != j && strings.HasPrefix(closed(other), closed(all[i])) {
				return &Error{fmt.Sprintf("%s: %s holds another of the three paths", flag, all[i]), "choose paths of which none begins with another"}
			}
		}
	}
	return nil
}

// closed is a path in small letters with one slash at its end.
func closed(path string) string { return strings.ToLower(strings.TrimRight(path, "/")) + "/" }

func (s *Server) checkPublicURL() error {
	if s.PublicURL == "" {
		return nil
	}
	u, err := url.Parse(s.PublicURL)
	if err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && u.User == nil &&
		strings.Trim(u.Path, "/") == "" && u.RawQuery == "" && u.Fragment == "" {
		return nil
	}
	return &Error{fmt.Sprintf("--public-url is no origin: %q", s.PublicURL), "write scheme and host only, as https://pay.example.org"}
}

// prefix is a path of letters, digits and dashes.
var prefix = regexp.MustCompile(`^(/[A-Za-z0-9-]+)+$`)

// check leaves the rest to the dialect, which knows what it means.
func (s *Securex) check() error {
	switch {
	case s.SecurexPrefix != "" && !prefix.MatchString(s.SecurexPrefix):
		return &Error{fmt.Sprintf("--securex-prefix is no path: %q", s.SecurexPrefix), "write it as /sx, with letters, digits and dashes"}
	case s.SecurexDelay != nil && *s.SecurexDelay < 0:
		return &Error{"--securex-delay: nothing is processed before it was sent", "write it as 30s"}
	}
	return nil
}

func (v *Visma) check() error {
	if v.VismaFileRows < 0 {
		return &Error{"--visma-file-rows: a file can't have less than no rows", "say 0 for one file, or how many rows one has at most"}
	}
	for _, host := range v.VismaCallbacks {
		if host == "" || strings.ContainsAny(host, "/ @") {
			return &Error{fmt.Sprintf("--visma-callback: %q is no host", host), "write it as hooks.example.org or hooks.example.org:8443, without scheme and path"}
		}
	}
	return nil
}

func (c *Config) checkWorld() error {
	switch {
	case c.Employees < 0 || c.Employees > maxEmployees:
		return &Error{fmt.Sprintf("the demo world has up to %d employees", maxEmployees), "choose a smaller --employees"}
	case c.Demo && c.Database != "":
		return &Error{"the demo world is not for a database", "say --data DIR to keep it, or nothing"}
	case !c.Demo && c.Data == "" && c.Database == "":
		return c.Record.Check()
	}
	return nil
}

// checkReach keeps what crosses the network encrypted, and the demo world,
// whose credentials everybody knows, on this machine.
func (c *Config) checkReach() error {
	for flag, addr := range c.Addresses() {
		switch {
		case IsLoopback(addr):
		case c.Demo:
			return &Error{
				fmt.Sprintf("%s %s: others could reach the demo world, and everybody knows its credentials", flag, addr),
				"use 127.0.0.1, or payglot serve for the real thing",
			}
		case c.TLSCert == "" && !c.BehindProxy:
			return &Error{
				fmt.Sprintf("%s %s: others could reach payglot without encryption", flag, addr),
				"say --tls-cert and --tls-key, or --behind-proxy when a proxy in front does TLS",
			}
		}
	}
	return nil
}

// Addresses are the addresses to listen on, by the flag that says so.
func (s *Server) Addresses() map[string]string {
	all := map[string]string{"--listen": s.Listen}
	for dialect, addr := range s.Own() {
		all["--listen-"+dialect] = addr
	}
	maps.DeleteFunc(all, func(_, addr string) bool { return addr == "" })
	return all
}

// Own are the addresses that dialects have for themselves, by dialect; "" for
// one that has none.
func (s *Server) Own() map[string]string {
	return map[string]string{
		"loket": s.ListenLoket, "payandbill": s.ListenPayAndBill, "securex": s.ListenSecurex, "careflex": s.ListenCareFlex,
		"visma": s.ListenVisma,
	}
}

// IsLoopback says whether an address is reached from this machine only.
func IsLoopback(addr string) bool {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return false
	}
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.Unmap().IsLoopback()
}
