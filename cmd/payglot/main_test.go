package main

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) { testscript.Main(m, map[string]func(){"payglot": main}) }

// The scripts in testdata run the command as a person does.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"start": start, "quit": quit, "get": get,
		},
		RequireExplicitExec: true,
	})
}

// running is a payglot that start started.
type running struct {
	*exec.Cmd
	ended chan error
	mu    sync.Mutex
	out   bytes.Buffer
}

func (r *running) Write(b []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.out.Write(b)
}

func (r *running) text() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.out.String()
}

var (
	bannerURL = regexp.MustCompile(`payglot is at (\S+)`)
	bannerEnd = regexp.MustCompile(`(?m)^  state .*\n`)
)

// start runs payglot in the background on a free port and waits for its
// banner. $URL is then where it is, and the file banner what it printed.
func start(ts *testscript.TestScript, neg bool, args []string) {
	path := filepath.Join(filepath.SplitList(ts.Getenv("PATH"))[0], "payglot")
	r := &running{Cmd: exec.Command(path, append(args, "--listen=127.0.0.1:0")...), ended: make(chan error, 1)}
	r.Dir, r.Stdout, r.Stderr = ts.Getenv("WORK"), r, r
	r.Env = []string{"PATH=" + ts.Getenv("PATH"), "TZ=UTC", "HOME=" + ts.Getenv("WORK")}
	ts.Check(r.Start())
	ts.Defer(func() { r.Process.Kill() })
	go func() { r.ended <- r.Wait() }()
	began := time.Now()
	for !bannerEnd.MatchString(r.text()) {
		if len(r.ended) > 0 || time.Since(began) > 20*time.Second {
			ts.Fatalf("no banner: %s", r.text())
		}
		time.Sleep(5 * time.Millisecond)
	}
	ts.Logf("banner after %v", time.Since(began).Round(time.Millisecond))
	ts.Setenv("URL", bannerURL.FindStringSubmatch(r.text())[1])
	ts.Check(os.WriteFile(ts.MkAbs("banner"), []byte(r.text()), 0o600))
	processes.Store(ts.Name(), r)
}

// processes are those that start started, by script.
var processes sync.Map

// quit presses Ctrl-C and expects a clean end.
func quit(ts *testscript.TestScript, neg bool, args []string) {
	p, _ := processes.LoadAndDelete(ts.Name())
	r := p.(*running)
	ts.Check(r.Process.Signal(os.Interrupt))
	if err := <-r.ended; err != nil {
		ts.Fatalf("did not end cleanly: %v\n%s", err, r.text())
	}
}

// get asks for a URL, with the bearer token in a file if one is named as
// @FILE, and prints status and body.
func get(ts *testscript.TestScript, neg bool, args []string) {
	ask, err := http.NewRequest(http.MethodGet, args[0], nil)
	ts.Check(err)
	if len(args) > 1 {
		token := ts.ReadFile(strings.TrimPrefix(args[1], "@"))
		ask.Header.Set("Authorization", "Bearer "+strings.TrimSpace(token))
	}
	answer, err := http.DefaultClient.Do(ask)
	if neg {
		if err == nil {
			ts.Fatalf("%s answers", args[0])
		}
		return
	}
	ts.Check(err)
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	ts.Check(err)
	_, err = io.WriteString(ts.Stdout(), answer.Status+"\n"+string(body))
	ts.Check(err)
}

// try runs the command in an empty folder.
func try(t *testing.T, env map[string]string, args ...string) (code int, out, err string) {
	t.Helper()
	t.Chdir(t.TempDir())
	var o, e bytes.Buffer
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	code = run(ctx, args, &world{
		in: strings.NewReader(""), out: &o, err: &e,
		lookupEnv: func(name string) (string, bool) { v, ok := env[name]; return v, ok },
	})
	return code, o.String(), e.String()
}

