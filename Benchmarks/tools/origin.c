// origin: an HTTP/1.1 upstream that costs as little as it can. One thread, level-triggered epoll, keep-alive.
//
//   origin PORT...
//
// The path says how many body bytes the answer has: ".../b/<bytes>", otherwise 100. A request body is read to its end
// and thrown away before the answer leaves. The head of an answer carries what real upstreams send: eight fields.
// A byte 0 where a request is due comes back, and nothing else.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

enum { INPUT_BYTES = 64 * 1024, PATTERN_BYTES = 256 * 1024, EVENTS = 256 };

// What the connection awaits. CHUNK_END is the CRLF that follows a chunk's data.
enum state { HEAD, SIZED_BODY, CHUNK_SIZE, CHUNK_DATA, CHUNK_END, TRAILERS, ANSWERING };

struct connection {
    int descriptor, listens, closes, awaits_output;
    enum state state;
    size_t have;             // bytes in `input`
    unsigned long long left; // bytes left of the request body, or of its chunk
    char head[512];
    size_t head_length, head_sent;
    unsigned long long body_length, body_sent;
    char input[INPUT_BYTES + 1];
};

static int epoll;
static char pattern[PATTERN_BYTES];

static void watch(struct connection *c, int operation, unsigned events) {
    struct epoll_event event = {.events = events, .data.ptr = c};
    epoll_ctl(epoll, operation, c->descriptor, &event);
}

static const char *field(const char *head, const char *end, const char *name) {
    size_t length = strlen(name);
    for (const char *line = head; (line = memchr(line, '\n', end - line));) {
        line++;
        if (strncasecmp(line, name, length) == 0) return line + length + strspn(line + length, " ");
    }
    return NULL;
}

static void prepare_answer(struct connection *c) {
    c->head_length = snprintf(
        c->head, sizeof c->head,
        "HTTP/1.1 200 OK\r\ndate: Mon, 23 Nov 2026 07:00:00 GMT\r\nserver: origin\r\n"
        "content-type: application/json\r\ncontent-length: %llu\r\ncache-control: no-cache\r\n"
        "x-frame-options: DENY\r\netag: \"5f3e-1a2b3c\"\r\nvary: accept-encoding\r\n%s\r\n",
        c->body_length, c->closes ? "connection: close\r\n" : "");
    c->head_sent = c->body_sent = 0;
    c->state = ANSWERING;
}

// 1: sent, 0: the socket is full, -1: the peer is gone.
static int send_answer(struct connection *c) {
    while (c->head_sent < c->head_length || c->body_sent < c->body_length) {
        size_t head = c->head_length - c->head_sent, offset = c->body_sent % PATTERN_BYTES;
        unsigned long long body = c->body_length - c->body_sent;
        if (body > PATTERN_BYTES - offset) body = PATTERN_BYTES - offset;
        struct iovec parts[2] = {{c->head + c->head_sent, head}, {pattern + offset, body}};
        struct msghdr message = {.msg_iov = head ? parts : parts + 1, .msg_iovlen = head ? 2 : 1};
        ssize_t count = sendmsg(c->descriptor, &message, MSG_NOSIGNAL);
        if (count < 0) return errno == EAGAIN ? 0 : -1;
        size_t of_head = (size_t)count < head ? (size_t)count : head;
        c->head_sent += of_head;
        c->body_sent += count - of_head;
    }
    c->state = HEAD;
    return c->closes ? -1 : 1;
}

// Reads one head at `at`; the bytes that it took, 0 when it is not complete.
static size_t read_head(struct connection *c, size_t at) {
    char *head = c->input + at, *end = memmem(head, c->have - at, "\r\n\r\n", 4);
    if (!end) return 0;
    const char *size = memmem(head, end - head, "/b/", 3);
    c->body_length = size ? strtoull(size + 3, NULL, 10) : 100;
    const char *connection = field(head, end, "connection:");
    c->closes = connection && strncasecmp(connection, "close", 5) == 0;
    const char *length = field(head, end, "content-length:");
    if (field(head, end, "transfer-encoding:")) {
        c->state = CHUNK_SIZE;
    } else if (length && (c->left = strtoull(length, NULL, 10)) > 0) {
        c->state = SIZED_BODY;
    } else {
        prepare_answer(c);
    }
    return end + 4 - head;
}

