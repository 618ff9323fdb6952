-- doc stands before body so that reading it never walks over a long body.
create table record (
	id       blob not null,
	kind     text not null,
	parent   blob,
	employer blob,
	starts   text,
	ends     text,
	change   integer not null,
	doc      blob generated always as (jsonb(body)) stored,
	body     text not null,
	primary key (id, kind)
);
create index record_parent on record (kind, parent, starts, id);
create index record_employer on record (kind, employer, id);

create table change (
	number    integer primary key autoincrement,
	at        integer not null,
	kind      text not null,
	id        blob not null,
	parent    blob,
	employer  blob,
	verb      text not null check (verb in ('create', 'replace', 'delete')),
	body      text not null,
	client    text not null,
	user_id   blob,
	dialect   text not null,
	operation text not null
);
create index change_record on change (kind, id, number);
create index change_employer on change (employer, number);

create trigger change_update before update on change
begin
	select raise(abort, 'the change log is append-only');
end;
create trigger change_delete before delete on change
begin
	select raise(abort, 'the change log is append-only');
end;

create table timer (
	id   text not null primary key,
	due  integer not null,
	job  text not null,
	args text not null
) without rowid;
create index timer_due on timer (due);
