-- orders66: databases and accounts. Run once, where its data begins.
SET NAMES utf8mb4;
CREATE DATABASE IF NOT EXISTS `shop` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- balancers and health checks: may connect, no more
CREATE USER IF NOT EXISTS 'haproxy'@'%' IDENTIFIED WITH mysql_native_password WITH MAX_USER_CONNECTIONS 16;
ALTER USER 'haproxy'@'%' IDENTIFIED WITH mysql_native_password WITH MAX_USER_CONNECTIONS 16;

-- routers and applications: these databases alone
CREATE USER IF NOT EXISTS 'app'@'%' IDENTIFIED /*!80000 WITH mysql_native_password */ BY '@@secret.app@@';
ALTER USER 'app'@'%' IDENTIFIED /*!80000 WITH mysql_native_password */ BY '@@secret.app@@';
GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER, INDEX, REFERENCES, CREATE TEMPORARY TABLES, LOCK TABLES, EXECUTE, CREATE VIEW, SHOW VIEW ON `shop`.* TO 'app'@'%';

-- from here on root has a password
ALTER USER 'root'@'localhost' IDENTIFIED BY '@@secret.root@@';
