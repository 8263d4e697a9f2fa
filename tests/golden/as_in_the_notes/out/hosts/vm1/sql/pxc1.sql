-- pxc1: databases and accounts. Run once, where its data begins.
SET NAMES utf8mb4;
CREATE DATABASE IF NOT EXISTS `neti` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
CREATE DATABASE IF NOT EXISTS `t1` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- balancers and health checks: may connect, no more
CREATE USER IF NOT EXISTS 'haproxy'@'%' IDENTIFIED WITH mysql_native_password WITH MAX_USER_CONNECTIONS 16;
ALTER USER 'haproxy'@'%' IDENTIFIED WITH mysql_native_password WITH MAX_USER_CONNECTIONS 16;

-- routers and applications: these databases alone
CREATE USER IF NOT EXISTS 'root'@'%' IDENTIFIED BY '@@secret.root@@';
ALTER USER 'root'@'%' IDENTIFIED BY '@@secret.root@@';
GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER, INDEX, REFERENCES, CREATE TEMPORARY TABLES, LOCK TABLES, EXECUTE, CREATE VIEW, SHOW VIEW ON `neti`.* TO 'root'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER, INDEX, REFERENCES, CREATE TEMPORARY TABLES, LOCK TABLES, EXECUTE, CREATE VIEW, SHOW VIEW ON `t1`.* TO 'root'@'%';

-- state transfer, on the donor itself
CREATE USER IF NOT EXISTS 'xtrabackup'@'localhost' IDENTIFIED BY '@@secret.sst@@';
ALTER USER 'xtrabackup'@'localhost' IDENTIFIED BY '@@secret.sst@@';
GRANT RELOAD, PROCESS, LOCK TABLES, REPLICATION CLIENT ON *.* TO 'xtrabackup'@'localhost';

-- from here on root has a password
ALTER USER 'root'@'localhost' IDENTIFIED BY '@@secret.root@@';
