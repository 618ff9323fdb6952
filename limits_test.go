package payglot_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/payglot/payglot"
	"github.com/payglot/payglot/config"
	"github.com/payglot/payglot/payglottest"
)

// manyPeople are so many that a file of them doesn't fit into the buffers on
// its way.
const manyPeople = 1500

// served is a house that listens, in the test itself.
type served struct {
	*child
	house *payglot.House
	addr  string
	stop  func() error // as Ctrl-C does
}

// serve starts a house of some people; change may be nil.
func serve(t *testing.T, people int, change func(*payglot.House)) *served {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	read, write := io.Pipe()
	house, err := payglot.Open(ctx, config.Config{
		Server: config.Server{Listen: "127.0.0.1:0"},
		World:  config.World{Demo: true, Employees: people},
	}, slog.New(slog.DiscardHandler), write)
	if err != nil {
		t.Fatal(err)
	}
	if change != nil {
		change(house)
	}
	done := make(chan error, 1)
	go func() { done <- errors.Join(house.Serve(ctx), house.Close(), write.Close()) }()
	s := &served{house: house, child: &child{client: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 200}, Timeout: time.Minute}}}
	s.stop = sync.OnceValue(func() error { cancel(); return <-done })
	t.Cleanup(func() { s.client.CloseIdleConnections(); s.stop() })
	line, err := bufio.NewReader(read).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	go io.Copy(io.Discard, read)
	s.url = strings.TrimSpace(strings.TrimPrefix(line, "payglot is at "))
	s.addr = strings.TrimPrefix(s.url, "http://")
	s.login(t)
	return s
}

