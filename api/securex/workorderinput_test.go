package securex

import (
	"fmt"
	"strings"
	"testing"
)

// newOrder is the reference's WorkOrderCreate example.
const newOrder = `{"payrollPeriod":"2024-05","type":"regular","reference":"MAY-24","contracts":[
 {"contractKey":"5005",
  "prestations":{"workedHours":[{"date":"2024-05-02","hours":7.6,"code":"100","costCentre":"HQ"}],
                 "absences":[{"startDate":"2024-05-09","endDate":"2024-05-10","code":"300","hoursPerDay":7.6}],
                 "overtime":[{"date":"2024-05-03","hours":2,"code":"800","percentage":50}]},
  "additionalPayments":[{"wageComponentCode":"2000","amount":150.00,"description":"Spring bonus"}],
  "commute":[{"mode":"bicycle","startDate":"2024-05-01","endDate":"2024-05-31","days":2,"kilometresPerDay":18.5}]}]}`

func TestReadNewWorkOrder(t *testing.T) {
	const at = "contracts[0].prestations."
	worked := `{"date":"2024-05-02","hours":7.6,"code":"100","costCentre":"HQ"}`
	absence := `{"startDate":"2024-05-09","endDate":"2024-05-10","code":"300","hoursPerDay":7.6}`
	payment := `{"wageComponentCode":"2000","amount":150.00,"description":"Spring bonus"}`
	minimal := func(list string) []string {
		return []string{newOrder, `{"payrollPeriod":"2024-05","contracts":[{"contractKey":"5005",` + list + `}]}`}
	}
	testInputs(t, newOrder, func(body []byte) error {
		_, err := readNewWorkOrder(body, today)
		return err
	}, map[string]inputCase{
		"no period":                {[]string{`"payrollPeriod":"2024-05",`, ""}, "REQUIRED payrollPeriod"},
		"month 13":                 {[]string{`"2024-05"`, `"2024-13"`}, "INVALID_FORMAT payrollPeriod"},
		"year 0":                   {minimalPeriod("0000-01"), "INVALID_FORMAT payrollPeriod"},
		"floor":                    {minimalPeriod("2022-01"), ""},
		"before the floor":         {minimalPeriod("2021-12"), "OUT_OF_RANGE payrollPeriod"},
		"next month":               {minimalPeriod("2024-07"), ""},
		"the month after":          {minimalPeriod("2024-08"), "OUT_OF_RANGE payrollPeriod"},
		"the last month":           {minimalPeriod("9999-12"), "OUT_OF_RANGE payrollPeriod"},
		"type":                     {[]string{`"regular"`, `"special"`}, "NOT_ALLOWED type"},
		"correction":               {[]string{`"regular"`, `"correction"`}, ""},
		"reference of 37":          {[]string{"MAY-24", strings.Repeat("x", 37)}, "TOO_LONG reference"},
		"no contracts":             {[]string{`"contracts"`, `"kontracts"`}, "REQUIRED contracts"},
		"contracts of text":        {[]string{newOrder, `{"payrollPeriod":"2024-05","contracts":"all"}`}, "INVALID_TYPE contracts"},
		"empty contracts":          {[]string{newOrder, `{"payrollPeriod":"2024-05","contracts":[]}`}, "EMPTY contracts"},
		"contract of text":         {[]string{newOrder, `{"payrollPeriod":"2024-05","contracts":["5005"]}`}, "INVALID_TYPE contracts[0]"},
		"key":                      {[]string{`"5005"`, `"05005"`}, "INVALID_FORMAT contracts[0].contractKey"},
		"key as a number":          {[]string{`"5005"`, `5005`}, "INVALID_TYPE contracts[0].contractKey"},
		"nothing declared":         {minimal(`"prestations":{"workedHours":[ ]},"commute":null`), "EMPTY contracts[0]"},
		"payments alone":           {minimal(`"additionalPayments":[` + payment + `]`), ""},
		"outside the period":       {[]string{`"date":"2024-05-02"`, `"date":"2024-06-02"`}, "DATE_OUTSIDE_PERIOD " + at + "workedHours[0].date"},
		"25 hours":                 {[]string{`"hours":7.6`, `"hours":25`}, "OUT_OF_RANGE " + at + "workedHours[0].hours"},
		"no hours":                 {[]string{`"hours":7.6`, `"hours":0`}, "OUT_OF_RANGE " + at + "workedHours[0].hours"},
		"three decimals":           {[]string{`"hours":7.6`, `"hours":7.601`}, "INVALID_FORMAT " + at + "workedHours[0].hours"},
		"hours of text":            {[]string{`"hours":7.6`, `"hours":"7.6"`}, "INVALID_TYPE " + at + "workedHours[0].hours"},
		"cost centre of 21":        {[]string{`"HQ"`, `"123456789012345678901"`}, "TOO_LONG " + at + "workedHours[0].costCentre"},
		"twice":                    {[]string{worked, worked + `,{"date":"2024-05-02","hours":1,"costCentre":"HQ"}`}, "DUPLICATE " + at + "workedHours[1]"},
		"other cost centre":        {[]string{worked, worked + `,{"date":"2024-05-02","hours":1}`}, ""},
		"24 hours a day":           {[]string{worked, worked + `,{"date":"2024-05-02","hours":16.4}`}, ""},
		"more than 24 a day":       {[]string{worked, worked + `,{"date":"2024-05-02","hours":16.41}`}, "OUT_OF_RANGE " + at + "workedHours[1].hours"},
		"more with overtime":       {[]string{`"date":"2024-05-03","hours":2`, `"date":"2024-05-02","hours":16.5`}, "OUT_OF_RANGE " + at + "overtime[0].hours"},
		"absence before it begins": {[]string{`"endDate":"2024-05-10"`, `"endDate":"2024-05-08"`}, "DATE_ORDER " + at + "absences[0].endDate"},
		"absence into next month":  {[]string{`"endDate":"2024-05-10"`, `"endDate":"2024-06-10"`}, "DATE_OUTSIDE_PERIOD " + at + "absences[0].endDate"},
		"absence without code":     {[]string{`"code":"300",`, ``}, "REQUIRED " + at + "absences[0].code"},
		"whole days":               {[]string{absence, `{"startDate":"2024-05-09","endDate":"2024-05-10","code":"300"}`}, ""},
		"no hours a day":           {[]string{`"hoursPerDay":7.6`, `"hoursPerDay":0`}, "OUT_OF_RANGE " + at + "absences[0].hoursPerDay"},
		"surcharge":                {[]string{`"percentage":50`, `"percentage":200.01`}, "OUT_OF_RANGE " + at + "overtime[0].percentage"},
		"no surcharge":             {[]string{`"percentage":50`, `"percentage":0`}, ""},
		"component":                {[]string{`"2000"`, `"200"`}, "INVALID_FORMAT contracts[0].additionalPayments[0].wageComponentCode"},
		"amount 0":                 {[]string{`150.00`, `0.00`}, "OUT_OF_RANGE contracts[0].additionalPayments[0].amount"},
		"amount below 0":           {[]string{`150.00`, `-999999.99`}, ""},
		"amount of a million":      {[]string{`150.00`, `-1000000`}, "OUT_OF_RANGE contracts[0].additionalPayments[0].amount"},
		"both":                     {[]string{`150.00`, `150.00,"quantity":1`}, "NOT_ALLOWED contracts[0].additionalPayments[0].quantity"},
		"neither":                  {[]string{`"amount":150.00,`, ``}, "REQUIRED contracts[0].additionalPayments[0].amount"},
		"quantity":                 {[]string{`"amount":150.00,`, `"quantity":12.5,"amount":null,`}, ""},
		"quantity 0":               {[]string{`"amount":150.00,`, `"quantity":0,`}, "OUT_OF_RANGE contracts[0].additionalPayments[0].quantity"},
		"description of 61":        {[]string{"Spring bonus", strings.Repeat("x", 61)}, "TOO_LONG contracts[0].additionalPayments[0].description"},
		"mode":                     {[]string{"bicycle", "rocket"}, "NOT_ALLOWED contracts[0].commute[0].mode"},
		"commute elsewhere":        {[]string{`"startDate":"2024-05-01"`, `"startDate":"2024-04-30"`}, "DATE_OUTSIDE_PERIOD contracts[0].commute[0].startDate"},
		"32 days":                  {[]string{`"days":2`, `"days":32`}, "OUT_OF_RANGE contracts[0].commute[0].days"},
		"1000 kilometres":          {[]string{`18.5`, `999.01`}, "OUT_OF_RANGE contracts[0].commute[0].kilometresPerDay"},
		"commute empty": {
			minimal(`"commute":[{}]`),
			"REQUIRED contracts[0].commute[0].mode, REQUIRED contracts[0].commute[0].startDate, REQUIRED contracts[0].commute[0].endDate, " +
				"REQUIRED contracts[0].commute[0].days, REQUIRED contracts[0].commute[0].kilometresPerDay",
		},
	})
}

