/* Frames over a socket: header, sum, descriptors. What travels in them is packed in wire_pack.c. */
#include "document/wire.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include <zlib.h>

#define MAGIC 0x316b736eu /* "nsk1" */
#define FLAG_DESCRIPTOR 1u
#define READ_CHUNK (256 * 1024)

typedef struct {
  guint32 magic, kind, length, flags, sum;
} Header;

struct WireChannel {
  int fd;
  WireSide side;
  GByteArray *buffer;
  gsize start; /* of the bytes in the buffer that are not consumed yet */
  int descriptors[WIRE_MAX_DESCRIPTORS];
  guint descriptor_count;
};

static const struct {
  const char *type;
  WireSide from;
  enum { NO_DESCRIPTOR, MAY_HAVE, MUST_HAVE } descriptor;
} kinds[] = {
    [WIRE_HELLO] = {"(uua(suas)as)", WIRE_SIDE_WORKER, NO_DESCRIPTOR},
    [WIRE_EXTRACT] = {"(tsta{ss})", WIRE_SIDE_PARENT, MUST_HAVE},
    [WIRE_RENDER_PAGE] = {"(tsudmsmsa(tt)b)", WIRE_SIDE_PARENT, MUST_HAVE},
    [WIRE_HEARTBEAT] = {"(tuu)", WIRE_SIDE_WORKER, NO_DESCRIPTOR},
    [WIRE_FOUND] = {"(t(uussumsmsmsmssddbb))", WIRE_SIDE_WORKER, NO_DESCRIPTOR},
    [WIRE_DOCUMENT] = {"(t(smsmsmsmsumsssmsmsmsmsmsmsasa(su)a{ss}))", WIRE_SIDE_WORKER, NO_DESCRIPTOR},
    [WIRE_UNIT] = {"(t(uussumsmsmsmssddbb))", WIRE_SIDE_WORKER, NO_DESCRIPTOR},
    [WIRE_REPORT] = {"(tu)", WIRE_SIDE_WORKER, NO_DESCRIPTOR},
    [WIRE_NEED_SIBLING] = {"(ts)", WIRE_SIDE_WORKER, NO_DESCRIPTOR},
    [WIRE_SIBLING] = {"(tb)", WIRE_SIDE_PARENT, MAY_HAVE},
    [WIRE_NEED_PASSWORD] = {"(tu)", WIRE_SIDE_WORKER, NO_DESCRIPTOR},
    [WIRE_PASSWORD] = {"(tms)", WIRE_SIDE_PARENT, NO_DESCRIPTOR},
    [WIRE_CHILD_DOCUMENT] = {"(tsst)", WIRE_SIDE_WORKER, NO_DESCRIPTOR},
    [WIRE_PAGE_IMAGE] = {"(tbsay)", WIRE_SIDE_WORKER, NO_DESCRIPTOR},
    [WIRE_READ_THESAURUS] = {"(ts)", WIRE_SIDE_PARENT, MUST_HAVE},
    [WIRE_CONCEPT] = {"(tsa(sss))", WIRE_SIDE_WORKER, NO_DESCRIPTOR},
    [WIRE_NEED_TEXT] = {"(tuuusay)", WIRE_SIDE_WORKER, NO_DESCRIPTOR},
    [WIRE_TEXT] = {"(tmsd)", WIRE_SIDE_PARENT, NO_DESCRIPTOR},
    [WIRE_OCR_HELLO] = {"(uasas)", WIRE_SIDE_WORKER, NO_DESCRIPTOR},
    [WIRE_RECOGNISE] = {"(tuuus)", WIRE_SIDE_PARENT, MUST_HAVE},
    [WIRE_RECOGNISED] = {"(tmsd)", WIRE_SIDE_WORKER, NO_DESCRIPTOR},
    [WIRE_CHILD_BYTES] = {"(tay)", WIRE_SIDE_WORKER, NO_DESCRIPTOR},
    [WIRE_FINDINGS] = {"(ta(ssuttmsmsda{ss}))", WIRE_SIDE_WORKER, NO_DESCRIPTOR},
};

const char *wire_payload_type(WireKind kind) {
  return (gsize)kind < G_N_ELEMENTS(kinds) ? kinds[kind].type : NULL;
}

void wire_message_clear(WireMessage *message) {
  g_clear_pointer(&message->payload, g_variant_unref);
  if (message->fd >= 0)
    close(message->fd);
  message->fd = -1;
}

WireChannel *wire_channel_new(int fd, WireSide side) {
  WireChannel *channel = g_new0(WireChannel, 1);
  channel->fd = fd;
  channel->side = side;
  channel->buffer = g_byte_array_new();
  return channel;
}

