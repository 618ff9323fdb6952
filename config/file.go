package config

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// maxFile bounds a settings file.
const maxFile = 1 << 20

// line is the setting that one line of a file gives.
type line struct {
	number int
	values []string // one, or as many as a list has
}

// parseFile reads the part of TOML that settings need: lines of key = value,
// where a value is a string, a number, true or false, an instant, or a list of
// strings on one line; and comments. What it takes means the same in TOML.
func parseFile(text string) (map[string]line, error) {
	if !utf8.ValidString(text) {
		return nil, errors.New("not UTF-8")
	}
	settings := map[string]line{}
	text = strings.ReplaceAll(strings.TrimPrefix(text, "\ufeff"), "\r\n", "\n")
	for i, s := range strings.Split(text, "\n") {
		key, values, err := parseLine(s)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", i+1, err)
		}
		if key == "" {
			continue
		}
		if first, twice := settings[key]; twice {
			return nil, fmt.Errorf("line %d: %s was set on line %d already", i+1, key, first.number)
		}
		settings[key] = line{i + 1, values}
	}
	return settings, nil
}

// parseLine reads one line; key is empty when there is nothing on it.
func parseLine(s string) (key string, values []string, err error) {
	s = strings.TrimLeft(s, " \t")
	switch {
	case s == "" || s[0] == '#':
		return "", nil, checkComment(s)
	case s[0] == '[':
		return "", nil, errors.New("there are no sections: every line is key = value")
	}
	key, rest, found := strings.Cut(s, "=")
	key = strings.TrimRight(key, " \t")
	if !found || !isKey(key) {
		return "", nil, fmt.Errorf("not key = value: %.40q", s)
	}
	values, rest, err = parseValue(strings.TrimLeft(rest, " \t"))
	if err != nil {
		return "", nil, fmt.Errorf("%s: %w", key, err)
	}
	rest = strings.TrimLeft(rest, " \t")
	if rest != "" && rest[0] != '#' {
		return "", nil, fmt.Errorf("%s: more than one value: %.40q", key, rest)
	}
	return key, values, checkComment(rest)
}

func isKey(s string) bool {
	return s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}

// checkComment refuses what TOML refuses in a comment.
func checkComment(s string) error {
	if strings.ContainsFunc(s, isControl) {
		return errors.New("control character in a comment")
	}
	return nil
}

func isControl(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f }

// parseValue reads a value at the start of s.
func parseValue(s string) (values []string, rest string, err error) {
	switch {
	case s == "":
		return nil, "", errors.New("no value")
	case s[0] == '"' || s[0] == '\'':
		value, rest, err := parseString(s)
		return []string{value}, rest, err
	case s[0] == '[':
		return parseList(s[1:])
	}
	end := strings.IndexAny(s, " \t#")
	if end < 0 {
		end = len(s)
	}
	if !isBare(s[:end]) {
		return nil, "", fmt.Errorf("text must be in quotes: %.40q", s[:end])
	}
	return []string{s[:end]}, s[end:], nil
}

// parseList reads strings separated by commas, up to the closing bracket.
func parseList(s string) (values []string, rest string, err error) {
	for {
		s = strings.TrimLeft(s, " \t")
		if rest, closed := strings.CutPrefix(s, "]"); closed {
			return values, rest, nil
		}
		if s == "" || s[0] != '"' && s[0] != '\'' {
			return nil, "", errors.New("a list holds strings in quotes, and ends on the same line")
		}
		var value string
		if value, s, err = parseString(s); err != nil {
			return nil, "", err
		}
		values = append(values, value)
		s = strings.TrimLeft(s, " \t")
		var more bool
		if s, more = strings.CutPrefix(s, ","); !more && !strings.HasPrefix(s, "]") {
			return nil, "", errors.New("a comma or ] is missing in the list")
		}
	}
}

// parseString reads a string in quotes at the start of s: as it stands between
// single quotes, with escapes between double ones.
func parseString(s string) (value, rest string, err error) {
	quote := s[0]
	if strings.HasPrefix(s, string([]byte{quote, quote, quote})) {
		return "", "", errors.New("a string stands on one line, between single quotation marks")
	}
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		switch c := s[i]; {
		case c == quote:
			return b.String(), s[i+1:], nil
		case isControl(rune(c)):
			return "", "", errors.New("control character in a string")
		case c == '\\' && quote == '"':
			r, n := escape(s[i:])
			if n == 0 {
				return "", "", fmt.Errorf("unknown escape %.6q; in single quotes a backslash is a backslash", s[i:])
			}
			b.WriteRune(r)
			i += n - 1
		default:
			b.WriteByte(c)
		}
	}
	return "", "", errors.New("the string has no end")
}

// escapes are those of one letter.
var escapes = map[byte]rune{'b': '\b', 't': '\t', 'n': '\n', 'f': '\f', 'r': '\r', '"': '"', '\\': '\\'}

// escape reads the escape at the start of s and returns how long it is; 0 when
// it is none.
func escape(s string) (r rune, n int) {
	if len(s) < 2 {
		return 0, 0
	}
	if r, ok := escapes[s[1]]; ok {
		return r, 2
	}
	digits := map[byte]int{'u': 4, 'U': 8}[s[1]]
	if digits == 0 || len(s) < 2+digits {
		return 0, 0
	}
	code, err := strconv.ParseUint(s[2:2+digits], 16, 32)
	if err != nil || !utf8.ValidRune(rune(code)) {
		return 0, 0
	}
	return rune(code), 2 + digits
}

// isBare says whether a value without quotes is one in TOML: true, false, a
// whole number or an instant.
func isBare(s string) bool {
	if s == "true" || s == "false" {
		return true
	}
	if digits := strings.TrimPrefix(s, "-"); digits == "0" || digits != "" && digits[0] != '0' {
		if _, err := strconv.ParseInt(s, 10, 64); err == nil && s[0] != '+' {
			return true
		}
	}
	var t time.Time
	return t.UnmarshalText([]byte(s)) == nil
}
