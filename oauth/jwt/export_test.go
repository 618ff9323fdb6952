package jwt

import "context"

// Check is Verify of a token that isn't remembered.
func (s *Signer[C]) Check(ctx context.Context, text string) error {
	_, err := s.check(ctx, text)
	return err
}
