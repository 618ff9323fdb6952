-- Machine state that is found by its id alone.
create table state (
	id   blob not null,
	kind text not null,
	body text not null,
	primary key (id, kind)
) without rowid;
insert into state (id, kind, body) select id, kind, body from record where kind in ('claim', 'sequence');
delete from record where kind in ('claim', 'sequence');
