-- r1r2 follows r1w1
STOP SLAVE;
CHANGE MASTER TO MASTER_HOST = '10.8.0.11', MASTER_PORT = 9003,
  MASTER_USER = 'backup', MASTER_PASSWORD = '@@secret.replication@@',
  MASTER_USE_GTID = slave_pos;
START SLAVE;
