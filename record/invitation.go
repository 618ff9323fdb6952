package record

import "github.com/payglot/payglot/kind"

// UserInvitation is somebody who is to become a user of an employer.
type UserInvitation struct {
	// PersonalDetails is the user's name.
	PersonalDetails NewUserName `json:"personalDetails"`
	// ContactInformation is how the user is reached. The e-mail address becomes
	// the user name.
	ContactInformation UserContact `json:"contactInformation"`
	// DestinationForSecret is the telephone that proves who accepts.
	DestinationForSecret string `json:"destinationForSecret" is:"len=3..15"`
	// HasAccessToPayrollingTestData shows years that are for trying out.
	HasAccessToPayrollingTestData bool `json:"hasAccessToPayrollingTestData"`
	// TwoFactorAuthenticationRequired asks for a second proof at login.
	TwoFactorAuthenticationRequired bool `json:"twoFactorAuthenticationRequired"`
}

// InvitationChange sends an invitation again, or takes it back.
type InvitationChange struct {
	// Action is which of both.
	Action string `json:"action" is:"oneof=Resend|Revoke"`
	// ResendInformation is where it goes to; of no use when it is taken back.
	ResendInformation *ResendInformation `json:"resendInformation"`
}

// ResendInformation is where an invitation is sent again.
type ResendInformation struct {
	// EmployerID is the employer on whose behalf it is sent.
	EmployerID kind.ID `json:"employerId"`
	// EmailAddress that it is sent to.
	EmailAddress string `json:"emailAddress" is:"len=..255,check=email"`
	// DestinationForSecret is the telephone that proves who accepts.
	DestinationForSecret string `json:"destinationForSecret" is:"len=3..15"`
	// TwoFactorAuthenticationRequired asks for a second proof at login.
	TwoFactorAuthenticationRequired bool `json:"twoFactorAuthenticationRequired"`
}

// UserInvitations is the input of [InviteEmployerUser], InvitationChanges that
// of [ResendInvitation].
var (
	UserInvitations   = shape[UserInvitation]()
	InvitationChanges = shape[InvitationChange]()
)

// InviteEmployerUser makes a user of an employer who logs in by website and
// SSO, once he has accepted.
func InviteEmployerUser(w kind.Writer, employer kind.ID, in *UserInvitation) (kind.ID, error) {
	if n := len(in.ContactInformation.EmailAddress); n > 50 {
		return kind.ID{}, refuse(kind.CodeLength, "contactInformation.emailAddress", "becomes the user name, which has 50 characters at most")
	}
	return EmployerUsers.Create(w, employer, &EmployerUser{
		LoginMethod:                     Code{Key: websiteAndSSO},
		PersonalDetails:                 UserName{Initials: in.PersonalDetails.Initials, Prefix: in.PersonalDetails.Prefix, LastName: in.PersonalDetails.LastName},
		ContactInformation:              in.ContactInformation,
		HasAccessToPayrollingTestData:   in.HasAccessToPayrollingTestData,
		TwoFactorAuthenticationRequired: in.TwoFactorAuthenticationRequired,
	})
}

// ResendInvitation has a user's record follow an invitation that is sent again.
func ResendInvitation(w kind.Writer, user kind.ID, in *ResendInformation) error {
	u, err := EmployerUsers.Get(w, user)
	if err != nil {
		return err
	}
	u.ContactInformation.EmailAddress = in.EmailAddress
	u.TwoFactorAuthenticationRequired = in.TwoFactorAuthenticationRequired
	return EmployerUsers.Replace(w, user, u)
}
