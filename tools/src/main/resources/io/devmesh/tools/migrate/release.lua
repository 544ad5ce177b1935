-- Gives the lock back; what was noted goes by itself where a time to live is given.
-- KEYS: record, ids, lock
-- ARGV: token, time to live in ms, or 0 to keep it
if redis.call('GET', KEYS[3]) ~= ARGV[1] then return 0 end
redis.call('DEL', KEYS[3])
if ARGV[2] ~= '0' then
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
  redis.call('PEXPIRE', KEYS[2], ARGV[2])
end
return 1
