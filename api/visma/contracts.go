package visma

import (
	"bytes"
	"strconv"

	"github.com/payglot/payglot/money"
)

// Keys of the wage type.
const (
	perPeriod = "1"
	perHour   = "2"
)

// ratioScale is how many decimals a part of full time is shown with.
const ratioScale = 4

// contractColumns are the columns of a time slice of a contract. What is empty
// is nothing that the record keeps.
func contractColumns() []column[person] {
	return all[person](
		fact("startdate", func(p *person, cell []byte) []byte { return appendDate(cell, p.slice.days.Start) }),
		fact("enddate", func(p *person, cell []byte) []byte { return appendDate(cell, p.slice.days.End) }),
		empty[person]("probation"),
		english("contracttypeindication_en", "duration type", employment, "employmentDurationType"),
		text("contracttypeindication_nl", employment, "employmentDurationType.value"),
		endReason("endreason", "key", nil),
		endReason("endreasonname_en", "key", labels["end reason"]),
		endReason("endreasonname", "value", nil),
		fact("basesubcontractid", func(_ *person, cell []byte) []byte { return append(cell, '1') }),
		cao("cao", func(a agreement) string { return a.name }),
		cao("externalcaocode", func(a agreement) string { return a.number }),
		pair("type", "contract type", employment, "employmentContractType"),
		own("costcenter", place, "distributionUnit.description"),
		text("orgunit", place, "department.key"),
		own("orgunitname", place, "department.description"),
		text("extdepartmentid", place, "department.code"),
		own("extdepartmentname", place, "department.description"),
		text("emptype", employment, "typeOfEmployee.key"),
		pair("emptypename", "employee type", employment, "typeOfEmployee"),
		text("expertiseid", place, "standardFunction.key"),
		own("expertisename", place, "standardFunction.value"),
		empty[person]("costunit_en"), empty[person]("costunit"),
		text("functionid", place, "function.key"),
		functionName("functionname_en"), functionName("functionname"),
		text("rosterid", hours, "shift.shiftNumber"),
		column[person]{name: "ptfactor", of: []member{{hours, "aggregatedHoursPerWeek"}, {hours, "shift.fullTimeHoursPerWeek"}}, show: ratio},
		text("weekhoursfixed", hours, "aggregatedHoursPerWeek"),
		text("weekhoursvar", hours, "averageHoursPerWeek"),
		text("normalhours", hours, "shift.fullTimeHoursPerWeek"),
		empty[person]("scaletype_en"), empty[person]("scaletype"),
		text("scale", wage, "payScale.value"),
		text("step", wage, "payGrade.key"),
		text("stepname", wage, "payGrade.value"),
		empties("garscaletype_en", "garscaletype", "garscale", "garstep", "garstepname", "catsscale", "catsscalename", "catsscaleid", "catsrspfactor"),
		wageOf("salaryhour", perHour),
		empties("garsalaryhour", "salaryhourort", "salaryhourtravel", "salaryhourextra"),
		text("salarytype", wage, "grossWageType.value"),
		column[person]{name: "distance", of: []member{{employee, "travel.travelDistanceToWork"}}, show: kilometres},
		empty[person]("maxdistance"),
		column[person]{name: "dayspw", of: []member{{hours, "workPattern.oddWeeks"}, {hours, "workPattern.evenWeeks"}}, show: daysPerWeek},
		empties("tariffid", "tariffname_en", "tariffname", "publictransportregid", "publictransportregname_en", "publictransportregname", "publictransportunits"),
		text("ispooler", employment, "isOnCallEmployment"),
		text("insurancetype", employment, "exemptionInsuranceObligation.key"),
		pair("insurancetypename", "insurance exemption", employment, "exemptionInsuranceObligation"),
		empties("financesource", "financesourcename_en", "financesourcename"),
		fact("odporgid", odporgid),
		fact("employeeid", employeeID),
		text("contractid", employment, "payrollId"),
		fact("subcontractid", func(p *person, cell []byte) []byte { return strconv.AppendInt(cell, int64(p.slice.number), 10) }),
		fact("existencestartutc", since),
		text("nickname", employee, "personalDetails.firstName"),
		text("birthname", employee, "personalDetails.lastName"),
		text("prefixbirthname", employee, "personalDetails.prefix"),
		text("formattedname", employee, "personalDetails.formattedName"),
		text("dateofbirth", employee, "personalDetails.dateOfBirth"),
		genderColumn(),
		managerColumn("manageruserid", func(m manager, cell []byte) []byte { return appendID(cell, m.user) }),
		managerColumn("managername", func(m manager, cell []byte) []byte { return append(cell, m.name...) }),
		wageOf("salaryfulltime", perPeriod),
	)
}