void wire_channel_free(WireChannel *channel) {
  if (!channel)
    return;
  for (guint i = 0; i < channel->descriptor_count; i++)
    close(channel->descriptors[i]);
  if (channel->fd >= 0)
    close(channel->fd);
  g_byte_array_unref(channel->buffer);
  g_free(channel);
}

int wire_channel_get_fd(const WireChannel *channel) {
  return channel->fd;
}

static guint32 sum_of(const Header *header, const guint8 *payload) {
  uLong sum = crc32(0, (const Bytef *)header, offsetof(Header, sum));
  return (guint32)crc32_z(sum, payload, header->length);
}

static gboolean make_header(WireKind kind, GVariant *payload, gboolean with_fd, Header *header, GError **error) {
  gsize length = g_variant_get_size(payload);
  if (length > WIRE_MAX_PAYLOAD) {
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE, "a frame of %" G_GSIZE_FORMAT " bytes is too long",
                length);
    return FALSE;
  }
  *header = (Header){MAGIC, (guint32)kind, (guint32)length, with_fd ? FLAG_DESCRIPTOR : 0, 0};
  header->sum = sum_of(header, g_variant_get_data(payload));
  return TRUE;
}

GBytes *wire_frame(WireKind kind, GVariant *payload, gboolean with_fd) {
  g_autoptr(GVariant) owned = g_variant_ref_sink(payload);
  Header header;
  if (!make_header(kind, owned, with_fd, &header, NULL))
    return NULL;
  GByteArray *frame = g_byte_array_new();
  g_byte_array_append(frame, (const guint8 *)&header, sizeof header);
  g_byte_array_append(frame, g_variant_get_data(owned), header.length);
  return g_byte_array_free_to_bytes(frame);
}

/* Sends one piece; the descriptor goes with its first byte. */
static gssize send_piece(WireChannel *channel, struct iovec *pieces, gsize count, int fd) {
  union {
    char bytes[CMSG_SPACE(sizeof(int))];
    struct cmsghdr align;
  } control = {0};
  struct msghdr message = {.msg_iov = pieces, .msg_iovlen = count};
  if (fd >= 0) {
    message.msg_control = control.bytes;
    message.msg_controllen = sizeof control.bytes;
    struct cmsghdr *c = CMSG_FIRSTHDR(&message);
    c->cmsg_level = SOL_SOCKET;
    c->cmsg_type = SCM_RIGHTS;
    c->cmsg_len = CMSG_LEN(sizeof(int));
    memcpy(CMSG_DATA(c), &fd, sizeof fd);
  }
  int flags = MSG_NOSIGNAL | (channel->side == WIRE_SIDE_PARENT ? MSG_DONTWAIT : 0);
  gssize sent;
  do
    sent = sendmsg(channel->fd, &message, flags);
  while (sent < 0 && errno == EINTR);
  return sent;
}

gboolean wire_send(WireChannel *channel, WireKind kind, GVariant *payload, int fd, GError **error) {
  g_autoptr(GVariant) owned = g_variant_ref_sink(payload);
  g_return_val_if_fail(g_variant_is_of_type(owned, G_VARIANT_TYPE(kinds[kind].type)), FALSE);
  Header header;
  if (!make_header(kind, owned, fd >= 0, &header, error))
    return FALSE;
  const guint8 *data = g_variant_get_data(owned);
  gsize done = 0, total = sizeof header + header.length;
  while (done < total) {
    gsize in_header = done < sizeof header ? sizeof header - done : 0;
    gsize in_payload = done > sizeof header ? done - sizeof header : 0;
    struct iovec pieces[2] = {{(guint8 *)&header + (sizeof header - in_header), in_header},
                              {(gpointer)(guintptr)(data + in_payload), header.length - in_payload}};
    gssize sent = send_piece(channel, pieces, 2, done == 0 ? fd : -1);
    if (sent <= 0) {
      g_set_error(error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE, "the other side does not read: %s", g_strerror(errno));
      return FALSE;
    }
    done += (gsize)sent;
  }
  return TRUE;
}

void wire_feed(WireChannel *channel, const guint8 *bytes, gsize length) {
  if (channel->start == channel->buffer->len) {
    g_byte_array_set_size(channel->buffer, 0);
    channel->start = 0;
  } else if (channel->start > READ_CHUNK) {
    g_byte_array_remove_range(channel->buffer, 0, (guint)channel->start);
    channel->start = 0;
  }
  g_byte_array_append(channel->buffer, bytes, (guint)length);
}

