package apitest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// World is the payglot that a conversation is held with.
type World struct {
	// URL is its address.
	URL string
	// Token gives the bearer token of somebody named in a file.
	Token func(t testing.TB, name string) string
	// Names are known from the start: ids of the demo world.
	Names map[string]string
}

// Run holds every conversation of a folder, each in a world of its own.
func Run(t *testing.T, dir string, open func(t testing.TB) World) {
	files, err := fs.Glob(os.DirFS(dir), "*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no conversations in %s: %v", dir, err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(file, ".txt"), func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(filepath.Join(dir, file))
			if err != nil {
				t.Fatal(err)
			}
			hold(t, open(t), string(text))
		})
	}
}

func hold(t *testing.T, w World, text string) {
	known := map[string]string{}
	for k, v := range w.Names {
		known[k] = v
	}
	line := 1
	for i, part := range strings.Split(text, "\n### ") {
		if i == 0 {
			part = strings.TrimPrefix(part, "### ")
		}
		at := line
		line += strings.Count(part, "\n") + 1
		if i == 0 && !strings.Contains(part, "\n--- ") {
			continue // what stands before the first exchange
		}
		title, rest, _ := strings.Cut(part, "\n")
		if !t.Run(strings.TrimSpace(title), func(t *testing.T) { exchange(t, w, known, rest, at) }) {
			t.FailNow()
		}
	}
}

func exchange(t *testing.T, w World, known map[string]string, text string, line int) {
	request, expected, ok := strings.Cut("\n"+text, "\n--- ")
	if !ok {
		t.Fatalf("line %d: no line --- STATUS", line)
	}
	request, times := repeated(t, strings.TrimLeft(request, "\n"))
	var answer *http.Response
	var body []byte
	for range times {
		answer, body = ask(t, parseRequest(t, w, known, request), line)
	}
	status, lines, _ := strings.Cut(expected, "\n")
	if got := strconv.Itoa(answer.StatusCode); got != strings.TrimSpace(status) {
		t.Fatalf("line %d: status %s, want %s\n%s", line, got, status, body)
	}
	a := &heard{header: answer.Header, body: body, known: known}
	for expectation := range strings.Lines(lines) {
		expectation = strings.TrimSpace(substitute(expectation, known))
		if expectation == "" || strings.HasPrefix(expectation, "#") {
			continue
		}
		if err := a.meets(expectation); err != nil {
			t.Errorf("line %d: %s: %v\n%s", line, expectation, err, body)
		}
	}
}

// repeated takes out of a request how often it is made.
func repeated(t *testing.T, request string) (string, int) {
	before, after, ok := strings.Cut(request, "\ntimes: ")
	if !ok {
		return request, 1
	}
	number, rest, _ := strings.Cut(after, "\n")
	times, err := strconv.Atoi(strings.TrimSpace(number))
	if err != nil || times < 1 {
		t.Fatalf("times: %q", number)
	}
	return before + "\n" + rest, times
}

func ask(t *testing.T, req *http.Request, line int) (*http.Response, []byte) {
	answer, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatalf("line %d: %v", line, err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatalf("line %d: %v", line, err)
	}
	return answer, body
}

func parseRequest(t *testing.T, w World, known map[string]string, text string) *http.Request {
	head, body, _ := strings.Cut(substitute(text, known), "\n\n")
	lines := strings.Split(strings.TrimSpace(head), "\n")
	method, path, _ := strings.Cut(lines[0], " ")
	address := strings.ReplaceAll(strings.TrimSpace(path), " ", "%20")
	if strings.HasPrefix(address, "/") {
		address = w.URL + address
	}
	req, err := http.NewRequest(method, address, strings.NewReader(strings.TrimSpace(body)))
	if err != nil {
		t.Fatal(err)
	}
	if body = strings.TrimSpace(body); body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	for _, line := range lines[1:] {
		name, value, _ := strings.Cut(line, ":")
		name, value = strings.TrimSpace(name), strings.TrimSpace(value)
		if name == "as" {
			name, value = "Authorization", "Bearer "+w.Token(t, value)
		}
		req.Header.Set(name, value)
	}
	return req
}

func substitute(text string, known map[string]string) string {
	for name, value := range known {
		text = strings.ReplaceAll(text, "{"+name+"}", value)
	}
	return text
}

