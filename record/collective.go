package record

import (
	"errors"
	"strings"
	"time"

	"github.com/payglot/payglot/cal"
	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/money"
)

// CollectiveAction is a change of many employments at once (collectieve
// actie): each by itself, so that some can fail.
type CollectiveAction struct {
	// CollectiveActionID is the action's identity.
	CollectiveActionID kind.ID `json:"collectiveActionId" is:"readonly"`
	// Type is what was changed.
	Type string `json:"type" is:"oneof=Werknemerloket|Beloning,readonly"`
	// Status is how far it is; here an action is complete when it is answered.
	Status string `json:"status" is:"oneof=Completed|NotStarted|InProgress,readonly"`
	// SubmittedOn is when it was asked for.
	SubmittedOn time.Time `json:"submittedOn" is:"readonly"`
	// SubmittedByUserID is who asked for it.
	SubmittedByUserID kind.ID `json:"submittedByUserId" is:"readonly"`
	// ItemCount sums up what became of its items.
	ItemCount ItemCount `json:"itemCount" is:"readonly"`
}

// ItemCount counts the items of a collective action.
type ItemCount struct {
	// Total is all of them.
	Total int `json:"total"`
	// Processed were done without a warning.
	Processed int `json:"processed"`
	// ProcessedWithWarning were done, with one.
	ProcessedWithWarning int `json:"processedWithWarning"`
	// ProcessedWithError were not done.
	ProcessedWithError int `json:"processedWithError"`
}

// CollectiveActionItem is what became of one item.
type CollectiveActionItem struct {
	// CollectiveActionItemID is the item's identity.
	CollectiveActionItemID kind.ID `json:"collectiveActionItemId" is:"readonly"`
	// CollectiveActionType is that of the action.
	CollectiveActionType string `json:"collectiveActionType" is:"readonly"`
	// CreatedOn is when it was done or refused.
	CreatedOn time.Time `json:"createdOn" is:"readonly"`
	// EntityType is the id of what the item is about.
	EntityType kind.ID `json:"entityType" is:"readonly"`
	// Succes says that it was done.
	Succes bool `json:"succes" is:"readonly"`
	// Messages say why not, or what to know; null when there is nothing to say.
	Messages *[]ItemMessage `json:"messages"`
}

// ItemMessage is a message about an item.
type ItemMessage struct {
	// Code is the number of the problem.
	Code int `json:"code" is:"readonly"`
	// Description says what is wrong, with the field where it is one.
	Description string `json:"description" is:"readonly"`
	// Type is what sort of message it is.
	Type LongCode `json:"type"`
}

// Collective actions stand under the employer whose employments they change.
var (
	CollectiveActions = of[CollectiveAction]("collective action", "collectiveactions",
		kind.Under(Employers.Type), kind.KeyedBy("collectiveActionId"))
	CollectiveActionItems = of[CollectiveActionItem]("collective action item", "",
		kind.Under(CollectiveActions.Type), kind.KeyedBy("collectiveActionItemId"))
)

// CollectiveWages asks for wages of several employments.
type CollectiveWages struct {
	// Items are the wages.
	Items []CollectiveWage `json:"items"`
}

// CollectiveWage is a wage of one of them.
type CollectiveWage struct {
	// EmploymentID is the employment.
	EmploymentID kind.ID `json:"employmentId"`
	// GrossWage in euros.
	GrossWage *money.Amount `json:"grossWage" is:"min=0.01,max=999999.99"`
	// StartDate is the first day on which it holds.
	StartDate cal.Date `json:"startDate"`
}

// CollectiveBenefits asks for benefits and deductions of several employments.
type CollectiveBenefits struct {
	// Items are the benefits and deductions.
	Items []CollectiveBenefit `json:"items"`
}

