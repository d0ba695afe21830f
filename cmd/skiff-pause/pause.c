/*
 * pause: the process that holds a pod's namespaces.
 *
 * It does nothing but wait, reap orphans (it is process 1 where a pod shares
 * its process namespace), and end when it is told to. It is written in C
 * because one runs in every pod: a Go program would be ten times the memory.
 */
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void reap(int sig) {
	(void)sig;
	while (waitpid(-1, NULL, WNOHANG) > 0) {
	}
}

static void end(int sig) {
	(void)sig;
	_exit(0);
}

int main(void) {
	struct sigaction on_child = {.sa_handler = reap, .sa_flags = SA_NOCLDSTOP};
	struct sigaction on_end = {.sa_handler = end};
	if (sigaction(SIGCHLD, &on_child, NULL) < 0 || sigaction(SIGINT, &on_end, NULL) < 0 ||
	    sigaction(SIGTERM, &on_end, NULL) < 0) {
		return EXIT_FAILURE;
	}
	for (;;) {
		pause();
	}
}
