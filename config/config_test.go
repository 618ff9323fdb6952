package config

import (
	"errors"
	"flag"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/kong"
)

var update = flag.Bool("update", false, "renew docs/configuration.md")

func TestManualIsFresh(t *testing.T) {
	const path = "../docs/configuration.md"
	if *update {
		if err := os.WriteFile(path, []byte(Manual()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	page, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(page) != Manual() {
		t.Error("docs/configuration.md is stale; renew it with go test ./config -update")
	}
}

// The example of the manual is a file that works.
func TestManualExample(t *testing.T) {
	_, example, _ := strings.Cut(Manual(), "```toml\n")
	example, _, _ = strings.Cut(example, "```")
	cfg, err := load(t, nil, nil, example)
	if err != nil {
		t.Fatal(err)
	}
	if err := cfg.Check(); err != nil {
		t.Error(err)
	}
	if cfg.Hosts["loket"] != "api.loket.example.org" || !cfg.BehindProxy {
		t.Errorf("read %+v", cfg)
	}
}

// Every option has a name of its own and a help text, so that the manual and
// the environment have them all.
func TestDeclarations(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range parts {
		for f := range reflect.TypeOf(p.options).Fields() {
			name := f.Tag.Get("name")
			if f.Tag.Get("kong") == "-" {
				continue
			}
			if name == "" || seen[name] || !isKey(name) || !strings.HasSuffix(f.Tag.Get("help"), ".") {
				t.Errorf("%s.%s: name %q, help %q", p.title, f.Name, name, f.Tag.Get("help"))
			}
			seen[name] = true
		}
	}
	for f := range reflect.TypeFor[Config]().Fields() {
		if !f.Anonymous {
			t.Errorf("Config.%s is in no part", f.Name)
		}
	}
}

// load parses as the command does, in an empty folder with that payglot.toml.
func load(t *testing.T, args []string, env map[string]string, file string) (*Config, error) {
	t.Helper()
	t.Chdir(t.TempDir())
	if file != "" {
		if err := os.WriteFile(DefaultFile, []byte(file), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var cli struct {
		File string `name:"config"`
		Config
	}
	source := NewSource(func(name string) (string, bool) { value, ok := env[name]; return value, ok })
	parser, err := kong.New(&cli, kong.Resolvers(source))
	if err != nil {
		t.Fatal(err)
	}
	if _, err = parser.Parse(args); err != nil {
		return nil, source.Name(err)
	}
	return &cli.Config, nil
}

func TestPrecedence(t *testing.T) {
	const file = "listen = '127.0.0.1:3'\n"
	env := map[string]string{"PAYGLOT_LISTEN": "127.0.0.1:2"}
	for _, c := range []struct {
		what string
		args []string
		env  map[string]string
		file string
		want string
	}{
		{"flag first", []string{"--listen=127.0.0.1:1"}, env, file, "127.0.0.1:1"},
		{"then the environment", nil, env, file, "127.0.0.1:2"},
		{"then the file", nil, nil, file, "127.0.0.1:3"},
		{"an empty variable is none", nil, map[string]string{"PAYGLOT_LISTEN": ""}, file, "127.0.0.1:3"},
		{"then the default", nil, nil, "", "127.0.0.1:7300"},
	} {
		if cfg, err := load(t, c.args, c.env, c.file); err != nil || cfg.Listen != c.want {
			t.Errorf("%s: %+v, %v, want %s", c.what, cfg, err, c.want)
		}
	}
}

// Each kind of value comes out the same from all three places.
func TestThreeSpellings(t *testing.T) {
	args := []string{
		"--clock=2024-06-14T10:00:00+02:00", "--behind-proxy", "--employees=5", "--data=a b",
		"--host=loket=one", "--host=other=two",
	}
	env := map[string]string{
		"PAYGLOT_CLOCK": "2024-06-14T10:00:00+02:00", "PAYGLOT_BEHIND_PROXY": "true", "PAYGLOT_EMPLOYEES": "5",
		"PAYGLOT_DATA": "a b", "PAYGLOT_HOST": "loket=one;other=two",
	}
	const file = `
		clock = 2024-06-14T10:00:00+02:00 # an instant of TOML
		behind-proxy = true
		employees = 5
		data = "a b"
		host = ["loket=one", 'other=two']`
	flags, err := load(t, args, nil, "")
	if err != nil {
		t.Fatal(err)
	}
	if flags.Clock.IsZero() || !flags.BehindProxy || flags.Employees != 5 || flags.Data != "a b" || len(flags.Hosts) != 2 {
		t.Errorf("flags give %+v", flags)
	}
	for what, c := range map[string]struct {
		env  map[string]string
		file string
	}{"environment": {env, ""}, "file": {nil, file}} {
		if cfg, err := load(t, nil, c.env, c.file); err != nil || !reflect.DeepEqual(cfg, flags) {
			t.Errorf("%s: %+v, %v, want %+v", what, cfg, err, flags)
		}
	}
}

func TestErrorsNameTheSource(t *testing.T) {
	for _, c := range []struct {
		args []string
		env  map[string]string
		file string
		want string
	}{
		{args: []string{"--employees=x"}, want: "--employees: "},
		{env: map[string]string{"PAYGLOT_EMPLOYEES": "x"}, want: "PAYGLOT_EMPLOYEES: "},
		{file: "# my settings\nemployees = 'x'", want: "payglot.toml:2: employees: "},
		{file: "data = ['a', 'b']", want: "payglot.toml:1: data: takes one value"},
		{file: "employes = 5", want: `payglot.toml: line 1: there is no setting "employes"`},
		{file: "config = 'other.toml'", want: `there is no setting "config"`},
		{file: "employees", want: "payglot.toml: line 1: not key = value"},
		{args: []string{"--config=none.toml"}, want: "open none.toml: "},
		{env: map[string]string{"PAYGLOT_CONFIG": "none.toml"}, want: "open none.toml: "},
		{file: strings.Repeat("#", maxFile+1), want: "too large"},
	} {
		_, err := load(t, c.args, c.env, c.file)
		if err == nil || !strings.HasPrefix(err.Error(), c.want) && !strings.Contains(err.Error(), ": "+c.want) {
			t.Errorf("%v %v %.40s: %v, want %s", c.args, c.env, c.file, err, c.want)
		}
	}
}

func TestNamedFile(t *testing.T) {
	named := t.TempDir() + "/mine.toml"
	if err := os.WriteFile(named, []byte("employees = 7"), 0o600); err != nil {
		t.Fatal(err)
	}
	for what, c := range map[string]struct {
		args []string
		env  map[string]string
	}{
		"flag":        {[]string{"--config", named}, nil},
		"environment": {nil, map[string]string{"PAYGLOT_CONFIG": named}},
	} {
		if cfg, err := load(t, c.args, c.env, "employees = 3"); err != nil || cfg.Employees != 7 {
			t.Errorf("%s: %+v, %v", what, cfg, err)
		}
	}
}

func TestCheck(t *testing.T) {
	type change = func(*Config)
	good := map[string]change{
		"as it is":       func(*Config) {},
		"database":       func(c *Config) { c.Data, c.Database = "", "postgresql://me:secret@db/payglot?sslmode=require" },
		"demo in memory": func(c *Config) { c.Data, c.Demo = "", true },
		"demo kept":      func(c *Config) { c.Demo, c.Employees = true, 100000 },
		"localhost":      func(c *Config) { c.Listen = "localhost:0" },
		"IPv6":           func(c *Config) { c.Listen = "[::1]:7300" },
		"behind a proxy": func(c *Config) { c.Listen, c.BehindProxy = "0.0.0.0:7300", true },
		"TLS":            func(c *Config) { c.Listen, c.TLSCert, c.TLSKey = ":443", "cert", "key" },
		"public URL":     func(c *Config) { c.PublicURL = "https://pay.example.org/" },
		"host":           func(c *Config) { c.Hosts = map[string]string{"loket": "api.loket.nl"} },
		"CareFlex elsewhere": func(c *Config) {
			c.CareFlexToken, c.CareFlexSOAP, c.CareFlexREST = "/oauth/token", "/pflege/soap/", "/pflege/rest"
		},
		"dialect's address": func(c *Config) { c.ListenLoket = "127.0.0.2:7301" },
		"other dialect's":   func(c *Config) { c.ListenSecurex = "127.0.0.2:7302" },
		"prefix":            func(c *Config) { c.SecurexPrefix = "/be/sx-1" },
		"no delay":          func(c *Config) { c.SecurexDelay = new(time.Duration) },
	}
	bad := map[string]change{
		"nowhere":                   func(c *Config) { c.Data = "" },
		"in two places":             func(c *Config) { c.Database = "postgres://db/payglot" },
		"other database":            func(c *Config) { c.Data, c.Database = "", "mysql://secret@db/payglot" },
		"no port":                   func(c *Config) { c.Listen = "127.0.0.1" },
		"everywhere":                func(c *Config) { c.Listen = ":7300" },
		"network":                   func(c *Config) { c.Listen = "192.168.1.1:7300" },
		"a name may be anywhere":    func(c *Config) { c.Listen = "payglot.internal:7300" },
		"prefix without a slash":    func(c *Config) { c.SecurexPrefix = "sx" },
		"prefix with one too many":  func(c *Config) { c.SecurexPrefix = "/sx/" },
		"prefix of no path":         func(c *Config) { c.SecurexPrefix = "/s x" },
		"negative delay":            func(c *Config) { d := -time.Second; c.SecurexDelay = &d },
		"other for the network":     func(c *Config) { c.ListenSecurex = "0.0.0.0:7302" },
		"dialect for the network":   func(c *Config) { c.ListenLoket = "0.0.0.0:7301" },
		"demo for the network":      func(c *Config) { c.Demo, c.Listen, c.BehindProxy = true, "0.0.0.0:7300", true },
		"demo in a database":        func(c *Config) { c.Demo, c.Data, c.Database = true, "", "postgres://db/payglot" },
		"certificate without key":   func(c *Config) { c.TLSCert = "cert" },
		"TLS twice":                 func(c *Config) { c.TLSCert, c.TLSKey, c.BehindProxy = "cert", "key", true },
		"public URL with a path":    func(c *Config) { c.PublicURL = "https://example.org/pay" },
		"public URL with a user":    func(c *Config) { c.PublicURL = "https://me@example.org" },
		"public URL without scheme": func(c *Config) { c.PublicURL = "example.org" },
		"dialect unknown":           func(c *Config) { c.Hosts = map[string]string{"loquet": "api.loket.nl"} },
		"host with port":            func(c *Config) { c.Hosts = map[string]string{"loket": "api.loket.nl:443"} },
		"CareFlex twice":            func(c *Config) { c.CareFlexSOAP, c.CareFlexREST = "/pflege", "/Pflege" },
		"CareFlex below itself":     func(c *Config) { c.CareFlexSOAP, c.CareFlexREST = "/pflege/soap", "/pflege" },
		"CareFlex nowhere":          func(c *Config) { c.CareFlexREST = "pflege" },
		"CareFlex with parameters":  func(c *Config) { c.CareFlexREST = "/{pflege}" },
		"too many employees":        func(c *Config) { c.Demo, c.Employees = true, maxEmployees+1 },
		"negative employees":        func(c *Config) { c.Demo, c.Employees = true, -1 },
	}
	try := func(f change) error {
		c := &Config{Record: Record{Data: "data"}, Server: Server{Listen: "127.0.0.1:7300"}}
		f(c)
		return c.Check()
	}
	for what, f := range good {
		if err := try(f); err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
	for what, f := range bad {
		err := try(f)
		e, ok := errors.AsType[*Error](err)
		if !ok || e.Why == "" || e.Hint() == "" {
			t.Errorf("%s: %v", what, err)
		} else if strings.Contains(e.Why+e.Do, "secret") {
			t.Errorf("%s: tells a password: %v", what, err)
		}
	}
}
