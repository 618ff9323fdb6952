package payandbill

import (
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/record"
)

// checking looks at a row, each field by itself and then what fields say of
// each other. It needs no database: what that has to say of a row comes in
// import.go.
type checking struct {
	// worker is what would be saved, sent what the row says. They differ where
	// an existing worker is changed: what the row leaves out stays.
	worker, sent *worker
	references   *references
	today        cal.Date
	found        messages
}

// check says what is wrong with a row. Values are brought into their listed
// spelling on the way.
func check(w, sent *worker, r *references, today cal.Date) messages {
	c := &checking{worker: w, sent: sent, references: r, today: today}
	c.object(fields, reflect.ValueOf(w).Elem(), reflect.ValueOf(sent).Elem())
	c.across()
	c.found.sort()
	return c.found
}

// object checks the fields of a row, or of an object in it. sent is invalid
// where the row has no such object.
func (c *checking) object(o *object, v, sent reflect.Value) {
	for _, f := range o.fields {
		if f.form == objectForm {
			if inside := below(v, f); inside.IsValid() {
				c.object(f.members, inside, below(sent, f))
			}
			continue
		}
		if !present(v, f) {
			c.absent(f)
		} else if present(sent, f) {
			c.field(f, sent)
			v.FieldByIndex(f.index).Set(sent.FieldByIndex(f.index))
		}
	}
}

// below is the object that a field holds; invalid when there is none.
func below(v reflect.Value, f *field) reflect.Value {
	if !v.IsValid() {
		return v
	}
	return v.FieldByIndex(f.index).Elem()
}

func present(v reflect.Value, f *field) bool { return v.IsValid() && !v.FieldByIndex(f.index).IsNil() }

func (c *checking) absent(f *field) {
	switch {
	case f.required:
		c.found.say(idRequired, f, "", "", false)
	case f.wanted:
		c.found.say(idNINumberAbsent, f, "", "", false)
	}
}

// field checks a value by itself. The first thing that is wrong is told.
func (c *checking) field(f *field, v reflect.Value) {
	text, _ := f.text(v)
	if f.unspaced {
		text = strings.ToUpper(strings.ReplaceAll(text, " ", ""))
		f.set(v, text)
	}
	switch length := utf8.RuneCountInString(text); {
	case f.max > 0 && length > f.max:
		c.found.say(idTooLong, f, text, strconv.Itoa(f.max), false)
	case length < f.min:
		c.found.say(idTooShort, f, text, strconv.Itoa(f.min), false)
	case f.match != nil && !f.match.MatchString(text), f.form == textForm && strings.ContainsRune(text, 0):
		c.found.say(idFormat, f, text, "", false)
	case f.oneof != nil:
		c.option(f, v, text)
	case f.list != "":
		c.reference(f, v, text)
	case f.rule != "":
		rules[f.rule](c, f, text)
	}
}

func (c *checking) option(f *field, v reflect.Value, text string) {
	i := slices.IndexFunc(f.oneof, func(o string) bool { return strings.EqualFold(o, text) })
	if i < 0 {
		c.found.say(idOption, f, text, strings.Join(f.oneof, ", "), false)
		return
	}
	f.set(v, f.oneof[i])
}

func (c *checking) reference(f *field, v reflect.Value, text string) {
	if f.list == "sortCode" && !c.byBACS(f) {
		return
	}
	listed, ok := c.references.find(f.list, text)
	if !ok {
		c.found.say(idReference, f, text, nameOf(f.list), false)
		return
	}
	if f.list != employers { // who the worker is comes back as it was sent
		f.set(v, listed)
	}
}

// byBACS says that the account which a field is of is paid by BACS.
func (c *checking) byBACS(f *field) bool {
	method := c.worker.PrimaryPayMethod
	if strings.HasPrefix(f.path, "Secondary") {
		method = c.worker.SecondaryPayMethod
	}
	return is(method, "BACS")
}

// is says that a text is one of the options of its field, in any letter case:
// a row may say of how it is paid after where to.
func is(text *string, option string) bool { return text != nil && strings.EqualFold(*text, option) }

// rules are those that a single field has for itself.
var rules = map[string]func(c *checking, f *field, text string){
	"birth":         (*checking).birth,
	"account":       func(c *checking, f *field, text string) { c.sayIf(len(text) > ordinaryAccount, idLongAccount, f, text) },
	"iban":          func(c *checking, f *field, text string) { c.sayIf(!record.IsIBAN(text), idIBAN, f, text) },
	"bic":           func(c *checking, f *field, text string) { c.sayIf(!bic.MatchString(text), idBIC, f, text) },
	"nino":          (*checking).nino,
	"contractedOut": func(c *checking, f *field, text string) { c.sayIf(text == "true", idContractedOut, f, text) },
	"paye":          (*checking).paye,
}

// ordinaryAccount is how many digits a British account has.
const ordinaryAccount = 8

// bic is the form of ISO 9362.
var bic = regexp.MustCompile(`^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$`)

func (c *checking) sayIf(so bool, id int, f *field, text string) {
	if so {
		c.found.say(id, f, text, "", false)
	}
}

// Ages outside these get a warning.
const (
	youngest = 13
	oldest   = 100
)

func (c *checking) birth(f *field, text string) {
	born := *c.sent.DateOfBirth
	if born.After(c.today) {
		c.found.say(idFuture, f, text, "", false)
		return
	}
	age := born.Age(c.today)
	c.sayIf(age < youngest || age > oldest, idAge, f, text)
}

func (c *checking) nino(f *field, text string) {
	if !record.ValidNINumber(text) {
		c.found.say(idNINumber, f, text, "", false)
		return
	}
	c.sayIf(len(text) < f.max, idNoSuffix, f, text)
}

func (c *checking) paye(f *field, text string) {
	_, ok := record.ParsePAYECode(text)
	c.sayIf(!ok, idPAYECode, f, text)
}
