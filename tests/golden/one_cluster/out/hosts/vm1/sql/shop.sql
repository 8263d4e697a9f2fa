-- shop: databases and accounts. Run once, where its data begins.
SET NAMES utf8mb4;

-- balancers and health checks: may connect, no more
CREATE USER IF NOT EXISTS 'haproxy'@'%' IDENTIFIED WITH mysql_native_password WITH MAX_USER_CONNECTIONS 24;
ALTER USER 'haproxy'@'%' IDENTIFIED WITH mysql_native_password WITH MAX_USER_CONNECTIONS 24;

-- from here on root has a password
ALTER USER 'root'@'localhost' IDENTIFIED BY '@@secret.root@@';
