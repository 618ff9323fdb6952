// Package access says who may do what: the clients of an API, the people who
// log in, their tokens and consents, API keys, the administrators of the house,
// and one function that decides.
//
// A client proves itself by a secret, a person by a password; together they
// get tokens, which are random bytes kept only as their hash. A request shows
// its token to [Access.Authenticate] and gets a [Session]; [Session.May] then
// asks five questions in a fixed order and names the first that refuses:
//
//  1. is the client linked to the activity,
//  2. has the user the right that the activity needs,
//  3. is that right open to the user's role,
//  4. has the employer a module that the activity belongs to,
//  5. is the employer within the user's reach.
//
// What nobody allowed is refused. A record of a provider that the user has
// nothing to do with is not refused but unknown: [ErrOutOfReach].
//
// A client may also act for itself. Then it has a login of its own, which
// nobody can log in to, with rights and reach as people have them, and
// [Access.ServiceSession] gives the session that the same questions are asked
// of. What proves such a client is its dialect's choice: an API key
// ([Access.FindKey]), or a signed token, which is made and checked in package
// oauth/jwt by the keys kept here ([Access.SigningKeys]).
//
// All of it lives on the record's own table, as kinds of this package. Expiry
// and lock-out follow the record's clock. The package knows no vendor and no
// HTTP; a dialect brings its operations as [Activity] values and words the
// refusals. It imports kind, store and clock.
package access
