package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"sync"
	"time"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/clock"
	"github.com/payglot/payglot/demo"
)

// clients is how many call at once, unless said.
const clients = 16

// bench remembers the first thing that went wrong.
type bench struct {
	process *process
	each    time.Duration
	client  *http.Client
	token   string
	err     error
	wage    string       // path of one wage
	wages   string       // path of a list of 250
	days    [clients]int // wages that each client has made
}

const (
	employers   = "/v2/providers/employers"
	employments = employers + "/employees/employments/"
	records     = 2500 // employers to filter
	pageOf      = 250
)

// prepare logs in and fills up: 250 wages of one employment, 2,500 employers.
func (b *bench) prepare() {
	b.client = &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: clients}}
	b.login()
	first := demo.ID("employment 1").String()
	b.wages = employments + first + "/wages"
	b.wage = employments + "wages/" + demo.ID("wage 1.1").String()
	start := cal.MustParse("2024-02-01")
	for i := range pageOf - 2 {
		b.call("POST", b.wages, wageFrom(start.AddDays(i)))
	}
	provider := "/v2/providers/" + demo.ID("provider demo").String() + "/employers"
	for i := range records {
		b.call("POST", provider, employerNamed(fmt.Sprintf("Firma %04d", (i*7919)%records)))
	}
}

func wageFrom(day cal.Date) []byte {
	return fmt.Appendf(nil, `{"startDate":%q,"grossWage":2750.50,"grossWageType":{"key":1}}`, day)
}

func employerNamed(name string) []byte {
	return fmt.Appendf(nil, `{"companyName":%q,"address":{"street":"Blaak","houseNumber":1,"city":"Rotterdam","country":{"key":530},"postalCode":"3011 GA"},"providerSettings":{"sendEmailWhenSalarySlipIsAvailable":false}}`, name)
}

func (b *bench) login() {
	answer, err := b.client.PostForm(b.process.url+"/token", url.Values{
		"grant_type": {"password"}, "username": {demo.UserName}, "password": {demo.Password},
		"client_id": {demo.ClientID}, "client_secret": {demo.ClientSecret},
	})
	if err != nil {
		b.fail(err)
		return
	}
	defer answer.Body.Close()
	var got struct {
		Token string `json:"access_token"`
	}
	b.fail(json.NewDecoder(answer.Body).Decode(&got))
	b.token = got.Token
}

func (b *bench) fail(err error) {
	if b.err == nil {
		b.err = err
	}
}

// call makes one call and reads the answer whole.
func (b *bench) call(method, path string, body []byte) {
	if err := b.try(method, path, body); err != nil {
		b.fail(err)
	}
}

func (b *bench) try(method, path string, body []byte) error {
	req, err := http.NewRequest(method, b.process.url+path, bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+b.token)
	req.Header.Set("Accept", "application/json;version=2024-01-01")
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	answer, err := b.client.Do(req)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode >= 300 {
		text, err := io.ReadAll(answer.Body)
		return errors.Join(err, fmt.Errorf("%s %s: %s: %.300s", method, path, answer.Status, text))
	}
	_, err = io.Copy(io.Discard, answer.Body)
	return err
}

// load is what a number of clients got done.
type load struct {
	perSecond float64
	p50       time.Duration
}

// run lets n clients call f over and over; f is told which client calls.
func (b *bench) run(n int, f func(client int) error) load {
	var (
		mu   sync.Mutex
		all  []time.Duration
		wg   sync.WaitGroup
		fail = make(chan error, n)
	)
	begun := clock.Real()
	for client := range n {
		wg.Go(func() {
			var mine []time.Duration
			for clock.Since(begun) < b.each {
				at := clock.Real()
				if err := f(client); err != nil {
					fail <- err
					return
				}
				mine = append(mine, clock.Since(at))
			}
			mu.Lock()
			all = append(all, mine...)
			mu.Unlock()
		})
	}
	wg.Wait()
	took := clock.Since(begun)
	select {
	case err := <-fail:
		b.fail(err)
	default:
	}
	if len(all) == 0 {
		return load{perSecond: 1, p50: 1}
	}
	slices.Sort(all)
	return load{perSecond: float64(len(all)) / took.Seconds(), p50: all[len(all)/2]}
}

func (b *bench) get(path string) func(int) error {
	return func(int) error { return b.try("GET", path, nil) }
}

// one is a wage by its id beside the empty handler.
func (b *bench) one() {
	for _, n := range []int{clients, 1} {
		bare, wage := b.run(n, b.get(barePath)), b.run(n, b.get(b.wage))
		who := fmt.Sprintf("%d clients", n)
		report("empty handler, "+who, int(bare.perSecond), "requests/s")
		report("one wage by id, "+who, int(wage.perSecond), "requests/s")
		report("one wage by id over empty handler, "+who, ratio(wage.perSecond, bare.perSecond), "x")
	}
}

func (b *bench) list() {
	raw := b.rawList()
	list := b.run(1, b.get(b.wages))
	report("list of 250 from the bare driver, 1 client, p50", raw.p50.Microseconds(), "us")
	report("list of 250 wages, 1 client, p50", list.p50.Microseconds(), "us")
	report("list of 250 wages over the bare driver", ratio(float64(list.p50), float64(raw.p50)), "x")
	report("list of 250 wages, 16 clients", int(b.run(clients, b.get(b.wages)).perSecond), "requests/s")
}

func (b *bench) filtered() {
	ordered := b.run(clients, b.get(employers+"?orderBy=companyName"))
	report("250 of 2,500 employers by name, 16 clients", int(ordered.perSecond), "requests/s")
	filter := url.Values{"filter": {"companyName lk '12' and address.city eq 'rotterdam'"}, "orderBy": {"-companyName"}}
	found := b.run(clients, b.get(employers+"?"+filter.Encode()))
	report("2,500 employers filtered and ordered, 16 clients", int(found.perSecond), "requests/s")
}

// create makes wages, each the newest of a chain.
func (b *bench) create() {
	raw1, raw16 := b.rawInsert(1), b.rawInsert(clients)
	one, many := b.run(1, b.post), b.run(clients, b.post)
	report("bare insert at synchronous=FULL, 1 client, p50", raw1.p50.Microseconds(), "us")
	report("create a wage, 1 client, p50", one.p50.Microseconds(), "us")
	report("create a wage over the bare insert, 1 client", ratio(float64(one.p50), float64(raw1.p50)), "x")
	report("bare insert at synchronous=FULL, a commit each", int(raw16.perSecond), "rows/s")
	report("create a wage, 16 clients", int(many.perSecond), "requests/s")
}

// post gives one of a client's own employments one more wage.
func (b *bench) post(client int) error {
	n := b.days[client]
	b.days[client]++
	const own = employees / clients
	to := employments + demo.ID(fmt.Sprintf("employment %d", 1+client*own+n%own)).String() + "/wages"
	return b.try("POST", to, wageFrom(cal.MustParse("2026-02-01").AddDays(n/own)))
}

func (b *bench) reset() {
	at := clock.Real()
	b.call("POST", "/_payglot/reset", nil)
	report("reset of the demo world", clock.Since(at).Milliseconds(), "ms")
}

func ratio(a, b float64) string { return fmt.Sprintf("%.2f", a/b) }
