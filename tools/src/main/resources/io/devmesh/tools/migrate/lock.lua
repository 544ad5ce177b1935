-- Takes or renews the lock.
-- KEYS: lock
-- ARGV: token, time to live in ms
-- Returns: 0 where it is ours now, else how many ms somebody else still has it
local owner = redis.call('GET', KEYS[1])
if owner and owner ~= ARGV[1] then return math.max(1, redis.call('PTTL', KEYS[1])) end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 0
