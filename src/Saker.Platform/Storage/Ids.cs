using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Saker.Platform.Storage;

/// <summary>
/// Makes ids that sort by the time they were made: 48 bits of UTC milliseconds, then 80 random bits that grow within a
/// millisecond. As text they are ULIDs (github.com/ulid/spec), or 32 hexadecimal digits where MLflow's clients expect those.
/// Thread-safe.
/// </summary>
internal sealed class Ids(TimeProvider time, Ids.Fill fill)
{
    /// <summary>Fills with random bytes.</summary>
    public delegate void Fill(Span<byte> bytes);

    private const string Crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private readonly Lock _lock = new();
    private UInt128 _last;

    public Ids(TimeProvider time) : this(time, RandomNumberGenerator.Fill)
    {
    }

    /// <summary>32 lowercase hexadecimal digits.</summary>
    public string NewRunId() => Next().ToString("x32");

    /// <summary>26 characters of Crockford's base 32.</summary>
    public string NewUlid() => Text(Next());

    /// <summary>What no ULID made at a time or later is smaller than, and every earlier one is.</summary>
    public static string FirstUlidAt(DateTimeOffset at) => Text((UInt128)(ulong)Math.Max(0, at.ToUnixTimeMilliseconds()) << 80);

    private static string Text(UInt128 id) => string.Create(26, id, static (text, value) =>
    {
        for (var i = text.Length - 1; i >= 0; i--, value >>= 5)
            text[i] = Crockford[(int)(value & 31)];
    });

    private UInt128 Next()
    {
        Span<byte> bytes = stackalloc byte[16];
        fill(bytes[6..]);
        BinaryPrimitives.WriteUInt64BigEndian(bytes, (ulong)time.GetUtcNow().ToUnixTimeMilliseconds() << 16 | BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]));
        var next = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        lock (_lock)
        {
            // The clock may stand still or go back; ids never do.
            _last = next > _last && next >> 80 != _last >> 80 ? next : _last + 1;
            return _last;
        }
    }
}
