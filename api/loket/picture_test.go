package loket_test

import (
	"bytes"
	"encoding/base64"
	"io"
	"net/http"
	"strings"
	"testing"
)

// operate is a control call, as an operator makes it.
func (w *world) operate(t *testing.T, status int, method, path, body string) string {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, w.URL+"/_payglot/loket"+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	said, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	if answer.StatusCode != status {
		t.Fatalf("%s %s: status %d, want %d\n%s", method, path, answer.StatusCode, status, said)
	}
	return string(said)
}

func pictureOf(data []byte) string {
	return `{"mimeType":"image/png","data":"` + base64.StdEncoding.EncodeToString(data) + `"}`
}

// shows fails unless a path shows a picture.
func (w *world) shows(t *testing.T, who, path string, want []byte) {
	t.Helper()
	if h := w.must(t, http.StatusOK, who, http.MethodGet, path, "", "Accept: image/png"); !bytes.Equal(h.body, want) {
		t.Errorf("%s shows %q, want %q", path, h.body, want)
	}
}

// TestLogos has an employer's own logo set and taken away by a client, and the
// bureau's, also the one that deviates for an employer, by an operator. The
// employer shows the addresses; without a logo there is nothing (404).
func TestLogos(t *testing.T) {
	w := start(t)
	const picture = "Accept: image/png"
	employer := "/providers/employers/" + id("employer 1")
	first, second := bytes.Clone(png), append(bytes.Clone(png), '2')
	w.must(t, http.StatusOK, "demo", http.MethodPost, employer+"/logo", pictureOf(first))
	one := strings.TrimPrefix(w.get(t, employer).text(t, "content.employerLogo"), "/v2")
	w.must(t, http.StatusOK, "demo", http.MethodPost, employer+"/logo", pictureOf(second))
	two := strings.TrimPrefix(w.get(t, employer).text(t, "content.employerLogo"), "/v2")
	for path, want := range map[string][]byte{employer + "/logo": second, one: first, two: second, employer + "/logo/" + id("any"): second} {
		w.shows(t, "demo", path, want)
	}
	w.must(t, http.StatusNotFound, "other", http.MethodGet, employer+"/logo", "", picture)
	w.must(t, http.StatusForbidden, "limited-user", http.MethodPost, employer+"/logo", pictureOf(first))
	w.must(t, http.StatusBadRequest, "demo", http.MethodPost, employer+"/logo", `{"mimeType":"image/jpeg","data":"iVBORw=="}`)
	w.must(t, http.StatusOK, "demo", http.MethodDelete, employer+"/logo", "")
	w.get(t, employer).has(t, "content.employerLogo", "null")
	w.must(t, http.StatusNotFound, "demo", http.MethodGet, employer+"/logo", "", picture)
	w.must(t, http.StatusNotFound, "demo", http.MethodDelete, employer+"/logo", "")

	w.must(t, http.StatusNotFound, "demo", http.MethodGet, employer+"/providerlogo", "", picture)
	w.operate(t, http.StatusOK, http.MethodPut, "/employers/"+id("employer 1")+"/providerlogo", pictureOf(first))
	w.shows(t, "demo", employer+"/providerlogo", first)
	w.shows(t, "demo", strings.TrimPrefix(w.get(t, employer).text(t, "content.providerLogo"), "/v2"), first)
	w.operate(t, http.StatusOK, http.MethodDelete, "/employers/"+id("employer 1")+"/providerlogo", "")
	w.get(t, employer).has(t, "content.providerLogo", "null")
	w.operate(t, http.StatusNotFound, http.MethodPut, "/employers/"+id("nobody")+"/providerlogo", pictureOf(first))

	provider := "/providers/" + id("provider demo")
	w.operate(t, http.StatusOK, http.MethodPut, provider+"/logo", pictureOf(second))
	w.shows(t, "demo", provider+"/logo", second)
	w.shows(t, "demo", provider+"/logo/"+id("any"), second)
	w.operate(t, http.StatusBadRequest, http.MethodPut, provider+"/logo", `{"mimeType":"image/png","data":"eA=="}`)
	w.operate(t, http.StatusOK, http.MethodDelete, provider+"/logo", "")
	w.must(t, http.StatusNotFound, "demo", http.MethodGet, provider+"/logo", "", picture)
}

