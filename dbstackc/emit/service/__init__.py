"""What runs where, said once for every engine that starts containers.

A `Service` is one container: its image, its command, the files of the bundle that it reads, its
place in a network. Compose files and Swarm stacks are two ways to print the same services.
"""
