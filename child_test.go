package payglot_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/payglot/payglot"
	"github.com/payglot/payglot/config"
	"github.com/payglot/payglot/demo"
	"github.com/payglot/payglot/store"
)

// childVariable makes the test binary a payglot that can be killed; its value
// says where that one keeps its record.
const childVariable = "PAYGLOT_TEST_HOUSE"

// place is where a child keeps its record, and how large its demo world is.
type place struct {
	Data, Database string
	Files          string // of exports; with a Database it has none of its own
	Employees      int
	Delay          time.Duration // of writes over Securex
	Debug          bool          // log all there is to log
}

func TestMain(m *testing.M) {
	if text := os.Getenv(childVariable); text != "" {
		if err := live(text); err != nil {
			fmt.Fprintln(os.Stderr, "child:", err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// live is the child's life: the demo world on a free port, until it is
// interrupted or loses its parent.
func live(text string) error {
	at := place{Files: filepath.Join(os.TempDir(), "payglot-test-files")}
	if err := json.Unmarshal([]byte(text), &at); err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	level := slog.LevelWarn
	if at.Debug {
		level = slog.LevelDebug
	}
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: level}))
	house, err := payglot.Open(ctx, config.Config{
		Record: config.Record{Data: at.Data, Database: at.Database},
		Server: config.Server{Listen: "127.0.0.1:0", Files: at.Files}, Securex: config.Securex{SecurexDelay: &at.Delay},
		World: config.World{Demo: true, Employees: at.Employees},
	}, log, os.Stdout)
	if err != nil {
		return err
	}
	go obey(house)
	return errors.Join(house.Serve(ctx), house.Close())
}

// obey does what the parent says: "hold" begins a write that never ends.
func obey(house *payglot.House) {
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		if lines.Text() != "hold" {
			continue
		}
		go house.Store.Update(context.Background(), store.Actor{}, func(tx *store.Tx) error {
			_, err := tx.Conn().Exec(tx.Context(), `UPDATE meta SET value = value`)
			fmt.Println("held", err)
			select {}
		})
	}
	os.Exit(3)
}

// child is a payglot in a process of its own.
type child struct {
	url    string
	token  string
	took   time.Duration // until it told its address
	cmd    *exec.Cmd
	in     io.WriteCloser
	out    *bufio.Scanner
	log    bytes.Buffer // to be read when it has ended
	client *http.Client
}

// spawn starts a payglot and doesn't wait for it.
func spawn(t testing.TB, at place) *child {
	t.Helper()
	text, err := json.Marshal(at)
	if err != nil {
		t.Fatal(err)
	}
	c := &child{cmd: exec.Command(os.Args[0]), client: &http.Client{
		Timeout:   time.Minute,
		Transport: &http.Transport{MaxIdleConnsPerHost: 64},
	}}
	c.cmd.Env = append(os.Environ(), childVariable+"="+string(text))
	c.cmd.Stderr = &c.log
	out, err := c.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	c.out = bufio.NewScanner(out)
	if c.in, err = c.cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	if err := c.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.kill)
	return c
}

// begin starts a payglot and waits until it answers.
func begin(t testing.TB, at place) *child {
	t.Helper()
	begun := time.Now()
	c := spawn(t, at)
	for c.url == "" && c.out.Scan() {
		c.url, _ = strings.CutPrefix(c.out.Text(), "payglot is at ")
	}
	if c.url == "" {
		c.kill()
		t.Fatalf("the child does not start: %s", c.log.String())
	}
	c.took = time.Since(begun)
	c.login(t)
	return c
}

// kill ends the process as kill -9 does. It may be called again.
func (c *child) kill() {
	_ = c.cmd.Process.Kill()
	_ = c.cmd.Wait()
	c.client.CloseIdleConnections()
}

// interrupt ends it as Ctrl-C does and returns how it ended.
func (c *child) interrupt() error {
	if err := c.cmd.Process.Signal(os.Interrupt); err != nil {
		return err
	}
	return c.cmd.Wait()
}

func (c *child) login(t testing.TB) {
	t.Helper()
	answer, err := c.client.PostForm(c.url+"/token", url.Values{
		"grant_type": {"password"}, "username": {demo.UserName}, "password": {demo.Password},
		"client_id": {demo.ClientID}, "client_secret": {demo.ClientSecret},
	})
	if err != nil {
		t.Fatalf("token: %v", err)
	}
	defer answer.Body.Close()
	var token struct {
		AccessToken string `json:"access_token"`
	}
	if err := json.NewDecoder(answer.Body).Decode(&token); err != nil || token.AccessToken == "" {
		t.Fatalf("token: %s (%v)", answer.Status, err)
	}
	c.token = token.AccessToken
}

// ask makes one call. An error means that no whole answer came.
func (c *child) ask(method, path, body string) (int, []byte, error) {
	req, err := http.NewRequest(method, c.url+path, strings.NewReader(body))
	if err != nil {
		return 0, nil, err
	}
	req.Header.Set("Accept", "application/json;version=2026-01-01")
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", "Bearer "+c.token)
	answer, err := c.client.Do(req)
	if err != nil {
		return 0, nil, err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	return answer.StatusCode, text, err
}

// get reads JSON that must be there.
func (c *child) get(t testing.TB, path string, into any) {
	t.Helper()
	status, body, err := c.ask(http.MethodGet, path, "")
	if err != nil || status != http.StatusOK {
		t.Fatalf("GET %s: %d %s (%v)", path, status, body, err)
	}
	if err := json.Unmarshal(body, into); err != nil {
		t.Fatalf("GET %s: %v", path, err)
	}
}

// control makes a control call that must succeed.
func (c *child) control(t testing.TB, method, path, body string) string {
	t.Helper()
	status, answer, err := c.ask(method, "/_payglot/"+path, body)
	if err != nil || status != http.StatusOK {
		t.Fatalf("%s %s: %d %s (%v)", method, path, status, answer, err)
	}
	return string(answer)
}

// today is the day that the child's clock shows.
func (c *child) today(t testing.TB) string {
	t.Helper()
	var now struct{ Now time.Time }
	if err := json.Unmarshal([]byte(c.control(t, http.MethodGet, "clock", "")), &now); err != nil {
		t.Fatal(err)
	}
	return now.Now.In(store.Zone).Format(time.DateOnly)
}

// advance moves the child's clock a day on and has all done that is due.
func (c *child) advance(t testing.TB) {
	t.Helper()
	c.control(t, http.MethodPost, "clock/advance", `{"by":"P1D"}`)
	c.control(t, http.MethodPost, "jobs/drain", "")
	c.login(t) // the token has expired
}

// later is a day some days after another.
func later(day string, days int) string {
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		panic(err)
	}
	return at.AddDate(0, 0, days).Format(time.DateOnly)
}

func id(name string) string { return demo.ID(name).String() }
