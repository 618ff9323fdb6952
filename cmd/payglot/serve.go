package main

import (
	"context"
	"errors"

	"github.com/payglot/payglot"
	"github.com/payglot/payglot/config"
)

// demoCmd starts the demo world.
type demoCmd struct{ config.Config }

// Run serves until the context ends.
func (c *demoCmd) Run(w *world) error {
	c.Demo = true
	return w.serve(c.Config)
}

// serveCmd starts payglot on a record that is kept.
type serveCmd struct {
	config.Record
	config.Server
	config.Securex
}

// Run serves until the context ends.
func (c *serveCmd) Run(w *world) error {
	return w.serve(config.Config{Record: c.Record, Server: c.Server, Securex: c.Securex})
}

func (w *world) serve(cfg config.Config) error {
	if err := cfg.Check(); err != nil {
		return err
	}
	house, err := payglot.Open(w.ctx, cfg, w.log(cfg.LogFormat), w.out)
	if err != nil {
		return w.ended(err)
	}
	return w.ended(errors.Join(house.Serve(w.ctx), house.Close()))
}

// ended is err, unless it says no more than that someone stopped us.
func (w *world) ended(err error) error {
	if w.ctx.Err() != nil && errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

// open opens the house on a record, without serving it.
func (w *world) open(r config.Record) (*payglot.House, error) {
	if err := r.Check(); err != nil {
		return nil, err
	}
	return payglot.Open(w.ctx, config.Config{Record: r}, w.log("text"), w.out)
}
