package main

import "context"

func (a *app) demo(_ context.Context, args []string) int { return a.notYet("demo") }
