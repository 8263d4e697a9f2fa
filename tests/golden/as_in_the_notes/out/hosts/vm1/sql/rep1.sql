-- rep1: databases and accounts. Run once, where its data begins.
SET NAMES utf8mb4;
CREATE DATABASE IF NOT EXISTS `neti` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
CREATE DATABASE IF NOT EXISTS `t2` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- balancers and health checks: may connect, no more
CREATE USER IF NOT EXISTS 'haproxy'@'%' IDENTIFIED WITH mysql_native_password WITH MAX_USER_CONNECTIONS 16;
ALTER USER 'haproxy'@'%' IDENTIFIED WITH mysql_native_password WITH MAX_USER_CONNECTIONS 16;

-- routers and applications: these databases alone
CREATE USER IF NOT EXISTS 'root'@'%' IDENTIFIED BY '@@secret.root@@';
ALTER USER 'root'@'%' IDENTIFIED BY '@@secret.root@@';
GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER, INDEX, REFERENCES, CREATE TEMPORARY TABLES, LOCK TABLES, EXECUTE, CREATE VIEW, SHOW VIEW ON `neti`.* TO 'root'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER, INDEX, REFERENCES, CREATE TEMPORARY TABLES, LOCK TABLES, EXECUTE, CREATE VIEW, SHOW VIEW ON `t2`.* TO 'root'@'%';
GRANT REPLICATION CLIENT /*M!100509 , SLAVE MONITOR */ ON *.* TO 'root'@'%';

-- replicas
CREATE USER IF NOT EXISTS 'backup'@'%' IDENTIFIED BY '@@secret.replication@@';
ALTER USER 'backup'@'%' IDENTIFIED BY '@@secret.replication@@';
GRANT REPLICATION SLAVE ON *.* TO 'backup'@'%';
