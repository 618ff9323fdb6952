package config

import (
	"fmt"
	"reflect"
	"strings"
)

const manualHead = `# Configuration

Every option is a flag, an environment variable and a line in a settings file. A flag counts
before the environment, the environment before the file, the file before the default.

The file is ` + "`" + DefaultFile + "`" + ` in the working directory, or the one that ` + "`--" + FileFlag + " FILE`" + ` or
` + "`" + envPrefix + "CONFIG`" + ` names. It holds lines of ` + "`key = value`" + ` in TOML's syntax, without sections; a
key is the flag without its dashes. A key that doesn't exist is an error.

` + "```toml" + `
# payglot.toml
database = "postgres://payglot@db.internal/payglot"
listen = "0.0.0.0:7300"
behind-proxy = true
public-url = "https://pay.example.org"
host = ["loket=api.loket.example.org"]
` + "```" + `

This page is made from the declarations in package config; ` + "`go test ./config -update`" + ` renews it.
`

// Manual is docs/configuration.md: every option with its three spellings.
func Manual() string {
	var b strings.Builder
	b.WriteString(manualHead)
	for _, p := range parts {
		fmt.Fprintf(&b, "\n## %s\n\nFor %s.\n\n", p.title, p.commands)
		b.WriteString("| Flag | Environment | Default | What it does |\n| --- | --- | --- | --- |\n")
		for f := range reflect.TypeOf(p.options).Fields() {
			if name := f.Tag.Get("name"); name != "" {
				b.WriteString(manualLine(name, f))
			}
		}
	}
	return b.String()
}

func manualLine(name string, f reflect.StructField) string {
	flag := "--" + name
	if placeholder := f.Tag.Get("placeholder"); placeholder != "" {
		flag += " " + placeholder
	} else if enum := f.Tag.Get("enum"); enum != "" {
		flag += " " + strings.ReplaceAll(enum, ",", `\|`)
	}
	def := f.Tag.Get("default")
	if def != "" {
		def = "`" + def + "`"
	}
	help := strings.ReplaceAll(f.Tag.Get("help"), "|", `\|`)
	return fmt.Sprintf("| `%s` | `%s` | %s | %s |\n", flag, EnvName(name), def, help)
}
