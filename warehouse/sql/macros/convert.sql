-- A value in another unit of its dimension, exactly: rational arithmetic on HUGEINT, rounded half-even at 12 places.
-- Null where the units measure different things, or where a number does not fit. A unit that is not listed is misspelt: an
-- error.
--
-- With canonical = (value × a + b) ÷ d for either unit, the result is (value × x + z) ÷ y with the whole numbers below.
-- shifted is value × 10^12 as a whole number. It is split by y first, so that products stay small.
create or replace macro listed_unit(wanted) as
  if(
    wanted in (select code from units),
    wanted,
    error('unit ' || wanted || ' is not listed: `select code, title, dimension from units` shows those that are')
  );

create or replace macro convert(value, from_unit, to_unit) as (
  with
    pair as (
      select
        s.factor_num as s_num, s.factor_den as s_den, s.offset_num as s_off,
        t.factor_num as t_num, t.factor_den as t_den, t.offset_num as t_off,
        -- common divisors go first, so that products stay small; an offset would need them
        if(s.offset_num = 0 and t.offset_num = 0, gcd(s.factor_num, t.factor_num), 1) as above,
        if(s.offset_num = 0 and t.offset_num = 0, gcd(s.factor_den, t.factor_den), 1) as below
      from units s, units t
      where s.code = listed_unit(from_unit)
        and t.code = listed_unit(to_unit)
        and s.canonical = t.canonical
    ),
    factors as (
      select
        try((s_num // above) * (t_den // below)) as x,
        try((s_den // below) * (t_num // above)) as y,
        try(s_off * t_den - t_off * s_den) as z
      from pair
    ),
    reduced as (
      select
        x // gcd(gcd(x, y), z) as x,
        y // gcd(gcd(x, y), z) as y,
        z // gcd(gcd(x, y), z) as z,
        replace(try_cast(value as decimal(38, 12))::varchar, '.', '')::hugeint as shifted
      from factors
    ),
    split as (
      select
        try((shifted // y) * x) as whole,
        try((shifted % y) * x + z * 1000000000000) as rest,
        y
      from reduced
    ),
    floored as (
      -- // rounds towards zero: bring the remainder into 0 … y - 1
      select
        whole + rest // y - if(rest % y < 0, 1, 0) as floor,
        rest % y + if(rest % y < 0, y, 0) as remainder,
        y
      from split
    ),
    rounded as (
      select floor + if(remainder * 2 > y or (remainder * 2 = y and floor % 2 <> 0), 1, 0) as n
      from floored
    )
  select
    try(
      (n // 1000000000000)::decimal(38, 12) + ((n % 1000000000000)::decimal(18, 0) * 0.000000000001::decimal(12, 12))::decimal(38, 12)
    )
  from rounded
);

comment on macro convert is 'convert(value, from_unit, to_unit): exact, half-even at 12 places; null if it cannot be, an error for a unit that is not listed.';
comment on macro listed_unit is 'The code of a unit that the table units holds; an error for any other.';
