// Package config holds what can be set when a payglot is started. One struct
// declares it all: each field is a flag, an environment variable, a line in
// payglot.toml, and a line of the manual. It imports the standard library and
// kong.
package config

import (
	"time"
)

// Config is everything a house must be told to open.
type Config struct {
	Record
	Server
	Securex
	Visma
	World
}

// Record says where the record is kept. The demo world without any of these
// is kept in memory.
type Record struct {
	Data     string `name:"data" placeholder:"DIR" help:"Folder that keeps the record, in SQLite. It is made when missing. One payglot at a time uses it."`
	Database string `name:"database" placeholder:"URL" help:"PostgreSQL database that keeps the record, as postgres://user@host/name. Several payglots may share it."`
}

// Server says how payglot is reached and how it reports.
type Server struct {
	Listen           string            `name:"listen" default:"127.0.0.1:7300" placeholder:"ADDR" help:"Address to listen on. Port 0 picks a free one and prints it."`
	ListenLoket      string            `name:"listen-loket" placeholder:"ADDR" help:"Address of its own for the Loket dialect, besides the common one."`
	ListenPayAndBill string            `name:"listen-payandbill" placeholder:"ADDR" help:"Address of its own for the Pay and Bill dialect, besides the common one."`
	ListenSecurex    string            `name:"listen-securex" placeholder:"ADDR" help:"Address of its own for the Securex dialect, besides the common one."`
	ListenCareFlex   string            `name:"listen-careflex" placeholder:"ADDR" help:"Address of its own for the CareFlex dialect, besides the common one."`
	ListenVisma      string            `name:"listen-visma" placeholder:"ADDR" help:"Address of its own for the Visma dialect, besides the common one."`
	Hosts            map[string]string `name:"host" placeholder:"DIALECT=NAME" help:"Host name that stands for a dialect, as loket=api.loket.nl. More than once, or separated by semicolons."`
	CareFlexToken    string            `name:"careflex-token" default:"/careflex/oauth/token" placeholder:"PATH" help:"Where CareFlex service users get tokens (EP1). The vendor's real address isn't public."`
	CareFlexSOAP     string            `name:"careflex-soap" default:"/careflex/soap" placeholder:"PATH" help:"Where CareFlex takes reports over SOAP (EP2)."`
	CareFlexREST     string            `name:"careflex-rest" default:"/careflex/rest" placeholder:"PATH" help:"Base of the CareFlex REST calls (EP3)."`
	PublicURL        string            `name:"public-url" placeholder:"URL" help:"How clients reach payglot, when that isn't the address it listens on: https://pay.example.org."`
	TLSCert          string            `name:"tls-cert" placeholder:"FILE" help:"Certificate chain in PEM; payglot then speaks TLS."`
	TLSKey           string            `name:"tls-key" placeholder:"FILE" help:"Private key of the certificate, in PEM."`
	BehindProxy      bool              `name:"behind-proxy" help:"A proxy in front does TLS. Without this or a certificate, payglot serves this machine only."`
	Clock            time.Time         `name:"clock" placeholder:"TIME" help:"Start with the clock standing still at this instant, as 2024-06-14T10:00:00+02:00. Otherwise it shows the time it is, or how it was last set."`
	Files            string            `name:"files" placeholder:"DIR" help:"Folder for the files that exports write. Otherwise folder files in --data; with --database one of the user's own, which payglots on several machines can't share."`
	LogFormat        string            `name:"log-format" default:"text" enum:"text,json" help:"How log lines are written to standard error: text or json."`
}

