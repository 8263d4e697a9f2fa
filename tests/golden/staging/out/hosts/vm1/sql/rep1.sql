-- rep1: databases and accounts. Run once, where its data begins.
SET NAMES utf8mb4;
CREATE DATABASE IF NOT EXISTS `t2` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- balancers and health checks: may connect, no more
CREATE USER IF NOT EXISTS 'haproxy'@'%' IDENTIFIED WITH mysql_native_password WITH MAX_USER_CONNECTIONS 16;
ALTER USER 'haproxy'@'%' IDENTIFIED WITH mysql_native_password WITH MAX_USER_CONNECTIONS 16;

-- routers and applications: these databases alone
CREATE USER IF NOT EXISTS 'app'@'%' IDENTIFIED BY '@@secret.app@@';
ALTER USER 'app'@'%' IDENTIFIED BY '@@secret.app@@';
GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER, INDEX, REFERENCES, CREATE TEMPORARY TABLES, LOCK TABLES, EXECUTE, CREATE VIEW, SHOW VIEW ON `t2`.* TO 'app'@'%';
GRANT REPLICATION CLIENT /*M!100509 , SLAVE MONITOR */ ON *.* TO 'app'@'%';

-- replicas
CREATE USER IF NOT EXISTS 'backup'@'%' IDENTIFIED BY '@@secret.replication@@';
ALTER USER 'backup'@'%' IDENTIFIED BY '@@secret.replication@@';
GRANT REPLICATION SLAVE ON *.* TO 'backup'@'%';

-- monitoring
CREATE USER IF NOT EXISTS 'exporter'@'%' IDENTIFIED BY '@@secret.monitor@@' WITH MAX_USER_CONNECTIONS 5;
ALTER USER 'exporter'@'%' IDENTIFIED BY '@@secret.monitor@@' WITH MAX_USER_CONNECTIONS 5;
GRANT PROCESS, REPLICATION CLIENT /*M!100509 , SLAVE MONITOR */ ON *.* TO 'exporter'@'%';
GRANT SELECT ON performance_schema.* TO 'exporter'@'%';

-- copies, taken on the node itself
CREATE USER IF NOT EXISTS 'copier'@'localhost' IDENTIFIED BY '@@secret.copies@@';
ALTER USER 'copier'@'localhost' IDENTIFIED BY '@@secret.copies@@';
GRANT RELOAD, PROCESS, REPLICATION CLIENT /*M!100509 , SLAVE MONITOR */ ON *.* TO 'copier'@'localhost';
