package loket

import (
	"fmt"
	"slices"
	"strings"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record"
	"github.com/payglot/payglot/rest"
)

// partly says what the operations leave out that are there in part, by method
// and path.
var partly = map[string]string{
	"PATCH /providers/employers/employees/employments/{}/terminate": "absences go on; a notice to the MDV registry is noted, not sent",
	"POST /providers/employers/employees/{}/employments":            "a notice to the MDV registry is noted, not sent",
	"PATCH /providers/employers/employees/selfservice":              "no mail is sent, and an invitation stays pending: employees have no logins",
	"GET /datanewbusiness/functions":                                "names the occupation groups of the national classification BRC 2014",
	"POST /providers/{}/employers":                                  "the new employer is in reach of the bureau's people at once, without being given to a team",
	"POST /providers/employers/{}/users":                            "a user with an Azure account has rights as everybody, and can't log in by it yet",
	"PATCH /providers/employers/users/{}":                           "nothing is sent: the operator has the link made and passes it on; the link alone is asked for, no secret by telephone",
	"POST /providers/employers/{}/users/invite":                     "nothing is sent: the operator has the link made and passes it on; the link alone is asked for, no secret by telephone",
	"PATCH /providers/employers/users/{}/notificationsettings":      "what is set is kept, and doesn't choose yet which notifications are told",
	"PATCH /providers/employers/users/{}/configuredexternaltenant":  "what is set is kept, and logging in by it isn't there yet",
	"PATCH /providers/users/{}/configuredexternaltenant":            "what is set is kept, and logging in by it isn't there yet",
	"GET /chamberofcommerce/{}/companyinformation":                  "knows the employers of the record that the caller has, not the register of the chamber",
	"GET /locationservices/address":                                 "knows the addresses of employers and employees that the caller may see, not those of the country",
	"POST /providers/employers/{}/documents":                        "no mail is sent",
	"POST /providers/employers/employees/employments/{}/documents":  "no mail is sent",
	"PUT /providers/employers/users/{}":                             "login method, two-factor and test-data settings are kept and change nothing about logging in",
}

// note marks what is there in part. It panics at a line that is about nothing.
func (t *table) note() {
	for at, note := range partly {
		method, path, _ := strings.Cut(at, " ")
		o := t.byPath[route(method, "/v2"+path)]
		if o == nil || o.Level == rest.Absent {
			panic(fmt.Sprintf("loket: %s is noted and not there", at))
		}
		o.Level, o.Note = rest.Part, note
	}
	t.noteOptions()
}

// noteOptions marks metadata that has no options for some of its fields,
// since their lists or kinds are not part of the record.
func (t *table) noteOptions() {
	for o, of := range t.shapes {
		if of.takes == nil {
			continue
		}
		extra := t.byPath[route(get, o.Path+"/metadata")]
		missing := withoutOptions(of.takes)
		if extra == nil || extra.Level == rest.Absent || len(missing) == 0 {
			continue
		}
		extra.Level, extra.Note = rest.Part, "no options for "+strings.Join(missing, ", ")
	}
}

// withoutOptions are the fields that a client sets by a key that payglot has
// no list of.
func withoutOptions(f *kind.Field) []string {
	var names []string
	for _, m := range f.Members {
		_, listed := record.Catalog.Codes().Entries(m.Code)
		switch {
		case m.ReadOnly:
		case m.Open && !listed && record.Catalog.Type(m.Ref) == nil:
			names = append(names, m.Name)
		default:
			names = append(names, withoutOptions(m)...)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}
