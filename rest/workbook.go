package rest

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/payglot/payglot/kind"
)

// headStyle is the style of the first row.
const headStyle = 1

// firstFormat is the number of the first format of one's own in a workbook.
const firstFormat = 164

// How dates and times look when a client doesn't say.
const (
	sheetDate = "yyyy-mm-dd"
	sheetTime = "yyyy-mm-dd hh:mm:ss"
)

// sheetStyle is the number formats of a workbook, and the style of each
// column.
type sheetStyle struct {
	formats []string
	of      []int
}

// sheetStyles checks the formats of columns and numbers them.
func sheetStyles(columns []column) (sheetStyle, error) {
	s := sheetStyle{of: make([]int, len(columns))}
	numbers := map[string]int{}
	for i, c := range columns {
		format := c.format
		switch {
		case c.form != kind.Date && c.form != kind.Instant:
			continue
		case format == "" && c.form == kind.Date:
			format = sheetDate
		case format == "":
			format = sheetTime
		}
		if err := checkSheetFormat(format); err != nil {
			return s, err
		}
		if numbers[format] == 0 {
			s.formats = append(s.formats, format)
			numbers[format] = headStyle + len(s.formats)
		}
		s.of[i] = numbers[format]
	}
	return s, nil
}

// sheetFormat is the number format codes of dates and times: letters,
// separators, fractions of a second, text, counts such as [h], and languages
// such as [$-413].
var sheetFormat = regexp.MustCompile(
	`^(?i:am/pm|a/p|[dmyhs0 \-/.,:;()]|\\[ -~]|"[^"\pC]*"|\[(?:h+|m+|s+)\]|\[\$-[0-9a-f]{1,8}\])*`)

// checkSheetFormat refuses what Excel doesn't know: it would refuse the whole
// workbook.
func checkSheetFormat(format string) error {
	if len(format) > maxFormat {
		return reportError("format", "is longer than %d bytes", maxFormat)
	}
	if known := sheetFormat.FindString(format); known != format {
		return reportError("format", "%q is no number format code of a date from %q on; text stands in double quotes", format, format[len(known):])
	}
	return nil
}

// sheetBegin is what stands before the rows; the first stays in sight.
const sheetBegin = xmlHead + `<worksheet xmlns="` + mainSpace + `"><sheetViews><sheetView workbookViewId="0">` +
	`<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>`

const (
	xmlHead   = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	mainSpace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	docSpace  = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	relSpace  = "http://schemas.openxmlformats.org/package/2006/relationships"
	typeSpace = "http://schemas.openxmlformats.org/package/2006/content-types"
	mainType  = "application/vnd.openxmlformats-officedocument.spreadsheetml."
)

// workbookPart is a file in the archive of a workbook.
type workbookPart struct{ name, content string }

// workbook is all of it but the sheet.
func workbook(s sheetStyle) []workbookPart {
	return []workbookPart{
		{"[Content_Types].xml", xmlHead + `<Types xmlns="` + typeSpace + `">` +
			`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Override PartName="/xl/workbook.xml" ContentType="` + mainType + `sheet.main+xml"/>` +
			`<Override PartName="/xl/styles.xml" ContentType="` + mainType + `styles+xml"/>` +
			`<Override PartName="/xl/worksheets/sheet1.xml" ContentType="` + mainType + `worksheet+xml"/></Types>`},
		{"_rels/.rels", relations(docSpace+"/officeDocument", "xl/workbook.xml")},
		{"xl/_rels/workbook.xml.rels", relations(docSpace+"/worksheet", "worksheets/sheet1.xml", docSpace+"/styles", "styles.xml")},
		{"xl/workbook.xml", xmlHead + `<workbook xmlns="` + mainSpace + `" xmlns:r="` + docSpace + `">` +
			`<bookViews><workbookView/></bookViews><sheets><sheet name="Export" sheetId="1" r:id="r1"/></sheets></workbook>`},
		{"xl/styles.xml", stylesheet(s)},
	}
}

// relations points to parts; pairs are types and places.
func relations(pairs ...string) string {
	var xml strings.Builder
	xml.WriteString(xmlHead + `<Relationships xmlns="` + relSpace + `">`)
	for i := 0; i < len(pairs); i += 2 {
		fmt.Fprintf(&xml, `<Relationship Id="r%d" Type="%s" Target="%s"/>`, i/2+1, pairs[i], pairs[i+1])
	}
	xml.WriteString(`</Relationships>`)
	return xml.String()
}

func stylesheet(s sheetStyle) string {
	var xml strings.Builder
	xml.WriteString(xmlHead + `<styleSheet xmlns="` + mainSpace + `">`)
	if len(s.formats) > 0 {
		fmt.Fprintf(&xml, `<numFmts count="%d">`, len(s.formats))
		for i, format := range s.formats {
			code := strings.ReplaceAll(string(appendXML(nil, []byte(format))), `"`, "&quot;")
			fmt.Fprintf(&xml, `<numFmt numFmtId="%d" formatCode="%s"/>`, firstFormat+i, code)
		}
		xml.WriteString(`</numFmts>`)
	}
	xml.WriteString(`<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>` +
		`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
		`<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
		`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>`)
	fmt.Fprintf(&xml, `<cellXfs count="%d"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>`+
		`<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>`, len(s.formats)+2)
	for i := range s.formats {
		fmt.Fprintf(&xml, `<xf numFmtId="%d" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`, firstFormat+i)
	}
	xml.WriteString(`</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`)
	return xml.String()
}
