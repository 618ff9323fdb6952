package record

import (
	"slices"

	"github.com/payglot/payglot/kind"
	"github.com/payglot/payglot/record/code"
)

// All is every kind of the record, area by area: what stands under something
// follows it. A new kind needs its struct, its rules and a line in its area.
var All = slices.Concat(core, people, concepts, leavePolicies, leave, payData, insurances, funds, usage, applications, dossiers)

// The core: who employs whom, where, for what.
var core = []*kind.Type{
	Providers.Type,
	ProviderUsers.Type,
	References.Type,
	Employers.Type,
	EmployerUsers.Type,
	UserFilters.Type,
	Departments.Type,
	Functions.Type,
	ContractCodes.Type,
	DistributionUnits.Type,
	CustomFields.Type,
	PayrollAdministrations.Type,
	EmployeeProfiles.Type,
	NonPayrollAdministrations.Type,
	BelgianFirms.Type,
	WorkOrders.Type,
	WorkOrderContracts.Type,
	UKEmployers.Type,
	Employees.Type,
	Situations.Type,
	BankAccounts.Type,
	CitizenServiceNumbers.Type,
	NationalRegisterNumbers.Type,
	BelgianPersons.Type,
	NationalInsuranceNumbers.Type,
	UKWorkers.Type,
	GermanPersons.Type,
	LongTermCareInsurances.Type,
	Photos.Type,
	Contacts.Type,
	EmployeeCustomFields.Type,
	Absences.Type,
	AbsenceProgresses.Type,
	Employments.Type,
	Intakes.Type,
	Wages.Type,
	WorkingHours.Type,
	BelgianContracts.Type,
	BelgianTermsOf.Type,
	BelgianRegimes.Type,
	UKPayrolls.Type,
	OrganizationalEntities.Type,
	EmploymentCustomFields.Type,
	Sequences.Type,
	Claims.Type,
}

// People: who belongs to an employee, what he learnt, what is noted of him.
var people = []*kind.Type{
	EducationTypes.Type,
	EducationFurtherIndications.Type,
	Partners.Type,
	Children.Type,
	Educations.Type,
	AbsenceContacts.Type,
	EmployerNotes.Type,
	EmployeeNotes.Type,
	EmploymentNotes.Type,
	ProviderLogos.Type,
	EmployerLogos.Type,
	DeviatingLogos.Type,
	UserPhotos.Type,
	Announcements.Type,
	AnnouncementReadings.Type,
	CustomNotifications.Type,
	NotificationReadings.Type,
}

// Concept employees: people who aren't employed yet, and templates for those
// who will be.
var concepts = []*kind.Type{
	ConceptEmployees.Type,
	ConceptNumbers.Type,
	EmploymentTemplates.Type,
}

// Leave policies: what leave there is, who has a right to how much, and the
// days on which nobody works.
var leavePolicies = []*kind.Type{
	LeaveTypes.Type,
	ProviderLeavePolicies.Type,
	ProviderAgeBasedLeaves.Type,
	ProviderWageBasedLeaves.Type,
	ProviderYearsOfServiceBasedLeaves.Type,
	LeavePolicies.Type,
	AgeBasedLeaves.Type,
	WageBasedLeaves.Type,
	YearsOfServiceBasedLeaves.Type,
	LeavePolicyLinks.Type,
	CustomHolidays.Type,
	NationalHolidays.Type,
}

// Leave that is taken and asked for.
var leave = []*kind.Type{
	Leaves.Type,
	LeaveRequests.Type,
	OccupationalDisabilities.Type,
}

// Pay data: components, periods, and what is paid or withheld in them.
var payData = []*kind.Type{
	Benefits.Type,
	PeriodDataOf.Type,
	CollectiveActions.Type,
	CollectiveActionItems.Type,
	WageProposals.Type,
	EventNotifications.Type,
	Declarations.Type,
	DeclarationSteps.Type,
	DeclarationAttachments.Type,
}