// heard is an answer that expectations are held against.
type heard struct {
	header http.Header
	body   []byte
	known  map[string]string
}

func (h *heard) meets(expectation string) error {
	verb, rest, _ := strings.Cut(expectation, " ")
	switch verb {
	case "save":
		name, path, _ := strings.Cut(rest, " = ")
		value, ok := h.at(strings.TrimSpace(path))
		if !ok {
			return fmt.Errorf("is not there")
		}
		h.known[strings.TrimSpace(name)] = plain(value)
		return nil
	case "absent":
		if value, ok := h.at(rest); ok {
			return fmt.Errorf("is %v", value)
		}
		return nil
	}
	for _, compare := range []struct {
		sign string
		hold func(got any, want string) error
	}{{" =~ ", matches}, {" != ", differs}, {" = ", equals}, {" ~ ", contains}} {
		path, want, ok := strings.Cut(expectation, compare.sign)
		if !ok {
			continue
		}
		got, there := h.at(strings.TrimSpace(path))
		if !there {
			return fmt.Errorf("is not there")
		}
		return compare.hold(got, strings.TrimSpace(want))
	}
	return fmt.Errorf("is no expectation")
}

// at finds "header Name", "body", "line N" of a body of lines or "lines", their
// number, or a dotted path of the JSON answer; a number is a position in an
// array, "#" its length.
func (h *heard) at(path string) (any, bool) {
	if name, ok := strings.CutPrefix(path, "header "); ok {
		return h.header.Get(name), h.header.Get(name) != ""
	}
	if path == "body" {
		return string(h.body), true
	}
	lines := strings.Split(strings.TrimSuffix(string(h.body), "\n"), "\n")
	if path == "lines" {
		return json.Number(strconv.Itoa(len(lines))), true
	}
	if number, ok := strings.CutPrefix(path, "line "); ok {
		n, err := strconv.Atoi(number)
		if err != nil || n < 1 || n > len(lines) {
			return nil, false
		}
		return strings.TrimSuffix(lines[n-1], "\r"), true
	}
	return At(h.body, path)
}

// At finds a dotted path in a JSON answer; a number is a position in an
// array, "#" its length.
func At(body []byte, path string) (any, bool) {
	var value any
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.UseNumber()
	if dec.Decode(&value) != nil {
		return nil, false
	}
	for step := range strings.SplitSeq(path, ".") {
		switch v := value.(type) {
		case map[string]any:
			next, ok := v[step]
			if !ok {
				return nil, false
			}
			value = next
		case []any:
			if step == "#" {
				value = json.Number(strconv.Itoa(len(v)))
				continue
			}
			i, err := strconv.Atoi(step)
			if err != nil || i < 0 || i >= len(v) {
				return nil, false
			}
			value = v[i]
		default:
			return nil, false
		}
	}
	return value, true
}

func equals(got any, want string) error {
	if text, ok := got.(string); ok && !strings.HasPrefix(want, `"`) {
		if text != want {
			return fmt.Errorf("is %q", text)
		}
		return nil
	}
	var wanted any
	dec := json.NewDecoder(strings.NewReader(want))
	dec.UseNumber()
	if err := dec.Decode(&wanted); err != nil {
		return fmt.Errorf("what is wanted is no JSON: %w", err)
	}
	if diff := cmp.Diff(wanted, got); diff != "" {
		return fmt.Errorf("differs (-want +got):\n%s", diff)
	}
	return nil
}

func differs(got any, want string) error {
	if equals(got, want) == nil {
		return fmt.Errorf("is just that")
	}
	return nil
}

func contains(got any, want string) error {
	text := plain(got)
	if unquoted, err := strconv.Unquote(want); err == nil {
		want = unquoted
	}
	if !strings.Contains(text, want) {
		return fmt.Errorf("is %s", text)
	}
	return nil
}

func matches(got any, want string) error {
	pattern, err := regexp.Compile(want)
	if err != nil {
		return fmt.Errorf("what is wanted is no pattern: %w", err)
	}
	if text := plain(got); !pattern.MatchString(text) {
		return fmt.Errorf("is %s", text)
	}
	return nil
}

// plain is a text as it is, anything else as JSON.
func plain(value any) string {
	if text, ok := value.(string); ok {
		return text
	}
	encoded, err := json.Marshal(value)
	if err != nil {
		return fmt.Sprint(value)
	}
	return string(encoded)
}
