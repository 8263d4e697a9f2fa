-- r2r3 follows r2w1
/*!50700 STOP SLAVE */;
/*!50700 CHANGE MASTER TO MASTER_HOST = 'r2w1', MASTER_PORT = 3306,
  MASTER_USER = 'backup', MASTER_PASSWORD = '@@secret.replication@@',
  MASTER_CONNECT_RETRY = 2, MASTER_RETRY_COUNT = 86400,
  MASTER_HEARTBEAT_PERIOD = 2, MASTER_AUTO_POSITION = 1 */;
/*!50700 START SLAVE */;
-- not even root may write here until it is made the source
/*!50700 SET GLOBAL super_read_only = ON */;
