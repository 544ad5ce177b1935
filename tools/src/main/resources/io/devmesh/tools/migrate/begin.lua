-- Begins at the start of the source's stream, and forgets which entry was copied as which.
-- KEYS: record, ids, lock
-- ARGV: token, then fields and values of the record
if redis.call('GET', KEYS[3]) ~= ARGV[1] then
  return redis.error_reply('LOCKLOST another migrate has taken over')
end
redis.call('DEL', KEYS[2])
redis.call('HSET', KEYS[1], 'position', '0-0', unpack(ARGV, 2))
redis.call('PERSIST', KEYS[1])
return 'OK'
