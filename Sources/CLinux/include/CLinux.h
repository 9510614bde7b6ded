// Linux headers for the rooms that talk to the kernel, and one-line wrappers of macros that Swift cannot import.
#ifndef CLINUX_H
#define CLINUX_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

// Event masks as plain integers: the enumeration's last member does not fit the type Swift gives it.
static const uint32_t clinux_EPOLLIN = EPOLLIN;
static const uint32_t clinux_EPOLLOUT = EPOLLOUT;
static const uint32_t clinux_EPOLLRDHUP = EPOLLRDHUP;
static const uint32_t clinux_EPOLLHUP = EPOLLHUP;
static const uint32_t clinux_EPOLLERR = EPOLLERR;
static const uint32_t clinux_EPOLLET = (uint32_t)EPOLLET;

// Constants whose type differs between C library versions.
static const int clinux_SOCK_STREAM = SOCK_STREAM;
static const int clinux_SOCK_NONBLOCK = SOCK_NONBLOCK;
static const int clinux_SOCK_CLOEXEC = SOCK_CLOEXEC;
static const int clinux_MSG_NOSIGNAL = MSG_NOSIGNAL;
static const int clinux_MSG_TRUNC = MSG_TRUNC;
static const int clinux_SHUT_WR = SHUT_WR;
static const int clinux_IPPROTO_TCP = IPPROTO_TCP;
static const int clinux_IPPROTO_IPV6 = IPPROTO_IPV6;
static const int clinux_RLIMIT_NOFILE = RLIMIT_NOFILE;

/// The number of CPUs that the calling thread may run on, or -1.
static inline int clinux_allowed_cpus(void) {
    cpu_set_t set;
    return sched_getaffinity(0, sizeof(set), &set) == 0 ? CPU_COUNT(&set) : -1;
}

/// Ties the calling thread to one CPU; -1 with errno set on failure.
static inline int clinux_pin_to_cpu(int cpu) {
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(cpu, &set);
    return sched_setaffinity(0, sizeof(set), &set);
}

/// pthread_self as an integer.
static inline uint64_t clinux_thread(void) { return (uint64_t)pthread_self(); }

/// getrlimit and setrlimit of open files.
static inline int clinux_get_file_limit(struct rlimit *limit) { return getrlimit(RLIMIT_NOFILE, limit); }
static inline int clinux_set_file_limit(const struct rlimit *limit) { return setrlimit(RLIMIT_NOFILE, limit); }

#endif
