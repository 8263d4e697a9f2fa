-- pxc1: databases and accounts. Run once, where its data begins.
SET NAMES utf8mb4;
CREATE DATABASE IF NOT EXISTS `neti` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
CREATE DATABASE IF NOT EXISTS `t1` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- balancers and health checks: may connect, no more
CREATE USER IF NOT EXISTS 'haproxy'@'%' IDENTIFIED WITH mysql_native_password WITH MAX_USER_CONNECTIONS 16;
ALTER USER 'haproxy'@'%' IDENTIFIED WITH mysql_native_password WITH MAX_USER_CONNECTIONS 16;

-- routers and applications: these databases alone
CREATE USER IF NOT EXISTS 'app'@'%' IDENTIFIED /*!80000 WITH mysql_native_password */ BY '@@secret.app@@';
ALTER USER 'app'@'%' IDENTIFIED /*!80000 WITH mysql_native_password */ BY '@@secret.app@@';
GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER, INDEX, REFERENCES, CREATE TEMPORARY TABLES, LOCK TABLES, EXECUTE, CREATE VIEW, SHOW VIEW ON `neti`.* TO 'app'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER, INDEX, REFERENCES, CREATE TEMPORARY TABLES, LOCK TABLES, EXECUTE, CREATE VIEW, SHOW VIEW ON `t1`.* TO 'app'@'%';

-- monitoring
CREATE USER IF NOT EXISTS 'exporter'@'%' IDENTIFIED BY '@@secret.monitor@@' WITH MAX_USER_CONNECTIONS 5;
ALTER USER 'exporter'@'%' IDENTIFIED BY '@@secret.monitor@@' WITH MAX_USER_CONNECTIONS 5;
GRANT PROCESS, REPLICATION CLIENT /*M!100509 , SLAVE MONITOR */ ON *.* TO 'exporter'@'%';
GRANT SELECT ON performance_schema.* TO 'exporter'@'%';

-- copies, taken on the node itself
CREATE USER IF NOT EXISTS 'copier'@'localhost' IDENTIFIED BY '@@secret.copies@@';
ALTER USER 'copier'@'localhost' IDENTIFIED BY '@@secret.copies@@';
GRANT RELOAD, PROCESS, LOCK TABLES, REPLICATION CLIENT /*!80000 , BACKUP_ADMIN */ /*!80000 , SYSTEM_VARIABLES_ADMIN */ /*M!100100 , SUPER */ ON *.* TO 'copier'@'localhost';
/*!80000 GRANT SELECT ON performance_schema.log_status TO 'copier'@'localhost' */;
/*!80024 GRANT SELECT ON performance_schema.keyring_component_status TO 'copier'@'localhost' */;

-- from here on root has a password
ALTER USER 'root'@'localhost' IDENTIFIED BY '@@secret.root@@';
