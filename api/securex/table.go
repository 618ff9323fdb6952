package securex

import (
	"cmp"
	"net/http"

	"github.com/payglot/payglot/rest"
)

// Where the operations come from.
const (
	vendorSource = "securexdev-portal-api.securex.eu/getting-started-v2"
	ownSource    = "payglot's addition in the vendor's style"
)

// Methods, short for the table below.
const (
	get    = http.MethodGet
	post   = http.MethodPost
	patch  = http.MethodPatch
	remove = http.MethodDelete
)

// firmPath is what every path begins with.
const firmPath = "/bel/firms/{firmNumber}"

// operations are those under a firm. The level that a line states is the one it
// has once it has a handler: full for the vendor's own, addition otherwise.
func (d *Dialect) operations() []*rest.Operation {
	all := []*rest.Operation{
		{Method: get, Path: "", Activity: "GetFirm", Area: "Firm", Handle: d.getFirm, Test: "TestConversations"},

		{Method: get, Path: "/employees", Activity: "GetEmployees", Area: "Employee", Level: rest.Full, Handle: d.getEmployees, Test: "TestConversations"},
		{Method: post, Path: "/employees", Activity: "PostEmployee", Area: "Employee", Handle: d.postEmployee, Test: "TestWrites"},
		{Method: get, Path: "/employees/{employeeKey}", Activity: "GetEmployee", Area: "Employee", Handle: d.getEmployee, Test: "TestConversations"},
		{Method: patch, Path: "/employees/{employeeKey}", Activity: "PatchEmployee", Area: "Employee", Handle: d.patchEmployee, Test: "TestWrites"},

		{Method: post, Path: "/employees/{employeeKey}/contracts", Activity: "PostContract", Area: "Contract", Handle: d.postContract, Test: "TestWrites"},
		{Method: get, Path: "/contracts", Activity: "GetContracts", Area: "Contract", Handle: d.getContracts, Test: "TestConversations"},
		{Method: get, Path: "/contracts/{contractKey}", Activity: "GetContract", Area: "Contract", Handle: d.getContract, Test: "TestConversations"},
		{Method: patch, Path: "/contracts/{contractKey}", Activity: "PatchContract", Area: "Contract", Handle: d.patchContract, Test: "TestWrites"},
		{Method: remove, Path: "/contracts/{contractKey}", Activity: "DeleteContract", Area: "Contract", Handle: d.deleteContract, Test: "TestWrites"},
		{Method: get, Path: "/contract-views", Activity: "GetContractViews", Area: "Contract", Level: rest.Full, Handle: d.getContractViews, Test: "TestConversations"},

		{Method: get, Path: "/prestation-codes", Activity: "GetPrestationCodes", Area: "Catalogue", Handle: d.getPrestationCodes, Test: "TestConversations"},
		{Method: get, Path: "/wage-components", Activity: "GetWageComponents", Area: "Catalogue", Handle: d.getWageComponents, Test: "TestConversations"},

		{Method: post, Path: "/work-orders", Activity: "PostWorkOrder", Area: "Work order", Level: rest.Full, Handle: d.postWorkOrder, Test: "TestWrites"},
		{Method: get, Path: "/work-orders", Activity: "GetWorkOrders", Area: "Work order", Handle: d.listWorkOrders, Test: "TestWrites"},
		{Method: get, Path: "/work-orders/{workOrderId}", Activity: "GetWorkOrder", Area: "Work order", Handle: d.getWorkOrder, Test: "TestWrites"},
		{Method: remove, Path: "/work-orders/{workOrderId}", Activity: "DeleteWorkOrder", Area: "Work order", Handle: d.deleteWorkOrder, Test: "TestWrites"},

		{Method: get, Path: "/messages/{messageId}", Activity: "GetMessage", Area: "Message", Handle: d.getMessage, Test: "TestWrites"},
	}
	for _, o := range all {
		complete(o)
	}
	return all
}

// tokenOperations are those of AD FS, which aren't under a firm and answer in
// their own way.
func tokenOperations() []*rest.Operation {
	const area = "Access token"
	return []*rest.Operation{
		{Method: post, Path: TokenPath, Activity: "PostToken", Area: area, Source: vendorSource, Level: rest.Full, Test: "TestConversations"},
		{Method: get, Path: keysPath, Activity: "GetKeys", Area: area, Source: vendorSource, Level: rest.Addition, Test: "TestKeys", Note: "AD FS has it; the vendor doesn't mention it"},
		{Method: get, Path: metadataPath, Activity: "GetMetadata", Area: area, Source: vendorSource, Level: rest.Addition, Test: "TestKeys", Note: "AD FS has it; the vendor doesn't mention it"},
	}
}

// complete fills in what follows from the rest of a line.
func complete(o *rest.Operation) {
	o.Path = firmPath + o.Path
	o.Source = ownSource
	if o.Level == rest.Full {
		o.Source = vendorSource
	}
	o.Level = cmp.Or(o.Level, rest.Addition)
	if o.Handle == nil {
		o.Level, o.Test = rest.Absent, ""
	}
	o.Success = http.StatusAccepted
	if o.Method == get {
		o.Success = http.StatusOK
	}
}