// CollectiveBenefit is a benefit or deduction of one of them.
type CollectiveBenefit struct {
	// EmploymentID is the employment.
	EmploymentID kind.ID `json:"employmentId"`
	// PayrollComponent is what is paid or withheld.
	PayrollComponent ComponentKey `json:"payrollComponent"`
	// StartDate is the first day on which it holds.
	StartDate cal.Date `json:"startDate"`
	// Value is how much.
	Value *money.Amount `json:"value" is:"min=0.01,max=99999.99"`
}

// ComponentKey names a payroll component. Whether there is one is seen for
// each item.
type ComponentKey struct {
	// Key is the number of the component.
	Key int `json:"key"`
}

// CollectiveEnds ends benefits and deductions of several employments.
type CollectiveEnds struct {
	// Items are the benefits and deductions that end.
	Items []CollectiveEnd `json:"items"`
}

// CollectiveEnd ends one of them.
type CollectiveEnd struct {
	// BenefitAndDeductionID is the benefit or deduction.
	BenefitAndDeductionID kind.ID `json:"benefitAndDeductionId"`
	// EmploymentID is the employment that it is of.
	EmploymentID kind.ID `json:"employmentId"`
	// EndDate is the last day on which it holds.
	EndDate cal.Date `json:"endDate"`
}

// Inputs of [Collective.Wages], [Collective.Benefits] and [Collective.Ends].
var (
	CollectiveWagesInput    = shape[CollectiveWages]()
	CollectiveBenefitsInput = shape[CollectiveBenefits]()
	CollectiveEndsInput     = shape[CollectiveEnds]()
)

// Collective does collective actions at an employer.
type Collective struct {
	// Writer keeps what became of it.
	Writer kind.Writer
	// Try does one item by itself and gives its warnings.
	Try func(func(kind.Writer) error) (kind.Problems, error)
	// Employer is whose employments are changed, By who asks for it.
	Employer, By kind.ID
}

// Types of collective actions.
const (
	payAction    = "Beloning"
	accessAction = "Werknemerloket"
)

// Access changes the access of employees to their own records.
func (c *Collective) Access(in *AccessChangeList) (*CollectiveAction, error) {
	return c.run(accessAction, len(in.Changes), func(i int) (kind.ID, func(kind.Writer) error) {
		change := in.Changes[i]
		return change.EmployeeID, func(w kind.Writer) error {
			row, err := w.Row(Employees.Type, change.EmployeeID)
			if err == nil && row.Employer != c.Employer {
				err = kind.ErrNotFound
			}
			if err != nil {
				return err
			}
			return ChangeAccess(w, change)
		}
	})
}

// Wages gives employments a gross wage, of the type that they have then.
func (c *Collective) Wages(in *CollectiveWages) (*CollectiveAction, error) {
	return c.run(payAction, len(in.Items), func(i int) (kind.ID, func(kind.Writer) error) {
		item := in.Items[i]
		return item.EmploymentID, func(w kind.Writer) error {
			if err := c.employs(w, item.EmploymentID); err != nil {
				return err
			}
			v := &Wage{StartDate: item.StartDate, WageAmounts: WageAmounts{GrossWage: item.GrossWage}}
			if item.GrossWage != nil {
				v.GrossWageType = &Code{Key: perPeriod}
			}
			now, err := On(w, Wages, item.EmploymentID, item.StartDate)
			if err != nil {
				return err
			}
			if now != nil && now.GrossWageType != nil && item.GrossWage != nil {
				v.GrossWageType = now.GrossWageType
			}
			_, err = Wages.Create(w, item.EmploymentID, v)
			return err
		}
	})
}

// Benefits gives employments benefits and deductions.
func (c *Collective) Benefits(in *CollectiveBenefits) (*CollectiveAction, error) {
	return c.run(payAction, len(in.Items), func(i int) (kind.ID, func(kind.Writer) error) {
		item := in.Items[i]
		return item.EmploymentID, func(w kind.Writer) error {
			if err := c.employs(w, item.EmploymentID); err != nil {
				return err
			}
			if item.Value == nil {
				return refuse(kind.CodeRequired, "value", "is required")
			}
			_, err := Benefits.Create(w, item.EmploymentID, &Benefit{
				PayrollComponent: BenefitComponent{Key: item.PayrollComponent.Key}, StartDate: item.StartDate, Value: *item.Value,
			})
			return err
		}
	})
}

