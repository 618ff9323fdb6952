package securex

import (
	"testing"

	"github.com/payglot/payglot/money"
)

func TestReadNewContract(t *testing.T) {
	const regime = `{"hoursPerWeek":38,"referenceHoursPerWeek":38,"daysPerWeek":5,"type":"fullTime"}`
	add := func(member string) []string { return []string{`"dimona"`, member + `,"dimona"`} }
	testInputs(t, newContract, func(body []byte) error {
		_, err := readNewContract(body, today)
		return err
	}, map[string]inputCase{
		"ends before it starts":       {[]string{`"endDate":null`, `"endDate":"2024-06-16"`}, "DATE_ORDER endDate"},
		"one day":                     {[]string{`"endDate":null`, `"endDate":"2024-06-17"`}, ""},
		"fixed term without end":      {[]string{"indefinite", "fixedTerm"}, "REQUIRED endDate"},
		"fixed term, end left out":    {[]string{"indefinite", "fixedTerm", `"endDate":null,`, ""}, "REQUIRED endDate"},
		"student without end":         {[]string{`"indefinite"`, `"student"`}, "REQUIRED endDate"},
		"student with end":            {[]string{`"indefinite"`, `"student"`, `"endDate":null`, `"endDate":"2024-08-31"`}, ""},
		"replacement without end":     {[]string{"indefinite", "replacement"}, ""},
		"duration":                    {[]string{"indefinite", "forever"}, "NOT_ALLOWED duration"},
		"reason without end":          {add(`"endReason":"other"`), "NOT_ALLOWED endReason"},
		"reason with end":             {[]string{`"endDate":null`, `"endDate":"2024-08-31","endReason":"endOfTerm"`}, ""},
		"reason":                      {[]string{`"endDate":null`, `"endDate":"2024-08-31","endReason":"bored"`}, "NOT_ALLOWED endReason"},
		"statute":                     {[]string{"whiteCollar", "noCollar"}, "NOT_ALLOWED statute"},
		"worker code":                 {add(`"workerCode":"49"`), "INVALID_FORMAT workerCode"},
		"joint committee":             {[]string{`"200"`, `"140.03"`}, ""},
		"joint committee in parts":    {[]string{`"200"`, `"152.01.02"`}, ""},
		"joint committee of one part": {[]string{`"200"`, `"140.3"`}, "INVALID_FORMAT jointCommittee"},
		"regime missing":              {[]string{`"workRegime":` + regime + `,`, ""}, "REQUIRED workRegime"},
		"regime empty":                {[]string{regime, "{}"}, "REQUIRED workRegime.hoursPerWeek, REQUIRED workRegime.referenceHoursPerWeek, REQUIRED workRegime.daysPerWeek, REQUIRED workRegime.type"},
		"no hours":                    {[]string{`"hoursPerWeek":38`, `"hoursPerWeek":0`}, "OUT_OF_RANGE workRegime.hoursPerWeek"},
		"48.01 hours":                 {[]string{`"referenceHoursPerWeek":38`, `"referenceHoursPerWeek":48.01`}, "OUT_OF_RANGE workRegime.referenceHoursPerWeek"},
		"three decimals":              {[]string{`"hoursPerWeek":38`, `"hoursPerWeek":37.999`}, "INVALID_FORMAT workRegime.hoursPerWeek"},
		"more than the reference":     {[]string{`"hoursPerWeek":38`, `"hoursPerWeek":38.01`}, "OUT_OF_RANGE workRegime.hoursPerWeek"},
		"part time as full time":      {[]string{`"hoursPerWeek":38`, `"hoursPerWeek":19`}, "NOT_ALLOWED workRegime.type"},
		"part time":                   {[]string{`"hoursPerWeek":38`, `"hoursPerWeek":19`, "fullTime", "partTime"}, ""},
		"full time as part time":      {[]string{"fullTime", "partTime"}, "NOT_ALLOWED workRegime.type"},
		"eight days":                  {[]string{`"daysPerWeek":5`, `"daysPerWeek":8`}, "OUT_OF_RANGE workRegime.daysPerWeek"},
		"38 hours a day":              {[]string{`"daysPerWeek":5`, `"daysPerWeek":1`}, "OUT_OF_RANGE workRegime.daysPerWeek"},
		"fraction is read only":       {[]string{`"daysPerWeek":5`, `"daysPerWeek":5,"fraction":"x"`}, ""},
		"schedule":                    {add(`"schedule":{"mon":9.5,"tue":9.5,"wed":9.5,"thu":9.5}`), ""},
		"schedule within 0.05":        {add(`"schedule":{"mon":9.5,"tue":9.5,"wed":9.5,"thu":9.45}`), ""},
		"schedule off by 0.06":        {add(`"schedule":{"mon":9.5,"tue":9.5,"wed":9.5,"thu":9.44}`), "OUT_OF_RANGE schedule"},
		"a day of 25 hours":           {add(`"schedule":{"mon":25,"tue":13}`), "OUT_OF_RANGE schedule.mon"},
		"schedule null":               {add(`"schedule":null`), ""},
		"function of 61":              {add(`"function":"1234567890123456789012345678901234567890123456789012345678901"`), "TOO_LONG function"},
		"cost centre of 21":           {add(`"costCentre":"123456789012345678901"`), "TOO_LONG costCentre"},
		"unit":                        {add(`"establishmentUnitNumber":"2123456789"`), ""},
		"unit that begins with 9":     {add(`"establishmentUnitNumber":"9123456789"`), "INVALID_FORMAT establishmentUnitNumber"},
		"wage of nothing":             {[]string{"2950.00", "0"}, "OUT_OF_RANGE wage.amount"},
		"wage of 100000":              {[]string{"2950.00", "100000"}, "OUT_OF_RANGE wage.amount"},
		"three decimals a month":      {[]string{"2950.00", "2950.001"}, "INVALID_FORMAT wage.amount"},
		"four decimals an hour":       {[]string{"2950.00", "17.8512", "monthly", "hourly"}, ""},
		"five decimals an hour":       {[]string{"2950.00", "17.85121", "monthly", "hourly"}, "INVALID_FORMAT wage.amount"},
		"in dollars":                  {[]string{"EUR", "USD"}, "NOT_ALLOWED wage.currency"},
		"worker type":                 {[]string{`"OTH"`, `"ABC"`}, "NOT_ALLOWED dimona.workerType"},
		"period id":                   {[]string{`"OTH"`, `"OTH","periodId":"12345678901"`}, "INVALID_FORMAT dimona.periodId"},
	})
}

