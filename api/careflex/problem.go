package careflex

import (
	"fmt"
	"strings"
)

// Codes of what is wrong with a report, told at once.
const (
	codeRequired    = "REQUIRED"
	codeType        = "INVALID_TYPE"
	codeDate        = "INVALID_DATE"
	codeValue       = "INVALID_VALUE"
	codeUnknownType = "UNKNOWN_INCIDENT_TYPE"
	codeTooMany     = "TOO_MANY_INCIDENTS"
	codeEmptyList   = "EMPTY_LIST"
)

// Codes of what an import finds, told in the feedback.
const (
	codeAPIToken   = "API_TOKEN_INVALID"
	codeCareflexID = "CAREFLEX_ID_UNKNOWN"
	codeNotManaged = "CAREFLEX_ID_NOT_MANAGED"
	codeUnknown    = "EMPLOYEE_UNKNOWN"
	codeInsured    = "EMPLOYEE_ALREADY_INSURED"
	codeDuplicate  = "DUPLICATE_INCIDENT"
	codeRefused    = "MASTER_DATA_REFUSED"

	// Those below are warnings.
	codeActive      = "ALREADY_ACTIVE"
	codeBeforeStart = "VALID_FROM_BEFORE_START"
	codeNoTaxID     = "EMPLOYEE_ID_NOT_A_TAX_ID"
	codeReported    = "INCIDENTS_REPORTED_THIS_MONTH"
)

// Severities of findings. A warning goes along with a success.
const (
	severityError   = "ERROR"
	severityWarning = "WARNING"
)

// Finding is something that an import has to say of a report or an incident.
type Finding struct {
	Code string `json:"code"`
	// Severity is ERROR or WARNING.
	Severity string `json:"severity"`
	// Field is its path on the wire; empty when it is no one field.
	Field   string `json:"field"`
	Message string `json:"message"`
}

// wrong is a finding that rejects, worth one that doesn't.
func wrong(code, field, message string) Finding {
	return Finding{Code: code, Severity: severityError, Field: field, Message: message}
}

func worth(code, field, message string) Finding {
	return Finding{Code: code, Severity: severityWarning, Field: field, Message: message}
}

// findings of one incident, or of a report as a whole. They are an error when
// they reject it.
type findings []Finding

func (f findings) Error() string {
	codes := make([]string, len(f))
	for i, one := range f {
		codes[i] = one.Code
	}
	return "rejected: " + strings.Join(codes, ", ")
}

// problem is one thing wrong with a report, as its sender is told at once.
type problem struct {
	// RowNumber counts the incidents from 0; nil is the envelope.
	RowNumber *int   `json:"rowNumber"`
	Field     string `json:"field"`
	Code      string `json:"code"`
	Message   string `json:"message"`
}

// problems is everything wrong with a report. It is an error when it holds at
// least one.
type problems []problem

func (p problems) Error() string { return fmt.Sprintf("validation failed: %d problems", len(p)) }

// err is nil when nothing is wrong.
func (p problems) err() error {
	if len(p) == 0 {
		return nil
	}
	return p
}

// row adds the problems of an incident.
func (p *problems) row(n int, found []Finding) {
	for _, f := range found {
		*p = append(*p, problem{RowNumber: &n, Field: f.Field, Code: f.Code, Message: f.Message})
	}
}

// envelope adds the problems of what is around the incidents.
func (p *problems) envelope(found []Finding) {
	for _, f := range found {
		*p = append(*p, problem{Field: f.Field, Code: f.Code, Message: f.Message})
	}
}
