//go:build unix

package pgtest

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
)

// guard runs the server until its input ends, which happens when the test
// binary ends, however it ends. Then the server stops at once and its files
// go. $1 is the server's program, $2 the folder.
const guard = `
"$1" -D "$2/data" -k "$2" -c listen_addresses= -c max_connections=200 -c shared_buffers=64MB -c log_min_messages=warning >"$2/log" 2>&1 &
server=$!
trap '' INT TERM HUP
read -r _
kill -QUIT "$server"
wait "$server"
rm -rf "$2"
`

// held keeps the guard's input open for as long as the process lives: closing
// it, as the process does by ending, ends the server.
var held []*os.File

// startCluster makes a cluster and starts it on a socket in its own folder.
// The URL is empty when the programs aren't there.
func startCluster() (string, error) {
	bin := findPrograms()
	if bin == "" {
		return "", nil
	}
	dir, err := os.MkdirTemp("/tmp", "pgtest") // the path of a socket must be short
	if err != nil {
		return "", err
	}
	as, err := ordinaryUser(dir)
	if err != nil {
		return "", errors.Join(err, os.RemoveAll(dir))
	}
	initdb := exec.Command(filepath.Join(bin, "initdb"), "-D", filepath.Join(dir, "data"),
		"-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
	initdb.Dir = dir
	initdb.SysProcAttr = as
	if out, err := initdb.CombinedOutput(); err != nil {
		return "", errors.Join(fmt.Errorf("initdb: %w\n%s", err, out), os.RemoveAll(dir))
	}
	if err := startGuarded(filepath.Join(bin, "postgres"), dir, as); err != nil {
		return "", errors.Join(err, os.RemoveAll(dir))
	}
	server := "postgres:///postgres?user=postgres&host=" + url.QueryEscape(dir)
	return server, waitUntilReady(server, filepath.Join(dir, "log"))
}

func findPrograms() string {
	if path, err := exec.LookPath("initdb"); err == nil {
		if real, err := filepath.EvalSymlinks(path); err == nil && has(filepath.Dir(real), "postgres") {
			return filepath.Dir(real)
		}
		if has(filepath.Dir(path), "postgres") {
			return filepath.Dir(path)
		}
	}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin")
	for _, dir := range found {
		if has(dir, "initdb") && has(dir, "postgres") {
			return dir
		}
	}
	return ""
}

func has(dir, program string) bool {
	info, err := os.Stat(filepath.Join(dir, program))
	return err == nil && info.Mode()&0o111 != 0
}

// ordinaryUser gives the folder to a user that PostgreSQL is willing to run
// as, which root is not.
func ordinaryUser(dir string) (*syscall.SysProcAttr, error) {
	attr := &syscall.SysProcAttr{Setsid: true} // Ctrl-C is not for the server
	if os.Geteuid() != 0 {
		return attr, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err1 := strconv.Atoi(u.Uid)
		gid, err2 := strconv.Atoi(u.Gid)
		if err := errors.Join(err1, err2); err != nil {
			return nil, err
		}
		attr.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
		return attr, os.Chown(dir, uid, gid)
	}
	return nil, errors.New("PostgreSQL doesn't run as root, and there is no user postgres or nobody")
}

func startGuarded(program, dir string, as *syscall.SysProcAttr) error {
	r, w, err := os.Pipe()
	if err != nil {
		return err
	}
	defer r.Close()
	sh := exec.Command("/bin/sh", "-c", guard, "pgtest", program, dir)
	sh.Dir = "/"
	sh.Stdin = r
	sh.SysProcAttr = as
	if err := sh.Start(); err != nil {
		_ = w.Close()
		return err
	}
	held = append(held, w)
	return nil
}

func waitUntilReady(server, log string) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	for {
		conn, err := pgx.Connect(ctx, server)
		if err == nil {
			return conn.Close(ctx)
		}
		if ctx.Err() != nil {
			text, _ := os.ReadFile(log)
			return fmt.Errorf("the cluster does not start: %w\n%s", err, text)
		}
		time.Sleep(20 * time.Millisecond)
	}
}
