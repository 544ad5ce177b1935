-- KEYS: stream
-- ARGV: ids
-- Returns: for each 1 where the stream has it, else 0
local present = {}
for i, id in ipairs(ARGV) do present[i] = #redis.call('XRANGE', KEYS[1], id, id, 'COUNT', 1) end
return present