// TestUserPhoto gives users of a bureau and of an employer a picture, each his
// own, whose address the profile shows.
func TestUserPhoto(t *testing.T) {
	w := start(t)
	const picture = "Accept: image/png"
	for n, who := range []string{"demo", "limited-user", "manager"} {
		own := append(bytes.Clone(png), byte(n))
		w.must(t, http.StatusNotFound, who, http.MethodGet, "/user/photo", "", picture)
		w.must(t, http.StatusOK, who, http.MethodGet, "/user", "").has(t, "content.photo", "null")
		w.must(t, http.StatusOK, who, http.MethodPost, "/user/photo", pictureOf(own))
		w.shows(t, who, "/user/photo", own)
		address := w.must(t, http.StatusOK, who, http.MethodGet, "/user", "").text(t, "content.photo")
		w.shows(t, who, strings.TrimPrefix(address, "/v2"), own)
		w.must(t, http.StatusOK, who, http.MethodPut, "/user", `{"user":{"userCustomSpecifiedRole":"Salaris"}}`).has(t, "content.photo", address)
	}
	for _, who := range []string{"demo", "limited-user", "manager"} {
		w.must(t, http.StatusOK, who, http.MethodDelete, "/user/photo", "")
		w.must(t, http.StatusNotFound, who, http.MethodGet, "/user/photo", "", picture)
		w.must(t, http.StatusOK, who, http.MethodGet, "/user", "").has(t, "content.photo", "null")
	}
}

// TestAnnouncements has an operator announce to one employer and to those under
// a collective agreement; users read them, each for himself
// (GetAnnouncementsByEmployerId, PatchAnnouncements).
func TestAnnouncements(t *testing.T) {
	w := start(t)
	const mark = "/providers/employers/announcements"
	list := func(n string) string { return "/providers/employers/" + id("employer "+n) + "/announcements" }
	both := w.get(t, list("1")+"?orderBy=effectiveDate")
	both.has(t, "totalSize", "2")
	both.has(t, "_embedded.0.isExpired", "true")
	both.has(t, "_embedded.1.isExpired", "false")
	both.has(t, "_embedded.1.isRead", "false")

	w.operate(t, http.StatusOK, http.MethodPost, "/announcements",
		`{"employer":"`+id("employer 1")+`","subject":"Onderhoud","description":"Zondag.","effectiveDate":"2024-06-16"}`)
	w.get(t, list("1")).has(t, "totalSize", "3")
	w.get(t, list("2")).has(t, "totalSize", "2")
	fresh := w.get(t, list("1")+"?filter=subject eq 'Onderhoud'")
	fresh.has(t, "_embedded.0.creationDate", "2024-06-14")
	w.operate(t, http.StatusOK, http.MethodPost, "/announcements", `{"cao":1,"subject":"Schaalverhoging","description":"Schaal X.","effectiveDate":"2024-07-01"}`)
	w.get(t, list("2")).has(t, "totalSize", "3")
	for _, wrong := range []string{
		`{"cao":1,"employer":"` + id("employer 1") + `","subject":"x","description":"x","effectiveDate":"2024-07-01"}`,
		`{"subject":"x","description":"x"}`,
		`{"cao":1,"subject":"x","description":"x","effectiveDate":"2024-07-01","expirationDate":"2024-06-30"}`,
	} {
		w.operate(t, http.StatusBadRequest, http.MethodPost, "/announcements", wrong)
	}
	w.operate(t, http.StatusNotFound, http.MethodPost, "/announcements", `{"cao":99999,"subject":"x","description":"x","effectiveDate":"2024-07-01"}`)

	one := fresh.text(t, "_embedded.0.id")
	body := `[{"id":"` + one + `","action":"markAsRead"}]`
	w.must(t, http.StatusOK, "demo", http.MethodPatch, mark, body)
	w.must(t, http.StatusOK, "demo", http.MethodPatch, mark, body) // once more
	w.get(t, list("1")+"?filter=isRead eq true").has(t, "totalSize", "1")
	w.must(t, http.StatusForbidden, "limited-user", http.MethodPatch, mark, body)
	w.must(t, http.StatusBadRequest, "other", http.MethodPatch, mark, body).has(t, "messages.0.properties.0", "[0].id")
	w.must(t, http.StatusBadRequest, "demo", http.MethodPatch, mark, `[{"id":"`+one+`","action":"eat"}]`).has(t, "messages.0.properties.0", "[0].action")
}
