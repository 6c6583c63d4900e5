using System.Text;
using Saker.Data.Privacy.Keys;

namespace Saker.Data.Privacy.Encryption;

/// <summary>
/// Encrypts content of any length, in chunks of 64 KiB that are each authenticated (AES-256-GCM, see <c>docs/encryption.md</c>). Every content
/// has a data key of its own, which the key ring seals; a new active key needs only new headers. Content is bound to its place: what was
/// encrypted for one cannot be opened at another.
/// </summary>
public static class FileEncryption
{
    private const int ChunkPower = 16;

    /// <summary>Encrypts a stream to its end.</summary>
    /// <param name="plain">The content.</param>
    /// <param name="target">Takes what is encrypted; 16 bytes a chunk and the header more than the content.</param>
    /// <param name="ring">Its active key seals the data key.</param>
    /// <param name="place">What the content belongs to; needed again to open it.</param>
    /// <param name="cancellationToken">Stops between chunks.</param>
    public static async Task EncryptAsync(Stream plain, Stream target, KeyRing ring, string place, CancellationToken cancellationToken)
    {
        var (header, key) = EncryptedHeader.Create(ring, ChunkPower, Encoding.UTF8.GetBytes(place));
        using var cipher = new ChunkCipher(key, header.Fixed);
        await target.WriteAsync(header.ToBytes(), cancellationToken).ConfigureAwait(false);
        // One chunk ahead, since the last one is encrypted as such.
        var (current, next) = (new byte[header.ChunkBytes], new byte[header.ChunkBytes]);
        var encrypted = new byte[header.ChunkBytes + ChunkCipher.TagBytes];
        var held = await FillAsync(plain, current, cancellationToken).ConfigureAwait(false);
        while (true)
        {
            var ahead = held < current.Length ? 0 : await FillAsync(plain, next, cancellationToken).ConfigureAwait(false);
            cipher.Encrypt(current.AsSpan(0, held), encrypted, isLast: ahead == 0);
            await target.WriteAsync(encrypted.AsMemory(0, held + ChunkCipher.TagBytes), cancellationToken).ConfigureAwait(false);
            if (ahead == 0)
                return;
            (current, next, held) = (next, current, ahead);
        }
    }

    /// <summary>The content of a stream, decrypted where it is encrypted, as it is where it is not. The stream is disposed with what is given.</summary>
    /// <param name="stored">The stream, at its start.</param>
    /// <param name="ring">The keys; null when there are none.</param>
    /// <param name="place">As it was given to <see cref="EncryptAsync"/>.</param>
    /// <param name="name">What to call the content in messages.</param>
    /// <param name="cancellationToken">Stops reading the header.</param>
    /// <exception cref="SakerException">Its key is not there (not found; the key is named), or its header was changed or belongs elsewhere (data loss). Of the rest, reading tells.</exception>
    public static async Task<Stream> OpenAsync(Stream stored, KeyRing? ring, string place, string name, CancellationToken cancellationToken)
    {
        try
        {
            var start = await ReadStartAsync(stored, cancellationToken).ConfigureAwait(false);
            if (await EncryptedHeader.ReadAsync(start, stored, name, cancellationToken).ConfigureAwait(false) is not { } header)
                return new PrefixedStream(start, stored);
            if (ring is null)
                throw new SakerException(ErrorKind.NotFound, $"{name} is encrypted with key {header.KeyId}, and there is no key ring here. Put the ring back from a backup.", "keys");
            return new DecryptingStream(stored, header, header.Open(ring, Encoding.UTF8.GetBytes(place), name), name);
        }
        catch
        {
            await stored.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The key that content was encrypted with; null when it is not encrypted.</summary>
    /// <exception cref="SakerException">Its header is damaged (data loss).</exception>
    public static async Task<KeyId?> FindKeyAsync(Stream stored, string name, CancellationToken cancellationToken)
    {
        var start = await ReadStartAsync(stored, cancellationToken).ConfigureAwait(false);
        return (await EncryptedHeader.ReadAsync(start, stored, name, cancellationToken).ConfigureAwait(false))?.KeyId;
    }

    /// <summary>Copies encrypted content with its data key sealed by the active key; the content itself stays encrypted as it is.</summary>
    /// <exception cref="SakerException">As <see cref="OpenAsync"/>; or the stream is not encrypted (invalid input).</exception>
    public static async Task RewrapAsync(Stream stored, Stream target, KeyRing ring, string place, string name, CancellationToken cancellationToken)
    {
        var start = await ReadStartAsync(stored, cancellationToken).ConfigureAwait(false);
        var header = await EncryptedHeader.ReadAsync(start, stored, name, cancellationToken).ConfigureAwait(false)
            ?? throw new SakerException(ErrorKind.InvalidInput, $"{name} is not encrypted.", "content");
        await target.WriteAsync(header.Rewrap(ring, Encoding.UTF8.GetBytes(place), name).ToBytes(), cancellationToken).ConfigureAwait(false);
        await stored.CopyToAsync(target, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<ReadOnlyMemory<byte>> ReadStartAsync(Stream stored, CancellationToken cancellationToken)
    {
        var start = new byte[EncryptedHeader.FixedBytes];
        return start.AsMemory(0, await FillAsync(stored, start, cancellationToken).ConfigureAwait(false));
    }

    private static ValueTask<int> FillAsync(Stream stream, byte[] buffer, CancellationToken cancellationToken) =>
        stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
}