func minimalPeriod(month string) []string {
	return []string{newOrder, `{"payrollPeriod":"` + month + `","contracts":[{"contractKey":"1","additionalPayments":[{"wageComponentCode":"2000","amount":1}]}]}`}
}

func TestContractsOfWorkOrder(t *testing.T) {
	order := func(n int, key func(i int) int) string {
		contracts := make([]string, n)
		for i := range contracts {
			contracts[i] = fmt.Sprintf(`{"contractKey":"%d","additionalPayments":[{"wageComponentCode":"2000","amount":1}]}`, key(i))
		}
		return `{"payrollPeriod":"2024-05","contracts":[` + strings.Join(contracts, ",") + `]}`
	}
	count := func(i int) int { return i + 1 }
	for _, c := range []struct{ body, want string }{
		{order(500, count), ""},
		{order(501, count), "OUT_OF_RANGE contracts"},
		{order(3, func(i int) int { return 1 + i%2 }), "DUPLICATE contracts[2].contractKey"},
	} {
		_, err := readNewWorkOrder([]byte(c.body), today)
		if got := told(t, err); got != c.want {
			t.Errorf("told %q, want %q", got, c.want)
		}
	}
}

func TestWorkOrderAsRead(t *testing.T) {
	body := swap(t, newOrder, `,"code":"100","costCentre":"HQ"`, "", `,"code":"800","percentage":50`, "", `"type":"regular",`, "")
	in, err := readNewWorkOrder([]byte(body), today)
	if err != nil {
		t.Fatal(err)
	}
	c := in.contracts[0]
	if in.Type != "regular" || *in.Reference != "MAY-24" || c.contractKey != "5005" {
		t.Errorf("read %+v", in)
	}
	if w := c.WorkedHours[0]; w.Code != "100" || w.CostCentre != nil || w.Hours.String() != "7.6" {
		t.Errorf("worked %+v", w)
	}
	if o := c.Overtime[0]; o.Code != "800" || o.Percentage.String() != "50" {
		t.Errorf("overtime %+v", o)
	}
}