// Insurances and taxes of an employment, from a day on.
var insurances = []*kind.Type{
	FiscalProperties.Type,
	SocialSecurityConfigurations.Type,
	HealthcareInsuranceActs.Type,
	DeviatingAWFContributions.Type,
	Wachtgelden.Type,
	PensionBenefits.Type,
	ProtectedEarnings.Type,
	CostsPerHour.Type,
	SocialSecurityBenefits.Type,
	DeviatingHourlyWages.Type,
	OtherPayrollVariables.Type,
}

// Funds, cars, payments: what else belongs to the pay of an employment.
var funds = []*kind.Type{
	SEPAPayments.Type,
	ForeignPayments.Type,
	SeparatePayments.Type,
	BenefitInKindTypes.Type,
	BenefitsInKind.Type,
	CompanyCars.Type,
	FiscalCompanyCars.Type,
	AttachmentsOfEarnings.Type,
	EmploymentFunds.Type,
	ABPFunds.Type,
	BasesForCalculation.Type,
	FundBases.Type,
	JournalAllocations.Type,
}

// Usage: who may do and hear what.
var usage = []*kind.Type{
	WorkflowMappings.Type,
	UserLinks.Type,
	UserNotifications.Type,
}

// Applications, tenants, and what is sent to whom.
var applications = []*kind.Type{
	ExternalTenants.Type,
	EmployerTenants.Type,
	ProviderUserTenants.Type,
	Applications.Type,
	ApplicationLogos.Type,
	ApplicationSets.Type,
	UserApplicationSets.Type,
}

// Dossiers: documents of employers, employments and concept employees.
var dossiers = slices.Concat(EmployerDossiers.kinds(), EmploymentDossiers.kinds(), ConceptDossiers.kinds())

// Inputs is the input of every action. They use the code lists and references
// of the record, and have no place in it.
var Inputs = slices.Concat(
	[]*kind.Type{
		AbsenceClosings.Type,
		NewEmployments.Type,
		NewEmployerUsers.Type,
		Nothings.Type,
		Profiles.Type,
		Revocations.Type,
		StartCorrections.Type,
		Terminations.Type,
	},
	peopleInputs, conceptInputs, leavePolicyInputs, leaveInputs, payDataInputs, insuranceInputs, fundInputs, usageInputs, applicationInputs, dossierInputs,
)

// Inputs of actions, by area.
var (
	peopleInputs = []*kind.Type{AddressRequests.Type, ContactRequests.Type, MessageMarks.Type}

	conceptInputs = []*kind.Type{
		AccessChanges.Type,
		ConceptBriefs.Type,
		ConceptOwnAccesses.Type,
		EmploymentCategories.Type,
		OwnAccesses.Type,
		Hires.Type,
	}

	leavePolicyInputs = []*kind.Type{LeavePolicyCopies.Type}

	leaveInputs = []*kind.Type{
		LeaveReview.Type,
		CollectiveLeaves.Type,
		NewCollectiveLeaves.Type,
		ProposedLeaves.Type,
	}

	payDataInputs = []*kind.Type{
		PeriodDataPatchInput.Type,
		PeriodDataPatchesInput.Type,
		CollectiveWagesInput.Type,
		CollectiveBenefitsInput.Type,
		CollectiveEndsInput.Type,
		ProposalDecisions.Type,
		TransitionInputs.Type,
		Initialisations.Type,
		EventNotificationInput.Type,
		DeclarationReview.Type,
		DeclarationProcessing.Type,
	}

	insuranceInputs []*kind.Type

	fundInputs []*kind.Type

	usageInputs = []*kind.Type{
		UserInvitations.Type,
		InvitationChanges.Type,
		NotificationSettingsInput.Type,
		ConfiguredTenants.Type,
	}

	applicationInputs []*kind.Type

	dossierInputs = []*kind.Type{NewDocuments.Type, NewConceptDocuments.Type, DocumentEdits.Type}
)

// Catalog joins the kinds to each other and to the code lists.
var Catalog = newCatalog()

func newCatalog() *kind.Catalog {
	c := kind.NewCatalog(code.Lists, All...)
	for _, input := range Inputs {
		c.Join(input)
	}
	return c
}