// "default Q / daysPerWeek on the first daysPerWeek days from Monday (whole
// days only, rest on the next day)"
func TestDefaultOfSchedule(t *testing.T) {
	in, err := readNewContract([]byte(swap(t, newContract, `"daysPerWeek":5`, `"daysPerWeek":4.5`)), today)
	if err != nil {
		t.Fatal(err)
	}
	s := in.Week.Schedule
	for i, c := range []struct{ got, want money.Amount }{
		{s.Monday, money.MustParse("8.44")}, {s.Thursday, money.MustParse("8.44")}, {s.Friday, money.MustParse("4.24")}, {s.Saturday, money.Amount{}},
	} {
		if !c.got.Equal(c.want) {
			t.Errorf("%d: %v, want %v", i, c.got, c.want)
		}
	}
}

func TestReadContractChange(t *testing.T) {
	const good = `{"effectiveDate":"2024-07-01","wage":{"type":"monthly","amount":3300,"currency":"EUR"}}`
	testInputs(t, good, func(body []byte) error {
		_, err := readContractChange(body, today)
		return err
	}, map[string]inputCase{
		"no day":                     {[]string{`"effectiveDate":"2024-07-01",`, ""}, "REQUIRED effectiveDate"},
		"no day, as a whole":         {[]string{good, `{"duration":"indefinite"}`}, ""},
		"no day, both":               {[]string{`"effectiveDate":"2024-07-01"`, `"duration":"indefinite"`}, "REQUIRED effectiveDate"},
		"nothing":                    {[]string{good, `{}`}, "EMPTY, REQUIRED effectiveDate"},
		"the day alone":              {[]string{good, `{"effectiveDate":"2024-07-01"}`}, "EMPTY"},
		"end without reason":         {[]string{good, `{"endDate":"2024-08-31"}`}, "REQUIRED endReason"},
		"end with reason":            {[]string{good, `{"endDate":"2024-08-31","endReason":"dismissal"}`}, ""},
		"reason without end":         {[]string{good, `{"endReason":"dismissal"}`}, "NOT_ALLOWED endReason"},
		"reason with no end":         {[]string{good, `{"endDate":null,"endReason":"dismissal"}`}, "NOT_ALLOWED endReason"},
		"no end":                     {[]string{good, `{"endDate":null}`}, ""},
		"fixed term for ever":        {[]string{good, `{"endDate":null,"duration":"fixedTerm"}`}, "REQUIRED endDate"},
		"fixed term, end not said":   {[]string{good, `{"duration":"fixedTerm"}`}, ""},
		"null for wage":              {[]string{`{"type":"monthly","amount":3300,"currency":"EUR"}`, "null"}, "REQUIRED wage"},
		"null for statute":           {[]string{`"wage":`, `"statute":null,"wage":`}, "REQUIRED statute"},
		"null for what is optional":  {[]string{`"wage":`, `"workerCode":null,"function":null,"costCentre":null,"establishmentUnitNumber":null,"schedule":null,"dimona":null,"wage":`}, ""},
		"the start can't be changed": {[]string{good, `{"effectiveDate":"2024-07-01","startDate":"2024-01-01"}`}, "EMPTY"},
	})
}