/* Takes the descriptors out of a received message; FALSE where there are more than may wait. */
static gboolean take_descriptors(WireChannel *channel, struct msghdr *message) {
  gboolean fits = (message->msg_flags & MSG_CTRUNC) == 0;
  for (struct cmsghdr *c = CMSG_FIRSTHDR(message); c; c = CMSG_NXTHDR(message, c)) {
    if (c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_RIGHTS)
      continue;
    gsize count = (c->cmsg_len - CMSG_LEN(0)) / sizeof(int);
    for (gsize i = 0; i < count; i++) {
      int fd;
      memcpy(&fd, CMSG_DATA(c) + i * sizeof fd, sizeof fd);
      if (channel->descriptor_count < WIRE_MAX_DESCRIPTORS) {
        channel->descriptors[channel->descriptor_count++] = fd;
      } else {
        close(fd);
        fits = FALSE;
      }
    }
  }
  return fits;
}

static WireResult broken(GError **error, const char *why) {
  g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "refused frame: %s", why);
  return WIRE_BROKEN;
}

WireResult wire_fill(WireChannel *channel, GError **error) {
  static guint8 chunk[READ_CHUNK];
  union {
    char bytes[CMSG_SPACE(sizeof(int) * WIRE_MAX_DESCRIPTORS)];
    struct cmsghdr align;
  } control;
  struct iovec piece = {chunk, sizeof chunk};
  struct msghdr message = {.msg_iov = &piece, .msg_iovlen = 1};
  if (channel->side == WIRE_SIDE_WORKER) { /* the parent has no room for any: the kernel closes them */
    message.msg_control = control.bytes;
    message.msg_controllen = sizeof control.bytes;
  }
  int flags = MSG_CMSG_CLOEXEC | (channel->side == WIRE_SIDE_PARENT ? MSG_DONTWAIT : 0);
  gssize got;
  do
    got = recvmsg(channel->fd, &message, flags);
  while (got < 0 && errno == EINTR);
  if (got < 0 && errno == EAGAIN)
    return WIRE_NEED_MORE;
  if (got <= 0)
    return WIRE_CLOSED; /* a killed worker with unread input resets the connection: that is a hang-up as well */
  if (!take_descriptors(channel, &message))
    return broken(error, "descriptors that nobody wants");
  wire_feed(channel, chunk, (gsize)got);
  return WIRE_NEED_MORE;
}

static const char *header_fault(const WireChannel *channel, const Header *header) {
  if (header->magic != MAGIC)
    return "wrong magic";
  if (header->kind >= G_N_ELEMENTS(kinds) || !kinds[header->kind].type)
    return "unknown kind";
  if (kinds[header->kind].from == channel->side)
    return "a kind of the wrong direction";
  if (header->length > WIRE_MAX_PAYLOAD)
    return "too long";
  if (header->flags & ~FLAG_DESCRIPTOR)
    return "unknown flags";
  gboolean has = (header->flags & FLAG_DESCRIPTOR) != 0;
  if ((has && kinds[header->kind].descriptor == NO_DESCRIPTOR) || (!has && kinds[header->kind].descriptor == MUST_HAVE))
    return "descriptor missing or not wanted";
  return NULL;
}

/* The oldest descriptor that came; -1 where there is none. */
static int shift_descriptor(WireChannel *channel) {
  if (channel->descriptor_count == 0)
    return -1;
  int fd = channel->descriptors[0];
  channel->descriptor_count--;
  memmove(channel->descriptors, channel->descriptors + 1, channel->descriptor_count * sizeof(int));
  return fd;
}

WireResult wire_next(WireChannel *channel, WireMessage *message, GError **error) {
  gsize available = channel->buffer->len - channel->start;
  Header header;
  if (available < sizeof header)
    return WIRE_NEED_MORE;
  const guint8 *bytes = channel->buffer->data + channel->start;
  memcpy(&header, bytes, sizeof header);
  const char *fault = header_fault(channel, &header);
  if (fault)
    return broken(error, fault);
  if (available < sizeof header + header.length)
    return WIRE_NEED_MORE;
  const guint8 *payload = bytes + sizeof header;
  if (sum_of(&header, payload) != header.sum)
    return broken(error, "wrong sum");
  /* A copy of its own: GVariant wants aligned data, and the buffer moves. */
  g_autoptr(GBytes) copy = g_bytes_new(payload, header.length);
  g_autoptr(GVariant) variant =
      g_variant_ref_sink(g_variant_new_from_bytes(G_VARIANT_TYPE(kinds[header.kind].type), copy, FALSE));
  channel->start += sizeof header + header.length;
  if (!g_variant_is_normal_form(variant))
    return broken(error, "payload not in normal form");
  int fd = -1;
  if (header.flags & FLAG_DESCRIPTOR) {
    fd = shift_descriptor(channel);
    if (fd < 0)
      return broken(error, "descriptor missing");
  }
  *message = (WireMessage){.kind = (WireKind)header.kind, .payload = g_steal_pointer(&variant), .fd = fd};
  return WIRE_GOT_MESSAGE;
}