// Securex says how the Securex dialect behaves.
type Securex struct {
	SecurexPrefix      string         `name:"securex-prefix" placeholder:"PATH" help:"Path that stands before /bel and /adfs, as /sx."`
	SecurexResource    string         `name:"securex-resource" default:"payglot" placeholder:"ID" help:"Id of the API that tokens are for."`
	SecurexRateLimit   string         `name:"securex-rate-limit" placeholder:"CALLS/PERIOD" help:"How many calls a subscription may make in a period, as 100/1m. Otherwise as many as it likes."`
	SecurexDelay       *time.Duration `name:"securex-delay" placeholder:"DURATION" help:"How long a write waits before it is processed, as 30s. Otherwise 2s, and in the demo world, whose clock stands still, not at all."`
	SecurexDowntime    bool           `name:"securex-downtime" help:"Keep the vendor's downtime: GETs answer 503, writes are taken and wait."`
	SecurexSwitches    string         `name:"securex-switches" default:"20:00-20:10,05:35-05:45" placeholder:"TIMES" help:"Downtime of every day, in Belgian time; none for none."`
	SecurexMaintenance string         `name:"securex-maintenance" default:"00:30-05:30" placeholder:"TIMES" help:"Downtime of the third Tuesday of the month, in Belgian time; none for none."`
}

// Visma says how the Visma dialect behaves.
type Visma struct {
	VismaRate     int `name:"visma-rate" default:"100" placeholder:"CALLS" help:"How many calls a minute an application may make at a tenant; -1 is as many as it likes."`
	VismaFileRows int `name:"visma-file-rows" default:"0" placeholder:"ROWS" help:"How many rows a file of an export has at most; 0 puts all into one, as many clients need it."`
	// VismaPause is how long exports wait before they begin; 0 is as long as
	// clients are used to.
	VismaPause     time.Duration `kong:"-"`
	VismaCallbacks []string      `name:"visma-callback" placeholder:"HOST" help:"Host that may be told of the end of an export, as hooks.example.org:8443; more than once for several. Otherwise none is."`
}

// World says what a new record is filled with.
type World struct {
	// Demo is the demo world, with credentials that everybody knows.
	Demo      bool `kong:"-"`
	Employees int  `name:"employees" default:"0" placeholder:"N" help:"Size of the demo world: at least this many employees. 0 is the standard world."`
}

// Remote says how the command reaches a payglot that runs.
type Remote struct {
	URL             string `name:"url" default:"http://127.0.0.1:7300" placeholder:"URL" help:"Where the payglot runs that the command speaks to."`
	ClientID        string `name:"client-id" placeholder:"ID" help:"API client to get a token for. The demo world tells its own."`
	ClientSecret    string `name:"client-secret" placeholder:"SECRET" help:"Secret of that client. Rather set it in the environment."`
	Username        string `name:"username" placeholder:"NAME" help:"User to get a token for, where the dialect has users."`
	Password        string `name:"password" placeholder:"PASSWORD" help:"Password of that user. Rather set it in the environment."`
	TenantID        string `name:"tenant-id" placeholder:"ID" help:"Tenant to get a token for, where the dialect has those."`
	SubscriptionKey string `name:"subscription-key" placeholder:"KEY" help:"Subscription key to show, where the dialect has those. Rather set it in the environment."`
	FunctionsKey    string `name:"functions-key" placeholder:"KEY" help:"Function key to show, where the dialect has those. Rather set it in the environment."`
	SoftwareKey     string `name:"software-key" placeholder:"KEY" help:"Software key to show with it."`
}

// Payroll says where payroll finds what is no part of the program.
type Payroll struct {
	UKModulus string `name:"uk-modulus" placeholder:"DIR" help:"Folder with Pay.UK's tables for checking bank accounts, valacdos.txt and scsubtab.txt."`
}

// parts are the groups that options come in, in the order of the manual.
var parts = []struct {
	title, commands string
	options         any
}{
	{"The record", "`demo` (only `--data`), `serve`, `admin`, `client`, `payandbill`, `careflex`, `visma`, `backup`, `restore`, `doctor`", Record{}},
	{"The server", "`demo`, `serve`", Server{}},
	{"The Securex dialect", "`demo`, `serve`", Securex{}},
	{"The Visma dialect", "`demo`, `serve`", Visma{}},
	{"The demo world", "`demo`", World{}},
	{"A payglot that runs", "`curl`", Remote{}},
	{"Payroll", "`payroll`", Payroll{}},
}
