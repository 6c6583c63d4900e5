using System.Buffers;
using System.Collections.Concurrent;

namespace Saker.Server.Http;

/// <summary>An answer before it is sent, so that its length is known and a failure halfway sends nothing. Rent it, dispose it.</summary>
internal sealed class AnswerBuffer : IBufferWriter<byte>, IDisposable
{
    private const int FirstSize = 4096;

    // A buffer that one large answer made is not kept.
    private const int MaxKeptSize = 1 << 18;
    private const int MaxPooled = 128;

    private static readonly ConcurrentBag<AnswerBuffer> Pool = [];

    private byte[] _bytes = new byte[FirstSize];
    private int _length;

    private AnswerBuffer()
    {
    }

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _length);

    public static AnswerBuffer Rent() => Pool.TryTake(out var buffer) ? buffer : new AnswerBuffer();

    public void Advance(int count) => _length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsMemory(_length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsSpan(_length);
    }

    public void Dispose()
    {
        _length = 0;
        if (_bytes.Length <= MaxKeptSize && Pool.Count < MaxPooled)
            Pool.Add(this);
    }

    private void Reserve(int size)
    {
        if (_bytes.Length - _length < Math.Max(size, 1))
            Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(_length + (long)Math.Max(size, 1), _bytes.Length * 2L)));
    }
}