// Ends ends benefits and deductions.
func (c *Collective) Ends(in *CollectiveEnds) (*CollectiveAction, error) {
	return c.run(payAction, len(in.Items), func(i int) (kind.ID, func(kind.Writer) error) {
		item := in.Items[i]
		return item.BenefitAndDeductionID, func(w kind.Writer) error {
			if err := c.employs(w, item.EmploymentID); err != nil {
				return err
			}
			row, err := w.Row(Benefits.Type, item.BenefitAndDeductionID)
			if err == nil && row.Parent != item.EmploymentID {
				err = kind.ErrNotFound
			}
			if err != nil {
				return err
			}
			v, err := Benefits.Value(row)
			if err != nil {
				return err
			}
			v.EndDate = &item.EndDate
			return Benefits.Replace(w, row.ID, v)
		}
	})
}

// employs answers [kind.ErrNotFound] for an employment of somebody else.
func (c *Collective) employs(r kind.Reader, employment kind.ID) error {
	row, err := r.Row(Employments.Type, employment)
	if err == nil && row.Employer != c.Employer {
		return kind.ErrNotFound
	}
	return err
}

// run does every item by itself, and keeps what became of them.
func (c *Collective) run(typed string, n int, item func(int) (kind.ID, func(kind.Writer) error)) (*CollectiveAction, error) {
	action := &CollectiveAction{
		Type: typed, Status: "Completed", SubmittedOn: c.Writer.Now(), SubmittedByUserID: c.By, ItemCount: ItemCount{Total: n},
	}
	var items []*CollectiveActionItem
	for i := range n {
		about, do := item(i)
		warnings, err := c.Try(do)
		messages, failed := told(warnings, err)
		if err != nil && !failed {
			return nil, err
		}
		switch {
		case failed:
			action.ItemCount.ProcessedWithError++
		case messages != nil:
			action.ItemCount.ProcessedWithWarning++
		default:
			action.ItemCount.Processed++
		}
		items = append(items, &CollectiveActionItem{
			CollectiveActionType: typed, CreatedOn: c.Writer.Now(), EntityType: about, Succes: !failed, Messages: messages,
		})
	}
	id, err := CollectiveActions.Create(c.Writer, c.Employer, action)
	if err != nil {
		return nil, err
	}
	for _, i := range items {
		if _, err := CollectiveActionItems.Create(c.Writer, id, i); err != nil {
			return nil, err
		}
	}
	return CollectiveActions.Get(c.Writer, id)
}

// Types of messages about items, as the vendor numbers them.
var (
	brokenRule  = LongCode{0, "BrokenBusinessRule"}
	notFound    = LongCode{3, "NotFound"}
	warningType = LongCode{4, "Warning"}
)

// told makes messages of what an item met; failed says that it was refused by
// a rule.
func told(warnings kind.Problems, err error) (messages *[]ItemMessage, failed bool) {
	var all []ItemMessage
	var problems kind.Problems
	switch {
	case errors.As(err, &problems):
		failed = true
		for _, p := range problems {
			all = append(all, ItemMessage{Code: p.Code, Description: worded(p), Type: brokenRule})
		}
	case errors.Is(err, kind.ErrNotFound):
		failed = true
		all = append(all, ItemMessage{Code: kind.CodeReference, Description: "refers to nothing of this employer", Type: notFound})
	case err != nil:
		return nil, false
	}
	for _, p := range warnings {
		all = append(all, ItemMessage{Code: p.Code, Description: worded(p), Type: warningType})
	}
	if all == nil {
		return nil, failed
	}
	return &all, failed
}

func worded(p kind.Problem) string { return strings.TrimSpace(p.Field + " " + p.Message) }
