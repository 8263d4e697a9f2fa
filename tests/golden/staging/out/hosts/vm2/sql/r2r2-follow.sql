-- r2r2 follows r2w1
STOP SLAVE;
CHANGE MASTER TO MASTER_HOST = '10.8.0.14', MASTER_PORT = 9004,
  MASTER_USER = 'backup', MASTER_PASSWORD = '@@secret.replication@@',
  MASTER_USE_GTID = slave_pos;
START SLAVE;
