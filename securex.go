package payglot

import (
	"cmp"
	"net/http"
	"net/url"
	"time"

	"github.com/payglot/payglot/api/securex"
	"github.com/payglot/payglot/config"
)

// securexOptions reads what is set for the dialect.
func (h *House) securexOptions() (securex.Options, error) {
	c := h.Config
	o := securex.Options{
		Store: h.Store, Access: h.Access, Log: h.Log, ClientAddr: h.clientAddr,
		Origin: func(r *http.Request) string { return origin(h, r) },
		Delay:  h.securexDelay(), Prefix: c.SecurexPrefix, Host: "localhost", Resource: cmp.Or(c.SecurexResource, securex.DefaultResource),
	}
	if public, err := url.Parse(c.PublicURL); err == nil && public.Host != "" {
		o.Host = public.Host
	}
	var err error
	if o.Rate, err = securex.ParseRate(c.SecurexRateLimit); err != nil {
		return o, &config.Error{Why: "--securex-rate-limit: " + err.Error(), Do: "write it as 100/1m"}
	}
	if !c.SecurexDowntime {
		return o, nil
	}
	if o.Downtime.Switches, err = securex.ParseWindows(cmp.Or(c.SecurexSwitches, securex.DefaultSwitches)); err != nil {
		return o, &config.Error{Why: "--securex-switches: " + err.Error(), Do: "write it as " + securex.DefaultSwitches}
	}
	if o.Downtime.Maintenance, err = securex.ParseWindows(cmp.Or(c.SecurexMaintenance, securex.DefaultMaintenance)); err != nil {
		return o, &config.Error{Why: "--securex-maintenance: " + err.Error(), Do: "write it as " + securex.DefaultMaintenance}
	}
	return o, nil
}

// securexDelay is how long a write waits before it is processed: in the demo
// world, whose clock stands still, not at all.
func (h *House) securexDelay() time.Duration {
	if h.Config.SecurexDelay == nil {
		if h.Config.Demo {
			return 0
		}
		return securex.DefaultDelay
	}
	return *h.Config.SecurexDelay
}
