package visma

// Words of the vendor's for how a name is used, by the key of the name format.
var (
	nameUsage        = map[string]string{"1": "Eigen", "2": "Eig./Part.", "3": "Partner", "4": "Part./eig."}
	nameUsageEnglish = map[string]string{"1": "Own", "2": "Own/partner", "3": "Partner", "4": "Partner/own"}
)

// Forms of address, by the key of the gender.
var (
	salutationIDs = map[string]string{man: "1", woman: "2"}
	salutations   = map[string]string{man: "De heer", woman: "Mevrouw"}
)

// Titles: academic ones after the Bologna reform stand behind the name. Those
// of nobility have English words.
var (
	titlesBehind  = map[string]bool{"9": true, "10": true, "11": true, "12": true, "13": true, "14": true}
	titlesEnglish = map[string]string{
		"20": "Baron", "21": "Baroness", "22": "Count", "23": "Countess", "24": "Jonkheer", "25": "Jonkvrouw", "26": "Knight",
	}
)

// employeeColumns are the columns of an employee. What is empty is nothing that
// the record keeps.
func employeeColumns() []column[person] {
	const details, reached = "personalDetails.", "contactInformation."
	return all[person](
		words("salutationid", employee, details+"gender.key", salutationIDs),
		words("salutation", employee, details+"gender.key", salutations),
		text("initials", employee, details+"initials"),
		text("firstname", employee, details+"firstName"),
		text("nickname", employee, details+"firstName"),
		words("nameusage_en", employee, details+"howToFormatLastName.key", nameUsageEnglish),
		words("nameusage", employee, details+"howToFormatLastName.key", nameUsage),
		text("namecode", employee, details+"howToFormatLastName.key"),
		text("birthname", employee, details+"lastName"),
		text("prefixbirthname", employee, details+"prefix"),
		text("formattedname", employee, details+"formattedName"),
		text("dateofbirth", employee, details+"dateOfBirth"),
		genderColumn(),
		pair("nationality", "nationality", employee, details+"nationality"),
		corrAddress("corraddress_en", "Postal address", "Home address"),
		corrAddress("corraddress", "Postadres", "Huisadres"),
		title("titlebefore_en", false, true), title("titlebefore", false, false),
		title("titleafter_en", true, true), title("titleafter", true, false),
		empty[person]("language_en"), empty[person]("language"),
		text("partnername", employee, details+"lastNamePartner"),
		text("prefixpartnername", employee, details+"prefixPartner"),
		text("maritalstatusid", employee, details+"civilStatus.key"),
		text("maritalstatus", employee, details+"civilStatus.value"),
		empty[person]("officialdate"),
		text("employeegroupid", employment, "typeOfEmployee.key"),
		pair("employeegroupname", "employee type", employment, "typeOfEmployee"),
		column[person]{name: "ismanager", of: []member{{employee, reached + "businessEmailAddress"}}, show: isManager},
		fact("companyid", func(p *person, cell []byte) []byte { return append(cell, p.company.number...) }),
		fact("companyname", func(p *person, cell []byte) []byte { return append(cell, p.company.name...) }),
		empty[person]("boardnumber"),
		gated(noAddress("sickness")...),
		gated(address("postal", "deviatingPostalAddress")...),
		gated(address("home", "address")...),
		gated(empty[person]("otheraddresses_en"), empty[person]("otheraddresses")),
		gated(text("homeemailaddress", employee, reached+"emailAddress")),
		text("businessemailaddress", employee, reached+"businessEmailAddress"),
		gated(
			empty[person]("homewebemailaddress"), empty[person]("businesswebemailaddress"),
			empty[person]("otheremailaddresses_en"), empty[person]("otheremailaddresses"),
			text("homephonenumber", employee, reached+"phoneNumber"),
			text("officemobilephonenumber", employee, reached+"businessMobilePhoneNumber"),
			text("homefaxphonenumber", employee, reached+"faxNumber"),
			text("privatemobilephonenumber", employee, reached+"mobilePhoneNumber"),
			text("officetelphonenumber", employee, reached+"businessPhoneNumber"),
			empty[person]("officeextphonenumber"), empty[person]("officefaxphonenumber"),
			empty[person]("secretaryphonenumber"), empty[person]("sicknessaddressphonenumber"),
			text("emergencyphonenumber", contact, "phoneNumber"),
			empty[person]("otherphonenumbers_en"), empty[person]("otherphonenumbers"),
		),
		fact("odporgid", odporgid),
		fact("employeeid", employeeID),
		fact("existencestartutc", since),
	)
}

// address is the columns of one of the addresses of an employee.
func address(name, path string) []column[person] {
	return all[person](
		text(name+"street", employee, path+".street"),
		column[person]{name: name + "housenumber", of: []member{{employee, path + ".houseNumber"}}, show: houseNumber},
		text(name+"housenumberext", employee, path+".houseNumberAddition"),
		text(name+"zipcode", employee, path+".postalCode"),
		text(name+"city", employee, path+".city"),
		pair(name+"country", "country", employee, path+".country"),
	)
}

// noAddress is those of an address that the record doesn't keep.
func noAddress(name string) []column[person] {
	var columns []column[person]
	for _, c := range address(name, "") {
		columns = append(columns, empty[person](c.name))
	}
	return columns
}

// houseNumber leaves out the 0 of an address abroad whose number doesn't begin
// with one.
func houseNumber(_ *person, cell []byte, values [][]byte) []byte {
	if string(values[0]) == "0" {
		return cell
	}
	return appendPlain(cell, values[0])
}

// corrAddress says where mail goes.
func corrAddress(name, postal, home string) column[person] {
	return column[person]{
		name: name,
		of:   []member{{employee, "deviatingPostalAddress.city"}, {employee, "address.city"}},
		show: func(_ *person, cell []byte, values [][]byte) []byte {
			switch {
			case values[0] != nil:
				return append(cell, postal...)
			case values[1] != nil:
				return append(cell, home...)
			}
			return cell
		},
	}
}

// title is the title before or behind the name.
func title(name string, behind, inEnglish bool) column[person] {
	return column[person]{
		name: name,
		of:   []member{{employee, "personalDetails.title.key"}, {employee, "personalDetails.title.value"}},
		show: func(_ *person, cell []byte, values [][]byte) []byte {
			key := string(values[0])
			if key == "" || titlesBehind[key] != behind {
				return cell
			}
			if said := titlesEnglish[key]; inEnglish && said != "" {
				return append(cell, said...)
			}
			return appendPlain(cell, values[1])
		},
	}
}

// isManager says whether a user who manages departments has the employee's
// e-mail address at work.
func isManager(p *person, cell []byte, values [][]byte) []byte {
	if p.about.managers.has(p.company.id, values[0]) {
		return append(cell, "true"...)
	}
	return append(cell, "false"...)
}
