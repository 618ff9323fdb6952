-- Jobs that wait in lines, each behind those of its line with lower numbers.
create table line (
	number integer primary key autoincrement,
	line   text not null,
	due    integer not null,
	job    text not null,
	args   text not null
);
create index line_head on line (line, number);
