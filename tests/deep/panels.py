"""Stand-ins for Portainer, its agent and a visualizer: they tell what they were given.

Each prints its arguments, its secret, what the Docker behind its socket answers, whom it finds by
the name of its group, and what its agent greets it with; as Portainer does, it ends where no agent
is.
"""

from dbstackc.model.known import AGENT_OF
from dbstackc.model.known import PANELS as KNOWN

TELLS = r"""#!/usr/bin/perl
use IO::Socket::INET;
use IO::Socket::UNIX;
$| = 1;
my $ask = $0 =~ /visualizer/ ? "/nodes" : "/_ping";
print "args: @ARGV\nsecret: $ENV{AGENT_SECRET}\npid: $$\n";
if ($ENV{AGENT_CLUSTER_ADDR}) {
  sleep 3;
  my (undef, undef, undef, undef, @found) = gethostbyname($ENV{AGENT_CLUSTER_ADDR});
  print "group: ", scalar(@found), "\n";
}
my $docker = IO::Socket::UNIX->new(Peer => "/var/run/docker.sock");
if ($docker) { print $docker "GET $ask HTTP/1.0\r\n\r\n"; print "docker: ", scalar <$docker> }
else { print "docker: none\n" }
my $own = $0 =~ /agent/ ? 9001 : $0 =~ /visualizer/ ? 8080 : 9443;
my $door = IO::Socket::INET->new(LocalPort => $own, Listen => 5, ReuseAddr => 1) or die;
for my $i (0 .. $#ARGV) {
  next unless $ARGV[$i] eq "--host" && $ARGV[$i + 1] =~ m{^tcp://(.*)};
  my $agent = IO::Socket::INET->new(PeerAddr => $1, Timeout => 5);
  print "agent: ", $agent ? scalar <$agent> : die "no agent at $1\n";
}
while (my $guest = $door->accept) { print $guest "$own\n"; close $guest }
"""


def _image(program: str) -> dict[str, str]:
    lines = ("FROM debian:12-slim", f"COPY tells {program}", f"RUN chmod 755 {program}")
    dockerfile = "\n".join((*lines, f'ENTRYPOINT ["{program}"]')) + "\n"
    return {"Dockerfile": dockerfile, "tells": TELLS}


PANELS = {
    KNOWN["portainer"]: _image("/portainer"),
    KNOWN["visualizer"]: _image("/visualizer"),
    AGENT_OF: _image("/app/agent"),
}
"""What stands in for which image."""
