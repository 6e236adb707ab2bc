-- Each save looks at where the flags of its section last stood: among those of all articles they are found by this.
create index anchor_section on anchor (section_id);
