package apitest

import (
	"net/http"
	"testing"
)

// TestExpectations holds expectations against an answer, those that are met
// and those that must not be.
func TestExpectations(t *testing.T) {
	const body = `{"totalSize":2,"content":{"name":"Sanne","wage":2915.30,"photo":null},"messages":[{"properties":["startDate"]},{"properties":[]}]}`
	for expectation, met := range map[string]bool{
		`totalSize = 2`:                         true,
		`totalSize = 2.0`:                       false, // amounts are compared as they are written
		`totalSize = "2"`:                       false,
		`totalSize != 2`:                        false,
		`totalSize != 3`:                        true,
		`content.name = "Sanne"`:                true,
		`content.name = Sanne`:                  true,
		`content.name = "sanne"`:                false,
		`content.name ~ ann`:                    true,
		`content.name ~ "x"`:                    false,
		`content.wage = 2915.30`:                true,
		`content.wage = 2915.3`:                 false,
		`content.photo = null`:                  true,
		`content.photo != null`:                 false,
		`messages.# = 2`:                        true,
		`messages.0.properties = ["startDate"]`: true,
		`messages.0.properties = ["endDate"]`:   false,
		`messages.1.properties = []`:            true,
		`messages.2.properties = []`:            false,
		`messages.-1.properties = []`:           false,
		`messages.0.properties ~ startDate`:     true,
		`absent content.id`:                     true,
		`absent content.photo`:                  false,
		`content.id = null`:                     false,
		`content.id != 1`:                       false, // what isn't there can't be compared
		`header Expires = "-1"`:                 true,
		`header ETag ~ x`:                       false,
		`absent header ETag`:                    true,
		`body ~ "Sanne"`:                        true,
		`body ~ Daan`:                           false,
		`content = {"name":"Sanne"}`:            false,
		`content.name equals Sanne`:             false,
		`save name = content.name`:              true,
		`content.name =~ ^S.*e$`:                true,
		`content.name =~ ^s`:                    false,
		`content.name =~ (`:                     false,
		`lines = 1`:                             true,
		`line 1 ~ totalSize`:                    true,
		`line 2 ~ totalSize`:                    false,
		`line 0 ~ totalSize`:                    false,
		`save name = content.id`:                false,
		`save copy = header Expires`:            true,
		`messages = [{"properties":["startDate"]},{"properties":[]}]`: true,
	} {
		h := &heard{header: http.Header{"Expires": {"-1"}}, body: []byte(body), known: map[string]string{}}
		if err := h.meets(expectation); (err == nil) != met {
			t.Errorf("%s: %v", expectation, err)
		}
	}
}

// TestLines takes a body of lines apart.
func TestLines(t *testing.T) {
	h := &heard{body: []byte("a,b\r\n1,2\n\"\"\r\n"), known: map[string]string{}}
	for expectation, met := range map[string]bool{
		"lines = 3": true, "lines = 4": false, "line 1 = a,b": true, "line 2 = 1,2": true, `line 3 =~ ^""$`: true, "absent line 4": true,
	} {
		if err := h.meets(expectation); (err == nil) != met {
			t.Errorf("%s: %v", expectation, err)
		}
	}
}

// TestRepeated takes out how often a request is made.
func TestRepeated(t *testing.T) {
	for request, want := range map[string]int{"GET /a\nas: b": 1, "GET /a\ntimes: 101\nas: b": 101} {
		if rest, times := repeated(t, request); times != want || rest != "GET /a\nas: b" {
			t.Errorf("%q is made %d times: %q", request, times, rest)
		}
	}
}

// TestSavedNames puts what was saved where it is named.
func TestSavedNames(t *testing.T) {
	h := &heard{body: []byte(`{"content":{"id":"abc","number":12}}`), known: map[string]string{}}
	for _, save := range []string{"save wage = content.id", "save n = content.number"} {
		if err := h.meets(save); err != nil {
			t.Fatal(err)
		}
	}
	if got := substitute("/wages/{wage}/{n}/{other}", h.known); got != "/wages/abc/12/{other}" {
		t.Errorf("substituted: %s", got)
	}
}