func (s *served) dial(t *testing.T) *net.TCPConn {
	t.Helper()
	c, err := net.Dial("tcp", s.addr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c.(*net.TCPConn)
}

// header is the beginning of a call with a token.
func (s *served) header(method, path, more string) string {
	return fmt.Sprintf("%s %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nAccept: application/json;version=2026-01-01\r\nContent-Type: application/json\r\n%s\r\n",
		method, path, s.token, more)
}

// prompt has an ordinary call answered while others misbehave.
func (s *served) prompt(t *testing.T) {
	t.Helper()
	for range 20 {
		begun := time.Now()
		status, _, err := s.ask(http.MethodGet, employees+"employments/"+id("employment 1")+"/wages", "")
		if took := time.Since(begun); err != nil || status != http.StatusOK || took > 2*time.Second {
			t.Fatalf("an ordinary call: %d after %v (%v)", status, took, err)
		}
	}
}

func TestRequestsBeyondTheLimits(t *testing.T) {
	s := serve(t, 0, nil)
	contacts := employees + id("employee 1") + "/contacts"
	big := strings.Repeat("x", 5<<20+1)
	for _, c := range []struct {
		name, request string
		status        int
	}{
		{"more than 5 MiB, as it says itself", s.header("POST", contacts, "Content-Length: 5242881\r\n"), 413},
		{"more than 5 MiB, in chunks", s.header("POST", contacts, "Transfer-Encoding: chunked\r\n") + fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", len(big), big), 413},
		{"a long token request", s.header("POST", "/token", "Content-Length: 5242881\r\nContent-Type: application/x-www-form-urlencoded\r\n"), 400},
		{"lies about its length", s.header("POST", contacts, "Content-Length: -1\r\n"), 400},
		{"two lengths", s.header("POST", contacts, "Content-Length: 2\r\nContent-Length: 3\r\n") + "{}", 400},
		{"a header of 80 kB", s.header("GET", contacts, "X-Much: "+strings.Repeat("x", 80<<10)+"\r\n"), 431},
		{"a path of 40 kB", s.header("GET", "/v2/"+strings.Repeat("x/", 20<<10), ""), 404},
		{"a path of dots", s.header("GET", "/v2/../../../etc/passwd", ""), 404},
		{"a path with a zero", s.header("GET", "/v2/providers%00", ""), 404},
		{"a filter over 4 kB", s.header("GET", contacts+"?filter=name%20eq%20'"+strings.Repeat("x", 5000)+"'", ""), 400},
		{"10,000 parameters", s.header("GET", contacts+"?"+strings.Repeat("a=1&", 10_000), ""), 400},
		{"no protocol", "hello\r\n\r\n", 400},
	} {
		t.Run(c.name, func(t *testing.T) {
			conn := s.dial(t)
			conn.SetDeadline(time.Now().Add(10 * time.Second))
			go io.WriteString(conn, c.request)
			answer, err := http.ReadResponse(bufio.NewReader(conn), nil)
			if err != nil {
				t.Fatal(err)
			}
			answer.Body.Close()
			if answer.StatusCode != c.status {
				t.Errorf("status %d, want %d", answer.StatusCode, c.status)
			}
		})
	}
	s.prompt(t)
}

// TestBodiesThatCantBe says where a body goes wrong, and leaves nothing.
func TestBodiesThatCantBe(t *testing.T) {
	s := serve(t, 0, nil)
	for _, c := range []struct{ body, says string }{
		{"{\n \"name\": \"x\",,}", "line 2, column 14"},
		{`{"name": "x"`, "line 1"},
		{strings.Repeat(`{"a":`, 100_000), "deep"},
		{strings.Repeat(`[`, 2<<20), "deep"},
		{`{"name": "x", "name": "y", "description": "z"}`, "twice"},
		{`{"name": "x", "description": "z", "colour": "red"}`, "colour"},
		{"{\"name\": \"\xff\", \"description\": \"z\"}", "UTF-8"},
	} {
		status, answer, err := s.ask(http.MethodPost, employees+id("employee 1")+"/contacts", c.body)
		if err != nil || status != http.StatusBadRequest || !bytes.Contains(answer, []byte(c.says)) {
			t.Errorf("%.60q: %d %.300s (%v), want 400 with %q", c.body, status, answer, err, c.says)
		}
	}
	var contacts list
	if s.get(t, employees+id("employee 1")+"/contacts", &contacts); len(contacts.Rows) != 0 {
		t.Errorf("%d contacts were kept", len(contacts.Rows))
	}
}

// TestSlowRequests dribbles headers and bodies: each is cut off, and harms
// nobody.
func TestSlowRequests(t *testing.T) {
	s := serve(t, 0, func(h *payglot.House) { h.Impatient(300 * time.Millisecond) })
	contacts := employees + id("employee 1") + "/contacts"
	var dribbling sync.WaitGroup
	for n := range 50 {
		at, rest := "", s.header("GET", contacts, "")
		if n%2 == 0 {
			at, rest = s.header("POST", contacts, "Content-Length: 1000\r\n"), strings.Repeat(" ", 1000)
		}
		c := s.dial(t)
		dribbling.Go(func() {
			begun := time.Now()
			io.WriteString(c, at)
			for _, letter := range rest {
				if _, err := io.WriteString(c, string(letter)); err != nil {
					break
				}
				time.Sleep(50 * time.Millisecond)
			}
			if took := time.Since(begun); took > 5*time.Second {
				t.Errorf("a slow request took %v", took)
			}
		})
	}
	s.prompt(t)
	dribbling.Wait()
}

func TestIdleConnections(t *testing.T) {
	s := serve(t, 0, nil)
	conns := make([]net.Conn, 0, 1000)
	defer func() {
		for _, c := range conns {
			c.Close()
		}
	}()
	for n := range cap(conns) {
		c, err := net.Dial("tcp", s.addr)
		if errors.Is(err, syscall.EMFILE) {
			t.Skipf("the system allows only %d connections", n)
		}
		if err != nil {
			t.Fatal(err)
		}
		conns = append(conns, c)
		if n%2 == 0 {
			io.WriteString(c, "GET /v2/prov")
		}
	}
	s.prompt(t)
}

// TestAnswersNotTaken asks for more files at once than the database has
// readers, over connections without buffers, and takes none of them.
func TestAnswersNotTaken(t *testing.T) {
	s := serve(t, manyPeople, nil)
	direct := &http.Server{Handler: s.house.Handler()}
	defer direct.Close()
	pipes := pipes{make(chan net.Conn), make(chan struct{})}
	go direct.Serve(pipes)
	file := strings.Replace(s.header("GET", "/v2/providers/employers/"+id("employer 1")+"/employees", ""), "application/json;", "text/csv;", 1)
	var asking sync.WaitGroup
	var begun atomic.Int32
	for range 100 {
		client, server := net.Pipe()
		defer client.Close()
		pipes.conns <- server
		if _, err := io.WriteString(client, file); err != nil {
			t.Fatal(err)
		}
		asking.Go(func() {
			status := make([]byte, len("HTTP/1.1 200"))
			client.SetReadDeadline(time.Now().Add(time.Second))
			if _, err := io.ReadFull(client, status); err == nil && string(status) == "HTTP/1.1 200" {
				begun.Add(1)
			}
		})
	}
	asking.Wait()
	if begun.Load() == 0 {
		t.Error("no file was begun")
	}
	s.prompt(t)
}

// pipes is a listener for connections in memory.
type pipes struct {
	conns  chan net.Conn
	closed chan struct{}
}

func (p pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.conns:
		return c, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

func (p pipes) Close() error   { close(p.closed); return nil }
func (p pipes) Addr() net.Addr { return &net.UnixAddr{Name: "pipes"} }

// TestManyExports has a hundred clients take the same file at once.
func TestManyExports(t *testing.T) {
	s := serve(t, manyPeople, nil)
	sizes := make(chan int64, 100)
	var exporting sync.WaitGroup
	for range cap(sizes) {
		exporting.Go(func() {
			req, _ := http.NewRequest(http.MethodGet, s.url+"/v2/providers/employers/"+id("employer 1")+"/employees", nil)
			req.Header.Set("Accept", "text/csv;version=2021-03-29")
			req.Header.Set("Authorization", "Bearer "+s.token)
			answer, err := s.client.Do(req)
			if err != nil {
				t.Error(err)
				return
			}
			defer answer.Body.Close()
			n, err := io.Copy(io.Discard, answer.Body)
			if err != nil || answer.StatusCode != http.StatusOK {
				t.Errorf("%s (%v)", answer.Status, err)
			}
			sizes <- n
		})
	}
	exporting.Wait()
	first := <-sizes
	for len(sizes) > 0 {
		if n := <-sizes; n != first || n < 10_000 {
			t.Errorf("a file has %d bytes, another one %d", n, first)
		}
	}
}

// TestPatience lets a slow taker be and gives up one that takes nothing.
func TestPatience(t *testing.T) {
	const wait = 200 * time.Millisecond
	client, server := net.Pipe()
	defer client.Close()
	wrote := make(chan error, 1)
	begun := time.Now()
	go func() {
		_, err := payglot.Patient(server, wait).Write(make([]byte, 10*64<<10))
		wrote <- err
	}()
	for range 6 { // of ten pieces
		time.Sleep(wait / 2)
		io.ReadFull(client, make([]byte, 64<<10))
	}
	if err := <-wrote; !errors.Is(err, os.ErrDeadlineExceeded) || time.Since(begun) < 3*wait {
		t.Errorf("given up after %v: %v", time.Since(begun), err)
	}
}

// TestStopLetsCallsFinish stops the house while a body is under way.
func TestStopLetsCallsFinish(t *testing.T) {
	s := serve(t, 0, nil)
	body := `{"name":"Late","description":"Buur"}`
	c := s.dial(t)
	io.WriteString(c, s.header("POST", employees+id("employee 1")+"/contacts", fmt.Sprintf("Content-Length: %d\r\n", len(body)))+body[:10])
	time.Sleep(200 * time.Millisecond)
	stopped := make(chan error, 1)
	go func() { stopped <- s.stop() }()
	time.Sleep(200 * time.Millisecond)
	if late, err := net.Dial("tcp", s.addr); err == nil {
		late.Close()
		t.Error("a house that stops takes new connections")
	}
	io.WriteString(c, body[10:])
	answer, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	if answer.StatusCode != http.StatusCreated {
		t.Errorf("status %d, want 201", answer.StatusCode)
	}
	if err := <-stopped; err != nil {
		t.Error(err)
	}
}

// TestCloseLeavesNothing counts what still runs when houses are closed.
func TestCloseLeavesNothing(t *testing.T) {
	running := func() int { runtime.GC(); return runtime.NumGoroutine() }
	before := running()
	for range 3 {
		s := serve(t, 0, nil)
		s.prompt(t)
		if err := s.stop(); err != nil {
			t.Error(err)
		}
		s.client.CloseIdleConnections()
	}
	for end := time.Now().Add(5 * time.Second); running() > before; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			stacks := make([]byte, 1<<20)
			t.Fatalf("%d goroutines are left:\n%s", running()-before, stacks[:runtime.Stack(stacks, true)])
		}
	}
}

// TestControlRefusesOtherOrigins keeps a page in somebody's browser from
// resetting a demo on the same machine.
func TestControlRefusesOtherOrigins(t *testing.T) {
	p := payglottest.Start(t)
	for origin, want := range map[string]int{"": http.StatusOK, "https://evil.example": http.StatusForbidden} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, p.URL+"/_payglot/reset", nil)
		if err != nil {
			t.Fatal(err)
		}
		if origin != "" {
			req.Header.Set("Origin", origin)
			req.Header.Set("Sec-Fetch-Site", "cross-site")
		}
		answer, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		if answer.StatusCode != want {
			t.Errorf("from origin %q: status %d, want %d", origin, answer.StatusCode, want)
		}
	}
}
