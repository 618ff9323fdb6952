package demo

// Names to make people of. Prefixes stand with some of the surnames.
var (
	firstNames = []struct {
		name   string
		gender int // 1 man, 2 woman
	}{
		{"Sanne", 2},
		{"Daan", 1},
		{"Emma", 2},
		{"Bram", 1},
		{"Julia", 2},
		{"Thijs", 1},
		{"Fatima", 2},
		{"Youssef", 1},
		{"Lotte", 2},
		{"Sem", 1},
		{"Noor", 2},
		{"Ruben", 1},
		{"Eva", 2},
		{"Lars", 1},
		{"Mila", 2},
		{"Jesse", 1},
		{"Zoë", 2},
		{"Niels", 1},
		{"Anouk", 2},
		{"Floris", 1},
		{"Iris", 2},
		{"Mats", 1},
		{"Renée", 2},
		{"Koen", 1},
	}
	surnames = []struct{ prefix, name string }{
		{"de", "Jong"},
		{"", "Bakker"},
		{"van", "Dijk"},
		{"", "Visser"},
		{"", "Smit"},
		{"van den", "Berg"},
		{"", "Mulder"},
		{"de", "Groot"},
		{"", "Bos"},
		{"", "Peters"},
		{"", "Yılmaz"},
		{"van der", "Meer"},
		{"", "El Amrani"},
		{"", "Hendriks"},
		{"", "Dekker"},
		{"", "Brouwer"},
		{"de", "Wit"},
		{"", "Dijkstra"},
		{"", "Kok"},
		{"van", "Leeuwen"},
		{"", "Müller"},
		{"", "Schouten"},
		{"van", "Beek"},
		{"", "Willems"},
		{"", "Hoekstra"},
	}
	cities = []struct{ city, postalCode, street string }{
		{"Utrecht", "3511 AB", "Oudegracht"},
		{"Amsterdam", "1016 DK", "Prinsengracht"},
		{"Rotterdam", "3011 GA", "Blaak"},
		{"Zwolle", "8011 CW", "Melkmarkt"},
		{"Eindhoven", "5611 EC", "Stratumseind"},
		{"Groningen", "9712 HN", "Ossenmarkt"},
	}
)
