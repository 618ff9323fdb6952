package careflex

import (
	"net/http"

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
	token := &rest.Operation{
		Method: post, Path: d.o.Paths.Token, Activity: activityToken, Area: "Authentication", Source: vendorSource,
		Level: rest.Full, Test: "TestAcceptance", Success: http.StatusOK, Handle: d.notCalled,
	}
	own := []*rest.Operation{
		d.operation(post, "/incident/new", activityNew, "TestAcceptance", d.newIncident),
		d.operation(post, "/incident/none", activityNone, "TestAcceptance", d.noIncident),
		d.operation(post, "/incident/file", activityFile, "TestFiles", d.newIncidentFile),
	}
	own[2].Level, own[2].Note = rest.Part, "the vendor's columns and its upload program's protocol aren't public; ours are the paths of the JSON members, sent by POST"
	soap := &rest.Operation{
		Method: post, Path: d.o.Paths.SOAP, Activity: activitySOAP, Area: area, Source: vendorSource,
		Level: rest.Part, Success: http.StatusOK, Handle: d.notCalled,
	}
	added := []*rest.Operation{
		d.operation(get, "/incident/feedback/{importId}", activityFeedback, "TestAcceptance", d.feedback),
		d.operation(get, "/incident/feedback", activityFeedbacks, "TestConversations", d.feedbacks),
		{
			Method: get, Path: d.o.Paths.SOAP, Activity: activityWSDL, Area: area, Success: http.StatusOK,
			Test: "TestWSDL", Note: "the description of the SOAP interface, at ?wsdl", Handle: d.notCalled,
		},
	}
	for _, o := range added {
		o.Source, o.Level = ownSource, rest.Addition
	}
	added[0].Note = "the vendor has a feedback function, whose calls aren't public"
	added[1].Note = "the way to what became of an empty report"
	d.ledger = &rest.Ledger{
		Dialect:    Name,
		Operations: append(append([]*rest.Operation{token}, own...), binding(soap, activityNew), binding(soap, activityNone)),
		Additions:  added,
	}
	d.ledger.Check()
	d.router = rest.NewRouter(append(append([]*rest.Operation{token, soap}, own...), added...))
	d.token, d.soap, d.wsdl = token, soap, added[2]
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
func (*Dialect) notCalled(*rest.Call) (*rest.Answer, error) {
	return nil, rest.Refuse(http.StatusInternalServerError, "answered elsewhere")
}
