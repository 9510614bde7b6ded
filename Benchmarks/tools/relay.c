// relay: the floor. The cheapest user-space way between two sockets: no parsing, no pooling, no limits.
//
//   relay LISTEN_PORT UPSTREAM_PORT [splice]
//
// One thread, edge-triggered epoll, one upstream connection for each downstream one. A request costs two `recv`, two
// `send` and its share of one `epoll_wait`; what any proxy spends above that is its own. With `splice` the kernel moves
// the bytes through a pipe, uncopied.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { COPY_BYTES = 64 * 1024, PIPE_BYTES = 1024 * 1024, EVENTS = 256 };

struct half {
    int descriptor, dead, ended, shut;
    struct half *peer, *next_dead;
    char *waiting;  // bytes that `descriptor` did not take: [sent, length)
    size_t length, sent;
    int pipe[2];  // or those bytes themselves, `length` of them
};

static int epoll, splices;
static struct half *dead;
static char buffer[COPY_BYTES];

static void kill_pair(struct half *h) {
    if (h->dead) return;
    for (int i = 0; i < 2; i++, h = h->peer) {
        h->dead = 1;
        close(h->descriptor);
        if (splices) {
            close(h->pipe[0]);
            close(h->pipe[1]);
        }
        h->next_dead = dead;
        dead = h;
    }
}

// Freed after the batch of events: a later event of the same batch may still name the peer.
static void bury(void) {
    while (dead) {
        struct half *next = dead->next_dead;
        free(dead->waiting);
        free(dead);
        dead = next;
    }
}

// 1: everything sent, 0: the socket is full, -1: it failed.
static int send_waiting(struct half *h) {
    while (h->sent < h->length) {
        ssize_t count = send(h->descriptor, h->waiting + h->sent, h->length - h->sent, MSG_NOSIGNAL);
        if (count < 0) return errno == EAGAIN ? 0 : -1;
        h->sent += count;
    }
    h->sent = h->length = 0;
    return 1;
}

// Moves what `from` has; -1 when the pair is finished.
static int copy(struct half *from) {
    struct half *to = from->peer;
    for (;;) {
        int sent = send_waiting(to);
        if (sent <= 0) return sent;
        if (from->ended) {
            if (!to->shut) shutdown(to->descriptor, SHUT_WR);
            to->shut = 1;
            return to->ended ? -1 : 0;
        }
        ssize_t count = recv(from->descriptor, buffer, COPY_BYTES, 0);
        if (count < 0) return errno == EAGAIN ? 0 : -1;
        if (count == 0) {
            from->ended = 1;
            continue;
        }
        ssize_t done = send(to->descriptor, buffer, count, MSG_NOSIGNAL);
        if (done < 0 && errno != EAGAIN) return -1;
        if (done < 0) done = 0;
        if (done < count) {
            if (!to->waiting) to->waiting = malloc(COPY_BYTES);
            to->length = count - done;
            memcpy(to->waiting, buffer + done, to->length);
            return 0;
        }
        if (count < COPY_BYTES) return 0;  // A short read: the socket is empty.
    }
}

// The same by `splice`.
static int splice_all(struct half *from) {
    struct half *to = from->peer;
    for (;;) {
        while (to->length) {
            ssize_t count = splice(to->pipe[0], NULL, to->descriptor, NULL, to->length, SPLICE_F_NONBLOCK);
            if (count < 0) return errno == EAGAIN ? 0 : -1;
            to->length -= count;
        }
        if (from->ended) {
            if (!to->shut) shutdown(to->descriptor, SHUT_WR);
            to->shut = 1;
            return to->ended ? -1 : 0;
        }
        ssize_t count = splice(from->descriptor, NULL, to->pipe[1], NULL, PIPE_BYTES, SPLICE_F_NONBLOCK);
        if (count < 0) return errno == EAGAIN ? 0 : -1;
        if (count == 0) from->ended = 1;
        to->length = count;
    }
}

static int pass(struct half *from) { return splices ? splice_all(from) : copy(from); }

static void accept_all(int listener, const struct sockaddr_in *upstream) {
    int one = 1, descriptor;
    while ((descriptor = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
        int other = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
        setsockopt(other, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        if (connect(other, (const void *)upstream, sizeof *upstream) && errno != EINPROGRESS) {
            close(other);
            close(descriptor);
            continue;
        }
        struct half *pair[2] = {calloc(1, sizeof(struct half)), calloc(1, sizeof(struct half))};
        for (int i = 0; i < 2; i++) {
            pair[i]->descriptor = i ? other : descriptor;
            pair[i]->peer = pair[!i];
            int *pipe = pair[i]->pipe;
            if (splices && (pipe2(pipe, O_NONBLOCK) || fcntl(pipe[1], F_SETPIPE_SZ, PIPE_BYTES) < 0)) {
                perror("relay: pipe");
                exit(1);
            }
            struct epoll_event event = {.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, .data.ptr = pair[i]};
            epoll_ctl(epoll, EPOLL_CTL_ADD, pair[i]->descriptor, &event);
        }
    }
}

static void serve(struct half *h, unsigned events) {
    if (h->dead) return;
    int result = 0;
    if ((events & EPOLLOUT) && (h->length || h->peer->ended)) result = pass(h->peer);
    if (result >= 0 && (events & (EPOLLIN | EPOLLRDHUP))) result = pass(h);
    // The end of the stream comes with the last bytes: a short read has not met it yet.
    if (result >= 0 && (events & EPOLLRDHUP) && !h->ended && !h->peer->length) result = pass(h);
    if (result < 0 || (events & EPOLLERR)) kill_pair(h);
}

int main(int count, char **arguments) {
    signal(SIGPIPE, SIG_IGN);  // `splice` has no flag against it.
    splices = count == 4 && !strcmp(arguments[3], "splice");
    if (count != 3 && !splices) {
        fprintf(stderr, "usage: relay LISTEN_PORT UPSTREAM_PORT [splice]\n");
        return 2;
    }
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)}, upstream = address;
    address.sin_port = htons(atoi(arguments[1]));
    upstream.sin_port = htons(atoi(arguments[2]));
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), one = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    setsockopt(listener, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    if (bind(listener, (void *)&address, sizeof address) || listen(listener, 4096)) {
        fprintf(stderr, "relay: port %s: %s\n", arguments[1], strerror(errno));
        return 1;
    }
    epoll = epoll_create1(0);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = NULL}, events[EVENTS];
    epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &event);
    for (;;) {
        int ready = epoll_wait(epoll, events, EVENTS, -1);
        for (int i = 0; i < ready; i++) {
            if (!events[i].data.ptr) accept_all(listener, &upstream);
            else serve(events[i].data.ptr, events[i].events);
        }
        bury();
    }
}
