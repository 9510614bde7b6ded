// Linux headers for the rooms that talk to the kernel, and one-line wrappers of macros that Swift cannot import.
#ifndef CLINUX_H
#define CLINUX_H

// No _GNU_SOURCE here: the C library's own module is built without it, and both must see the same structures. What
// needs it stands in CLinux.c.

#include <malloc.h>
#include <arpa/inet.h>
#include <elf.h>
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
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

// Vector instructions of the baseline; see Buffers/ByteBlock.swift.
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

// Event masks as plain integers: the enumeration's last member does not fit the type Swift gives it.
static const uint32_t clinux_EPOLLIN = EPOLLIN;
static const uint32_t clinux_EPOLLOUT = EPOLLOUT;
static const uint32_t clinux_EPOLLRDHUP = EPOLLRDHUP;
static const uint32_t clinux_EPOLLHUP = EPOLLHUP;
static const uint32_t clinux_EPOLLERR = EPOLLERR;
static const int clinux_EPOLL_CLOEXEC = EPOLL_CLOEXEC;
static const int clinux_EFD_FLAGS = EFD_NONBLOCK | EFD_CLOEXEC;
static const uint32_t clinux_EPOLLET = (uint32_t)EPOLLET;

// Constants whose type differs between C library versions.
static const int clinux_SOCK_STREAM = SOCK_STREAM;
static const int clinux_SOCK_DGRAM = SOCK_DGRAM;
static const int clinux_SOCK_SEQPACKET = SOCK_SEQPACKET;
static const int clinux_SOCK_NONBLOCK = SOCK_NONBLOCK;
static const int clinux_SOCK_CLOEXEC = SOCK_CLOEXEC;
static const int clinux_MSG_NOSIGNAL = MSG_NOSIGNAL;
static const int clinux_MSG_TRUNC = MSG_TRUNC;
static const int clinux_SHUT_WR = SHUT_WR;
static const int clinux_IN_FLAGS = IN_NONBLOCK | IN_CLOEXEC;
static const uint32_t clinux_IN_CHANGES =
    IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE | IN_ONLYDIR;
static const uint32_t clinux_IN_CREATE = IN_CREATE;
static const int clinux_SFD_FLAGS = SFD_NONBLOCK | SFD_CLOEXEC;
static const int clinux_EFD_CLOEXEC = EFD_CLOEXEC;
// EAI_NODATA, which the header hides without _GNU_SOURCE.
static const int clinux_EAI_NODATA = -5;
static const int clinux_IPPROTO_TCP = IPPROTO_TCP;
static const int clinux_IPPROTO_IPV6 = IPPROTO_IPV6;
static const int clinux_IPPROTO_IP = IPPROTO_IP;
static const int clinux_IPV6_V6ONLY = IPV6_V6ONLY;
static const int clinux_IP_PKTINFO = IP_PKTINFO;
static const int clinux_IPV6_RECVPKTINFO = IPV6_RECVPKTINFO;

/// accept4: the descriptor, or -1 with errno set.
int clinux_accept4(int listener, struct sockaddr *address, socklen_t *length, int flags);

/// epoll_ctl with the event in two plain words.
int clinux_epoll_ctl(int epoll, int operation, int descriptor, uint32_t events, uint64_t tag);

/// epoll_pwait2 without a signal mask; a negative time waits for ever. Where the kernel lacks it: -1 and ENOSYS.
int clinux_epoll_wait(int epoll, struct epoll_event *events, int capacity, int64_t nanoseconds);

/// recv and send without their being cancellation points, which costs each call of the C library's own two locked
/// instructions; no thread here is ever cancelled. Bytes moved, or -1 with errno set.
ssize_t clinux_receive(int socket, void *bytes, size_t room);
ssize_t clinux_send(int socket, const void *bytes, size_t count, int flags);

/// A pipe of some size whose ends do not block and are closed on exec: the bytes that it holds, or -1 with errno set.
int clinux_pipe(int ends[2]);

/// Moves bytes between a socket and a pipe without copying them: how many, 0 at the end, or -1 with errno set.
ssize_t clinux_splice(int from, int to, size_t most);

/// res_search(3) for the Internet class, with the calling thread's own state: the answer's length, which may be above
/// `room`, or -1.
int clinux_search_name(const char *name, int type, unsigned char *answer, int room);

/// One message of a Unix socket, with a descriptor unless that is -1: the bytes sent, or -1 with errno set.
ssize_t clinux_send_message(int socket, const void *bytes, size_t count, int descriptor);

/// One message and the descriptor that came with it, closed on exec, or -1: the bytes received, 0 at the end, or -1 with
/// errno set. A message that is too long or brings more than one descriptor is EBADMSG, and what it brought is closed.
ssize_t clinux_receive_message(int socket, void *bytes, size_t room, int *descriptor);

/// One datagram, who sent it, and the address that it was sent to, of family AF_UNSPEC where the socket does not tell
/// (IP_PKTINFO, IPV6_RECVPKTINFO) or it went to a group: the bytes that it has, which may be more than there is room
/// for, or -1 with errno set.
ssize_t clinux_receive_datagram(
    int socket, void *bytes, size_t room, struct sockaddr_storage *peer, socklen_t *length,
    struct sockaddr_storage *local);

/// Sends one datagram from an address of this machine; bytes sent, or -1 with errno set.
ssize_t clinux_send_datagram(
    int socket, const void *bytes, size_t count, const struct sockaddr *peer, socklen_t length,
    const struct sockaddr *local);

/// Who connected a Unix socket; -1 with errno set on failure.
int clinux_peer_of(int socket, int *process, unsigned *user);

/// Lets a listening TCP socket drop new handshakes while those under way end well; -1 with errno set on failure.
int clinux_refuse_handshakes(int socket);

/// The number of CPUs that the calling thread may run on, or -1.
int clinux_allowed_cpus(void);

/// Ties the calling thread to one CPU; -1 with errno set on failure.
int clinux_pin_to_cpu(int cpu);

/// pthread_self as an integer.
static inline uint64_t clinux_thread(void) { return (uint64_t)pthread_self(); }

/// Names the calling thread.
int clinux_name_thread(const char *name);

/// The limit of open files and its ceiling; -1 with errno set on failure.
int clinux_get_file_limit(uint64_t *soft, uint64_t *hard);
int clinux_set_file_limit(uint64_t soft, uint64_t hard);

// Calls `visit` for the program and each library that is loaded: where it lies, and its parts.
typedef void (*clinux_image_visitor)(uint64_t base, const Elf64_Phdr *parts, uint16_t count);
void clinux_visit_images(clinux_image_visitor visit);

#endif
