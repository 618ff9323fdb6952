package careflex

import (
	"net/http"
	"slices"

	"github.com/payglot/payglot/rest"
)

// Where the operations come from.
const (
	vendorSource = "igbce-bonusagentur.de, CareFlex Chemie interfaces"
	ownSource    = "payglot's addition in the vendor's style"
)

// area is what all operations are about, in rights and in the ledger.
const area = "HR incident"

// Methods, short for the table below.
const (
	get  = http.MethodGet
	post = http.MethodPost
)

// Activities, which name operations in rights and in the change log.
const (
	activityToken     = "Token"
	activityNew       = "NewIncident"
	activityNone      = "NoIncident"
	activityFile      = "NewIncidentFile"
	activitySOAP      = "SOAP"
	activityFeedback  = "Feedback"
	activityFeedbacks = "Feedbacks"
	activityWSDL      = "WSDL"
)

// bind says what there is: first what the vendor has, then what payglot adds.
// Paths are those of the options. Two operations of the vendor's share one path
// over SOAP, where the body says which is meant: the ledger has a line for each
// and the router one for both.
func (d *Dialect) bind() {
	d.token = &rest.Operation{
		Method: post, Path: d.o.Paths.Token, Activity: activityToken, Area: "Authentication", Source: vendorSource,
		Level: rest.Full, Test: "TestAcceptance", Success: http.StatusOK, Handle: notCalled,
	}
	d.soap = &rest.Operation{
		Method: post, Path: d.o.Paths.SOAP, Activity: activitySOAP, Area: area, Source: vendorSource,
		Level: rest.Part, Success: http.StatusOK, Handle: notCalled,
	}
	file := d.operation(post, "/incident/file", activityFile, "TestFiles", d.newIncidentFile)
	file.Level = rest.Part
	file.Note = "neither the vendor's columns are public nor how its program sends files; ours are the paths of the JSON members, and POST"
	own := []*rest.Operation{
		d.operation(post, "/incident/new", activityNew, "TestAcceptance", d.newIncident),
		d.operation(post, "/incident/none", activityNone, "TestAcceptance", d.noIncident),
		file,
	}
	added := d.additions()
	d.ledger = &rest.Ledger{
		Dialect:    Name,
		Operations: slices.Concat([]*rest.Operation{d.token}, own, []*rest.Operation{binding(d.soap, activityNew), binding(d.soap, activityNone)}),
		Additions:  added,
	}
	d.ledger.Check()
	d.router = rest.NewRouter(slices.Concat([]*rest.Operation{d.token, d.soap}, own, added))
}

// additions are what the vendor has in other words, which aren't public.
func (d *Dialect) additions() []*rest.Operation {
	one := d.operation(get, "/incident/feedback/{importId}", activityFeedback, "TestAcceptance", d.feedback)
	one.Note = "the vendor has a feedback function, whose calls aren't public"
	many := d.operation(get, "/incident/feedback", activityFeedbacks, "TestConversations", d.feedbacks)
	many.Note = "the way to what became of an empty report"
	d.wsdl = &rest.Operation{
		Method: get, Path: d.o.Paths.SOAP, Activity: activityWSDL, Area: area, Success: http.StatusOK,
		Test: "TestWSDL", Note: "the description of the SOAP interface, at ?wsdl", Handle: notCalled,
	}
	all := []*rest.Operation{one, many, d.wsdl}
	for _, o := range all {
		o.Source, o.Level = ownSource, rest.Addition
	}
	return all
}

// operation is one below the REST base.
func (d *Dialect) operation(method, path, activity, test string, handle rest.Handler) *rest.Operation {
	success := http.StatusOK
	if method == post {
		success = http.StatusCreated
	}
	return &rest.Operation{
		Method: method, Path: d.o.Paths.REST + path, Activity: activity, Area: area, Source: vendorSource,
		Level: rest.Full, Test: test, Success: success, Handle: handle,
	}
}

// binding is the line of the ledger for a SOAP binding.
func binding(soap *rest.Operation, name string) *rest.Operation {
	o := *soap
	o.Path += "#" + name
	o.Activity, o.Test = activitySOAP+" "+name, "TestSOAP"
	o.Note = "the vendor publishes the names of its bindings; namespace, elements and faults are ours"
	return &o
}

// notCalled stands for what ServeHTTP answers in its own way.
func notCalled(*rest.Call) (*rest.Answer, error) {
	return nil, rest.Refuse(http.StatusInternalServerError, "answered elsewhere")
}