func empties(names ...string) []column[person] {
	columns := make([]column[person], len(names))
	for i, name := range names {
		columns[i] = empty[person](name)
	}
	return columns
}

// endReason says why an employment ended, in the slice that it ends with.
func endReason(name, path string, said map[string]string) column[person] {
	return column[person]{
		name: name, of: []member{{employment, "endOfEmploymentReason." + path}},
		show: func(p *person, cell []byte, values [][]byte) []byte {
			switch {
			case !p.slice.last:
				return cell
			case said != nil:
				return append(cell, said[string(values[0])]...)
			}
			return appendPlain(cell, values[0])
		},
	}
}

// cao is of the collective agreement of the payroll administration.
func cao(name string, show func(agreement) string) column[person] {
	return column[person]{
		name: name, of: []member{{employment, "payrollAdministration.id"}},
		show: func(p *person, cell []byte, values [][]byte) []byte {
			return append(cell, show(p.company.agreements[string(bytes.Trim(values[0], `"`))])...)
		},
	}
}

// functionName is the one that deviates, if any.
func functionName(name string) column[person] {
	return column[person]{
		name: name, of: []member{{place, "deviatingFunctionDescription"}, {place, "function.description"}},
		show: func(_ *person, cell []byte, values [][]byte) []byte {
			if values[0] != nil {
				return appendPlain(cell, values[0])
			}
			return appendPlain(cell, values[1])
		},
	}
}

// ratio is the first number as a part of the second.
func ratio(_ *person, cell []byte, values [][]byte) []byte {
	some, err := money.Parse(string(values[0]))
	if err != nil {
		return cell
	}
	whole, err := money.Parse(string(values[1]))
	if err != nil || whole.Sign() <= 0 {
		return cell
	}
	return append(cell, some.Quo(whole, ratioScale, money.HalfUp).String()...)
}

// wageOf is the gross wage when it is of a type.
func wageOf(name, wageType string) column[person] {
	return column[person]{
		name: name, of: []member{{wage, "grossWage"}, {wage, "grossWageType.key"}},
		show: func(_ *person, cell []byte, values [][]byte) []byte {
			if string(values[1]) != wageType {
				return cell
			}
			return append(cell, values[0]...)
		},
	}
}

// kilometres are given in metres.
func kilometres(_ *person, cell []byte, values [][]byte) []byte {
	metres, err := strconv.ParseInt(string(values[0]), 10, 64)
	if err != nil {
		return cell
	}
	return append(cell, money.New(metres, 3).String()...)
}

// daysPerWeek is the days with hours in a pattern of two weeks, by week.
func daysPerWeek(_ *person, cell []byte, values [][]byte) []byte {
	if values[0] == nil || values[1] == nil {
		return cell
	}
	days := 0
	for _, week := range values {
		for _, day := range bytes.Split(bytes.Trim(week, "{}"), []byte{','}) {
			if _, worked, _ := bytes.Cut(day, []byte{':'}); len(bytes.Trim(worked, "0. ")) > 0 {
				days++
			}
		}
	}
	return append(cell, money.New(int64(days)*5, 1).String()...)
}

// managerColumn is of who manages the department.
func managerColumn(name string, show func(manager, []byte) []byte) column[person] {
	return column[person]{
		name: name, of: []member{{place, "department.key"}},
		show: func(p *person, cell []byte, values [][]byte) []byte {
			return show(p.about.managers.of(values[0]), cell)
		},
	}
}
