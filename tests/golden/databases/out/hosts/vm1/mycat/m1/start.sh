#!/bin/sh
set -eu
cd /usr/local/mycat
mkdir -p conf/ruledata logs tmlogs
exec java -server \
  -Xms256m -Xmx1024m \
  -XX:MaxDirectMemorySize=512m -XX:+ExitOnOutOfMemoryError \
  -Dfile.encoding=UTF-8 -Duser.timezone=UTC -Duser.language=en -Duser.country=US \
  -Dsun.net.inetaddr.ttl=10 -Djava.net.preferIPv4Stack=true \
  -DMYCAT_HOME=/usr/local/mycat -cp 'conf:lib/*' io.mycat.MycatStartup
