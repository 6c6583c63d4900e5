using System.Security.Cryptography;

namespace Saker.Platform.Artifacts.Blobs;

/// <summary>
/// Gives what another stream gives, and fails in place of giving the last bytes when the whole is not of the size and hash that
/// it should be: who read to the end has read the truth.
/// </summary>
/// <param name="inner">The stream to check; disposed with this one.</param>
/// <param name="hash">The SHA-256 it must have, 64 lowercase hexadecimal digits.</param>
/// <param name="byteCount">The size it must have.</param>
/// <param name="failure">What is thrown when it has not.</param>
internal sealed class VerifiedStream(Stream inner, string hash, long byteCount, Func<Exception> failure) : Stream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _read;
    private bool _isVerified;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => byteCount;

    public override long Position { get => _read; set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
            return 0;
        var count = await inner.ReadAsync(buffer, cancellationToken);
        var mayEnd = Check(buffer.Span[..count]);
        // The last bytes: nothing may follow them.
        if (mayEnd && count > 0 && await inner.ReadAsync(new byte[1], cancellationToken) > 0)
            throw failure();
        return count;
    }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
            return 0;
        var count = inner.Read(buffer);
        if (Check(buffer[..count]) && count > 0 && inner.ReadByte() >= 0)
            throw failure();
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
            _hash.Dispose();
        }
        base.Dispose(disposing);
    }

    /// <returns>Whether all that there should be has been read.</returns>
    private bool Check(ReadOnlySpan<byte> bytes)
    {
        if (_isVerified)
            return bytes.IsEmpty ? true : throw failure();
        _hash.AppendData(bytes);
        _read += bytes.Length;
        if (_read < byteCount && !bytes.IsEmpty)
            return false;
        if (_read != byteCount || Convert.ToHexStringLower(_hash.GetHashAndReset()) != hash)
            throw failure();
        _isVerified = true;
        return true;
    }
}