// What can't be done says why in one line and what to do in another.
func TestFailures(t *testing.T) {
	type env = map[string]string
	for what, c := range map[string]struct {
		args     []string
		env      env
		code     int
		why, do  string
		excluded string
	}{
		"unknown command":    {[]string{"nonsense"}, nil, exitUsage, "nonsense", "payglot --help", ""},
		"unknown flag":       {[]string{"serve", "--speed=9"}, nil, exitUsage, "--speed", "payglot --help", ""},
		"missing argument":   {[]string{"backup"}, nil, exitUsage, "<file>", "payglot --help", ""},
		"bad value":          {[]string{"demo", "--employees=many"}, nil, exitUsage, "--employees: ", "payglot --help", ""},
		"bad variable":       {[]string{"demo"}, env{"PAYGLOT_EMPLOYEES": "many"}, exitUsage, "PAYGLOT_EMPLOYEES: ", "payglot --help", ""},
		"bad clock":          {[]string{"demo", "--clock=noon"}, nil, exitUsage, "--clock: ", "payglot --help", ""},
		"bad log":            {[]string{"demo", "--log-format=xml"}, nil, exitUsage, "--log-format", "payglot --help", ""},
		"no such file":       {[]string{"--config=none.toml", "serve"}, nil, exitUsage, "none.toml", "payglot --help", ""},
		"no record":          {[]string{"serve"}, nil, exitUsage, "no record", "--data DIR", ""},
		"doctor of nothing":  {[]string{"doctor"}, nil, exitUsage, "no record", "--data DIR", ""},
		"serve in the open":  {[]string{"serve", "--data=d", "--listen=:7300"}, nil, exitUsage, "without encryption", "--behind-proxy", ""},
		"demo in the open":   {[]string{"--listen=0.0.0.0:7300", "--behind-proxy"}, nil, exitUsage, "demo world", "127.0.0.1", ""},
		"demo in a database": {[]string{"demo"}, env{"PAYGLOT_DATABASE": "postgres://me:secret@db/x"}, exitUsage, "not for a database", "--data", "secret"},
		"database gone": {
			[]string{"serve", "--database=postgres://me:secret@127.0.0.1:1/x?connect_timeout=2"}, nil, exitFailed, "127.0.0.1", "see whether it runs", "secret",
		},
		"backup gone":        {[]string{"restore", "--data=d", "none"}, nil, exitFailed, "none", "name is right", ""},
		"doctor elsewhere":   {[]string{"doctor", "--data=d"}, nil, exitFailed, "no record in d", "--data", ""},
		"backup of nothing":  {[]string{"backup", "--data=d", "file"}, nil, exitFailed, "no record in d", "--data", ""},
		"no dialect":         {[]string{"curl", "loquet", "GET", "/"}, nil, exitUsage, "loquet", "loket", ""},
		"nothing runs there": {[]string{"curl", "loket", "GET", "/", "--url=http://127.0.0.1:1"}, nil, exitFailed, "127.0.0.1:1", "see whether it runs", ""},
		"client without a way back": {
			[]string{"client", "add", "App", "--data=d"}, nil, exitUsage, "send them back", "--redirect", "",
		},
	} {
		t.Run(what, func(t *testing.T) {
			code, out, err := try(t, c.env, c.args...)
			lines := strings.Split(strings.TrimSuffix(err, "\n"), "\n")
			if code != c.code || out != "" || len(lines) != 2 || !strings.HasPrefix(lines[0], "payglot: ") ||
				!strings.Contains(lines[0], c.why) || !strings.Contains(lines[1], c.do) {
				t.Errorf("%v: %d\n%s%s", c.args, code, out, err)
			}
			if c.excluded != "" && strings.Contains(err, c.excluded) {
				t.Errorf("tells a password:\n%s", err)
			}
		})
	}
}

func TestPortTaken(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	code, out, said := try(t, nil, "--listen", taken.Addr().String())
	if code != exitFailed || out != "" || !strings.Contains(said, "--listen 127.0.0.1:0") {
		t.Errorf("%d %s%s", code, out, said)
	}
}

func TestHelp(t *testing.T) {
	code, out, err := try(t, nil, "--help")
	if code != exitDone || err != "" {
		t.Fatalf("%d %s", code, err)
	}
	for _, command := range []string{"demo", "serve", "admin", "client", "payandbill", "curl", "fidelity", "backup", "restore", "doctor", "version"} {
		if !strings.Contains(out, "\n  "+command+" ") {
			t.Errorf("help has no %s:\n%s", command, out)
		}
	}
	code, out, err = try(t, nil, "backup", "--help") // though an argument is missing
	if code != exitDone || err != "" || !strings.Contains(out, "PAYGLOT_DATA") {
		t.Errorf("%d %s%s", code, out, err)
	}
}

func TestVersion(t *testing.T) {
	code, out, err := try(t, nil, "version")
	if code != exitDone || err != "" || !strings.HasPrefix(out, "payglot ") || !strings.Contains(out, " go1.") {
		t.Errorf("%d %s%s", code, out, err)
	}
}

func TestQuote(t *testing.T) {
	for _, s := range []string{"", "a b", "it's", `"$x" \ ''`, "a\nb"} {
		out, err := exec.Command("sh", "-c", "printf %s "+quote(s)).Output()
		if err != nil || string(out) != s {
			t.Errorf("%q became %q, %v", s, out, err)
		}
	}
}