// Takes what `input` holds. 1: await more input, 0: await output, -1: close.
static int advance(struct connection *c) {
    size_t at = 0;
    for (int progress = 1; progress;) {
        progress = 0;
        if (c->state == HEAD && c->have > at && !c->input[at]) {
            if (send(c->descriptor, c->input + at++, 1, MSG_NOSIGNAL) != 1) return -1;
            progress = 1;
        } else if (c->state == HEAD) {
            size_t taken = read_head(c, at);
            at += taken;
            progress = taken > 0;
            if (!taken && at == 0 && c->have == INPUT_BYTES) return -1;
        } else if (c->state == SIZED_BODY || c->state == CHUNK_DATA) {
            size_t taken = c->have - at < c->left ? c->have - at : c->left;
            at += taken;
            c->left -= taken;
            progress = c->left == 0;
            if (progress && c->state == SIZED_BODY) prepare_answer(c);
            else if (progress) c->state = CHUNK_END;
        } else if (c->state == ANSWERING) {
            int sent = send_answer(c);
            if (sent <= 0) {
                memmove(c->input, c->input + at, c->have -= at);
                return sent;
            }
            progress = 1;
        } else {
            char *line = c->input + at, *newline = memchr(line, '\n', c->have - at);
            if (!newline) break;
            at += newline + 1 - line;
            progress = 1;
            if (c->state == CHUNK_END) c->state = CHUNK_SIZE;
            else if (c->state == CHUNK_SIZE) c->state = (c->left = strtoull(line, NULL, 16)) ? CHUNK_DATA : TRAILERS;
            else if (newline - line < 2) prepare_answer(c);
        }
    }
    memmove(c->input, c->input + at, c->have -= at);
    return 1;
}

static void serve(struct connection *c) {
    if (!c->awaits_output) {
        ssize_t count = recv(c->descriptor, c->input + c->have, INPUT_BYTES - c->have, 0);
        if (count < 0 && errno == EAGAIN) return;
        if (count <= 0) goto close;
        c->have += count;
        c->input[c->have] = 0;
    }
    int result = advance(c);
    if (result < 0) goto close;
    if (c->awaits_output == !result) return;
    c->awaits_output = !result;
    watch(c, EPOLL_CTL_MOD, result ? EPOLLIN : EPOLLOUT);
    return;
close:
    close(c->descriptor);
    free(c);
}

static void accept_all(int listener) {
    int descriptor;
    while ((descriptor = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
        struct connection *c = malloc(sizeof *c);
        memset(c, 0, offsetof(struct connection, input));
        c->descriptor = descriptor;
        watch(c, EPOLL_CTL_ADD, EPOLLIN);
    }
}

static void listen_on(int port) {
    struct connection *c = calloc(1, sizeof *c);
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_ANY)};
    int one = 1;
    c->listens = 1;
    c->descriptor = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    setsockopt(c->descriptor, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    setsockopt(c->descriptor, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);  // Accepted sockets inherit it.
    if (bind(c->descriptor, (void *)&address, sizeof address) || listen(c->descriptor, 4096)) {
        fprintf(stderr, "origin: port %d: %s\n", port, strerror(errno));
        exit(1);
    }
    watch(c, EPOLL_CTL_ADD, EPOLLIN);
}

int main(int count, char **arguments) {
    if (count < 2) {
        fprintf(stderr, "usage: origin PORT...\n");
        return 2;
    }
    for (size_t i = 0; i < PATTERN_BYTES; i++) pattern[i] = 'a' + i % 26;
    epoll = epoll_create1(0);
    for (int i = 1; i < count; i++) listen_on(atoi(arguments[i]));
    struct epoll_event events[EVENTS];
    for (;;) {
        int ready = epoll_wait(epoll, events, EVENTS, -1);
        for (int i = 0; i < ready; i++) {
            struct connection *c = events[i].data.ptr;
            if (c->listens) accept_all(c->descriptor);
            else serve(c);
        }
    }
}
