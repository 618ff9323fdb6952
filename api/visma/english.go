package visma

import (
	"bytes"
	_ "embed"
	"strings"
)

//go:embed data/english.tsv
var englishData []byte

// labels are the English labels of code lists, by list and key.
var labels = readLabels(englishData)

func readLabels(data []byte) map[string]map[string]string {
	all := map[string]map[string]string{}
	for line := range bytes.Lines(data) {
		text := strings.TrimRight(string(line), "\r\n")
		if text == "" || text[0] == '#' {
			continue
		}
		columns := strings.Split(text, "\t")
		if len(columns) != 3 {
			panic("visma: a label that isn't list, key and text: " + text)
		}
		list := all[columns[0]]
		if list == nil {
			list = map[string]string{}
			all[columns[0]] = list
		}
		list[columns[1]] = columns[2]
	}
	return all
}
