-- Adds entries to the stream with what each group knows of them, and moves the position, in one step.
-- KEYS: stream, record, ids, lock
-- ARGV: token, lock's time to live in ms, position before, position after,
--       groups, then each name,
--       entries, then each: id, fields and values, their number first, and for each group one of
--         u                                  undelivered
--         d                                  done
--         p, consumer, deliveries, idle ms   pending
-- Returns: copied, renumbered, already there, redelivered
local stream, record, ids, lock = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local at = 0
local function take()
  at = at + 1
  return ARGV[at]
end

local owner = redis.call('GET', lock)
if not owner then return redis.error_reply('MOVEDON the lock has expired') end
if owner ~= take() then return redis.error_reply('LOCKLOST another migrate has taken over') end
redis.call('PEXPIRE', lock, take())
redis.call('PERSIST', record)
redis.call('PERSIST', ids)
if redis.call('HGET', record, 'position') ~= take() then
  return redis.error_reply('MOVEDON the position is not where it was')
end
local position = take()

-- Ids are two unsigned 64-bit numbers, which Lua's numbers can't hold.
local function less(a, b)
  if #a ~= #b then return #a < #b end
  return a < b
end
local function after(a, b)
  local ams, aseq = string.match(a, '^(%d+)-(%d+)$')
  local bms, bseq = string.match(b, '^(%d+)-(%d+)$')
  if ams ~= bms then return less(bms, ams) end
  return less(bseq, aseq)
end
local function field(flat, name)
  for i = 1, #flat, 2 do
    if flat[i] == name then return flat[i + 1] end
  end
end

local groups, delivered = {}, {}
for i = 1, tonumber(take()) do groups[i] = take() end
if redis.call('EXISTS', stream) == 1 then
  for _, group in ipairs(redis.call('XINFO', 'GROUPS', stream)) do
    delivered[field(group, 'name')] = field(group, 'last-delivered-id')
  end
end
for _, name in ipairs(groups) do
  if not delivered[name] then
    redis.call('XGROUP', 'CREATE', stream, name, '0', 'MKSTREAM')
    delivered[name] = '0-0'
  end
end
local newest = '0-0'
if redis.call('EXISTS', stream) == 1 then
  newest = field(redis.call('XINFO', 'STREAM', stream), 'last-generated-id')
end

local function same(id, fields)
  local found = redis.call('XRANGE', stream, id, id)[1]
  if not found or #found[2] ~= #fields then return false end
  for i = 1, #fields do
    if found[2][i] ~= fields[i] then return false end
  end
  return true
end

-- The group goes past the entry only where that passes no other entry that it has not had.
local function pass(name, id)
  if not after(id, delivered[name]) then return true end
  local first = redis.call('XRANGE', stream, '(' .. delivered[name], '+', 'COUNT', 1)[1]
  if not first or first[1] ~= id then return false end
  redis.call('XGROUP', 'SETID', stream, name, id)
  delivered[name] = id
  return true
end

local copied, renumbered, known, redelivered = 0, 0, 0, 0
for _ = 1, tonumber(take()) do
  local id, fields = take(), {}
  for i = 1, tonumber(take()) do fields[i] = take() end
  local states = {}
  for i = 1, #groups do
    local kind = take()
    states[i] = { kind = kind }
    if kind == 'p' then
      states[i].consumer, states[i].deliveries, states[i].idle = take(), take(), take()
    end
  end
  if redis.call('HEXISTS', ids, id) == 1 then
    known = known + 1
  elseif same(id, fields) then
    redis.call('HSET', ids, id, id)
    known = known + 1
  else
    local new = id
    if after(id, newest) then
      redis.call('XADD', stream, id, unpack(fields))
    else
      new = redis.call('XADD', stream, '*', unpack(fields))
      renumbered = renumbered + 1
    end
    newest = new
    redis.call('HSET', ids, id, new)
    copied = copied + 1
    for i, name in ipairs(groups) do
      local state = states[i]
      if state.kind ~= 'u' then
        if not pass(name, new) then
          redelivered = redelivered + 1
        elseif state.kind == 'p' then
          redis.call('XCLAIM', stream, name, state.consumer, 0, new,
            'IDLE', state.idle, 'RETRYCOUNT', state.deliveries, 'FORCE', 'JUSTID')
        end
      end
    end
  end
end

redis.call('HSET', record, 'position', position)
redis.call('HINCRBY', record, 'copied', copied)
redis.call('HINCRBY', record, 'renumbered', renumbered)
redis.call('HINCRBY', record, 'redelivered', redelivered)
return { copied, renumbered, known, redelivered }
