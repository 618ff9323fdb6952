package visma

import (
	"net/http"

	"github.com/payglot/payglot/rest"
)

// Where the operations come from.
const (
	exportSource = "the vendor's manual of 03-2024 and clients that work against it"
	tokenSource  = "docs.connect.visma.com and its public discovery document"
	ownSource    = "payglot's addition"
)

// What paths begin with.
const (
	commandPath = "/v1/command/nl/hrm/"
	queryPath   = "/v1/query/nl/hrm/"
	filesPath   = "/files/visma/"

	connectPath   = "/connect/"
	discoveryPath = "/.well-known/openid-configuration"
	keysPath      = discoveryPath + "/jwks"
)

// TokenPath is where tokens are given.
const TokenPath = connectPath + "token"

// operation is a line of the table.
type operation struct {
	*rest.Operation
	// dataset is what an export is of; answer starts one or tells of it.
	dataset *dataset
	answer  func(http.ResponseWriter, *call) error
	// serve answers operations that need no token.
	serve http.HandlerFunc
}

func (d *Dialect) operations() []*operation {
	var all []*operation
	for _, set := range datasets {
		all = append(all,
			&operation{dataset: set, answer: d.command(set), Operation: &rest.Operation{
				Method: http.MethodPost, Path: commandPath + set.path, Activity: "Export" + set.title, Area: "Export", Source: exportSource,
				Level: rest.Full, Success: http.StatusAccepted, Test: "TestConversations", Handle: nowhere,
			}},
			&operation{dataset: set, answer: d.query(set), Operation: &rest.Operation{
				Method: http.MethodGet, Path: queryPath + set.path + "/{jobId}", Activity: "Query" + set.title, Area: "Export", Source: exportSource,
				Level: rest.Full, Success: http.StatusOK, Test: "TestConversations", Handle: nowhere,
			}})
	}
	open := func(method, path, activity, area, source string, level rest.Level, test string, serve http.HandlerFunc) {
		all = append(all, &operation{serve: serve, Operation: &rest.Operation{
			Method: method, Path: path, Activity: activity, Area: area, Source: source,
			Level: level, Success: http.StatusOK, Test: test, Handle: nowhere,
		}})
	}
	open(http.MethodGet, filesPath+"{jobId}/{file}", "DownloadFile", "Files", ownSource, rest.Addition, "TestConversations", d.file)
	open(http.MethodGet, "/docs/openapi.yaml", "OpenAPI", "Description", exportSource, rest.Full, "TestOpenAPI", d.openAPI)
	open(http.MethodGet, "/docs/openapi.html", "OpenAPIPage", "Description", exportSource, rest.Full, "TestOpenAPI", d.openAPIPage)
	open(http.MethodPost, TokenPath, "Token", "Tokens", tokenSource, rest.Full, "TestConversations", d.token)
	open(http.MethodPost, connectPath+"revocation", "Revocation", "Tokens", tokenSource, rest.Full, "TestRevocation", d.revocation)
	open(http.MethodPost, connectPath+"introspect", "Introspection", "Tokens", tokenSource, rest.Full, "TestRevocation", d.introspect)
	open(http.MethodGet, connectPath+"userinfo", "UserInfo", "Tokens", tokenSource, rest.Part, "TestUserInfo", d.userInfo)
	open(http.MethodGet, discoveryPath, "Discovery", "Tokens", tokenSource, rest.Full, "TestDiscovery", d.discovery)
	open(http.MethodGet, keysPath, "Keys", "Tokens", tokenSource, rest.Full, "TestDiscovery", d.keySet)
	for _, o := range all {
		if o.Activity == "UserInfo" {
			o.Note = "refuses everybody: tokens in the name of a person aren't given here"
		}
	}
	return all
}

// nowhere stands for the handler of operations that answer by themselves.
func nowhere(*rest.Call) (*rest.Answer, error) { return nil, nil }
